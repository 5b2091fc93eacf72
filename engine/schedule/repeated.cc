// What comes round: dates of rule files by months, quarters or years, and "n раз в год".
#include <algorithm>

#include "engine/schedule/spans.h"

namespace vekha::schedule {
namespace {

constexpr int kMonthsAYear = 12;

int MonthsOf(term::Step step) {
  switch (step) {
    case term::Step::kMonth:
      return 1;
    case term::Step::kQuarter:
      return 3;
    case term::Step::kYear:
      return kMonthsAYear;
  }
  return kMonthsAYear;
}

// So many months later; the last day of a shorter month. Past the usable years: the date itself.
Date Shifted(Date date, int months) {
  const int index =
      static_cast<int>(date.year()) * kMonthsAYear + date.month().as_number() - 1 + months;
  const int year = index / kMonthsAYear;
  const int month = index % kMonthsAYear + 1;
  if (year < kFirstYear || year > kLastYear) return date;
  const Date last = MakeDate(year, month, 1)->end_of_month();
  const int day = std::min(static_cast<int>(date.day()), static_cast<int>(last.day()));
  return *MakeDate(year, month, day);
}

}  // namespace

std::vector<Window> RepeatedWindows(const term::Repeated& repeated, const Period& period) {
  std::vector<Window> windows;
  const int months = MonthsOf(repeated.step);
  Date before = AddDays(repeated.due, -1);
  for (int by = 0;; by += months) {
    const Date due = Shifted(repeated.due, by);
    if (due > period.last || due <= before) break;
    before = due;
    if (due < period.first) continue;
    std::optional<Date> start;
    if (repeated.start) start = Shifted(*repeated.start, by);
    const std::optional<Window> window = MakeWindow(start, due);
    if (window) windows.push_back(*window);
  }
  return windows;
}

std::optional<term::UnitKind> FinerUnit(const term::Every& every) {
  using term::UnitKind;
  const bool school = every.unit.kind == UnitKind::kSchoolYear;
  if (!school && every.unit.kind != UnitKind::kYear) return std::nullopt;
  constexpr int kMonths = 12;
  constexpr int kQuarters = 4;
  if (every.times == 2) return school ? UnitKind::kSchoolHalf : UnitKind::kHalfYear;
  if (every.times == kQuarters) return school ? UnitKind::kSchoolQuarter : UnitKind::kQuarter;
  if (every.times == kMonths) return UnitKind::kMonth;
  return std::nullopt;
}

}  // namespace vekha::schedule
