#include "service/api/input.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "engine/base/utf8.h"

namespace vekha::api {
namespace {

absl::Status Refused(std::string reason, std::string_view field, std::string message,
                     std::string message_ru) {
  return ToStatus({absl::StatusCode::kInvalidArgument,
                   std::move(reason),
                   std::move(message),
                   std::move(message_ru),
                   {{"field", std::string(field)}}});
}

absl::Status TooLong(std::string_view field, size_t max, std::string_view unit,
                     std::string_view unit_ru) {
  return Refused("TEXT_TOO_LONG", field, fmt::format("{} may have at most {} {}", field, max, unit),
                 fmt::format("Поле {}: не больше {} {}.", field, max, unit_ru));
}

bool IsControl(char c) { return (c >= 0 && c < 0x20) || c == 0x7f; }

}  // namespace

absl::Status FieldRequired(std::string_view field) {
  return Refused("FIELD_REQUIRED", field, fmt::format("{} is required", field),
                 fmt::format("Не заполнено поле {}.", field));
}

absl::Status FieldInvalid(std::string_view field, std::string_view message,
                          std::string_view message_ru) {
  return Refused("FIELD_INVALID", field, fmt::format("{}: {}", field, message),
                 fmt::format("Поле {}: {}.", field, message_ru));
}

absl::Status CheckText(std::string_view field, std::string_view text, size_t chars_max) {
  if (text.size() > chars_max && CodePointCount(text) > chars_max) {
    return TooLong(field, chars_max, "characters", "знаков");
  }
  return absl::OkStatus();
}

absl::Status CheckLine(std::string_view field, std::string_view text, size_t chars_max) {
  VEKHA_RETURN_IF_ERROR(CheckText(field, text, chars_max));
  if (std::any_of(text.begin(), text.end(), IsControl)) {
    return FieldInvalid(field, "control characters and line breaks are not allowed",
                        "управляющие знаки и переводы строки не допускаются");
  }
  return absl::OkStatus();
}

absl::Status CheckRequiredLine(std::string_view field, std::string_view text, size_t chars_max) {
  if (text.empty()) return FieldRequired(field);
  return CheckLine(field, text, chars_max);
}

absl::Status CheckRuleFile(std::string_view name, std::string_view text) {
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine("name", name));
  if (text.empty()) return FieldRequired("text");
  if (text.size() > static_cast<size_t>(kRuleFileBytesMax)) {
    return TooLong("text", kRuleFileBytesMax, "bytes", "байт");
  }
  return absl::OkStatus();
}

absl::Status CheckRequestId(std::string_view request_id) {
  const bool printable =
      std::all_of(request_id.begin(), request_id.end(), [](char c) { return c > ' ' && c < 0x7f; });
  if (request_id.size() <= kRequestIdCharsMax && printable) return absl::OkStatus();
  return Refused("REQUEST_ID_INVALID", "request_id",
                 fmt::format("a request_id has 1 to {} printable ASCII characters, no spaces",
                             kRequestIdCharsMax),
                 fmt::format("request_id — от 1 до {} печатных знаков ASCII без пробелов.",
                             kRequestIdCharsMax));
}

absl::StatusOr<Date> ReadDate(std::string_view field, const v1::Date& date) {
  if (const auto day = MakeDate(date.year(), date.month(), date.day())) return *day;
  return ToStatus(
      {absl::StatusCode::kInvalidArgument,
       "DATE_INVALID",
       fmt::format("{}: there is no day {:04}-{:02}-{:02} in the years {} to {}", field,
                   date.year(), date.month(), date.day(), kFirstYear, kLastYear),
       fmt::format("Поле {}: нет такого дня: {:02}.{:02}.{:04}.", field, date.day(), date.month(),
                   date.year()),
       {{"field", std::string(field)},
        {"date", fmt::format("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())}}});
}

absl::StatusOr<std::optional<Date>> ReadOptionalDate(std::string_view field, bool present,
                                                     const v1::Date& date) {
  if (!present) return std::optional<Date>();
  VEKHA_ASSIGN_OR_RETURN(const Date day, ReadDate(field, date));
  return std::optional<Date>(day);
}

absl::StatusOr<Period> ReadPeriod(std::string_view field, bool present, const v1::Period& period) {
  if (!present) return FieldRequired(field);
  VEKHA_ASSIGN_OR_RETURN(const Date first,
                         ReadDate(fmt::format("{}.first_date", field), period.first_date()));
  VEKHA_ASSIGN_OR_RETURN(const Date last,
                         ReadDate(fmt::format("{}.last_date", field), period.last_date()));
  if (const auto made = MakePeriod(first, last)) return *made;
  return FieldInvalid(field, "the last day is before the first", "последний день раньше первого");
}

absl::StatusOr<calendar::CalendarKey> ReadCalendarKey(const v1::CalendarKey& key) {
  VEKHA_RETURN_IF_ERROR(CheckLine("calendar.region", key.region()));
  calendar::CalendarKey out;
  if (!key.region().empty()) out.region = key.region();
  if (key.week() != 0 && key.week() != 5 && key.week() != 6) {
    return FieldInvalid("calendar.week", "a working week has 5 or 6 days",
                        "рабочая неделя — 5 или 6 дней");
  }
  out.week = key.week() == 6 ? calendar::WeekLength::kSix : calendar::WeekLength::kFive;
  out.presidential = key.presidential();
  return out;
}

absl::StatusOr<roadmap::Level> ReadLevel(std::string_view field, v1::Level level) {
  switch (level) {
    case v1::LEVEL_REGION:
      return roadmap::Level::kRegion;
    case v1::LEVEL_MUNICIPALITY:
      return roadmap::Level::kMunicipality;
    case v1::LEVEL_SCHOOL:
      return roadmap::Level::kSchool;
    case v1::LEVEL_BODY:
      return roadmap::Level::kBody;
    case v1::LEVEL_UNSPECIFIED:
      return FieldRequired(field);
    default:  // a number of a newer client
      return FieldInvalid(field, "there is no such level", "нет такого уровня");
  }
}

absl::StatusOr<calendar::DayShift> ReadDayShift(std::string_view field, v1::DayShift shift) {
  switch (shift) {
    case v1::DAY_SHIFT_UNSPECIFIED:
    case v1::DAY_SHIFT_PRECEDING:
      return calendar::DayShift::kPreceding;
    case v1::DAY_SHIFT_FOLLOWING:
      return calendar::DayShift::kFollowing;
    case v1::DAY_SHIFT_KEEP:
      return calendar::DayShift::kKeep;
    default:  // a number of a newer client
      return FieldInvalid(field, "there is no such shift", "нет такого переноса");
  }
}

absl::StatusOr<schedule::MonthDay> ReadMonthDay(std::string_view field, const v1::MonthDay& day) {
  // 2023 has no 29 February: the school year neither begins nor ends on it.
  if (MakeDate(2023, day.month(), day.day())) return schedule::MonthDay{day.month(), day.day()};
  return FieldInvalid(field, "there is no such day in every year", "нет такого дня в каждом году");
}

}  // namespace vekha::api
