#include "service/importer/reader/cell_budget.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "service/importer/cell_text.h"
#include "service/importer/limits.h"
#include "service/importer/refusal.h"

namespace vekha::importer {
namespace {

constexpr size_t kQuotedBytes = 400;
constexpr size_t kQuotedWidth = 40;

absl::Status TooLarge(std::string_view what, std::string_view what_ru, size_t most) {
  return Refuse("DOCUMENT_TOO_LARGE", fmt::format("more than {} {}", most, what),
                fmt::format("{} больше {}", what_ru, most));
}

}  // namespace

absl::Status CellBudget::AddTable() {
  if (++tables_ > kTablesMax) return TooLarge("tables", "таблиц в документе", kTablesMax);
  return absl::OkStatus();
}

absl::Status CellBudget::AddCell(size_t column, std::string_view text) {
  if (++cells_ > kCellsMax) return TooLarge("cells", "ячеек в документе", kCellsMax);
  if (column >= kColumnsMax) return TooLarge("columns", "граф в таблице", kColumnsMax);
  if (text.size() <= kCellBytesMax) return absl::OkStatus();
  const std::string begins = Shorten(OneLine(text.substr(0, kQuotedBytes)), kQuotedWidth);
  const auto table = std::max<size_t>(tables_, 1);
  return Refuse("DOCUMENT_TOO_LARGE",
                fmt::format("table {}, column {}: the cell \"{}\" has {} bytes, at most {}", table,
                            column + 1, begins, text.size(), kCellBytesMax),
                fmt::format("таблица {}, графа {}: в ячейке «{}» байтов {}, больше {}", table,
                            column + 1, begins, text.size(), kCellBytesMax));
}

}  // namespace vekha::importer
