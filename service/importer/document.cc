#include "service/importer/document.h"

#include <fmt/format.h>

#include <algorithm>

namespace vekha::importer {
namespace {

std::string SheetColumn(int column) {
  std::string letters;
  for (int left = column + 1; left > 0; left = (left - 1) / 26) {
    letters += static_cast<char>('A' + (left - 1) % 26);
  }
  std::reverse(letters.begin(), letters.end());
  return letters;
}

}  // namespace

std::string PlaceName(const Document& document, const Table& table, const Row& row, int column) {
  if (document.places == PlaceStyle::kSheet) {
    return fmt::format("{}, {}{}", table.name, column < 0 ? "строка " : SheetColumn(column),
                       row.place);
  }
  const std::string before =
      document.places == PlaceStyle::kTable ? fmt::format("{}, ", table.name) : std::string();
  if (column < 0) return fmt::format("{}строка {}", before, row.place);
  return fmt::format("{}строка {}, графа {}", before, row.place, column + 1);
}

}  // namespace vekha::importer
