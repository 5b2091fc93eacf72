// Civil days: ours, since CEL has only instants. Everything counts from 1; calendar questions go to
// the caller's DayArithmetic.
#include <fmt/format.h>

#include <algorithm>

#include "engine/condition/format.h"
#include "engine/condition/function_table.h"
#include "engine/condition/instant.h"
#include "engine/condition/zone.h"

namespace vekha::condition {
namespace {

// Further than any date of ours from any other (kFirstYear..kLastYear), so larger is refused early.
constexpr int64_t kStepMax = 200'000;

Date Day(const Value& value) { return *value.As<Date>(); }
int Year(Date d) { return d.year(); }
int Month(Date d) { return d.month().as_number(); }
int DayOfMonth(Date d) { return d.day().as_number(); }

Value OrRangeError(std::optional<Date> date) {
  if (date) return Value::OfDate(*date);
  return Value::OfError(fmt::format("date outside {}..{}", kFirstYear, kLastYear));
}

Value NoCalendar() { return Value::OfError("no calendar of working days is given here"); }

// "0000-01-01" and "9999-12-31" are days, but none of ours.
bool IsDayOfAnotherAge(const std::string& text) {
  const bool has_year = text.size() == 10 && text.find_first_not_of("0123456789") == 4;
  return has_year && ParseIsoDate("2000" + text.substr(4)).has_value();
}

Value DateOfString(Arguments a, CallContext&) {
  const std::string& text = *a[0].As<std::string>();
  if (const auto date = ParseIsoDate(text)) return Value::OfDate(*date);
  if (IsDayOfAnotherAge(text)) return OrRangeError(std::nullopt);
  return Value::OfError(text.size() <= 64
                            ? fmt::format("{} is not a day like 2022-10-28", QuoteText(text))
                            : std::string("a long text is not a day"));
}

Value DateOfTimestamp(Arguments a, CallContext& context) {
  const int64_t seconds = a[0].As<Timestamp>()->seconds;
  const std::string& zone = *a[1].As<std::string>();
  const auto offset = ZoneOffset(zone, seconds, context.zones());
  if (!offset) return Value::OfError(fmt::format("unknown time zone {}", QuoteText(zone)));
  const CivilTime t = ToCivil(seconds + *offset);
  return OrRangeError(MakeDate(t.year, t.month, t.day));
}

Value SameDate(Arguments a, CallContext&) { return a[0]; }

Value AddCalendarDays(Arguments a, CallContext&) {
  const int64_t n = *a[1].As<int64_t>();
  if (n > kStepMax || n < -kStepMax) return OrRangeError(std::nullopt);
  // Checked before stepping: boost refuses years under 1400 by throwing.
  const int64_t target = static_cast<int64_t>(Day(a[0]).day_number()) + n;
  if (target < static_cast<int64_t>(MakeDate(kFirstYear, 1, 1)->day_number()) ||
      target > static_cast<int64_t>(MakeDate(kLastYear, 12, 31)->day_number())) {
    return OrRangeError(std::nullopt);
  }
  return Value::OfDate(AddDays(Day(a[0]), static_cast<int>(n)));
}

// 31 January plus a month is the last day of February.
Value AddMonths(Arguments a, CallContext&) {
  const int64_t n = *a[1].As<int64_t>();
  if (n > kStepMax || n < -kStepMax) return OrRangeError(std::nullopt);
  const int64_t months = static_cast<int64_t>(Year(Day(a[0]))) * 12 + Month(Day(a[0])) - 1 + n;
  if (months < 0) return OrRangeError(std::nullopt);
  const auto first = MakeDate(static_cast<int>(months / 12), static_cast<int>(months % 12) + 1, 1);
  if (!first) return OrRangeError(std::nullopt);
  const int last_day = DayOfMonth(first->end_of_month());
  return OrRangeError(
      MakeDate(Year(*first), Month(*first), std::min(DayOfMonth(Day(a[0])), last_day)));
}

Value StepWorkdays(Date from, int64_t n, CallContext& context) {
  const DayArithmetic* days = context.days();
  if (days == nullptr) return NoCalendar();
  if (n > kStepMax || n < -kStepMax) return OrRangeError(std::nullopt);
  if (!context.meter.Charge(1 + (n < 0 ? -n : n) / 70)) return Value::OfError(kCostExceeded);
  const auto result = days->AddWorkingDays(from, static_cast<int>(n));
  return result.ok() ? Value::OfDate(*result)
                     : Value::OfError(std::string(result.status().message()));
}

Value AddWorkdays(Arguments a, CallContext& c) {
  return StepWorkdays(Day(a[0]), *a[1].As<int64_t>(), c);
}
Value NextWorkday(Arguments a, CallContext& c) { return StepWorkdays(Day(a[0]), 1, c); }
Value PrevWorkday(Arguments a, CallContext& c) { return StepWorkdays(Day(a[0]), -1, c); }

Value IsWorkday(Arguments a, CallContext& context) {
  const DayArithmetic* days = context.days();
  if (days == nullptr) return NoCalendar();
  const auto result = days->IsWorking(Day(a[0]));
  return result.ok() ? Value::Bool(*result)
                     : Value::OfError(std::string(result.status().message()));
}

Value IsHoliday(Arguments a, CallContext& context) {
  const DayArithmetic* days = context.days();
  if (days == nullptr) return NoCalendar();
  const auto result = days->IsHoliday(Day(a[0]));
  return result.ok() ? Value::Bool(*result)
                     : Value::OfError(std::string(result.status().message()));
}

Value DaysFromTo(Arguments a, CallContext&) {
  return Value::Int(DaysBetween(Day(a[0]), Day(a[1])));
}

Value WorkdaysFromTo(Arguments a, CallContext& context) {
  const DayArithmetic* days = context.days();
  if (days == nullptr) return NoCalendar();
  const int walked = DaysBetween(Day(a[0]), Day(a[1]));
  if (!context.meter.Charge(1 + (walked < 0 ? -walked : walked) / 100))
    return Value::OfError(kCostExceeded);
  const auto result = days->WorkingDaysBetween(Day(a[0]), Day(a[1]));
  return result.ok() ? Value::Int(*result) : Value::OfError(std::string(result.status().message()));
}

Value YearOf(Arguments a, CallContext&) { return Value::Int(Year(Day(a[0]))); }
Value MonthOf(Arguments a, CallContext&) { return Value::Int(Month(Day(a[0]))); }
Value DayOf(Arguments a, CallContext&) { return Value::Int(DayOfMonth(Day(a[0]))); }
Value WeekdayOf(Arguments a, CallContext&) { return Value::Int(IsoWeekday(Day(a[0]))); }
Value QuarterOf(Arguments a, CallContext&) { return Value::Int((Month(Day(a[0])) + 2) / 3); }
Value EndOfMonth(Arguments a, CallContext&) { return Value::OfDate(Day(a[0]).end_of_month()); }

// The year a school year begins in: 2022 for 1 September 2022 .. 31 August 2023.
Value SchoolYear(Arguments a, CallContext&) {
  return Value::Int(Year(Day(a[0])) - (Month(Day(a[0])) < 9 ? 1 : 0));
}

// Whole years from birth; who is born on 29 February is older on 1 March of a common year.
Value Age(Arguments a, CallContext&) {
  const Date birth = Day(a[0]);
  const Date day = Day(a[1]);
  const bool before_birthday =
      Month(day) * 32 + DayOfMonth(day) < Month(birth) * 32 + DayOfMonth(birth);
  return Value::Int(Year(day) - Year(birth) - (before_birthday ? 1 : 0));
}

}  // namespace

std::span<const FunctionRow> DateFunctions() {
  using enum CallStyle;
  static constexpr FunctionRow kRows[] = {
      {"date", kGlobal, "string", "date", DateOfString},
      {"date", kGlobal, "timestamp,string", "date", DateOfTimestamp},
      {"date", kGlobal, "date", "date", SameDate},
      {"addDays", kBoth, "date,int", "date", AddCalendarDays},
      {"addMonths", kBoth, "date,int", "date", AddMonths},
      {"addWorkdays", kBoth, "date,int", "date", AddWorkdays},
      {"nextWorkday", kBoth, "date", "date", NextWorkday},
      {"prevWorkday", kBoth, "date", "date", PrevWorkday},
      {"isWorkday", kBoth, "date", "bool", IsWorkday},
      {"isHoliday", kBoth, "date", "bool", IsHoliday},
      {"daysBetween", kBoth, "date,date", "int", DaysFromTo},
      {"workdaysBetween", kBoth, "date,date", "int", WorkdaysFromTo},
      {"year", kBoth, "date", "int", YearOf},
      {"month", kBoth, "date", "int", MonthOf},
      {"day", kBoth, "date", "int", DayOf},
      {"weekday", kBoth, "date", "int", WeekdayOf},
      {"quarter", kBoth, "date", "int", QuarterOf},
      {"endOfMonth", kBoth, "date", "date", EndOfMonth},
      {"schoolYear", kBoth, "date", "int", SchoolYear},
      {"age", kBoth, "date,date", "int", Age},
  };
  return kRows;
}

}  // namespace vekha::condition
