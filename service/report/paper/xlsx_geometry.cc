#include "service/report/paper/xlsx_geometry.h"

#include <algorithm>
#include <cmath>

#include "engine/base/utf8.h"
#include "service/report/paper/clean_text.h"

namespace vekha::service::report {
namespace {

double TextWidth(const Sheet& sheet, size_t column) {
  constexpr size_t kRowsLookedAt = 500, kNarrowest = 12, kWidest = 50;
  size_t longest = kNarrowest;
  for (size_t i = 0; i < std::min(sheet.rows.size(), kRowsLookedAt); ++i) {
    const std::vector<Cell>& cells = sheet.rows[i].cells;
    if (column >= cells.size()) continue;
    const auto* text = std::get_if<std::string>(&cells[column]);
    if (text != nullptr) longest = std::max(longest, std::min(kWidest, CodePointCount(*text)));
  }
  return static_cast<double>(longest);
}

double WidthOf(const Sheet& sheet, size_t column) {
  constexpr int kWidestHint = 255;  // Excel's own limit
  if (sheet.columns[column].width > 0) return std::min(sheet.columns[column].width, kWidestHint);
  switch (sheet.columns[column].kind) {
    case ColumnKind::kText:
      return TextWidth(sheet, column);
    case ColumnKind::kState:
      return 20;
    case ColumnKind::kInteger:
    case ColumnKind::kDecimal:
    case ColumnKind::kPercent:
    case ColumnKind::kDate:
    case ColumnKind::kDayCount:
      return 12;
  }
  return 12;
}

}  // namespace

std::vector<double> ColumnWidths(const Sheet& sheet) {
  std::vector<double> widths;
  for (size_t i = 0; i < sheet.columns.size(); ++i) widths.push_back(WidthOf(sheet, i));
  return widths;
}

double LinesOf(std::string_view text, double width) {
  constexpr double kLostByBreaking = 0.9;  // words do not fill their lines
  const double room = std::max(1.0, width * kLostByBreaking);
  double lines = 0;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const auto length = static_cast<double>(CodePointCount(text.substr(begin, end - begin)));
    lines += std::max(1.0, length <= width ? 1.0 : std::ceil(length / room));
    begin = end + 1;
  }
  return lines;
}

double HeaderLines(const Sheet& sheet, const std::vector<double>& widths) {
  constexpr double kRoomForBoldAndArrow = 0.8;
  double lines = 1;
  for (size_t i = 0; i < widths.size(); ++i) {
    lines = std::max(lines, LinesOf(sheet.columns[i].title, widths[i] * kRoomForBoldAndArrow));
  }
  return lines;
}

double RowLines(const Row& row, const std::vector<double>& widths) {
  double lines = 1;
  for (size_t i = 0; i < row.cells.size(); ++i) {
    const auto* text = std::get_if<std::string>(&row.cells[i]);
    if (text != nullptr) lines = std::max(lines, LinesOf(CleanText(*text), widths[i]));
  }
  return lines;
}

}  // namespace vekha::service::report
