#include "service/cli/date_text.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace vekha::cli {

std::optional<Date> FromProto(const v1::Date& date) {
  return MakeDate(date.year(), date.month(), date.day());
}

void ToProto(Date date, v1::Date* out) {
  out->set_year(date.year());
  out->set_month(date.month());
  out->set_day(date.day());
}

void ToProto(const Period& period, v1::Period* out) {
  ToProto(period.first, out->mutable_first_date());
  ToProto(period.last, out->mutable_last_date());
}

std::string ShortWeekday(Date date, Language language) {
  static constexpr std::array<std::string_view, 7> kRussian = {"пн", "вт", "ср", "чт",
                                                               "пт", "сб", "вс"};
  static constexpr std::array<std::string_view, 7> kEnglish = {"Mon", "Tue", "Wed", "Thu",
                                                               "Fri", "Sat", "Sun"};
  const auto index = static_cast<size_t>(IsoWeekday(date) - 1);
  return std::string(language == Language::kRussian ? kRussian[index] : kEnglish[index]);
}

std::string ShowDate(Date date, Language language) {
  return language == Language::kRussian ? FormatRussian(date) : FormatIso(date);
}

std::string ShowDate(const v1::Date& date, Language language) {
  const auto day = FromProto(date);
  return day ? ShowDate(*day, language) : "";
}

std::string ShowDay(Date date, Language language) {
  return fmt::format("{}{} {}", ShowDate(date, language), language == Language::kRussian ? "," : "",
                     ShortWeekday(date, language));
}

std::string ShowDay(const v1::Date& date, Language language) {
  const auto day = FromProto(date);
  return day ? ShowDay(*day, language) : "";
}

std::string ShowWindow(const Window& window, Language language) {
  if (!window.start) {
    return fmt::format("{} {}", language == Language::kRussian ? "до" : "by",
                       ShowDate(window.due, language));
  }
  if (*window.start == window.due) return ShowDate(window.due, language);
  return fmt::format("{} - {}", ShowDate(*window.start, language), ShowDate(window.due, language));
}

}  // namespace vekha::cli
