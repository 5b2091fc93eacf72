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

// To read what became of it: as FindTask on `today`, or of a task that is asked for no more, since
// its organization or one above it was closed or moved, on the last day it was.
struct LastFound {
  FoundTask found;
  Date day;
};
absl::StatusOr<LastFound> FindTaskOrLast(const State& state, const RuleBook& rules,
                                         const TaskId& id, Date today);

}  // namespace vekha::workflow
