// Instants become civil days here, and only here: in the organization's zone.
#pragma once

#include <chrono>
#include <string>

#include "engine/workflow/state.h"

namespace vekha::api {

// The zone of whatever belongs to no organization, such as a run of all.
inline constexpr char kServiceZone[] = "Europe/Moscow";

// True for a zone of the IANA data this machine has. kServiceZone is always known.
bool IsZone(const std::string& zone);

// The civil day of an instant; in kServiceZone when the zone is not known.
Date DayIn(const std::string& zone, std::chrono::sys_seconds instant);

// Today of an organization; of one that does not exist, of the service.
Date TodayOf(const workflow::State& state, const OrganizationId& organization,
             std::chrono::sys_seconds now);

}  // namespace vekha::api
