// Which task of a changed roadmap is which of the earlier one. Ids hold the row's number and the
// document's day, and both may have changed.
#pragma once

#include <map>
#include <vector>

#include "engine/task/task.h"

namespace vekha::task {

// Within each organization. Rows first: the same id and title, else the same title where it occurs
// once (a row put in between renumbers all that follow, so a title says more than a number), else
// the same id. Then tasks of a row, in the order of their nominal due days: one by one when there
// are as many of them, else the nearest days, at most half a year apart. Keys are ids of `after`,
// values ids of `before`.
std::map<TaskId, TaskId> MatchTasks(const std::vector<const PlannedTask*>& before,
                                    const std::vector<const PlannedTask*>& after);

}  // namespace vekha::task
