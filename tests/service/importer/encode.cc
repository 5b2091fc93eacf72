#include "tests/service/importer/encode.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include "service/importer/cell_text.h"

namespace vekha::importer {
namespace {

std::string Escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

template <typename Paragraph, typename Rows>
void ForEachBlock(const Document& document, Paragraph paragraph, Rows rows) {
  for (const Block& block : document.blocks) {
    if (const auto* text = std::get_if<std::string>(&block)) {
      if (!text->empty()) paragraph(*text);
    } else {
      rows(std::get<Table>(block));
    }
  }
}

std::string Paragraphs(const std::string& text, const std::string& before,
                       const std::string& after) {
  std::string out;
  for (const std::string& line : Lines(text)) out += before + Escaped(line) + after;
  return out.empty() ? before + after : out;
}

std::string SheetCell(size_t column, size_t row, const std::string& text) {
  return fmt::format("<c r=\"{}{}\" t=\"inlineStr\"><is><t>{}</t></is></c>",
                     static_cast<char>('A' + column), row, Escaped(text));
}

}  // namespace

std::string Zip(const std::map<std::string, std::string>& parts) {
  std::string out(1 << 16, '\0');
  for (const auto& [name, text] : parts)
    out.resize(out.size() + name.size() * 4 + text.size() + 256);
  size_t used = 0;
  archive* a = archive_write_new();
  archive_write_set_format_zip(a);
  archive_write_set_bytes_in_last_block(a, 1);
  archive_write_open_memory(a, out.data(), out.size(), &used);
  for (const auto& [name, text] : parts) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(text.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(a, entry);
    archive_write_data(a, text.data(), text.size());
    archive_entry_free(entry);
  }
  archive_write_close(a);
  archive_write_free(a);
  out.resize(used);
  return out;
}

std::string EncodeHtml(const Document& document) {
  std::string out = "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body>\n";
  ForEachBlock(
      document, [&](const std::string& text) { out += "<p>" + Escaped(text) + "</p>\n"; },
      [&](const Table& table) {
        out += "<table>\n";
        for (const Row& row : table.rows) {
          out += "<tr>";
          for (const Cell& cell : row.cells) {
            out += "<td>" + Paragraphs(cell.text, "<p>", "</p>") + "</td>";
          }
          out += "</tr>\n";
        }
        out += "</table>\n";
      });
  return out + "</body></html>\n";
}

std::string EncodeCsv(const Document& document) {
  std::string out;
  const auto quoted = [](const std::string& text) {
    std::string cell = "\"";
    for (const char c : text) cell += c == '"' ? std::string("\"\"") : std::string(1, c);
    return cell + "\"";
  };
  ForEachBlock(
      document, [&](const std::string& text) { out += quoted(text) + "\n"; },
      [&](const Table& table) {
        for (const Row& row : table.rows) {
          std::string line;
          for (const Cell& cell : row.cells) line += (line.empty() ? "" : ";") + quoted(cell.text);
          out += line + "\r\n";
        }
      });
  return out;
}

std::string EncodeDocx(const Document& document) {
  const std::string before = "<w:p><w:r><w:t xml:space=\"preserve\">";
  const std::string after = "</w:t></w:r></w:p>";
  std::string body;
  ForEachBlock(
      document, [&](const std::string& text) { body += Paragraphs(text, before, after); },
      [&](const Table& table) {
        body += "<w:tbl>";
        for (const Row& row : table.rows) {
          body += "<w:tr>";
          for (const Cell& cell : row.cells) {
            body += "<w:tc>" + Paragraphs(cell.text, before, after) + "</w:tc>";
          }
          body += "</w:tr>";
        }
        body += "</w:tbl>";
      });
  return Zip({{"word/document.xml",
               "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document "
               "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>" +
                   body + "</w:body></w:document>"}});
}

std::string EncodeXlsx(const Document& document) {
  std::string rows;
  size_t number = 0;
  ForEachBlock(
      document,
      [&](const std::string& text) {
        ++number;
        rows += fmt::format("<row r=\"{}\">{}</row>", number, SheetCell(0, number, text));
      },
      [&](const Table& table) {
        for (const Row& row : table.rows) {
          ++number;
          rows += fmt::format("<row r=\"{}\">", number);
          for (size_t i = 0; i < row.cells.size(); ++i) {
            rows += SheetCell(i, number, row.cells[i].text);
          }
          rows += "</row>";
        }
      });
  const std::string ns = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
  return Zip({{"xl/workbook.xml", fmt::format("<workbook {}/>", ns)},
              {"xl/worksheets/sheet1.xml",
               fmt::format("<worksheet {}><sheetData>{}</sheetData></worksheet>", ns, rows)}});
}

}  // namespace vekha::importer
