#include "service/importer/reader/docx_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "engine/base/status.h"
#include "service/importer/cell_text.h"
#include "service/importer/limits.h"
#include "service/importer/reader/cell_budget.h"
#include "service/importer/reader/docx_text.h"
#include "service/importer/reader/text_reader.h"
#include "service/importer/reader/xml_part.h"
#include "service/importer/refusal.h"

namespace vekha::importer {
namespace {

constexpr const char* kMainPart = "word/document.xml";
constexpr size_t kRemarksMax = 100;
constexpr int kNestedMax = 3;  // tables in tables that are looked at apart

int NumberOf(std::string_view text, int otherwise) {
  int number = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// Elements that only wrap what is written.
bool IsWrapper(std::string_view name) {
  return name == "sdt" || name == "sdtContent" || name == "ins" || name == "moveTo" ||
         name == "customXml" || name == "smartTag";
}

// A row that tracked changes delete.
bool IsDeleted(const pugi::xml_node& row) { return bool(ChildOf(ChildOf(row, "trPr"), "del")); }

class DocxReader {
 public:
  explicit DocxReader(DocxText text) : text_(std::move(text)) {}

  absl::StatusOr<Document> Read(const pugi::xml_node& body) {
    VEKHA_RETURN_IF_ERROR(ReadBlocks(body));
    if (deleted_rows_ > 0) {
      document_.remarks.push_back(
          fmt::format("строк, удалённых в правках: {}; не прочитаны", deleted_rows_));
    }
    if (tables_ == 0 && tabbed_.find('\t') != std::string::npos) {
      VEKHA_ASSIGN_OR_RETURN(Document document, ReadText(tabbed_));
      document.remarks = std::move(document_.remarks);
      document.remarks.emplace_back(
          "таблица собрана из абзацев с табуляцией; места - номера абзацев");
      return document;
    }
    return std::move(document_);
  }

 private:
  absl::Status ReadBlocks(const pugi::xml_node& node) {
    for (const pugi::xml_node& child : node.children()) {
      const std::string_view name = LocalName(child);
      if (name == "p") {
        std::string text;
        text_.AppendParagraph(child, text);
        for (const std::string& note : text_.TakeNotes()) Remark("сноска к тексту", note);
        if (tables_ == 0) tabbed_ += text + "\n";
        AddParagraphs(text);
      } else if (name == "tbl") {
        VEKHA_RETURN_IF_ERROR(ReadTable(child, document_.blocks));
      } else if (IsWrapper(name)) {
        VEKHA_RETURN_IF_ERROR(ReadBlocks(child));
      }
    }
    return absl::OkStatus();
  }

  void Remark(const std::string& where, const std::string& text) {
    if (document_.remarks.size() < kRemarksMax) document_.remarks.push_back(where + ": " + text);
  }

  void AddParagraphs(const std::string& text) {
    std::vector<std::string> lines = Lines(text);
    if (lines.empty()) lines.emplace_back();
    for (std::string& line : lines) document_.blocks.emplace_back(std::move(line));
  }

  absl::Status ReadTable(const pugi::xml_node& node, std::vector<Block>& blocks) {
    VEKHA_RETURN_IF_ERROR(budget_.AddTable());
    Table table{fmt::format("таблица {}", ++tables_), {}};
    VEKHA_RETURN_IF_ERROR(ReadRows(node, table));
    blocks.emplace_back(std::move(table));
    return absl::OkStatus();
  }

  absl::Status ReadRows(const pugi::xml_node& node, Table& table) {
    for (const pugi::xml_node& child : node.children()) {
      const std::string_view name = LocalName(child);
      if (name == "tr" && IsDeleted(child)) {
        ++deleted_rows_;
      } else if (name == "tr") {
        Row row{{}, static_cast<int>(table.rows.size()) + 1, false};
        VEKHA_RETURN_IF_ERROR(ReadCells(child, row, table.name));
        table.rows.push_back(std::move(row));
      } else if (IsWrapper(name)) {
        VEKHA_RETURN_IF_ERROR(ReadRows(child, table));
      }
    }
    return absl::OkStatus();
  }

  absl::Status ReadCells(const pugi::xml_node& node, Row& row, const std::string& table) {
    for (const pugi::xml_node& child : node.children()) {
      const std::string_view name = LocalName(child);
      if (name == "tc") {
        VEKHA_RETURN_IF_ERROR(ReadCell(child, row, table));
      } else if (IsWrapper(name)) {
        VEKHA_RETURN_IF_ERROR(ReadCells(child, row, table));
      } else if (name == "trPr") {
        const int before = NumberOf(AttributeOf(ChildOf(child, "gridBefore"), "val"), 0);
        for (int i = 0; i < before; ++i) VEKHA_RETURN_IF_ERROR(AddCell(row, {}));
      }
    }
    return absl::OkStatus();
  }

  absl::Status AddCell(Row& row, Cell cell) {
    VEKHA_RETURN_IF_ERROR(budget_.AddCell(row.cells.size(), cell.text));
    row.cells.push_back(std::move(cell));
    return absl::OkStatus();
  }

  absl::Status ReadCell(const pugi::xml_node& node, Row& row, const std::string& table) {
    Cell cell;
    const bool nests = bool(ChildOf(node, "tbl"));
    const DocxText before = nests ? text_ : DocxText();
    text_.Append(node, cell.text);
    for (const std::string& note : text_.TakeNotes()) {
      Remark(fmt::format("{}, строка {}, сноска", table, row.place), note);
    }
    const pugi::xml_node properties = ChildOf(node, "tcPr");
    const pugi::xml_node merge = ChildOf(properties, "vMerge");
    cell.merged_above = merge && AttributeOf(merge, "val") != "restart";
    cell.columns = std::max(1, NumberOf(AttributeOf(ChildOf(properties, "gridSpan"), "val"), 1));
    if (nests) {
      // The numbers of lists are counted once more, from where the cell began.
      DocxText after = std::exchange(text_, before);
      VEKHA_RETURN_IF_ERROR(ReadNested(node, table, row.place));
      text_ = std::move(after);
    }
    const Cell covered{{}, cell.merged_above, 1};
    const int columns = cell.columns;
    VEKHA_RETURN_IF_ERROR(AddCell(row, std::move(cell)));
    for (int i = 1; i < columns; ++i) VEKHA_RETURN_IF_ERROR(AddCell(row, covered));
    return absl::OkStatus();
  }

  // A table in a cell is text of the cell; it is also kept apart, as pages laid out with a table
  // hold the plan in one.
  absl::Status ReadNested(const pugi::xml_node& cell, const std::string& table, int row) {
    for (const pugi::xml_node& child : cell.children()) {
      if (LocalName(child) != "tbl" || depth_ >= kNestedMax) continue;
      Remark(fmt::format("{}, строка {}", table, row), "таблица внутри ячейки прочитана как текст");
      ++depth_;
      const absl::Status status = ReadTable(child, document_.nested);
      --depth_;
      VEKHA_RETURN_IF_ERROR(status);
    }
    return absl::OkStatus();
  }

  DocxText text_;
  Document document_;
  CellBudget budget_;
  std::string tabbed_;  // the paragraphs, while no table was seen
  int tables_ = 0;
  int depth_ = 0;
  int deleted_rows_ = 0;
};

}  // namespace

absl::StatusOr<Document> ReadDocx(const std::map<std::string, std::string>& parts) {
  const auto main = parts.find(kMainPart);
  if (main == parts.end()) {
    return Refuse("DOCUMENT_DAMAGED", "no word/document.xml in the document",
                  "файл повреждён: в документе Word нет основной части");
  }
  pugi::xml_document xml;
  VEKHA_RETURN_IF_ERROR(ParsePart(kMainPart, main->second, xml));
  VEKHA_ASSIGN_OR_RETURN(DocxText text, DocxText::Read(parts));
  return DocxReader(std::move(text)).Read(ChildOf(xml.document_element(), "body"));
}

}  // namespace vekha::importer
