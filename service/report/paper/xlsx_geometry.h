// How wide columns are and how high rows: programs that open a workbook do not always find it
// themselves. Estimates by counting characters, on the large side.
#pragma once

#include <string_view>
#include <vector>

#include "service/report/paper/paper.h"

namespace vekha::service::report {

inline constexpr double kLineHeight = 15;   // points; a row of one line has it by default
inline constexpr double kHighestRow = 409;  // Excel's own limit

// In characters, one for each column.
std::vector<double> ColumnWidths(const Sheet& sheet);

// Lines that a text takes in a cell of this width; at least 1.
double LinesOf(std::string_view text, double width);

// In lines, of the cell that needs most.
double HeaderLines(const Sheet& sheet, const std::vector<double>& widths);
double RowLines(const Row& row, const std::vector<double>& widths);

}  // namespace vekha::service::report
