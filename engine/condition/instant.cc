#include "engine/condition/instant.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <limits>

namespace vekha::condition {
namespace {

constexpr int64_t kBillion = 1'000'000'000;
constexpr int64_t kDaySeconds = 86'400;

// Reads fixed fields from the front of a text; once something is wrong, everything is.
class FieldReader {
 public:
  explicit FieldReader(std::string_view text) : rest_(text) {}

  int Number(size_t digits) {
    int value = 0;
    for (size_t i = 0; i < digits; ++i) {
      if (i >= rest_.size() || rest_[i] < '0' || rest_[i] > '9') return Fail();
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(digits);
    return value;
  }
  int Number(size_t digits, int first, int last) {
    const int value = Number(digits);
    return value < first || value > last ? Fail() : value;
  }
  void Expect(std::string_view any_of) {
    if (!Take(any_of)) Fail();
  }
  bool Take(std::string_view any_of) {
    if (rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) return false;
    taken_ = rest_.front();
    rest_.remove_prefix(1);
    return true;
  }
  // Digits of a fraction as nanoseconds.
  int Fraction() {
    int nanos = 0;
    int unit = 100'000'000;
    size_t digits = 0;
    for (; digits < rest_.size() && rest_[digits] >= '0' && rest_[digits] <= '9'; ++digits) {
      nanos += (rest_[digits] - '0') * unit;
      unit /= 10;
    }
    if (digits == 0) return Fail();
    rest_.remove_prefix(digits);
    return nanos;
  }
  char taken() const { return taken_; }
  bool good() const { return good_; }
  bool AtEnd() const { return rest_.empty(); }

 private:
  int Fail() {
    good_ = false;
    return 0;
  }
  std::string_view rest_;
  char taken_ = '\0';
  bool good_ = true;
};

std::optional<Timestamp> InRange(int64_t seconds, int64_t nanos) {
  seconds += nanos / kBillion;
  nanos %= kBillion;
  if (nanos < 0) {
    nanos += kBillion;
    --seconds;
  }
  if (seconds < kFirstSecond || seconds > kLastSecond) return std::nullopt;
  return Timestamp{seconds, static_cast<int32_t>(nanos)};
}

Value OrRangeError(std::optional<Timestamp> timestamp) {
  if (!timestamp) return Value::OfError("timestamp out of range (years 1..9999)");
  return Value::OfTimestamp(*timestamp);
}

int64_t UnitNanos(std::string_view unit) {
  static constexpr std::array<std::pair<std::string_view, int64_t>, 8> kUnits = {{
      {"h", 3600 * kBillion},
      {"ms", 1'000'000},
      {"m", 60 * kBillion},
      {"s", kBillion},
      {"us", 1000},
      {"µs", 1000},  // U+00B5
      {"μs", 1000},  // U+03BC
      {"ns", 1},
  }};
  for (const auto& [name, nanos] : kUnits) {
    if (name == unit) return nanos;
  }
  return 0;
}

size_t CountDigits(std::string_view text) {
  const size_t n = text.find_first_not_of("0123456789");
  return n == std::string_view::npos ? text.size() : n;
}

// "1.5h" off the front of `rest`, in nanoseconds.
std::optional<__int128> ReadDurationPart(std::string_view& rest) {
  const std::string_view whole = rest.substr(0, CountDigits(rest));
  rest.remove_prefix(whole.size());
  std::string_view fraction;
  if (rest.starts_with('.')) {
    rest.remove_prefix(1);
    fraction = rest.substr(0, CountDigits(rest));
    rest.remove_prefix(fraction.size());
  }
  const std::string_view unit = rest.substr(0, rest.find_first_of("0123456789."));
  rest.remove_prefix(unit.size());
  const int64_t nanos = UnitNanos(unit);
  if (nanos == 0 || (whole.empty() && fraction.empty())) return std::nullopt;
  __int128 value = 0;
  for (const char c : whole) {
    value = value * 10 + (c - '0') * static_cast<__int128>(nanos);
    if (value > std::numeric_limits<int64_t>::max()) value = __int128{1} << 64;  // stays too large
  }
  __int128 part = nanos;
  for (const char c : fraction) {
    part /= 10;
    value += part * (c - '0');
  }
  return value;
}

}  // namespace

std::optional<Timestamp> ReadTimestamp(std::string_view text) {
  FieldReader reader(text);
  const int year = reader.Number(4, 1, 9999);
  reader.Expect("-");
  const int month = reader.Number(2, 1, 12);
  reader.Expect("-");
  const int day = reader.Number(2, 1, 31);
  reader.Expect("Tt");
  const int hour = reader.Number(2, 0, 23);
  reader.Expect(":");
  const int minute = reader.Number(2, 0, 59);
  reader.Expect(":");
  const int second = reader.Number(2, 0, 59);
  const int nanos = reader.Take(".") ? reader.Fraction() : 0;
  int offset = 0;
  if (!reader.Take("Zz")) {
    reader.Expect("+-");
    const int sign = reader.taken() == '-' ? -1 : 1;
    offset = reader.Number(2, 0, 23) * 3600;
    reader.Expect(":");
    offset = sign * (offset + reader.Number(2, 0, 59) * 60);
  }
  const std::chrono::year_month_day date(std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day)));
  if (!reader.good() || !reader.AtEnd() || !date.ok()) return std::nullopt;
  const int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  return InRange(days * kDaySeconds + hour * 3600 + minute * 60 + second - offset, nanos);
}

std::string FormatTimestamp(Timestamp timestamp) {
  const CivilTime t = ToCivil(timestamp.seconds);
  std::string out = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", t.year, t.month, t.day,
                                t.hour, t.minute, t.second);
  if (timestamp.nanos != 0) {
    std::string digits = fmt::format("{:09}", timestamp.nanos);
    digits.erase(digits.find_last_not_of('0') + 1);
    out += "." + digits;
  }
  return out + "Z";
}

std::optional<Duration> ReadDuration(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text == "0") return Duration{0};
  if (text.empty()) return std::nullopt;
  __int128 total = 0;
  while (!text.empty()) {
    const auto part = ReadDurationPart(text);
    if (!part) return std::nullopt;
    total += *part;
    if (total > (__int128{1} << 63)) return std::nullopt;
  }
  if (negative) total = -total;
  if (total > std::numeric_limits<int64_t>::max()) return std::nullopt;
  return Duration{static_cast<int64_t>(total)};
}

std::string FormatDuration(Duration duration) {
  const bool negative = duration.nanos < 0;
  const uint64_t nanos =
      negative ? 0 - static_cast<uint64_t>(duration.nanos) : static_cast<uint64_t>(duration.nanos);
  std::string out = fmt::format("{}{}", negative ? "-" : "", nanos / kBillion);
  if (nanos % kBillion != 0) {
    std::string digits = fmt::format("{:09}", nanos % kBillion);
    digits.erase(digits.find_last_not_of('0') + 1);
    out += "." + digits;
  }
  return out + "s";
}

Value AddDuration(Timestamp timestamp, Duration duration) {
  return OrRangeError(InRange(timestamp.seconds + duration.nanos / kBillion,
                              timestamp.nanos + duration.nanos % kBillion));
}

Value SubtractDuration(Timestamp timestamp, Duration duration) {
  return OrRangeError(InRange(timestamp.seconds - duration.nanos / kBillion,
                              timestamp.nanos - duration.nanos % kBillion));
}

Value TimeBetween(Timestamp later, Timestamp earlier) {
  const __int128 nanos = static_cast<__int128>(later.seconds - earlier.seconds) * kBillion +
                         (later.nanos - earlier.nanos);
  if (nanos > std::numeric_limits<int64_t>::max() || nanos < std::numeric_limits<int64_t>::min()) {
    return Value::OfError("duration out of range (about 292 years)");
  }
  return Value::OfDuration(static_cast<int64_t>(nanos));
}

std::optional<int> ReadFixedOffset(std::string_view text) {
  FieldReader reader(text);
  const int sign = reader.Take("+-") && reader.taken() == '-' ? -1 : 1;
  const int hours = reader.Number(2, 0, 23);
  reader.Expect(":");
  const int minutes = reader.Number(2, 0, 59);
  if (!reader.good() || !reader.AtEnd()) return std::nullopt;
  return sign * (hours * 3600 + minutes * 60);
}

CivilTime ToCivil(int64_t epoch_seconds) {
  const std::chrono::sys_seconds instant{std::chrono::seconds(epoch_seconds)};
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(instant - day);
  const auto first = std::chrono::sys_days(date.year() / std::chrono::January / 1);
  return {static_cast<int>(date.year()),
          static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day())),
          static_cast<int>(std::chrono::weekday(day).c_encoding()),
          static_cast<int>((day - first).count()),
          static_cast<int>(time.hours().count()),
          static_cast<int>(time.minutes().count()),
          static_cast<int>(time.seconds().count())};
}

}  // namespace vekha::condition
