// A document as its reader sees it, whatever it was stored in: paragraphs and tables in order.
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

namespace vekha::importer {

struct Cell {
  std::string text;  // valid UTF-8; a line break stands where the document begins a paragraph
  bool merged_above = false;  // part of a cell that began in a row above; its text is there
  int columns = 1;            // how many it covers; the covered ones follow as empty cells
  bool formula = false;       // of a sheet: its text is what a formula gave when it was saved
  bool failed = false;        // of a sheet: it shows an error such as #REF!, and its text is empty
};

struct Row {
  std::vector<Cell> cells;
  int place = 0;             // 1-based: line of a text, row of a sheet or table
  bool after_break = false;  // an empty line stands before it: the end of a page
};

struct Table {
  std::string name;  // "таблица 2", "лист «План»"; what messages call it
  std::vector<Row> rows;
};

using Block = std::variant<std::string, Table>;  // a paragraph, or a table

// How a place in a table is written.
enum class PlaceStyle { kLine, kSheet, kTable };

struct Document {
  std::vector<Block> blocks;
  std::vector<Block> nested;  // tables that stand in cells; their text is also the cell's
  PlaceStyle places = PlaceStyle::kTable;
  std::vector<std::string> remarks;  // what the reader had to decide, Russian
};

// "строка 12, графа 3", "C12", "таблица 2, строка 12, графа 3"; `column` is 0-based, -1 for none.
std::string PlaceName(const Document& document, const Table& table, const Row& row, int column);

}  // namespace vekha::importer
