// What requests bring, checked. Every text, list and number from outside has a limit here; every
// refusal names its field.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/window.h"
#include "engine/calendar/work_calendar.h"
#include "engine/roadmap/roadmap.h"
#include "engine/schedule/schedule.h"
#include "vekha/v1/types.pb.h"

namespace vekha::api {

inline constexpr int kMessageBytesMax = 4 << 20;  // gRPC's own default, said aloud
inline constexpr int kRuleFileBytesMax = 1 << 20;
inline constexpr int kFactsPerCallMax = 10'000;
inline constexpr size_t kIdCharsMax = 512;    // a task's id holds three others
inline constexpr size_t kLineCharsMax = 512;  // names, titles, numbers, addresses
inline constexpr size_t kTextCharsMax = 4096;
inline constexpr size_t kRequestIdCharsMax = 128;
inline constexpr int kPeriodYearsMax = 60;
inline constexpr int kDescribedDaysMax = 4000;

absl::Status FieldRequired(std::string_view field);
absl::Status FieldInvalid(std::string_view field, std::string_view message,
                          std::string_view message_ru);

// One line without control characters, at most `chars_max` characters.
absl::Status CheckLine(std::string_view field, std::string_view text,
                       size_t chars_max = kLineCharsMax);
absl::Status CheckRequiredLine(std::string_view field, std::string_view text,
                               size_t chars_max = kLineCharsMax);
// Any text, at most `chars_max` characters.
absl::Status CheckText(std::string_view field, std::string_view text, size_t chars_max);
absl::Status CheckRuleFile(std::string_view name, std::string_view text);
// Empty, or 1 to 128 printable ASCII characters.
absl::Status CheckRequestId(std::string_view request_id);

// A date that is there and is a day: DATE_INVALID otherwise.
absl::StatusOr<Date> ReadDate(std::string_view field, const v1::Date& date);

// ReadOptionalDate("as_of", request, &Request::has_as_of, ...) in words: nothing when absent.
absl::StatusOr<std::optional<Date>> ReadOptionalDate(std::string_view field, bool present,
                                                     const v1::Date& date);

absl::StatusOr<Period> ReadPeriod(std::string_view field, bool present, const v1::Period& period);
absl::StatusOr<calendar::CalendarKey> ReadCalendarKey(const v1::CalendarKey& key);
absl::StatusOr<roadmap::Level> ReadLevel(std::string_view field, v1::Level level);
absl::StatusOr<calendar::DayShift> ReadDayShift(std::string_view field, v1::DayShift shift);
absl::StatusOr<schedule::MonthDay> ReadMonthDay(std::string_view field, const v1::MonthDay& day);

}  // namespace vekha::api
