#include "service/importer/side_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "service/importer/cell_text.h"
#include "service/importer/columns.h"

namespace vekha::importer {
namespace {

std::string Text(const Row& row, size_t column) {
  return column < row.cells.size() ? OneLine(row.cells[column].text) : std::string();
}

std::set<Field> Fields(const Row& header) {
  std::set<Field> fields;
  for (size_t i = 0; i < header.cells.size(); ++i) fields.insert(HeaderField(Text(header, i)));
  fields.erase(Field::kOther);
  return fields;
}

// The same numbers from top to bottom, two at least.
bool SameNumbers(const Table& left, const Table& right) {
  size_t numbered = 0;
  for (size_t i = 1; i < left.rows.size(); ++i) {
    const std::string number = Text(left.rows[i], 0);
    if (number != Text(right.rows[i], 0)) return false;
    if (LooksLikeNumber(number)) ++numbered;
  }
  return numbered >= 2;
}

bool IsRightHalf(const Table& left, const Table& right) {
  if (left.rows.size() != right.rows.size() || left.rows.size() < 3) return false;
  const std::set<Field> before = Fields(left.rows.front());
  const std::set<Field> after = Fields(right.rows.front());
  const auto numbered = [](const Table& table) {
    return HeaderField(Text(table.rows.front(), 0)) == Field::kNumber;
  };
  if (!numbered(left) || !numbered(right) || after.contains(Field::kTitle)) return false;
  if (!before.contains(Field::kTitle) || after.size() < 2) return false;
  const bool repeats = std::ranges::any_of(
      after, [&](Field field) { return field != Field::kNumber && before.contains(field); });
  return !repeats && SameNumbers(left, right);
}

void PutBeside(Table& left, Table& right) {
  size_t width = 0;
  for (const Row& row : left.rows) width = std::max(width, row.cells.size());
  for (size_t i = 0; i < left.rows.size(); ++i) {
    std::vector<Cell>& cells = left.rows[i].cells;
    cells.resize(width);
    for (size_t k = 1; k < right.rows[i].cells.size(); ++k) {
      cells.push_back(std::move(right.rows[i].cells[k]));
    }
  }
}

}  // namespace

void JoinSideTables(Document& document) {
  std::vector<Block> blocks;
  constexpr size_t kNone = SIZE_MAX;
  size_t last = kNone;  // the table before, when only empty paragraphs follow it
  for (Block& block : document.blocks) {
    auto* table = std::get_if<Table>(&block);
    if (table == nullptr) {
      if (!OneLine(std::get<std::string>(block)).empty()) last = kNone;
    } else if (last != kNone && IsRightHalf(std::get<Table>(blocks[last]), *table)) {
      Table& left = std::get<Table>(blocks[last]);
      document.remarks.push_back(
          fmt::format("{}: графы приставлены к {} по номерам строк", table->name, left.name));
      PutBeside(left, *table);
      continue;
    } else {
      last = blocks.size();
    }
    blocks.push_back(std::move(block));
  }
  document.blocks = std::move(blocks);
}

}  // namespace vekha::importer
