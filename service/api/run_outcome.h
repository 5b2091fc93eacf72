// What a run came to -> messages.
#pragma once

#include "engine/workflow/command.h"
#include "vekha/v1/run_service.pb.h"

namespace vekha::api {

// Adds rungs by outcome, notifications by kind, and tasks closed; other events count nothing.
void Count(const workflow::Event& event, v1::RunCounts* counts);

v1::SkippedAdoption ToProto(const workflow::State& state, const workflow::SkippedAdoption& skipped);

}  // namespace vekha::api
