// Which task of a changed roadmap is which of the old one. Ids hold the document's day, so a task
// whose day was changed has another id.
#pragma once

#include <map>
#include <vector>

#include "engine/task/task.h"

namespace vekha::simulation {

// By the same organization and measure: the same id first, then the nearest due days, at most half
// a year apart. A task without a day meets one that has no partner left.
// Keys are ids of `after`, values ids of `before`.
std::map<TaskId, TaskId> MatchTasks(const std::vector<const task::PlannedTask*>& before,
                                    const std::vector<const task::PlannedTask*>& after);

}  // namespace vekha::simulation
