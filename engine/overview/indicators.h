// The indicators of one organization: what the roadmaps it follows measure themselves by.
#pragma once

#include <absl/status/statusor.h>

#include <vector>

#include "engine/overview/selection.h"
#include "engine/workflow/indicators.h"

namespace vekha::overview {

// Of the selection's organization itself, by roadmap id; only roadmaps that have indicators. None
// for a stage or a person: an indicator belongs to neither. ORGANIZATION_UNKNOWN, ROADMAP_UNKNOWN,
// ROADMAP_BROKEN, CALENDAR_NOT_COVERED.
absl::StatusOr<std::vector<workflow::IndicatorSheet>> IndicatorsOn(const workflow::State& state,
                                                                   const workflow::RuleBook& rules,
                                                                   const Selection& selection,
                                                                   Date on);

}  // namespace vekha::overview
