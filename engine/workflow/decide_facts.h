// Facts of many organizations at once.
#pragma once

#include <absl/status/statusor.h>

#include <vector>

#include "engine/workflow/command.h"

namespace vekha::workflow {

// All or none; what is known just so gives no event. A rejection is one of RecordFacts; its message
// begins with the place in the batch, "parts[2].facts[17]", which is also its "field".
absl::StatusOr<Decision> DecideBatch(const State& state, const RuleBook& rules,
                                     std::vector<RecordFacts> parts);

}  // namespace vekha::workflow
