#include "engine/workflow/indicators.h"

#include "engine/base/status.h"
#include "engine/workflow/sheet_basis.h"

namespace vekha::workflow {

absl::StatusOr<IndicatorSheet> IndicatorsOf(const State& state, const RuleBook& rules,
                                            const AdoptionEntry& entry,
                                            const Organization& organization, Date today) {
  VEKHA_ASSIGN_OR_RETURN(const task::PlanBasis basis,
                         BasisOf(state, rules, entry, organization, today));
  IndicatorSheet sheet{{entry.adoption.organization, entry.adoption.roadmap}, basis.roadmap, {}};
  if (basis.scope.adopter != organization.id) return sheet;
  const task::Situation situation = SituationOf(state, rules, organization.id, today);
  for (const roadmap::Indicator& indicator : sheet.roadmap->indicators) {
    sheet.reports.push_back(
        task::ReportIndicator(indicator, *sheet.roadmap, *basis.calendar, situation));
  }
  return sheet;
}

}  // namespace vekha::workflow
