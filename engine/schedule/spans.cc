#include "engine/schedule/spans.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/term/lexicon.h"

namespace vekha::schedule {
namespace {

using term::Part;
using term::Unit;
using term::UnitKind;

int YearOf(Date date) { return static_cast<int>(date.year()); }
int MonthOf(Date date) { return date.month().as_number(); }

// Only for months 1..12 and years in range, kept by the callers.
Date FirstOf(int year, int month) { return *MakeDate(year, month, 1); }
Date LastOf(int year, int month) { return FirstOf(year, month).end_of_month(); }

bool YearIsUsable(int year) { return year > kFirstYear && year < kLastYear; }

Span Months(int first_year, int first_month, int last_year, int last_month) {
  return {FirstOf(first_year, first_month), LastOf(last_year, last_month)};
}

std::optional<Date> NthWeekday(int year, int month, int weekday, int nth) {
  const Date first = FirstOf(year, month);
  const Date last = LastOf(year, month);
  if (nth < 0) return AddDays(last, -((IsoWeekday(last) - weekday + 7) % 7));
  const Date day = AddDays(first, (weekday - IsoWeekday(first) + 7) % 7 + (nth - 1) * 7);
  return day <= last ? std::optional(day) : std::nullopt;
}

// The holidays of the whole country (ТК РФ, ст. 112), without the days decrees move.
bool IsHoliday(int month, int day) {
  constexpr int kLastOfNewYear = 8;
  if (month == 1) return day <= kLastOfNewYear;
  constexpr std::array<std::pair<int, int>, 6> kHolidays = {
      {{2, 23}, {3, 8}, {5, 1}, {5, 9}, {6, 12}, {11, 4}}};
  return std::find(kHolidays.begin(), kHolidays.end(), std::pair(month, day)) != kHolidays.end();
}

std::optional<Date> NthWorkday(int year, int month, int nth) {
  constexpr int kFriday = 5;
  const Date first = FirstOf(year, month);
  const Date last = first.end_of_month();
  const int step = nth < 0 ? -1 : 1;
  int left = nth < 0 ? 1 : nth;
  for (Date day = nth < 0 ? last : first; day >= first && day <= last; day = AddDays(day, step)) {
    if (IsoWeekday(day) > kFriday || IsHoliday(month, day.day().as_number())) continue;
    if (--left == 0) return day;
  }
  return std::nullopt;
}

Span Tens(int year, int month, int nth) {
  constexpr int kTen = 10;
  const Date first = FirstOf(year, month);
  if (nth == -1 || nth >= 3) return {AddDays(first, 2 * kTen), first.end_of_month()};
  return {AddDays(first, (nth - 1) * kTen), AddDays(first, nth * kTen - 1)};
}

// Weeks of a month by the calendar of sevens: 1-7, 8-14, 15-21, 22-28 and the rest; the last is the
// last seven days.
std::optional<Span> Week(int year, int month, int nth) {
  constexpr int kSeven = 7;
  const Date first = FirstOf(year, month);
  const Date last = first.end_of_month();
  if (nth == -1) return Span{AddDays(last, 1 - kSeven), last};
  const Date begin = AddDays(first, (nth - 1) * kSeven);
  if (begin > last) return std::nullopt;
  return Span{begin, std::min(AddDays(begin, kSeven - 1), last)};
}

std::optional<Date> NamedDate(const term::NamedDay& named, int year) {
  if (named.day > 0) return MakeDate(year, named.month, named.day);
  return NthWeekday(year, named.month, named.weekday, named.nth);
}

// The unit's occurrence in one month of one year.
std::optional<Span> InMonth(const Unit& unit, int year, int month) {
  switch (unit.kind) {
    case UnitKind::kDay: {
      const std::optional<Date> day = unit.number == -1 ? std::optional(LastOf(year, month))
                                                        : MakeDate(year, month, unit.number);
      if (!day) return std::nullopt;
      return Span{*day, *day};
    }
    case UnitKind::kWeekday: {
      const std::optional<Date> day = NthWeekday(year, month, unit.weekday, unit.number);
      if (!day) return std::nullopt;
      return Span{*day, *day};
    }
    case UnitKind::kWorkday: {
      const std::optional<Date> day = NthWorkday(year, month, unit.number);
      if (!day) return std::nullopt;
      return Span{*day, *day};
    }
    case UnitKind::kWeek:
      return Week(year, month, unit.number);
    case UnitKind::kDecade:
      return Tens(year, month, unit.number);
    case UnitKind::kHalfMonth: {
      constexpr int kHalf = 15;
      const Date first = FirstOf(year, month);
      if (unit.number == 1) return Span{first, AddDays(first, kHalf - 1)};
      return Span{AddDays(first, kHalf), first.end_of_month()};
    }
    case UnitKind::kMonth:
      return Months(year, month, year, month);
    case UnitKind::kQuarter:
    case UnitKind::kHalfYear:
    case UnitKind::kYear:
    case UnitKind::kSchoolQuarter:
    case UnitKind::kTrimester:
    case UnitKind::kSchoolHalf:
    case UnitKind::kSchoolYear:
    case UnitKind::kSeason:
    case UnitKind::kNamedDay:
    case UnitKind::kPeriod:
      break;
  }
  return std::nullopt;
}

Span SchoolYear(int year, const Settings& settings) {
  const MonthDay first = settings.school_year_first;
  const MonthDay last = settings.school_year_last;
  const bool same_year = last.month > first.month;
  const int last_year = same_year ? year : year + 1;
  const std::optional<Date> begin = MakeDate(year, first.month, first.day);
  const std::optional<Date> end = MakeDate(last_year, last.month, last.day);
  return {begin.value_or(FirstOf(year, first.month)), end.value_or(LastOf(last_year, last.month))};
}

// Четверти and триместры by whole months: the usual borders, each school has its own.
Span SchoolQuarter(int year, int number, const Settings& settings) {
  const Span whole = SchoolYear(year, settings);
  switch (number) {
    case 1:
      return {whole.first, LastOf(year, 10)};
    case 2:
      return Months(year, 11, year, 12);
    case 3:
      return Months(year + 1, 1, year + 1, 3);
    default:
      return {FirstOf(year + 1, 4), whole.last};
  }
}

Span Trimester(int year, int number, const Settings& settings) {
  const Span whole = SchoolYear(year, settings);
  switch (number) {
    case 1:
      return {whole.first, LastOf(year, 11)};
    case 2:
      return Months(year, 12, year + 1, 2);
    default:
      return {FirstOf(year + 1, 3), whole.last};
  }
}

void Numbers(const Unit& unit, int most, std::vector<int>& out) {
  out.clear();
  if (unit.number > 0) {
    out.push_back(unit.number);
    return;
  }
  for (int n = 1; n <= most; ++n) out.push_back(n);
}

// The whole unit in calendar year `year` (school units: the school year that begins in it).
void AddWhole(const Unit& unit, int year, const Context& context, std::vector<Span>& out) {
  constexpr int kMonths = 12;
  std::vector<int> numbers;
  switch (unit.kind) {
    case UnitKind::kDay:
    case UnitKind::kWeekday:
    case UnitKind::kWorkday:
    case UnitKind::kWeek:
    case UnitKind::kDecade:
    case UnitKind::kHalfMonth:
    case UnitKind::kMonth:
      for (int month = 1; month <= kMonths; ++month) {
        if (unit.month > 0 && unit.month != month) continue;
        if (const std::optional<Span> span = InMonth(unit, year, month)) out.push_back(*span);
      }
      return;
    case UnitKind::kQuarter:
      Numbers(unit, 4, numbers);
      for (const int n : numbers) out.push_back(Months(year, n * 3 - 2, year, n * 3));
      return;
    case UnitKind::kHalfYear:
      Numbers(unit, 2, numbers);
      if (IsSchoolPeriod(context.period) && !unit.years.IsOne()) {
        // A bare recurrence covers the whole year; a half named ends with lessons.
        const Span whole = SchoolYear(year, context.settings);
        for (const int n : numbers) {
          if (n == 1) {
            out.push_back({whole.first, LastOf(year, kMonths)});
          } else {
            out.push_back(
                {FirstOf(year + 1, 1), unit.number == 0 ? LastOf(year + 1, 8) : whole.last});
          }
        }
        return;
      }
      for (const int n : numbers) out.push_back(Months(year, n * 6 - 5, year, n * 6));
      return;
    case UnitKind::kYear:
      // "конец года" of a plan for a school year is the school year's.
      if (unit.part != Part::kWhole && unit.years.IsOpen() && IsSchoolPeriod(context.period)) {
        out.push_back(SchoolYear(year, context.settings));
        return;
      }
      out.push_back(Months(year, 1, year, kMonths));
      return;
    case UnitKind::kSchoolQuarter:
      Numbers(unit, 4, numbers);
      for (const int n : numbers) out.push_back(SchoolQuarter(year, n, context.settings));
      return;
    case UnitKind::kTrimester:
      Numbers(unit, 3, numbers);
      for (const int n : numbers) out.push_back(Trimester(year, n, context.settings));
      return;
    case UnitKind::kSchoolHalf: {
      Numbers(unit, 2, numbers);
      const Span whole = SchoolYear(year, context.settings);
      for (const int n : numbers) {
        out.push_back(n == 1 ? Span{whole.first, LastOf(year, kMonths)}
                             : Span{FirstOf(year + 1, 1), whole.last});
      }
      return;
    }
    case UnitKind::kSchoolYear:
      out.push_back(SchoolYear(year, context.settings));
      return;
    case UnitKind::kSeason:
      // Winter is the one that ends in `year`.
      if (unit.number == 1) {
        out.push_back(Months(year - 1, 12, year, 2));
      } else {
        out.push_back(Months(year, unit.number * 3 - 3, year, unit.number * 3 - 1));
      }
      return;
    case UnitKind::kNamedDay: {
      const term::NamedDay& named = term::NamedDays()[static_cast<size_t>(unit.number)];
      if (const std::optional<Date> day = NamedDate(named, year)) out.push_back({*day, *day});
      return;
    }
    case UnitKind::kPeriod:
      out.push_back({context.period.first, context.period.last});
      return;
  }
}

// Of a month: days 1-10, 11-20, 21 and on; of a school quarter ten days at its end or beginning; of
// longer units their first, middle, last month.
Span PartOf(const Span& whole, const Unit& unit) {
  constexpr int kTen = 10;
  constexpr int kShortUnit = 93;
  const bool month = unit.kind == UnitKind::kMonth;
  const int days = DaysBetween(whole.first, whole.last) + 1;
  const bool in_tens = days <= kShortUnit && unit.kind != UnitKind::kQuarter;
  switch (unit.part) {
    case Part::kWhole:
      return whole;
    case Part::kStart:
      if (in_tens) return {whole.first, std::min(whole.last, AddDays(whole.first, kTen - 1))};
      return {whole.first, std::min(whole.last, whole.first.end_of_month())};
    case Part::kEnd:
      if (month) return {AddDays(whole.first, 2 * kTen), whole.last};
      if (in_tens) return {std::max(whole.first, AddDays(whole.last, 1 - kTen)), whole.last};
      return {std::max(whole.first, FirstOf(YearOf(whole.last), MonthOf(whole.last))), whole.last};
    case Part::kMiddle: {
      if (month) return {AddDays(whole.first, kTen), AddDays(whole.first, 2 * kTen - 1)};
      const Date middle = AddDays(whole.first, days / 2);
      if (in_tens) {
        return {std::max(whole.first, AddDays(middle, -kTen / 2)),
                std::min(whole.last, AddDays(middle, kTen / 2 - 1))};
      }
      return {FirstOf(YearOf(middle), MonthOf(middle)), middle.end_of_month()};
    }
  }
  return whole;
}

}  // namespace

bool IsSchoolPeriod(const Period& period) {
  constexpr int kAugust = 8;
  constexpr int kOctober = 10;
  const int month = MonthOf(period.first);
  return month >= kAugust && month <= kOctober && YearOf(period.last) > YearOf(period.first);
}

bool InBounds(const term::Years& years, int year) {
  return (!years.first || year >= *years.first) && (!years.last || year <= *years.last);
}

std::vector<Span> SpansOf(const Unit& unit, const Context& context) {
  std::vector<Span> wholes;
  if (unit.kind == UnitKind::kPeriod) {
    AddWhole(unit, 0, context, wholes);
  } else if (unit.years.IsOne()) {
    if (YearIsUsable(*unit.years.first)) AddWhole(unit, *unit.years.first, context, wholes);
  } else {
    const int last = YearOf(context.period.last) + 1;
    for (int year = YearOf(context.period.first) - 1; year <= last; ++year) {
      if (YearIsUsable(year)) AddWhole(unit, year, context, wholes);
    }
  }
  for (Span& span : wholes) span = PartOf(span, unit);
  return wholes;
}

bool IsClipped(const Unit& unit) {
  if (unit.years.IsOne() || unit.part != Part::kWhole) return false;
  switch (unit.kind) {
    case UnitKind::kQuarter:
    case UnitKind::kHalfYear:
    case UnitKind::kYear:
    case UnitKind::kSchoolQuarter:
    case UnitKind::kTrimester:
    case UnitKind::kSchoolHalf:
    case UnitKind::kSchoolYear:
      return true;
    case UnitKind::kDay:
    case UnitKind::kWeekday:
    case UnitKind::kWorkday:
    case UnitKind::kWeek:
    case UnitKind::kDecade:
    case UnitKind::kHalfMonth:
    case UnitKind::kMonth:
    case UnitKind::kSeason:
    case UnitKind::kNamedDay:
    case UnitKind::kPeriod:
      break;
  }
  return false;
}

}  // namespace vekha::schedule
