// The first row of a file held against what the format says the file has.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "service/intake/bundle/csv_reader.h"
#include "service/intake/bundle/report.h"
#include "service/intake/bundle/schema.h"

namespace vekha::intake {

struct TableColumn {
  std::string name;
  const ColumnSpec* spec = nullptr;  // nullptr: read and left alone
};

struct TableHeader {
  std::vector<TableColumn> columns;     // without empty ones at the end
  size_t empty_at_end = 0;              // how many those were
  size_t empty_in_rows = 0;             // how many rows have by habit, as the first of them
  std::array<int, kFields> of_field{};  // index into columns, -1: none
  bool usable = true;                   // false: rows cannot be understood and are all refused

  // The name in the file of the column with this meaning; empty when there is none.
  std::string_view NameOf(Field field) const {
    const int index = of_field[static_cast<size_t>(field)];
    return index < 0 ? std::string_view() : columns[static_cast<size_t>(index)].name;
  }
};

// Reports R0211, R0303..R0315.
TableHeader ReadHeader(const CsvRow& row, const FileSpec& spec, Format format, roster::Mode mode,
                       std::string_view file, Reporter& reporter);

// Spaces and tabs off both ends.
std::string_view Trim(std::string_view text);

}  // namespace vekha::intake
