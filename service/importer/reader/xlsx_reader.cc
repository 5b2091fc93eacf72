#include "service/importer/reader/xlsx_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "engine/base/date.h"
#include "engine/base/status.h"
#include "service/importer/limits.h"
#include "service/importer/reader/cell_budget.h"
#include "service/importer/reader/sheet.h"
#include "service/importer/reader/xml_part.h"
#include "service/importer/refusal.h"

namespace vekha::importer {
namespace {

using Parts = std::map<std::string, std::string>;

// Text of <si> or <is>: runs joined; the reading aid of East Asian text (rPh) is left out.
std::string RichText(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node& child : node.children()) {
    const std::string_view name = LocalName(child);
    if (name == "t") text += child.text().get();
    if (name == "r") text += RichText(child);
  }
  return text;
}

struct CellName {
  size_t column = 0;
  int row = 0;
};

// "C12" -> column 2, row 12.
std::optional<CellName> ParseCellName(std::string_view text) {
  CellName name;
  size_t letters = 0;
  size_t column = 0;
  while (letters < text.size() && text[letters] >= 'A' && text[letters] <= 'Z') {
    if (letters == 3) return std::nullopt;
    column = column * 26 + static_cast<size_t>(text[letters++] - 'A') + 1;
  }
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data() + letters, end, name.row);
  if (letters == 0 || error != std::errc() || at != end || name.row < 1) return std::nullopt;
  name.column = column - 1;
  return name;
}

class XlsxReader {
 public:
  explicit XlsxReader(const Parts& parts) : parts_(parts) {}

  absl::StatusOr<Document> Read() {
    document_.places = PlaceStyle::kSheet;
    VEKHA_RETURN_IF_ERROR(ReadStrings());
    VEKHA_RETURN_IF_ERROR(ReadDateStyles());
    int number = 0;
    for (const auto& [name, text] : SheetsInOrder()) {
      VEKHA_RETURN_IF_ERROR(ReadSheet(name, text, ++number));
    }
    return std::move(document_);
  }

 private:
  absl::Status ReadStrings() {
    const auto part = parts_.find("xl/sharedStrings.xml");
    if (part == parts_.end()) return absl::OkStatus();
    pugi::xml_document xml;
    VEKHA_RETURN_IF_ERROR(ParsePart(part->first, part->second, xml));
    for (const pugi::xml_node& child : xml.document_element().children()) {
      if (LocalName(child) == "si") strings_.push_back(RichText(child));
    }
    return absl::OkStatus();
  }

  // Cells hold dates as numbers; only the format says so. Formats 14 to 17 and 22 are built-in.
  absl::Status ReadDateStyles() {
    const auto part = parts_.find("xl/styles.xml");
    if (part == parts_.end()) return absl::OkStatus();
    pugi::xml_document xml;
    VEKHA_RETURN_IF_ERROR(ParsePart(part->first, part->second, xml));
    std::set<std::string, std::less<>> dates = {"14", "15", "16", "17", "22"};
    for (const pugi::xml_node& format : ChildOf(xml.document_element(), "numFmts").children()) {
      const std::string code(AttributeOf(format, "formatCode"));
      if (code.find_first_of("yY") != std::string::npos || code.find("ГГ") != std::string::npos) {
        dates.emplace(AttributeOf(format, "numFmtId"));
      }
    }
    for (const pugi::xml_node& style : ChildOf(xml.document_element(), "cellXfs").children()) {
      date_styles_.push_back(dates.contains(AttributeOf(style, "numFmtId")));
    }
    return absl::OkStatus();
  }

  // sheet2 before sheet10; the numbers follow the workbook's order.
  std::vector<std::pair<std::string, std::string_view>> SheetsInOrder() const {
    std::vector<std::pair<std::string, std::string_view>> sheets;
    for (const auto& [name, text] : parts_) {
      if (name.starts_with("xl/worksheets/sheet")) sheets.emplace_back(name, text);
    }
    std::ranges::stable_sort(
        sheets, {}, [](const auto& sheet) { return std::pair(sheet.first.size(), sheet.first); });
    return sheets;
  }

  std::string DateText(const std::string& value) const {
    int days = 0;
    const auto read = std::from_chars(value.data(), value.data() + value.size(), days);
    // Day 1 is 1 January 1900; a 29 February 1900 that never was is counted too.
    if (read.ec != std::errc() || days < 61 || days > 73'000) return value;
    return FormatRussian(AddDays(*MakeDate(1899, 12, 30), days));
  }

  std::string CellText(const pugi::xml_node& cell) const {
    const std::string_view type = AttributeOf(cell, "t");
    if (type == "inlineStr") return RichText(ChildOf(cell, "is"));
    const std::string value = ChildOf(cell, "v").text().get();
    size_t index = 0;
    if (type == "s") {
      const auto read = std::from_chars(value.data(), value.data() + value.size(), index);
      return read.ec == std::errc() && index < strings_.size() ? strings_[index] : std::string();
    }
    const std::string_view style = AttributeOf(cell, "s");
    const auto read = std::from_chars(style.data(), style.data() + style.size(), index);
    const bool date = read.ec == std::errc() && index < date_styles_.size() && date_styles_[index];
    return type.empty() && date ? DateText(value) : value;
  }

  absl::Status ReadSheet(const std::string& name, std::string_view text, int number) {
    pugi::xml_document xml;
    VEKHA_RETURN_IF_ERROR(ParsePart(name, std::string(text), xml));
    Table sheet{fmt::format("лист {}", number), {}};
    for (const pugi::xml_node& node : ChildOf(xml.document_element(), "sheetData").children()) {
      VEKHA_RETURN_IF_ERROR(ReadRow(node, sheet));
    }
    for (const pugi::xml_node& node : ChildOf(xml.document_element(), "mergeCells").children()) {
      Merge(AttributeOf(node, "ref"), sheet);
    }
    return SplitSheet(std::move(sheet), budget_, document_);
  }

  absl::Status ReadRow(const pugi::xml_node& node, Table& sheet) {
    Row row;
    row.place = sheet.rows.empty() ? 1 : sheet.rows.back().place + 1;
    const std::string_view number = AttributeOf(node, "r");
    std::from_chars(number.data(), number.data() + number.size(), row.place);
    for (const pugi::xml_node& cell : node.children()) {
      if (LocalName(cell) != "c") continue;
      const auto place = ParseCellName(AttributeOf(cell, "r"));
      const size_t column = place ? place->column : row.cells.size();
      std::string text = CellText(cell);
      if (text.empty() && column >= kColumnsMax) continue;
      while (row.cells.size() <= column) {
        VEKHA_RETURN_IF_ERROR(budget_.AddCell(row.cells.size(), text.size()));
        row.cells.emplace_back();
      }
      row.cells[column].text = std::move(text);
    }
    row.after_break = !sheet.rows.empty() && row.place > sheet.rows.back().place + 1;
    sheet.rows.push_back(std::move(row));
    return absl::OkStatus();
  }

  void Merge(std::string_view range, Table& sheet) {
    const size_t colon = range.find(':');
    if (colon == std::string_view::npos) return;
    const auto first = ParseCellName(range.substr(0, colon));
    const auto last = ParseCellName(range.substr(colon + 1));
    if (!first || !last || last->column >= kColumnsMax) return;
    auto row = std::ranges::lower_bound(sheet.rows, first->row, {}, &Row::place);
    for (; row != sheet.rows.end() && row->place <= last->row; ++row) {
      if (row->cells.size() <= last->column) row->cells.resize(last->column + 1);
      for (size_t i = first->column; i <= last->column; ++i) {
        row->cells[i].merged_above = row->place > first->row;
      }
      row->cells[first->column].columns = static_cast<int>(last->column - first->column) + 1;
    }
  }

  const Parts& parts_;
  std::vector<std::string> strings_;
  std::vector<bool> date_styles_;
  CellBudget budget_;
  Document document_;
};

}  // namespace

absl::StatusOr<Document> ReadXlsx(const Parts& parts) { return XlsxReader(parts).Read(); }

}  // namespace vekha::importer
