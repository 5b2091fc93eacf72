// One row of a table with its cells under their fields, put right when they slid by a column.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "service/importer/columns.h"
#include "service/importer/document.h"
#include "service/importer/draft.h"

namespace vekha::importer {

inline constexpr size_t kFieldCount = 9;

struct AlignedRow {
  // One line each, but the title keeps its line breaks. Several columns of a field are joined.
  std::array<std::string, kFieldCount> fields;
  std::array<bool, kFieldCount> merged_above = {};  // all of the field's text is in a row above
  bool across = false;                              // one text over most of the table
  std::vector<std::string> term_lines;              // of the first term column
  std::vector<Guess> guesses;                       // and what columns of no field say

  std::string& operator[](Field field) { return fields[static_cast<size_t>(field)]; }
  const std::string& operator[](Field field) const { return fields[static_cast<size_t>(field)]; }
  bool Empty(Field field) const { return (*this)[field].empty(); }
  // Among the fields of a measure: number, group, title, outcome, term, responsible, result.
  bool OnlyHas(std::initializer_list<Field> fields) const;
};

// `place` is where the row stands, for guesses.
AlignedRow AlignRow(const Row& row, const Columns& columns, const std::string& place);

}  // namespace vekha::importer
