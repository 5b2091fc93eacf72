// What a simulation came to -> messages.
#pragma once

#include <deque>

#include "engine/simulation/simulation.h"
#include "engine/simulation/summary.h"
#include "vekha/v1/simulation_service.pb.h"

namespace vekha::api {

// One message, or several with all but the last partial when they do not fit in one. Names are
// those of `state`. Returns what the run counts.
v1::RunCounts AddDay(const simulation::Day& day, const workflow::State& state,
                     std::deque<v1::SimulateResponse>& out);

v1::PersonLoad ToProto(const workflow::State& state, const simulation::Load& load);
v1::DueTask ToProto(const workflow::State& state, const simulation::DueTask& task);

}  // namespace vekha::api
