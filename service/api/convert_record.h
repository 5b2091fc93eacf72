// What has been recorded of a task -> messages.
#pragma once

#include "engine/workflow/state.h"
#include "vekha/v1/task.pb.h"
#include "vekha/v1/task_service.pb.h"

namespace vekha::api {

// Report, closing, returns, extensions, delegations, acknowledgement, withdrawal; and the etag.
void AddRecord(const workflow::State& state, const task::Task& task, v1::Task* out);

// What an event of a task says: its kind, who, when and why.
void AddWhat(const workflow::State& state, const workflow::Event& event, v1::TaskEvent* out);

}  // namespace vekha::api
