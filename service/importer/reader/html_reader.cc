#include "service/importer/reader/html_reader.h"

#include <fmt/format.h>
#include <libxml/HTMLparser.h>
#include <re2/re2.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "engine/base/status.h"
#include "service/importer/cell_text.h"
#include "service/importer/limits.h"
#include "service/importer/reader/cell_budget.h"
#include "service/importer/reader/encoding.h"
#include "service/importer/refusal.h"

namespace vekha::importer {
namespace {

constexpr int kNestedMax = 3;   // tables in tables that are looked at apart
constexpr int kSpanMax = 1000;  // of rows; a page that says more is wrong

std::string_view NameOf(const xmlNode* node) {
  return node->type == XML_ELEMENT_NODE ? reinterpret_cast<const char*>(node->name) : "";
}

int SpanOf(xmlNode* node, const char* attribute, int most) {
  xmlChar* value = xmlGetProp(node, reinterpret_cast<const xmlChar*>(attribute));
  if (value == nullptr) return 1;
  const std::string_view text(reinterpret_cast<const char*>(value));
  int span = 1;
  std::from_chars(text.data(), text.data() + text.size(), span);
  xmlFree(value);
  return std::clamp(span, 1, most);
}

bool IsBlock(std::string_view name) {
  return name == "p" || name == "li" || name == "div" || name == "br" || name == "ul" ||
         name == "ol" || name == "tr" || name == "td" || (name.size() == 2 && name[0] == 'h');
}

bool IsHidden(std::string_view name) {
  return name == "script" || name == "style" || name == "head" || name == "del";
}

void AppendText(const xmlNode* node, int depth, std::string& out) {
  for (const xmlNode* child = node->children; child != nullptr; child = child->next) {
    if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
      const std::string_view text(reinterpret_cast<const char*>(child->content));
      // A line break of the source is a space of the page.
      for (const char c : text) out += c == '\n' || c == '\r' ? ' ' : c;
    }
    const std::string_view name = NameOf(child);
    if (name.empty() || IsHidden(name) || depth > kDepthMax) continue;
    if (IsBlock(name)) out += '\n';
    AppendText(child, depth + 1, out);
    if (IsBlock(name)) out += '\n';
  }
}

class HtmlReader {
 public:
  absl::StatusOr<Document> Read(xmlNode* root) {
    VEKHA_RETURN_IF_ERROR(Walk(root, 0));
    Flush();
    return std::move(document_);
  }

 private:
  absl::Status Walk(xmlNode* node, int depth) {
    if (depth > kDepthMax) {
      return Refuse("DOCUMENT_TOO_LARGE", "nested too deep",
                    fmt::format("вложенность больше {}", kDepthMax));
    }
    for (xmlNode* child = node->children; child != nullptr; child = child->next) {
      const std::string_view name = NameOf(child);
      if (child->type == XML_TEXT_NODE) {
        const std::string_view text(reinterpret_cast<const char*>(child->content));
        for (const char c : text) paragraph_ += c == '\n' || c == '\r' ? ' ' : c;
      } else if (name == "table") {
        Flush();
        VEKHA_RETURN_IF_ERROR(ReadTable(child, document_.blocks));
      } else if (!name.empty() && !IsHidden(name)) {
        if (IsBlock(name)) Flush();
        VEKHA_RETURN_IF_ERROR(Walk(child, depth + 1));
        if (IsBlock(name)) Flush();
      }
    }
    return absl::OkStatus();
  }

  void Flush() {
    std::string text = OneLine(paragraph_);
    if (!text.empty()) document_.blocks.emplace_back(std::move(text));
    paragraph_.clear();
  }

  absl::Status ReadTable(xmlNode* node, std::vector<Block>& blocks) {
    VEKHA_RETURN_IF_ERROR(budget_.AddTable());
    Table table{fmt::format("таблица {}", ++tables_), {}};
    std::map<size_t, int> outer = std::exchange(spans_, {});
    VEKHA_RETURN_IF_ERROR(ReadRows(node, table));
    spans_ = std::move(outer);
    blocks.emplace_back(std::move(table));
    return absl::OkStatus();
  }

  // A table in a cell is text of the cell; it is also kept apart, as pages laid out with a table
  // hold the plan in one.
  absl::Status ReadNested(xmlNode* node, int depth, const std::string& table, int row) {
    for (xmlNode* child = node->children; child != nullptr; child = child->next) {
      const std::string_view name = NameOf(child);
      if (name.empty() || depth > kDepthMax || nested_ >= kNestedMax) continue;
      if (name != "table") {
        VEKHA_RETURN_IF_ERROR(ReadNested(child, depth + 1, table, row));
        continue;
      }
      document_.remarks.push_back(
          fmt::format("{}, строка {}: таблица внутри ячейки прочитана как текст", table, row));
      ++nested_;
      const absl::Status status = ReadTable(child, document_.nested);
      --nested_;
      VEKHA_RETURN_IF_ERROR(status);
    }
    return absl::OkStatus();
  }

  absl::Status ReadRows(xmlNode* node, Table& table) {
    for (xmlNode* child = node->children; child != nullptr; child = child->next) {
      const std::string_view name = NameOf(child);
      if (name == "tr") {
        VEKHA_RETURN_IF_ERROR(ReadRow(child, table));
      } else if (name == "thead" || name == "tbody" || name == "tfoot") {
        VEKHA_RETURN_IF_ERROR(ReadRows(child, table));
      }
    }
    return absl::OkStatus();
  }

  absl::Status Add(Row& row, Cell cell) {
    VEKHA_RETURN_IF_ERROR(budget_.AddCell(row.cells.size(), cell.text));
    row.cells.push_back(std::move(cell));
    return absl::OkStatus();
  }

  // Cells of rows above that reach down into this column.
  absl::Status AddSpanned(Row& row) {
    for (auto span = spans_.find(row.cells.size()); span != spans_.end() && span->second > 0;
         span = spans_.find(row.cells.size())) {
      --span->second;
      VEKHA_RETURN_IF_ERROR(Add(row, Cell{{}, true, 1}));
    }
    return absl::OkStatus();
  }

  absl::Status ReadRow(xmlNode* node, Table& table) {
    Row row{{}, static_cast<int>(table.rows.size()) + 1, false};
    for (xmlNode* child = node->children; child != nullptr; child = child->next) {
      const std::string_view name = NameOf(child);
      if (name != "td" && name != "th") continue;
      VEKHA_RETURN_IF_ERROR(AddSpanned(row));
      Cell cell;
      AppendText(child, 0, cell.text);
      VEKHA_RETURN_IF_ERROR(ReadNested(child, 0, table.name, row.place));
      cell.columns = SpanOf(child, "colspan", static_cast<int>(kColumnsMax));
      const int rows = SpanOf(child, "rowspan", kSpanMax);
      const int columns = cell.columns;
      for (int i = 0; i < columns; ++i) {
        spans_[row.cells.size()] = rows - 1;
        VEKHA_RETURN_IF_ERROR(Add(row, i == 0 ? std::move(cell) : Cell{}));
      }
    }
    VEKHA_RETURN_IF_ERROR(AddSpanned(row));
    table.rows.push_back(std::move(row));
    return absl::OkStatus();
  }

  Document document_;
  CellBudget budget_;
  std::map<size_t, int> spans_;  // column -> rows still covered by a cell above
  std::string paragraph_;
  int tables_ = 0;
  int nested_ = 0;  // how deep in tables of cells
};

struct FreeDocument {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};

// "windows-1251" of <meta charset=...>; empty when the page says nothing.
std::string DeclaredCharset(std::string_view bytes) {
  static const RE2 kCharset(R"((?i)<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,30}))");
  const std::string_view head = bytes.substr(0, 4000);
  std::string name;
  RE2::PartialMatch(re2::StringPiece(head.data(), head.size()), kCharset, &name);
  return name;
}

}  // namespace

bool LooksLikeHtml(std::string_view bytes) {
  static const RE2 kStart(
      R"((?i)^\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|table|div|meta|h[1-6]|p[ >]))");
  const std::string_view head = bytes.substr(0, 2000);
  return RE2::PartialMatch(re2::StringPiece(head.data(), head.size()), kStart);
}

absl::StatusOr<Document> ReadHtml(std::string_view bytes) {
  if (bytes.size() > kPageBytesMax || std::ranges::count(bytes, '<') > kPageTagsMax) {
    return Refuse(
        "DOCUMENT_TOO_LARGE",
        fmt::format("the page has more than {} MiB or {} tags", kPageBytesMax >> 20, kPageTagsMax),
        fmt::format("страница больше {} МиБ или {} элементов", kPageBytesMax >> 20, kPageTagsMax));
  }
  std::vector<std::string> remarks;
  VEKHA_ASSIGN_OR_RETURN(const std::string text, ToUtf8(bytes, remarks, DeclaredCharset(bytes)));
  // No network, no entities from outside: the parser of pages knows neither.
  const std::unique_ptr<xmlDoc, FreeDocument> page(htmlReadMemory(
      text.data(), static_cast<int>(text.size()), nullptr, "UTF-8",
      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET));
  xmlNode* root = page ? xmlDocGetRootElement(page.get()) : nullptr;
  if (root == nullptr) {
    return Refuse("DOCUMENT_DAMAGED", "the page cannot be read", "страница не читается");
  }
  VEKHA_ASSIGN_OR_RETURN(Document document, HtmlReader().Read(root));
  for (std::string& remark : remarks) document.remarks.push_back(std::move(remark));
  return document;
}

}  // namespace vekha::importer
