// Instants become civil days and local times here, and only here, with the machine's IANA data.
#pragma once

#include <chrono>
#include <string>

#include "engine/base/date.h"

namespace vekha::service {

// The zone of whatever belongs to no organization, such as a run of all.
inline constexpr char kServiceZone[] = "Europe/Moscow";

// True for a zone of the IANA data this machine has. kServiceZone is always known.
bool IsZone(const std::string& zone);

struct LocalMinute {
  Date day;
  int minute = 0;  // of the day, as a clock on the wall shows it
};

// In kServiceZone when the zone is not known.
LocalMinute LocalMinuteIn(const std::string& zone, std::chrono::sys_seconds instant);

}  // namespace vekha::service
