// Fields of timestamps and durations (langdef "Date and Time"). Mind the standard's counting:
// months and days of getMonth, getDayOfMonth and getDayOfYear begin at 0, getDate at 1,
// getDayOfWeek has 0 = Sunday, and without a zone the fields are UTC's.
#include <fmt/format.h>

#include "engine/condition/format.h"
#include "engine/condition/function_table.h"
#include "engine/condition/instant.h"
#include "engine/condition/zone.h"

namespace vekha::condition {
namespace {

template <int CivilTime::*kField, int kShift = 0>
Value Field(Arguments a, CallContext& context) {
  int64_t seconds = a[0].As<Timestamp>()->seconds;
  if (a.size() == 2) {
    const std::string& zone = *a[1].As<std::string>();
    const auto offset = ZoneOffset(zone, seconds, context.zones());
    if (!offset) return Value::OfError(fmt::format("unknown time zone {}", QuoteText(zone)));
    seconds += *offset;
  }
  return Value::Int(ToCivil(seconds).*kField + kShift);
}

Value Milliseconds(Arguments a, CallContext&) {
  return Value::Int(a[0].As<Timestamp>()->nanos / 1'000'000);
}

template <int64_t kUnitNanos>
Value Whole(Arguments a, CallContext&) {
  return Value::Int(a[0].As<Duration>()->nanos / kUnitNanos);
}
Value DurationMilliseconds(Arguments a, CallContext&) {
  return Value::Int(a[0].As<Duration>()->nanos % 1'000'000'000 / 1'000'000);
}

constexpr std::string_view kInstant = "timestamp";
constexpr std::string_view kInstantInZone = "timestamp,string";

}  // namespace

std::optional<int> ZoneOffset(const std::string& zone, int64_t epoch_seconds,
                              const ZoneOffsets* zones) {
  if (zone == "UTC" || zone == "Z") return 0;
  if (const auto fixed = ReadFixedOffset(zone)) return fixed;
  return zones == nullptr ? std::nullopt : zones->OffsetSeconds(zone, epoch_seconds);
}

std::span<const FunctionRow> TimeFunctions() {
  using C = CivilTime;
  using enum CallStyle;
  static constexpr FunctionRow kRows[] = {
      {"getFullYear", kReceiver, kInstant, "int", Field<&C::year>},
      {"getFullYear", kReceiver, kInstantInZone, "int", Field<&C::year>},
      {"getMonth", kReceiver, kInstant, "int", Field<&C::month, -1>},
      {"getMonth", kReceiver, kInstantInZone, "int", Field<&C::month, -1>},
      {"getDate", kReceiver, kInstant, "int", Field<&C::day>},
      {"getDate", kReceiver, kInstantInZone, "int", Field<&C::day>},
      {"getDayOfMonth", kReceiver, kInstant, "int", Field<&C::day, -1>},
      {"getDayOfMonth", kReceiver, kInstantInZone, "int", Field<&C::day, -1>},
      {"getDayOfWeek", kReceiver, kInstant, "int", Field<&C::weekday>},
      {"getDayOfWeek", kReceiver, kInstantInZone, "int", Field<&C::weekday>},
      {"getDayOfYear", kReceiver, kInstant, "int", Field<&C::day_of_year>},
      {"getDayOfYear", kReceiver, kInstantInZone, "int", Field<&C::day_of_year>},
      {"getHours", kReceiver, kInstant, "int", Field<&C::hour>},
      {"getHours", kReceiver, kInstantInZone, "int", Field<&C::hour>},
      {"getMinutes", kReceiver, kInstant, "int", Field<&C::minute>},
      {"getMinutes", kReceiver, kInstantInZone, "int", Field<&C::minute>},
      {"getSeconds", kReceiver, kInstant, "int", Field<&C::second>},
      {"getSeconds", kReceiver, kInstantInZone, "int", Field<&C::second>},
      {"getMilliseconds", kReceiver, kInstant, "int", Milliseconds},
      {"getMilliseconds", kReceiver, kInstantInZone, "int", Milliseconds},
      {"getHours", kReceiver, "duration", "int", Whole<3'600'000'000'000>},
      {"getMinutes", kReceiver, "duration", "int", Whole<60'000'000'000>},
      {"getSeconds", kReceiver, "duration", "int", Whole<1'000'000'000>},
      {"getMilliseconds", kReceiver, "duration", "int", DurationMilliseconds},
  };
  return kRows;
}

}  // namespace vekha::condition
