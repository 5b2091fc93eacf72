// A simulated span for people, and as the object scripts read.
#pragma once

#include <string>
#include <vector>

#include "service/cli/json_text.h"
#include "service/cli/session.h"
#include "vekha/v1/simulation_service.pb.h"

namespace vekha::cli {

// What came over the stream.
struct Simulated {
  std::vector<v1::SimulatedDay> days;  // one a day, partial ones joined
  v1::SimulationSummary summary;
};

// The messages of one day, grouped by person; empty when there are none.
std::string ShowSimulatedDay(const v1::SimulatedDay& day, const Session& session);

// What runs could say nothing about: each adoption once, with its first day; "" for none.
std::string ShowSkippedDays(const std::vector<v1::SimulatedDay>& days, const Session& session);

// Who is told how much, what is due when, what is late on the chosen day.
std::string ShowSummary(const v1::SimulationSummary& summary, const Session& session);

// {"days":[{"date","notifications",...}],"summary":{...}}
Json JsonSimulation(const Simulated& simulated);

}  // namespace vekha::cli
