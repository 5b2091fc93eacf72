// What a run came to, counted.
#pragma once

#include "engine/workflow/event.h"
#include "vekha/v1/run_service.pb.h"

namespace vekha::api {

// Adds rungs by outcome, notifications by kind, and tasks closed; other events count nothing.
void Count(const workflow::Event& event, v1::RunCounts* counts);

}  // namespace vekha::api
