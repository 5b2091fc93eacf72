#include "service/api/day.h"

#include "service/base/zone.h"

namespace vekha::api {

bool IsZone(const std::string& zone) { return service::IsZone(zone); }

Date DayIn(const std::string& zone, std::chrono::sys_seconds instant) {
  return service::LocalMinuteIn(zone, instant).day;
}

Date TodayOf(const workflow::State& state, const OrganizationId& organization,
             std::chrono::sys_seconds now) {
  const auto found = state.organizations.find(organization);
  return DayIn(found == state.organizations.end() ? "" : found->second.organization.zone, now);
}

Date TodayOfTask(const workflow::State& state, const std::string& task,
                 std::chrono::sys_seconds now) {
  return TodayOf(state, OrganizationOfTask(task), now);
}

OrganizationId OrganizationOfTask(const std::string& task) {
  return OrganizationId(task.substr(0, task.find('/')));
}

}  // namespace vekha::api
