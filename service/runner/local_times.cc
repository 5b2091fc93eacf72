#include "service/runner/local_times.h"

#include "service/base/zone.h"

namespace vekha::runner {

workflow::LocalTimes LocalTimesOf(const workflow::State& state, std::chrono::sys_seconds now) {
  workflow::LocalTimes times;
  const auto add = [&](const std::string& zone) {
    if (zone.empty() || times.contains(zone)) return;
    const service::LocalMinute local = service::LocalMinuteIn(zone, now);
    times[zone] = {local.day, local.minute};
  };
  add(service::kServiceZone);
  for (const auto& [id, entry] : state.organizations) add(entry.organization.zone);
  for (const auto& [id, entry] : state.people) add(entry.person.contact.zone);
  return times;
}

}  // namespace vekha::runner
