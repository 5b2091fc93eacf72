// The assumptions of a scenario, checked and in the order of their days. Inside this room only.
#pragma once

#include <absl/status/statusor.h>

#include <cstddef>
#include <vector>

#include "engine/simulation/simulation.h"

namespace vekha::simulation {

// What one assumption asks for on its day.
struct Step {
  Date on;
  size_t number = 0;  // of the assumption, from 1
  workflow::Command command;
};

struct Timeline {
  std::vector<Step> steps;  // by day, then in the order given
  std::vector<Absence> absences;
};

// Refuses what Simulate() says about the span and the assumptions as such.
absl::StatusOr<Timeline> MakeTimeline(const workflow::State& state, const Scenario& scenario);

bool IsAbsent(const std::vector<Absence>& absences, const PersonId& person, Date day);

// The refusal of an assumption, with its number.
absl::Status RefusalOf(const Step& step, const absl::Status& cause);

}  // namespace vekha::simulation
