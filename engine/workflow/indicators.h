// The indicators of the roadmaps an organization has adopted, on a day.
#pragma once

#include <absl/status/statusor.h>

#include <memory>
#include <vector>

#include "engine/task/indicator.h"
#include "engine/workflow/view.h"

namespace vekha::workflow {

struct IndicatorSheet {
  AdoptionKey adoption;
  std::shared_ptr<const roadmap::Roadmap> roadmap;  // what the reports point into
  std::vector<task::IndicatorReport> reports;       // in document order
};

// Of an organization that follows the roadmap by this adoption; none for one below it, of which
// only tasks are asked. ROADMAP_UNKNOWN, ROADMAP_BROKEN, CALENDAR_NOT_COVERED.
absl::StatusOr<IndicatorSheet> IndicatorsOf(const State& state, const RuleBook& rules,
                                            const AdoptionEntry& entry,
                                            const Organization& organization, Date today);

}  // namespace vekha::workflow
