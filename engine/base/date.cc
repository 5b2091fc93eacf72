#include "engine/base/date.h"

#include <fmt/format.h>

#include <array>

namespace vekha {
namespace {

std::optional<int> ParseDigits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::optional<Date> MakeDate(int year, int month, int day) {
  if (year < kFirstYear || year > kLastYear || month < 1 || month > 12 || day < 1) {
    return std::nullopt;
  }
  const auto y = static_cast<unsigned short>(year);
  const auto m = static_cast<unsigned short>(month);
  if (day > boost::gregorian::gregorian_calendar::end_of_month_day(y, m)) return std::nullopt;
  return Date(y, m, static_cast<unsigned short>(day));
}

std::optional<Date> ParseIsoDate(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = ParseDigits(text.substr(0, 4));
  const auto month = ParseDigits(text.substr(5, 2));
  const auto day = ParseDigits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  return MakeDate(*year, *month, *day);
}

std::string FormatIso(Date date) {
  const auto ymd = date.year_month_day();
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year), ymd.month.as_number(),
                     ymd.day.as_number());
}

std::string FormatRussian(Date date) {
  const auto ymd = date.year_month_day();
  return fmt::format("{:02}.{:02}.{:04}", ymd.day.as_number(), ymd.month.as_number(),
                     static_cast<int>(ymd.year));
}

int IsoWeekday(Date date) {
  const int sunday_zero = date.day_of_week().as_number();
  return sunday_zero == 0 ? 7 : sunday_zero;
}

std::string_view WeekdayNameRussian(Date date) {
  static constexpr std::array<std::string_view, 7> kNames = {
      "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"};
  return kNames[static_cast<size_t>(IsoWeekday(date) - 1)];
}

std::string_view WeekdayNameEnglish(Date date) {
  static constexpr std::array<std::string_view, 7> kNames = {
      "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  return kNames[static_cast<size_t>(IsoWeekday(date) - 1)];
}

Date AddDays(Date date, int days) { return date + boost::gregorian::days(days); }

int DaysBetween(Date from, Date to) { return static_cast<int>((to - from).days()); }

}  // namespace vekha
