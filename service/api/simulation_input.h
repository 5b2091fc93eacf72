// What a simulation is asked to assume, checked.
#pragma once

#include <absl/status/statusor.h>

#include "engine/simulation/simulation.h"
#include "vekha/v1/simulation_service.pb.h"

namespace vekha::api {

// SPAN_REQUIRED, SPAN_REVERSED or DATE_INVALID.
absl::StatusOr<Period> ReadSpan(bool has_first, const v1::Date& first, bool has_last,
                                const v1::Date& last);

// Names of people are resolved against the state; a refusal names its field,
// "assumptions[3].fact.value".
absl::StatusOr<simulation::Scenario> ReadScenario(const v1::SimulateRequest& request,
                                                  const workflow::State& state);

}  // namespace vekha::api
