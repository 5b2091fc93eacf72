// Timestamps and durations: reading, writing, moving, and the civil fields of an instant.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/condition/value.h"

namespace vekha::condition {

// 0001-01-01T00:00:00Z .. 9999-12-31T23:59:59Z (google.protobuf.Timestamp).
inline constexpr int64_t kFirstSecond = -62135596800;
inline constexpr int64_t kLastSecond = 253402300799;

// RFC 3339: "2022-10-28T09:00:00.5+03:00". Digits past nanoseconds are dropped. Nothing for text of
// another shape, an impossible day, or an instant out of range.
std::optional<Timestamp> ReadTimestamp(std::string_view text);
std::string FormatTimestamp(Timestamp timestamp);

// Go's form: "1h30m", "-1.5s", "100ms", "0"; units h m s ms us ns. Nothing past int64 nanoseconds.
std::optional<Duration> ReadDuration(std::string_view text);
std::string FormatDuration(Duration duration);  // "5400s", "-1.5s"

// Errors when the result is out of range.
Value AddDuration(Timestamp timestamp, Duration duration);
Value SubtractDuration(Timestamp timestamp, Duration duration);
Value TimeBetween(Timestamp later, Timestamp earlier);

// "+03:00", "-09:30", "02:00", "-00:00" in seconds east of UTC.
std::optional<int> ReadFixedOffset(std::string_view text);

struct CivilTime {
  int year = 0;
  int month = 0;        // 1..12
  int day = 0;          // 1..31
  int weekday = 0;      // 0 = Sunday
  int day_of_year = 0;  // 0-based
  int hour = 0;
  int minute = 0;
  int second = 0;
};
CivilTime ToCivil(int64_t epoch_seconds);

}  // namespace vekha::condition
