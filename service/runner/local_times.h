// What the clocks of all zones in use show at an instant.
#pragma once

#include <chrono>

#include "engine/workflow/command.h"

namespace vekha::runner {

// Of every organization and person, and the service's own.
workflow::LocalTimes LocalTimesOf(const workflow::State& state, std::chrono::sys_seconds now);

}  // namespace vekha::runner
