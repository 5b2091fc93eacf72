// Plans with a column for each month ("сентябрь … май") or quarter: a mark or a day in it says
// when.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "service/importer/document.h"

namespace vekha::importer {

// What a header cell says of its column: "Сент." -> "сентябрь", "октябрь 2024 г." ->
// "октябрь 2024", "1 кв." -> "1 квартал"; empty for any other text.
std::string SpanOfHeader(std::string_view header);

// The same for the cells of a row, where months may be numbers, too: "IX X XI XII I ..." in order,
// at least five of them; "I II III IV" are quarters where `headers` above them say so.
std::vector<std::string> SpansOfRow(const Row& row, const std::vector<std::string>& headers);

// "сентябрь" below "2024 год" is "сентябрь 2024"; the same when a year is missing or already there.
std::string SpanBelow(std::string_view header, std::string span);

// "+", "x", "V", "✓", "«*»": done in that month, without a day.
bool IsMark(std::string_view text);

// A mark, a day or days of a month, or nothing to be done ("", "-").
bool FitsMonthColumn(std::string_view text);

struct TermOfMarks {
  std::string term;   // "сентябрь, 15 декабря"; empty when no column is marked
  std::string marks;  // "сентябрь: + | декабрь: 15": what it was made of
  // Words that say no day, with their column; its month was taken whole.
  std::vector<std::pair<std::string, std::string>> words;
};

// `spans` has the month of each column, empty for the columns that are no months.
TermOfMarks ReadMarks(const std::vector<Cell>& cells, const std::vector<std::string>& spans);

}  // namespace vekha::importer
