#include "service/importer/reader/cell_budget.h"

#include <fmt/format.h>

#include "service/importer/limits.h"
#include "service/importer/refusal.h"

namespace vekha::importer {
namespace {

absl::Status TooLarge(std::string_view what, std::string_view what_ru, size_t most) {
  return Refuse("DOCUMENT_TOO_LARGE", fmt::format("more than {} {}", most, what),
                fmt::format("{} больше {}", what_ru, most));
}

}  // namespace

absl::Status CellBudget::AddTable() {
  if (++tables_ > kTablesMax) return TooLarge("tables", "таблиц в документе", kTablesMax);
  return absl::OkStatus();
}

absl::Status CellBudget::AddCell(size_t column, size_t bytes) {
  if (++cells_ > kCellsMax) return TooLarge("cells", "ячеек в документе", kCellsMax);
  if (column >= kColumnsMax) return TooLarge("columns", "граф в таблице", kColumnsMax);
  if (bytes > kCellBytesMax) return TooLarge("bytes in a cell", "байтов в ячейке", kCellBytesMax);
  return absl::OkStatus();
}

}  // namespace vekha::importer
