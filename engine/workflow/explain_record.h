// What people did with a task, in words: reported, accepted, returned, extended, handed over, seen,
// taken off. Inside this room only.
#pragma once

#include <vector>

#include "engine/workflow/view.h"

namespace vekha::workflow {

// In the order a reader asks: how it stands, then its history. `authority` is the role that decides
// about its due day.
std::vector<ExplanationLine> RecordLines(const State& state, const task::Task& task,
                                         const std::string& authority);

}  // namespace vekha::workflow
