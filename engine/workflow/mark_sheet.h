// Marks of a sheet that has been evaluated. Inside this room only.
#pragma once

#include <vector>

#include "engine/workflow/marks.h"
#include "engine/workflow/marks_memory.h"

namespace vekha::workflow {

// Fills `marks` (its tasks, and the days they hold for) from the tasks of a plan on a day.
void ReadMarks(const task::TaskRecords& records, const task::Plan& plan,
               const std::vector<task::Task>& tasks, Date day, SheetMarks& marks);

// The mark of one task; its measure is not said.
TaskMark ReadMark(const task::TaskRecords& records, const task::Task& task, Date day);

// Closed or withdrawn, by what is recorded.
bool IsDone(const task::TaskRecords& records, const TaskId& task);

// The tasks of other organizations that tasks of the plan depend on.
std::vector<AwaitedTask> AwaitedBy(const task::TaskRecords& records, const task::Plan& plan);

// True when conditions of its measures look at organizations below.
bool LooksBelow(const SheetMarks& marks);

}  // namespace vekha::workflow
