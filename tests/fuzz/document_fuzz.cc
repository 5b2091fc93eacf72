// Any bytes as a document: read or refused within bounds; what is imported is UTF-8, counts every
// row and is YAML. The first byte chooses how the rest comes: as a file of its own, or as a part of
// an Office document, so that the readers are reached without an archive around them.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "engine/base/source.h"
#include "engine/base/utf8.h"
#include "engine/yaml/document.h"
#include "service/importer/importer.h"
#include "service/importer/reader/docx_reader.h"
#include "service/importer/reader/xlsx_reader.h"

namespace vekha::importer {
namespace {

void Require(bool holds, const char* claim, std::string_view detail) {
  if (holds) return;
  std::fprintf(stderr, "%s: %.*s\n", claim, static_cast<int>(detail.size()), detail.data());
  std::abort();
}

void CheckDocument(const absl::StatusOr<Document>& document) {
  if (!document.ok()) return;
  for (const Block& block : document->blocks) {
    const auto* table = std::get_if<Table>(&block);
    if (table == nullptr) continue;
    for (const Row& row : table->rows) {
      for (const Cell& cell : row.cells) {
        Require(!FindInvalidUtf8(cell.text), "a cell is not UTF-8", cell.text);
      }
    }
  }
}

void CheckImport(std::string_view bytes, const char* name) {
  const auto import = ImportDocument(bytes, name);
  if (!import.ok()) {
    Require(!import.status().message().empty(), "a refusal without words", {});
    return;
  }
  Require(!FindInvalidUtf8(import->text), "the rule file is not UTF-8", import->text);
  Require(import->count.read == import->count.written + static_cast<int>(import->refused.size()),
          "a row is lost", import->text);
  const Source source("import.yaml", import->text);
  Require(yaml::Parse(source).value.has_value(), "the rule file is no YAML", import->text);
}

}  // namespace
}  // namespace vekha::importer

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace vekha::importer;
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0]) {
    case 'w':
      CheckDocument(ReadDocx({{"word/document.xml", bytes}}));
      break;
    case 'n':
      CheckDocument(ReadDocx({{"word/document.xml", bytes}, {"word/numbering.xml", bytes}}));
      break;
    case 'x':
      CheckDocument(ReadXlsx({{"xl/workbook.xml", "<workbook/>"},
                              {"xl/styles.xml", bytes},
                              {"xl/worksheets/sheet1.xml", bytes}}));
      break;
    case 'c':
      CheckImport(bytes, "plan.csv");
      break;
    default:
      CheckImport(bytes, "plan.txt");
  }
  return 0;
}
