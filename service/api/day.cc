#include "service/api/day.h"

#include <absl/time/civil_time.h>
#include <absl/time/time.h>

namespace vekha::api {
namespace {

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

Date DayIn(const std::string& zone, std::chrono::sys_seconds instant) {
  absl::TimeZone found;
  if (zone.empty() || !absl::LoadTimeZone(zone, &found)) found = ServiceZone();
  const absl::Time time = absl::FromUnixSeconds(instant.time_since_epoch().count());
  const absl::CivilDay day = absl::ToCivilDay(time, found);
  return MakeDate(static_cast<int>(day.year()), day.month(), day.day())
      .value_or(*MakeDate(kFirstYear, 1, 1));
}

Date TodayOf(const workflow::State& state, const OrganizationId& organization,
             std::chrono::sys_seconds now) {
  const auto found = state.organizations.find(organization);
  return DayIn(found == state.organizations.end() ? "" : found->second.organization.zone, now);
}

}  // namespace vekha::api
