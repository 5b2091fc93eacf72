#include "service/report/paper/paper.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "service/report/paper/totals.h"

namespace vekha::service::report {
namespace {

absl::Status Invalid(const std::string& what) {
  return ToStatus({.code = absl::StatusCode::kInvalidArgument,
                   .reason = "PAPER_INVALID",
                   .message = what,
                   .message_ru = "Отчёт составлен с ошибкой, записать его нельзя.",
                   .metadata = {}});
}

bool IsSum(const Sheet& sheet, size_t column) {
  return column < sheet.columns.size() && sheet.columns[column].total.kind == Total::Kind::kSum;
}

absl::Status CheckColumns(const Sheet& sheet, size_t number) {
  if (sheet.columns.empty() || sheet.columns.size() > kColumns) {
    return Invalid(fmt::format("sheet {} has {} columns; 1 to {} can be written", number,
                               sheet.columns.size(), kColumns));
  }
  for (size_t i = 0; i < sheet.columns.size(); ++i) {
    const Total& total = sheet.columns[i].total;
    if (total.kind == Total::Kind::kShare &&
        !(IsSum(sheet, total.part) && IsSum(sheet, total.whole))) {
      return Invalid(
          fmt::format("sheet {}, column {}: its share is of columns without a sum", number, i + 1));
    }
  }
  return absl::OkStatus();
}

std::string WrongWithCell(const Column& column, const Row& row, const Cell& cell) {
  const auto* number = std::get_if<double>(&cell);
  if (number != nullptr && !std::isfinite(*number)) return "the number is not finite";
  const auto* date = std::get_if<Date>(&cell);
  if (date != nullptr && (date->is_special() || date->year() < kFirstYear)) {
    return "the date is none, or too early";
  }
  if (row.heading && column.total.kind != Total::Kind::kNone &&
      !std::holds_alternative<std::monostate>(cell)) {
    return "a heading has a cell where its total comes";
  }
  return "";
}

absl::Status CheckRow(const Sheet& sheet, const Row& row, const std::string& place) {
  if (row.cells.size() > sheet.columns.size()) {
    return Invalid(
        fmt::format("{}: {} cells for {} columns", place, row.cells.size(), sheet.columns.size()));
  }
  if (row.heading && (*row.heading < 0 || *row.heading >= kGroupLevels)) {
    return Invalid(fmt::format("{}: the heading's level {} is not in 0..{}", place, *row.heading,
                               kGroupLevels - 1));
  }
  for (size_t i = 0; i < row.cells.size(); ++i) {
    const std::string wrong = WrongWithCell(sheet.columns[i], row, row.cells[i]);
    if (!wrong.empty()) return Invalid(fmt::format("{}, column {}: {}", place, i + 1, wrong));
  }
  return absl::OkStatus();
}

absl::Status CheckSheet(const Sheet& sheet, size_t number) {
  VEKHA_RETURN_IF_ERROR(CheckColumns(sheet, number));
  for (size_t i = 0; i < sheet.rows.size(); ++i) {
    VEKHA_RETURN_IF_ERROR(
        CheckRow(sheet, sheet.rows[i], fmt::format("sheet {}, row {}", number, i + 1)));
  }
  if (!ComputeTotals(sheet)) return Invalid(fmt::format("sheet {}: a sum is too large", number));
  return absl::OkStatus();
}

absl::Status CheckTimeline(const Timeline& timeline) {
  if (timeline.from.is_special() || timeline.to.is_special() || timeline.today.is_special()) {
    return Invalid("the timeline has a date that is none");
  }
  if (timeline.to < timeline.from ||
      DaysBetween(timeline.from, timeline.to) > 366 * kTimelineYears) {
    return Invalid(fmt::format("the timeline from {} to {} is not one of up to {} years",
                               FormatIso(timeline.from), FormatIso(timeline.to), kTimelineYears));
  }
  for (size_t i = 0; i < timeline.bars.size(); ++i) {
    const Bar& bar = timeline.bars[i];
    if (bar.due.is_special() || (bar.start && (bar.start->is_special() || *bar.start > bar.due))) {
      return Invalid(fmt::format("bar {} of the timeline has no right dates", i + 1));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckPaper(const Paper& paper) {
  if (paper.day.is_special()) return Invalid("the paper has no day");
  if (paper.sheets.empty()) return Invalid("the paper has no sheet");
  for (size_t i = 0; i < paper.sheets.size(); ++i) {
    VEKHA_RETURN_IF_ERROR(CheckSheet(paper.sheets[i], i + 1));
  }
  return paper.timeline ? CheckTimeline(*paper.timeline) : absl::OkStatus();
}

}  // namespace vekha::service::report
