// One sheet of a paper as sheets of a workbook: more than one where Excel's rows do not suffice.
#pragma once

#include <xlsxwriter.h>

#include <string>
#include <vector>

#include "service/report/paper/meter.h"
#include "service/report/paper/paper.h"
#include "service/report/paper/totals.h"
#include "service/report/paper/xlsx_formats.h"

namespace vekha::service::report {

struct SheetLayout {
  lxw_row_t header = 0;  // row of the header, 0-based
  size_t capacity = 0;   // rows of data that stand under it; one is left for the totals
  size_t pieces = 1;     // sheets of the workbook
  // Rows [begin, end) of the paper's sheet that stand in a piece.
  size_t Begin(size_t piece) const { return piece * capacity; }
  size_t End(size_t piece, size_t rows) const { return std::min(rows, (piece + 1) * capacity); }
  lxw_row_t RowOf(size_t row) const { return header + 1 + static_cast<lxw_row_t>(row % capacity); }
};

// `max_rows` is what one sheet of the workbook may hold; at least the title's and three more.
SheetLayout LayOut(const Sheet& sheet, size_t subtitles, size_t max_rows);

// Writes row by row, as the library's mode of constant memory wants it.
class XlsxSheet {
 public:
  // `names` has one for each piece.
  XlsxSheet(const Paper& paper, const Sheet& sheet, const SheetLayout& layout,
            std::vector<std::string> names, const XlsxFormats& formats);

  // The first error of the library. `rows` grows by the rows that were written.
  lxw_error Write(lxw_workbook* book, Meter& meter, std::vector<uint64_t>& rows);

 private:
  void WritePiece(size_t piece, Meter& meter);
  void SetUp(size_t piece);
  void WriteTitle();
  void WriteLine(lxw_row_t row, const std::string& text, lxw_format* format, double line_height);
  void SetRow(lxw_row_t row, double lines, int level);
  void WriteHeader();
  void WriteRow(size_t index);
  void WriteTotals(size_t piece);
  void WriteCell(lxw_row_t row, size_t column, const Cell& cell, RowLook look);
  void WriteTotal(lxw_row_t row, size_t column, const Cell& value, size_t begin, size_t end,
                  RowLook look);
  std::string SumFormula(size_t column, size_t begin, size_t end) const;
  std::string ShareFormula(lxw_row_t row, const Total& total) const;
  void Note(lxw_error error);

  const Paper& paper_;
  const Sheet& sheet_;
  const SheetLayout& layout_;
  const std::vector<std::string> names_;
  const XlsxFormats& formats_;
  const SheetTotals totals_;
  const std::vector<Group> groups_;
  std::vector<double> widths_;
  size_t piece_ = 0;
  size_t next_group_ = 0;
  int level_ = 0;  // of rows of data: one more than their heading's
  uint64_t written_ = 0;
  lxw_worksheet* out_ = nullptr;
  lxw_error error_ = LXW_NO_ERROR;
};

}  // namespace vekha::service::report
