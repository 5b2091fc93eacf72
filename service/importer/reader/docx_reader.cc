#include "service/importer/reader/docx_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "engine/base/status.h"
#include "service/importer/cell_text.h"
#include "service/importer/limits.h"
#include "service/importer/reader/cell_budget.h"
#include "service/importer/reader/xml_part.h"
#include "service/importer/refusal.h"

namespace vekha::importer {
namespace {

constexpr const char* kMainPart = "word/document.xml";

// Everything written below a node; paragraphs and breaks end a line. Word keeps alternatives of a
// drawing (Fallback), deleted text (delText) and field codes (instrText) beside the text.
void AppendText(const pugi::xml_node& node, std::string& out) {
  for (const pugi::xml_node& child : node.children()) {
    const std::string_view name = LocalName(child);
    if (name == "t") {
      out += child.text().get();
    } else if (name == "tab") {
      out += ' ';
    } else if (name == "br" || name == "cr") {
      out += '\n';
    } else if (name == "noBreakHyphen") {
      out += '-';
    } else if (name == "p") {
      AppendText(child, out);
      out += '\n';
    } else if (name != "del" && name != "Fallback" && name != "instrText" && name != "pPr" &&
               name != "rPr") {
      AppendText(child, out);
    }
  }
}

bool HasNestedTable(const pugi::xml_node& cell) {
  return std::ranges::any_of(cell.children(),
                             [](const pugi::xml_node& child) { return LocalName(child) == "tbl"; });
}

int NumberOf(std::string_view text, int otherwise) {
  int number = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

class DocxReader {
 public:
  absl::StatusOr<Document> Read(const pugi::xml_node& body) {
    VEKHA_RETURN_IF_ERROR(ReadBlocks(body));
    return std::move(document_);
  }

 private:
  absl::Status ReadBlocks(const pugi::xml_node& node) {
    for (const pugi::xml_node& child : node.children()) {
      const std::string_view name = LocalName(child);
      if (name == "p") {
        std::string text;
        AppendText(child, text);
        AddParagraphs(text);
      } else if (name == "tbl") {
        VEKHA_RETURN_IF_ERROR(ReadTable(child));
      } else if (name == "sdt" || name == "sdtContent" || name == "ins" || name == "customXml") {
        VEKHA_RETURN_IF_ERROR(ReadBlocks(child));
      }
    }
    return absl::OkStatus();
  }

  void AddParagraphs(const std::string& text) {
    std::vector<std::string> lines = Lines(text);
    if (lines.empty()) lines.emplace_back();
    for (std::string& line : lines) document_.blocks.emplace_back(std::move(line));
  }

  absl::Status ReadTable(const pugi::xml_node& node) {
    VEKHA_RETURN_IF_ERROR(budget_.AddTable());
    Table table{fmt::format("таблица {}", ++tables_), {}};
    VEKHA_RETURN_IF_ERROR(ReadRows(node, table));
    document_.blocks.emplace_back(std::move(table));
    return absl::OkStatus();
  }

  absl::Status ReadRows(const pugi::xml_node& node, Table& table) {
    for (const pugi::xml_node& child : node.children()) {
      const std::string_view name = LocalName(child);
      if (name == "tr") {
        Row row{{}, static_cast<int>(table.rows.size()) + 1, false};
        VEKHA_RETURN_IF_ERROR(ReadCells(child, row, table.name));
        table.rows.push_back(std::move(row));
      } else if (name == "sdt" || name == "sdtContent" || name == "ins" || name == "customXml") {
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
      } else if (name == "sdt" || name == "sdtContent" || name == "ins" || name == "customXml") {
        VEKHA_RETURN_IF_ERROR(ReadCells(child, row, table));
      } else if (name == "trPr") {
        const int before = NumberOf(AttributeOf(ChildOf(child, "gridBefore"), "val"), 0);
        for (int i = 0; i < before; ++i) VEKHA_RETURN_IF_ERROR(AddCell(row, {}));
      }
    }
    return absl::OkStatus();
  }

  absl::Status AddCell(Row& row, Cell cell) {
    VEKHA_RETURN_IF_ERROR(budget_.AddCell(row.cells.size(), cell.text.size()));
    row.cells.push_back(std::move(cell));
    return absl::OkStatus();
  }

  absl::Status ReadCell(const pugi::xml_node& node, Row& row, const std::string& table) {
    Cell cell;
    AppendText(node, cell.text);
    const pugi::xml_node properties = ChildOf(node, "tcPr");
    const pugi::xml_node merge = ChildOf(properties, "vMerge");
    cell.merged_above = merge && AttributeOf(merge, "val") != "restart";
    cell.columns = std::max(1, NumberOf(AttributeOf(ChildOf(properties, "gridSpan"), "val"), 1));
    if (HasNestedTable(node)) {
      document_.remarks.push_back(fmt::format(
          "{}, строка {}: таблица внутри ячейки прочитана как текст", table, row.place));
    }
    const Cell covered{{}, cell.merged_above, 1};
    const int columns = cell.columns;
    VEKHA_RETURN_IF_ERROR(AddCell(row, std::move(cell)));
    for (int i = 1; i < columns; ++i) VEKHA_RETURN_IF_ERROR(AddCell(row, covered));
    return absl::OkStatus();
  }

  Document document_;
  CellBudget budget_;
  int tables_ = 0;
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
  return DocxReader().Read(ChildOf(xml.document_element(), "body"));
}

}  // namespace vekha::importer
