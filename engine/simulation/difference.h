// What two lives of a backtest differ in. Inside this room only.
#pragma once

#include "engine/simulation/backtest.h"
#include "engine/simulation/side.h"

namespace vekha::simulation {

// Fills in the tasks and notices of `out`.
absl::Status Compare(const Side& before, const Side& after, const Period& span, Backtest& out);

}  // namespace vekha::simulation
