// Rows of text in aligned columns, for people.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "service/cli/terminal.h"

namespace vekha::cli {

struct Cell {
  Cell(std::string text_in, Style style_in = Style::kPlain)  // NOLINT: a plain text is a cell
      : text(std::move(text_in)), style(style_in) {}
  Cell(const char* text_in) : text(text_in) {}  // NOLINT
  std::string text;
  Style style = Style::kPlain;
};

class Table {
 public:
  // `headings` may be empty texts: then there is no heading line.
  explicit Table(std::vector<std::string> headings) : headings_(std::move(headings)) {}

  void Add(std::vector<Cell> row) { rows_.push_back(std::move(row)); }
  bool empty() const { return rows_.empty(); }

  // Lines ended by "\n", each beginning with `indent` spaces. Line breaks inside a cell become
  // spaces. On a terminal the widest column is cut until a line fits; in a pipe nothing is.
  std::string Format(const Terminal& terminal, size_t indent = 0) const;

 private:
  std::vector<size_t> ColumnWidths(const Terminal& terminal, size_t indent) const;

  std::vector<std::string> headings_;
  std::vector<std::vector<Cell>> rows_;
};

// Every run of white space as one space, trimmed: what a cell shows of a text with line breaks.
std::string OneLine(std::string_view text);

}  // namespace vekha::cli
