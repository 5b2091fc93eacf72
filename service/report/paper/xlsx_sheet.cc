#include "service/report/paper/xlsx_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "engine/base/overload.h"
#include "service/report/paper/clean_text.h"
#include "service/report/paper/words.h"
#include "service/report/paper/xlsx_geometry.h"
#include "service/report/paper/xlsx_names.h"

namespace vekha::service::report {
namespace {

constexpr size_t kLongestCell = 32767;  // UTF-16 units (Excel's specifications and limits)
constexpr size_t kLongestFooterPart = 100;
constexpr double kTitleHeight = 19;  // points

lxw_col_t Col(size_t column) { return static_cast<lxw_col_t>(column); }

std::string CellName(lxw_row_t row, size_t column) {
  char name[LXW_MAX_CELL_NAME_LENGTH];
  lxw_rowcol_to_cell(name, row, Col(column));
  return name;
}

bool IsHex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// "_x0041_" would be read as "A" (ECMA-376, ST_Xstring): its first character is written as one.
std::string EscapeXstring(const std::string& text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool escape = i + 6 < text.size() && text[i] == '_' && text[i + 1] == 'x' &&
                        std::all_of(text.begin() + static_cast<std::ptrdiff_t>(i) + 2,
                                    text.begin() + static_cast<std::ptrdiff_t>(i) + 6, IsHex) &&
                        text[i + 6] == '_';
    out += escape ? std::string("_x005F_") : std::string(1, text[i]);
  }
  return out;
}

std::string CellText(const std::string& text) {
  return EscapeXstring(CutToUtf16(CleanText(text), kLongestCell));
}

// "&" begins a code in headers and footers.
std::string Footer(const Paper& paper) {
  std::string title;
  for (const char c : CutToUtf16(CleanLine(paper.title), kLongestFooterPart)) {
    title += c == '&' ? "&&" : std::string(1, c);
  }
  return fmt::format("&L{}&R{} &P / &N", title, PageWord(paper.language));
}

}  // namespace

SheetLayout LayOut(const Sheet& sheet, size_t subtitles, size_t max_rows) {
  const size_t header = 1 + subtitles + 1;
  const size_t capacity = std::max<size_t>(1, max_rows - std::min(max_rows, header + 2));
  const size_t pieces = std::max<size_t>(1, (sheet.rows.size() + capacity - 1) / capacity);
  return {.header = static_cast<lxw_row_t>(header), .capacity = capacity, .pieces = pieces};
}

XlsxSheet::XlsxSheet(const Paper& paper, const Sheet& sheet, const SheetLayout& layout,
                     std::vector<std::string> names, const XlsxFormats& formats)
    : paper_(paper),
      sheet_(sheet),
      layout_(layout),
      names_(std::move(names)),
      formats_(formats),
      totals_(ComputeTotals(sheet).value_or(SheetTotals{})),
      groups_(GroupsOf(sheet)),
      widths_(ColumnWidths(sheet)) {}

void XlsxSheet::Note(lxw_error error) {
  if (error_ == LXW_NO_ERROR) error_ = error;
}

lxw_error XlsxSheet::Write(lxw_workbook* book, Meter& meter, std::vector<uint64_t>& rows) {
  for (size_t piece = 0; piece < layout_.pieces && error_ == LXW_NO_ERROR; ++piece) {
    out_ = workbook_add_worksheet(book, names_[piece].c_str());
    if (out_ == nullptr) return LXW_ERROR_PARAMETER_VALIDATION;
    written_ = 0;
    WritePiece(piece, meter);
    rows.push_back(written_);
  }
  return error_;
}

void XlsxSheet::WritePiece(size_t piece, Meter& meter) {
  piece_ = piece;
  SetUp(piece);
  WriteTitle();
  WriteHeader();
  const size_t end = layout_.End(piece, sheet_.rows.size());
  for (size_t i = layout_.Begin(piece); i < end; ++i) {
    WriteRow(i);
    meter.Row();
  }
  if (piece + 1 == layout_.pieces && HasTotals(sheet_)) WriteTotals(piece);
}

void XlsxSheet::SetUp(size_t piece) {
  const size_t rows = layout_.End(piece, sheet_.rows.size()) - layout_.Begin(piece);
  const lxw_col_t last = Col(sheet_.columns.size() - 1);
  for (size_t i = 0; i < widths_.size(); ++i) {
    Note(worksheet_set_column(out_, Col(i), Col(i), widths_[i], nullptr));
  }
  worksheet_freeze_panes(out_, layout_.header + 1, 0);
  Note(worksheet_autofilter(out_, layout_.header, 0, layout_.header + static_cast<lxw_row_t>(rows),
                            last));
  worksheet_outline_settings(out_, LXW_TRUE, LXW_FALSE, LXW_FALSE, LXW_FALSE);
  worksheet_set_landscape(out_);
  constexpr uint8_t kA4 = 9;  // the paper's number in Excel
  worksheet_set_paper(out_, kA4);
  worksheet_fit_to_pages(out_, 1, 0);
  worksheet_set_margins(out_, 0.4, 0.4, 0.5, 0.6);
  Note(worksheet_repeat_rows(out_, layout_.header, layout_.header));
  Note(worksheet_set_footer(out_, Footer(paper_).c_str()));
  // Numbers of measures ("3.2") are texts on purpose.
  Note(worksheet_ignore_errors(out_, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576"));
}

// Over the whole width, so that print keeps it; merged cells do not find their height themselves.
void XlsxSheet::WriteLine(lxw_row_t row, const std::string& text, lxw_format* format,
                          double line_height) {
  const std::string cell = CellText(text);
  const double width =
      std::accumulate(widths_.begin(), widths_.end(), 0.0) * kLineHeight / line_height;
  Note(worksheet_set_row(out_, row, std::min(kHighestRow, LinesOf(cell, width) * line_height),
                         nullptr));
  if (sheet_.columns.size() > 1) {
    Note(worksheet_merge_range(out_, row, 0, row, Col(sheet_.columns.size() - 1), cell.c_str(),
                               format));
  } else {
    Note(worksheet_write_string(out_, row, 0, cell.c_str(), format));
  }
  ++written_;
}

void XlsxSheet::WriteTitle() {
  WriteLine(0, CleanLine(paper_.title), formats_.title(), kTitleHeight);
  lxw_row_t row = 1;
  for (const std::string& line : SubtitleLines(paper_)) {
    WriteLine(row++, line, formats_.subtitle(), kLineHeight);
  }
}

void XlsxSheet::WriteHeader() {
  SetRow(layout_.header, HeaderLines(sheet_, widths_), 0);
  for (size_t i = 0; i < sheet_.columns.size(); ++i) {
    Note(worksheet_write_string(out_, layout_.header, Col(i),
                                CellText(CleanLine(sheet_.columns[i].title)).c_str(),
                                formats_.header()));
  }
  ++written_;
}

void XlsxSheet::WriteRow(size_t index) {
  const Row& row = sheet_.rows[index];
  const lxw_row_t at = layout_.RowOf(index);
  const Group* group = row.heading ? &groups_[next_group_++] : nullptr;
  const int level = row.heading.value_or(level_);
  if (group != nullptr) level_ = *row.heading + 1;
  SetRow(at, RowLines(row, widths_), level);
  const RowLook look = group != nullptr ? RowLook::kGroup : RowLook::kData;
  for (size_t i = 0; i < sheet_.columns.size(); ++i) {
    if (group != nullptr && sheet_.columns[i].total.kind != Total::Kind::kNone) {
      WriteTotal(at, i, totals_.headings.at(index)[i], group->begin, group->end, look);
    } else {
      WriteCell(at, i, i < row.cells.size() ? row.cells[i] : Cell(), look);
    }
  }
  ++written_;
}

// A row of one line without a level needs nothing.
void XlsxSheet::SetRow(lxw_row_t row, double lines, int level) {
  if (lines <= 1 && level == 0) return;
  lxw_row_col_options options = {.hidden = 0, .level = static_cast<uint8_t>(level), .collapsed = 0};
  const double height = lines > 1 ? std::min(kHighestRow, lines * kLineHeight) : LXW_DEF_ROW_HEIGHT;
  Note(worksheet_set_row_opt(out_, row, height, nullptr, &options));
}

void XlsxSheet::WriteTotals(size_t piece) {
  const size_t rows = layout_.End(piece, sheet_.rows.size()) - layout_.Begin(piece);
  const lxw_row_t at = layout_.header + 1 + static_cast<lxw_row_t>(rows);
  for (size_t i = 0; i < sheet_.columns.size(); ++i) {
    if (sheet_.columns[i].total.kind != Total::Kind::kNone) {
      WriteTotal(at, i, totals_.all[i], 0, sheet_.rows.size(), RowLook::kTotal);
    } else {
      WriteCell(at, i, i == 0 ? Cell(std::string(TotalWord(paper_.language))) : Cell(),
                RowLook::kTotal);
    }
  }
  ++written_;
}

void XlsxSheet::WriteCell(lxw_row_t row, size_t column, const Cell& cell, RowLook look) {
  lxw_format* format = formats_.Of(cell, sheet_.columns[column].kind, look);
  const lxw_col_t at = Col(column);
  Note(std::visit(
      Overload{
          [&](std::monostate) { return worksheet_write_blank(out_, row, at, format); },
          [&](const std::string& text) {
            return worksheet_write_string(out_, row, at, CellText(text).c_str(), format);
          },
          [&](int64_t number) {
            return worksheet_write_number(out_, row, at, static_cast<double>(number), format);
          },
          [&](double number) { return worksheet_write_number(out_, row, at, number, format); },
          [&](Date date) {
            lxw_datetime day = {.year = date.year(),
                                .month = date.month(),
                                .day = date.day(),
                                .hour = 0,
                                .min = 0,
                                .sec = 0};
            return worksheet_write_datetime(out_, row, at, &day, format);
          },
          [&](State state) {
            return worksheet_write_string(
                out_, row, at, std::string(StateWord(state, paper_.language)).c_str(), format);
          },
      },
      cell));
}

// A formula with the value it has now, for programs that do not calculate.
void XlsxSheet::WriteTotal(lxw_row_t row, size_t column, const Cell& value, size_t begin,
                           size_t end, RowLook look) {
  const Column& described = sheet_.columns[column];
  if (begin == end) return WriteCell(row, column, value, look);
  const bool share = described.total.kind == Total::Kind::kShare;
  const std::string formula =
      share ? ShareFormula(row, described.total) : SumFormula(column, begin, end);
  const Cell shown = std::holds_alternative<std::monostate>(value) ? Cell(0.0) : value;
  lxw_format* format = formats_.Of(shown, described.kind, look);
  if (const auto* whole = std::get_if<int64_t>(&value)) {
    Note(worksheet_write_formula_num(out_, row, Col(column), formula.c_str(), format,
                                     static_cast<double>(*whole)));
  } else if (const auto* number = std::get_if<double>(&value)) {
    Note(worksheet_write_formula_num(out_, row, Col(column), formula.c_str(), format, *number));
  } else {
    Note(worksheet_write_formula_str(out_, row, Col(column), formula.c_str(), format, ""));
  }
}

// SUBTOTAL leaves out other SUBTOTALs, so each row counts once whatever groups it stands in, and
// follows the filter.
std::string XlsxSheet::SumFormula(size_t column, size_t begin, size_t end) const {
  std::string out = "=SUBTOTAL(9";
  for (size_t piece = begin / layout_.capacity; layout_.Begin(piece) < end; ++piece) {
    const size_t first = std::max(begin, layout_.Begin(piece));
    const size_t last = layout_.End(piece, end) - 1;
    out +=
        fmt::format(",{}{}:{}", piece == piece_ ? "" : SheetReference(names_[piece]),
                    CellName(layout_.RowOf(first), column), CellName(layout_.RowOf(last), column));
  }
  return out + ")";
}

std::string XlsxSheet::ShareFormula(lxw_row_t row, const Total& total) const {
  const std::string whole = CellName(row, total.whole);
  return fmt::format("=IF({0}=0,\"\",{1}/{0})", whole, CellName(row, total.part));
}

}  // namespace vekha::service::report
