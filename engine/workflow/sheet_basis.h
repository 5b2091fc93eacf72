// What a sheet's plan is made from. Inside this room only.
#pragma once

#include <absl/status/statusor.h>

#include "engine/workflow/view.h"

namespace vekha::workflow {

// The calendar is the roadmap's, with what the organization has of its own; the scope's adopter is
// the organization that follows the roadmap by this adoption (with `subtree` the one of the
// roadmap's level). ROADMAP_UNKNOWN, ROADMAP_BROKEN, CALENDAR_NOT_COVERED.
absl::StatusOr<task::PlanBasis> BasisOf(const State& state, const RuleBook& rules,
                                        const AdoptionEntry& entry,
                                        const Organization& organization, Date day);

}  // namespace vekha::workflow
