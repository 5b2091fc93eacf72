// What is wrong with a row as csv, in words.
#pragma once

#include "service/intake/bundle/csv_reader.h"
#include "service/intake/bundle/report.h"
#include "service/intake/bundle/table_header.h"

namespace vekha::intake {

// True if the row can be read on: it has no fault, its cells are UTF-8, and there are as many as
// the header has; empty ones at the end are taken off where the header or all rows have them.
// Reports R0201..R0214, R0218, R0219. `header` names columns.
bool CheckCsvRow(CsvRow& row, const TableHeader& header, std::string_view file, Reporter& reporter);

// The same for the first row, of which no names and no width are known yet.
bool CheckHeaderRow(const CsvRow& row, bool utf16, std::string_view file, Reporter& reporter);

// How many cells a row has over the header's columns, when all of those are empty.
size_t EmptyAtEnd(const CsvRow& row, const TableHeader& header);

// R0201.
void ReportCellCount(uint32_t row, size_t cells, size_t columns, std::string_view file,
                     Reporter& reporter);

// Nothing at all in it, or nothing but commas.
bool IsBlank(const CsvRow& row);

}  // namespace vekha::intake
