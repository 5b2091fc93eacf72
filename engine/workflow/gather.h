// What the gathering tasks of an adopting organization have gathered from those below it. Inside
// this room only.
#pragma once

#include <absl/status/statusor.h>

#include <map>
#include <memory>

#include "engine/workflow/view.h"
#include "engine/workflow/wording.h"

namespace vekha::workflow {

using GatheredByTask = std::map<TaskId, std::shared_ptr<const task::Gathered>>;

// For every gathering task of a plan that `entry` gives, on the day. Errors as SheetOf(), of any
// organization it is asked of.
absl::StatusOr<GatheredByTask> GatherFor(const State& state, const RuleBook& rules,
                                         const AdoptionEntry& entry, const task::Plan& plan,
                                         Date day);

// How many have delivered, and the names of the first that have not. Empty for other tasks.
Wording GatheredWords(const State& state, const task::Task& task);

}  // namespace vekha::workflow
