// Today, of an organization or of the service.
#pragma once

#include <chrono>
#include <string>

#include "engine/workflow/state.h"
#include "service/base/zone.h"

namespace vekha::api {

using service::kServiceZone;

// True for a zone of the IANA data this machine has. kServiceZone is always known.
bool IsZone(const std::string& zone);

// The civil day of an instant; in kServiceZone when the zone is not known.
Date DayIn(const std::string& zone, std::chrono::sys_seconds instant);

// Today of an organization; of one that does not exist, of the service.
Date TodayOf(const workflow::State& state, const OrganizationId& organization,
             std::chrono::sys_seconds now);
// "kambulat" of a task's id: "kambulat/kambulat-2022/3.5/2022-10-30".
OrganizationId OrganizationOfTask(const std::string& task);
// Today of the organization a task's id names: "kambulat/kambulat-2022/3.5/2022-10-30".
Date TodayOfTask(const workflow::State& state, const std::string& task,
                 std::chrono::sys_seconds now);

}  // namespace vekha::api
