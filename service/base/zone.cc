#include "service/base/zone.h"

#include <absl/time/civil_time.h>
#include <absl/time/time.h>

namespace vekha::service {
namespace {

constexpr int kMinutesInHour = 60;

absl::TimeZone ServiceZone() {
  absl::TimeZone zone;
  // A machine without zone data still knows what Moscow is: UTC+3 since 26 October 2014.
  if (!absl::LoadTimeZone(kServiceZone, &zone)) zone = absl::FixedTimeZone(3 * 60 * 60);
  return zone;
}

}  // namespace

bool IsZone(const std::string& zone) {
  absl::TimeZone found;
  return zone == kServiceZone || absl::LoadTimeZone(zone, &found);
}

LocalMinute LocalMinuteIn(const std::string& zone, std::chrono::sys_seconds instant) {
  absl::TimeZone found;
  if (zone.empty() || !absl::LoadTimeZone(zone, &found)) found = ServiceZone();
  const absl::Time time = absl::FromUnixSeconds(instant.time_since_epoch().count());
  const absl::CivilMinute local = absl::ToCivilMinute(time, found);
  const auto day = MakeDate(static_cast<int>(local.year()), local.month(), local.day());
  return {day.value_or(*MakeDate(kFirstYear, 1, 1)),
          local.hour() * kMinutesInHour + local.minute()};
}

}  // namespace vekha::service
