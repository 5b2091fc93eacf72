// Where the tasks of an organization that was closed are found, and those it took over. Inside this
// room only.
#pragma once

#include <vector>

#include "engine/workflow/view.h"

namespace vekha::workflow {

// Of kind "status": its own closure, when one is recorded, then each organization that was merged
// into it by the day.
std::vector<ExplanationLine> MergerLines(const State& state, const OrganizationId& organization,
                                         Date day);

}  // namespace vekha::workflow
