// Civil dates: a day in somebody's calendar, without a clock or a zone. Instants belong to
// service/.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/date_time/gregorian/gregorian_types.hpp>

namespace vekha {

// A civil day. Weekday and month arithmetic is Boost.Date_Time's own vocabulary
// (end_of_month_day(), nth_kday_of_month, last_kday_of_month ...). Never make one from numbers with
// its constructor, which throws: MakeDate() is the checked factory.
using Date = boost::gregorian::date;

// The years every date of ours lies in. Four digits, so a slip like 20222 is refused, and far
// inside what Boost holds.
inline constexpr int kFirstYear = 1900;
inline constexpr int kLastYear = 2199;

// The day, or nothing when there is no such day (30 February) or the year is outside
// kFirstYear..kLastYear.
std::optional<Date> MakeDate(int year, int month, int day);

// Reads exactly "YYYY-MM-DD".
std::optional<Date> ParseIsoDate(std::string_view text);

// "2022-10-30".
std::string FormatIso(Date date);

// "30.10.2022", as documents write it.
std::string FormatRussian(Date date);

// 1 = Monday .. 7 = Sunday (ISO 8601).
int IsoWeekday(Date date);

// "воскресенье" or "Sunday".
std::string_view WeekdayNameRussian(Date date);
std::string_view WeekdayNameEnglish(Date date);

Date AddDays(Date date, int days);

// Calendar days from `from` to `to`; negative when `to` is earlier.
int DaysBetween(Date from, Date to);

}  // namespace vekha
