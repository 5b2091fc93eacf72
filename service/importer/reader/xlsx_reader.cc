#include "service/importer/reader/xlsx_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include "engine/base/date.h"
#include "engine/base/status.h"
#include "service/importer/limits.h"
#include "service/importer/reader/cell_budget.h"
#include "service/importer/reader/number_format.h"
#include "service/importer/reader/sheet.h"
#include "service/importer/reader/xml_part.h"
#include "service/importer/refusal.h"

namespace vekha::importer {
namespace {

using Parts = std::map<std::string, std::string>;

// Excel writes a carriage return as "_x000D_".
std::string Unescaped(std::string text) {
  constexpr std::string_view kReturn = "_x000D_";
  for (size_t at = text.find(kReturn); at != std::string::npos; at = text.find(kReturn, at)) {
    text.erase(at, kReturn.size());
  }
  return text;
}

// Text of <si> or <is>: runs joined; the reading aid of East Asian text (rPh) is left out.
std::string RichText(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node& child : node.children()) {
    const std::string_view name = LocalName(child);
    if (name == "t") text += Unescaped(child.text().get());
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

// A sheet as the workbook lists it.
struct SheetPart {
  std::string tab;
  std::string name;  // as messages call it
  std::string part;
  bool hidden = false;
};

class XlsxReader {
 public:
  explicit XlsxReader(const Parts& parts) : parts_(parts) {}

  absl::StatusOr<std::vector<Sheet>> Read(CellBudget& budget) {
    VEKHA_RETURN_IF_ERROR(ReadStrings());
    VEKHA_RETURN_IF_ERROR(ReadFormats());
    VEKHA_RETURN_IF_ERROR(ReadWorkbook());
    std::vector<Sheet> sheets;
    for (const SheetPart& part : sheets_) {
      VEKHA_ASSIGN_OR_RETURN(Sheet sheet, ReadSheet(part, budget));
      sheets.push_back(std::move(sheet));
    }
    return sheets;
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

  // Cells hold dates and numbers alike; only the format says how they are shown.
  absl::Status ReadFormats() {
    const auto part = parts_.find("xl/styles.xml");
    if (part == parts_.end()) return absl::OkStatus();
    pugi::xml_document xml;
    VEKHA_RETURN_IF_ERROR(ParsePart(part->first, part->second, xml));
    std::map<std::string, std::string, std::less<>> codes;
    for (const pugi::xml_node& format : ChildOf(xml.document_element(), "numFmts").children()) {
      codes.emplace(AttributeOf(format, "numFmtId"), AttributeOf(format, "formatCode"));
    }
    for (const pugi::xml_node& style : ChildOf(xml.document_element(), "cellXfs").children()) {
      const std::string_view id = AttributeOf(style, "numFmtId");
      const auto code = codes.find(id);
      int number = 0;
      std::from_chars(id.data(), id.data() + id.size(), number);
      formats_.push_back(code != codes.end() ? code->second : std::string(BuiltInFormat(number)));
    }
    return absl::OkStatus();
  }

  // The sheets in the order of their tabs; without a list, in that of their parts.
  absl::Status ReadWorkbook() {
    pugi::xml_document xml;
    const std::string name = "xl/workbook.xml";
    VEKHA_RETURN_IF_ERROR(ParsePart(name, parts_.at(name), xml));
    const auto since_1904 = AttributeOf(ChildOf(xml.document_element(), "workbookPr"), "date1904");
    if (since_1904 == "1" || since_1904 == "true") epoch_ = Epoch::k1904;
    VEKHA_ASSIGN_OR_RETURN(const auto targets, ReadTargets());
    for (const pugi::xml_node& sheet : ChildOf(xml.document_element(), "sheets").children()) {
      const auto target = targets.find(std::string(sheet.attribute("r:id").value()));
      if (target == targets.end() || !parts_.contains(target->second)) continue;
      const std::string_view state = AttributeOf(sheet, "state");
      const std::string tab(AttributeOf(sheet, "name"));
      sheets_.push_back({tab, fmt::format("лист «{}»", tab), target->second,
                         state == "hidden" || state == "veryHidden"});
    }
    if (sheets_.empty()) ListParts();
    return absl::OkStatus();
  }

  // Relation id -> part.
  absl::StatusOr<std::map<std::string, std::string>> ReadTargets() const {
    std::map<std::string, std::string> targets;
    const auto part = parts_.find("xl/_rels/workbook.xml.rels");
    if (part == parts_.end()) return targets;
    pugi::xml_document xml;
    VEKHA_RETURN_IF_ERROR(ParsePart(part->first, part->second, xml));
    for (const pugi::xml_node& relation : xml.document_element().children()) {
      const std::string target(AttributeOf(relation, "Target"));
      targets.emplace(AttributeOf(relation, "Id"),
                      target.starts_with('/') ? target.substr(1) : "xl/" + target);
    }
    return targets;
  }

  // sheet2 before sheet10.
  void ListParts() {
    std::vector<std::string> names;
    for (const auto& [name, text] : parts_) {
      if (name.starts_with("xl/worksheets/sheet")) names.push_back(name);
    }
    std::ranges::stable_sort(names, {},
                             [](const auto& name) { return std::pair(name.size(), name); });
    for (const std::string& name : names) {
      sheets_.push_back({"", fmt::format("лист {}", sheets_.size() + 1), name, false});
    }
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
    if (type == "d") return DayOf(value);
    if (type == "e") return {};  // "#REF!" says nothing
    if (type == "b") return value == "1" ? "да" : "нет";
    if (!(type.empty() || type == "n")) return value;
    const std::string_view style = AttributeOf(cell, "s");
    std::from_chars(style.data(), style.data() + style.size(), index);
    return ShowNumber(value, index < formats_.size() ? formats_[index] : std::string_view(),
                      epoch_);
  }

  // "2024-09-01T00:00:00" -> "01.09.2024".
  static std::string DayOf(const std::string& value) {
    const auto day = ParseIsoDate(value.substr(0, value.find('T')));
    return day ? FormatRussian(*day) : value;
  }

  absl::StatusOr<Sheet> ReadSheet(const SheetPart& part, CellBudget& budget) {
    pugi::xml_document xml;
    VEKHA_RETURN_IF_ERROR(ParsePart(part.part, parts_.at(part.part), xml));
    Sheet sheet{part.tab, part.hidden, 0, {part.name, {}}};
    for (const pugi::xml_node& node : ChildOf(xml.document_element(), "sheetData").children()) {
      VEKHA_RETURN_IF_ERROR(ReadRow(node, sheet, budget));
    }
    for (const pugi::xml_node& node : ChildOf(xml.document_element(), "mergeCells").children()) {
      VEKHA_RETURN_IF_ERROR(Merge(AttributeOf(node, "ref"), sheet.table, budget));
    }
    return sheet;
  }

  absl::Status ReadRow(const pugi::xml_node& node, Sheet& sheet, CellBudget& budget) {
    std::vector<Row>& rows = sheet.table.rows;
    Row row;
    row.place = rows.empty() ? 1 : rows.back().place + 1;
    const std::string_view number = AttributeOf(node, "r");
    std::from_chars(number.data(), number.data() + number.size(), row.place);
    const std::string_view hidden = AttributeOf(node, "hidden");
    sheet.hidden_rows += hidden == "1" || hidden == "true";
    for (const pugi::xml_node& cell : node.children()) {
      if (LocalName(cell) != "c") continue;
      const auto place = ParseCellName(AttributeOf(cell, "r"));
      const size_t column = place ? place->column : row.cells.size();
      std::string text = CellText(cell);
      if (text.empty() && column >= kColumnsMax) continue;
      while (row.cells.size() <= column) {
        VEKHA_RETURN_IF_ERROR(budget.AddCell(row.cells.size(), text));
        row.cells.emplace_back();
      }
      row.cells[column].text = std::move(text);
      row.cells[column].formula = !ChildOf(cell, "f").empty();
      row.cells[column].failed = AttributeOf(cell, "t") == "e";
    }
    VEKHA_RETURN_IF_ERROR(budget.AddCell(0, {}));  // an empty row costs, too
    row.after_break = !rows.empty() && row.place > rows.back().place + 1;
    rows.push_back(std::move(row));
    return absl::OkStatus();
  }

  static absl::Status Merge(std::string_view range, Table& sheet, CellBudget& budget) {
    const size_t colon = range.find(':');
    if (colon == std::string_view::npos) return absl::OkStatus();
    const auto first = ParseCellName(range.substr(0, colon));
    const auto last = ParseCellName(range.substr(colon + 1));
    if (!first || !last || last->column >= kColumnsMax || last->column < first->column) {
      return absl::OkStatus();
    }
    auto row = std::ranges::lower_bound(sheet.rows, first->row, {}, &Row::place);
    for (; row != sheet.rows.end() && row->place <= last->row; ++row) {
      if (row->cells.size() <= last->column) row->cells.resize(last->column + 1);
      for (size_t i = first->column; i <= last->column; ++i) {
        VEKHA_RETURN_IF_ERROR(budget.AddCell(i, {}));
        row->cells[i].merged_above = row->place > first->row;
      }
      row->cells[first->column].columns = static_cast<int>(last->column - first->column) + 1;
    }
    return absl::OkStatus();
  }

  const Parts& parts_;
  std::vector<std::string> strings_;
  std::vector<std::string> formats_;  // by style
  std::vector<SheetPart> sheets_;
  Epoch epoch_ = Epoch::k1900;
};

}  // namespace

absl::StatusOr<std::vector<Sheet>> ReadXlsxSheets(const Parts& parts) {
  CellBudget budget;
  return XlsxReader(parts).Read(budget);
}

absl::StatusOr<Document> ReadXlsx(const Parts& parts) {
  CellBudget budget;
  VEKHA_ASSIGN_OR_RETURN(std::vector<Sheet> sheets, XlsxReader(parts).Read(budget));
  Document document;
  document.places = PlaceStyle::kSheet;
  for (Sheet& sheet : sheets) {
    const std::string& name = sheet.table.name;
    if (sheet.hidden) {
      document.remarks.push_back(
          fmt::format("{} скрыт и не прочитан (строк: {})", name, sheet.table.rows.size()));
      continue;
    }
    if (sheet.hidden_rows > 0) {
      document.remarks.push_back(
          fmt::format("{}: скрытые строки прочитаны, как и видимые ({})", name, sheet.hidden_rows));
    }
    VEKHA_RETURN_IF_ERROR(SplitSheet(std::move(sheet.table), budget, document));
  }
  return document;
}

}  // namespace vekha::importer
