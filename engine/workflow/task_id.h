// Finding a task by its id: "organization/roadmap/measure/occurrence".
#pragma once

#include <absl/status/statusor.h>

#include "engine/workflow/view.h"

namespace vekha::workflow {

struct FoundTask {
  TaskSheet sheet;
  size_t index = 0;
  const task::Task& task() const { return sheet.tasks[index]; }
};

// TASK_UNKNOWN when no adoption has it.
absl::StatusOr<FoundTask> FindTask(const State& state, const RuleBook& rules, const TaskId& id,
                                   Date today);

}  // namespace vekha::workflow
