#include "service/importer/reader/sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "engine/base/status.h"
#include "service/importer/cell_text.h"
#include "service/importer/columns.h"
#include "service/importer/reader/text_reader.h"

namespace vekha::importer {
namespace {

constexpr int kLinesMax = 1'048'576;  // rows of a sheet of Excel

bool IsEmpty(const Cell& cell) { return OneLine(cell.text).empty(); }

// Nothing, or one text that begins in the first column.
bool IsLone(const Row& row) {
  const auto filled = std::ranges::count_if(row.cells, [](const Cell& c) { return !IsEmpty(c); });
  return filled == 0 || (filled == 1 && !IsEmpty(row.cells.front()));
}

// A number column, a column of what is listed, and short cells.
bool IsHeader(const Row& row) {
  // Most rows are none: their first text tells.
  const auto first = std::ranges::find_if(row.cells, [](const Cell& c) { return !IsEmpty(c); });
  if (first == row.cells.end() || HeaderField(OneLine(first->text)) == Field::kOther) return false;
  std::set<Field> fields;
  for (const Cell& cell : row.cells) fields.insert(HeaderField(OneLine(cell.text)));
  fields.erase(Field::kOther);
  return fields.size() > 1 && (fields.contains(Field::kNumber) || fields.size() > 2) &&
         std::ranges::all_of(row.cells, [](const Cell& c) { return c.text.size() < 200; });
}

bool SameTexts(const Row& one, const Row& other) {
  return std::ranges::equal(one.cells, other.cells, [](const Cell& a, const Cell& b) {
    return OneLine(a.text) == OneLine(b.text);
  });
}

void AddParagraph(const Row& row, Document& document) {
  for (const Cell& cell : row.cells) {
    for (std::string& line : Lines(cell.text)) document.blocks.emplace_back(std::move(line));
  }
}

// Trailing lone texts belong to what follows the table.
void AddTable(std::vector<Row> rows, const std::string& name, Document& document) {
  auto end = rows.end();
  while (end != rows.begin() && IsLone(*std::prev(end))) --end;
  std::vector<Row> after(std::make_move_iterator(end), std::make_move_iterator(rows.end()));
  rows.erase(end, rows.end());
  if (!rows.empty()) document.blocks.emplace_back(Table{name, std::move(rows)});
  for (const Row& row : after) AddParagraph(row, document);
}

// A plan written a cell a row, as a text opened as a sheet is: two columns, the first for the
// paragraphs, the second for the cells.
bool IsVertical(const Table& sheet) {
  size_t cells = 0;
  for (const Row& row : sheet.rows) {
    for (size_t i = 2; i < row.cells.size(); ++i) {
      if (!IsEmpty(row.cells[i])) return false;
    }
    cells += row.cells.size() > 1 && IsEmpty(row.cells[0]) && !IsEmpty(row.cells[1]);
  }
  return cells >= 8 && cells * 3 >= sheet.rows.size();
}

// A line a row, so that the lines of the text are the rows of the sheet.
std::string TextOf(const Table& sheet) {
  std::string text;
  int line = 1;
  for (const Row& row : sheet.rows) {
    for (; line < row.place && line < kLinesMax; ++line) text += '\n';
    const bool cell = row.cells.size() > 1 && !IsEmpty(row.cells[1]);
    if (cell) text += '\t';
    text += OneLine(cell ? row.cells[1].text : row.cells.empty() ? "" : row.cells[0].text);
  }
  return text;
}

absl::Status SplitVertical(const Table& sheet, Document& document) {
  VEKHA_ASSIGN_OR_RETURN(Document lines, ReadText(TextOf(sheet)));
  for (Block& block : lines.blocks) {
    if (auto* table = std::get_if<Table>(&block)) table->name = sheet.name;
    document.blocks.push_back(std::move(block));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status SplitSheet(Table sheet, CellBudget& budget, Document& document) {
  if (IsVertical(sheet)) return SplitVertical(sheet, document);
  int tables = 0;
  std::vector<Row> rows;
  const Row* header = nullptr;
  Row first_header;
  const auto flush = [&]() -> absl::Status {
    VEKHA_RETURN_IF_ERROR(budget.AddTable());
    ++tables;
    AddTable(std::exchange(rows, {}),
             tables == 1 ? sheet.name : fmt::format("{}, таблица {}", sheet.name, tables),
             document);
    return absl::OkStatus();
  };
  for (Row& row : sheet.rows) {
    if (rows.empty() && IsLone(row)) {
      AddParagraph(row, document);
      continue;
    }
    if (IsHeader(row)) {
      // The same header again is a page end.
      if (header != nullptr && !SameTexts(*header, row)) VEKHA_RETURN_IF_ERROR(flush());
      first_header = row;
      header = &first_header;
    }
    rows.push_back(std::move(row));
  }
  return rows.empty() ? absl::OkStatus() : flush();
}

}  // namespace vekha::importer
