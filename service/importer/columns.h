// Which column of a table says what: by the words of its header, and where there is none or a
// column says nothing, by what stands in its cells.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/importer/cell_kind.h"
#include "service/importer/document.h"

namespace vekha::importer {

enum class Field {
  kNumber,
  kGroup,
  kTitle,
  kOutcome,
  kTerm,
  kResponsible,
  kResult,
  kMonth,  // one month or quarter; marks in it say when
  kOther
};
std::string_view FieldName(Field field);  // "мероприятие", "срок"

struct Columns {
  std::vector<Field> fields;         // one a column
  std::vector<std::string> headers;  // as printed; empty without a header
  std::vector<std::string> spans;    // "сентябрь" of a column that is a month, else empty
  std::vector<bool> by_content;      // recognised by what stands in the cells
  std::vector<std::vector<std::string>> header_rows;  // their cells, one line each
  size_t header_row = 0;  // of the table's rows; those above it are a preamble
  size_t first_row = 0;   // below the header and its "1 2 3 4 5"; 0 without a header
  int score = 0;          // how much of a plan the table is

  std::optional<size_t> Find(Field field) const;  // the first column of it
};

// Nothing when no column holds what is to be done, or no other says when, who or with what result.
std::optional<Columns> RecognizeColumns(const Table& table);

// "1 2 3 4 5": the numbers of columns.
bool IsColumnNumbers(const Row& row);
// A cell of a header: "№ п/п", "Срок реализации"; kOther for any other text.
Field HeaderField(std::string_view text);

}  // namespace vekha::importer
