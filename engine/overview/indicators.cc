#include "engine/overview/indicators.h"

#include <algorithm>
#include <utility>

#include "engine/base/status.h"
#include "engine/workflow/rejections.h"

namespace vekha::overview {

absl::StatusOr<std::vector<workflow::IndicatorSheet>> IndicatorsOn(const workflow::State& state,
                                                                   const workflow::RuleBook& rules,
                                                                   const Selection& selection,
                                                                   Date on) {
  std::vector<workflow::IndicatorSheet> sheets;
  const auto place = state.organizations.find(selection.organization);
  if (place == state.organizations.end()) {
    return workflow::OrganizationUnknown(selection.organization);
  }
  if (!selection.stage.empty() || !selection.person.empty()) return sheets;
  for (const auto* entry : workflow::AdoptionsOf(state, selection.organization, on)) {
    const RoadmapId& roadmap = entry->adoption.roadmap;
    if (!selection.roadmap.empty() && roadmap != selection.roadmap) continue;
    VEKHA_ASSIGN_OR_RETURN(
        workflow::IndicatorSheet sheet,
        workflow::IndicatorsOf(state, rules, *entry, place->second.organization, on));
    if (!sheet.reports.empty()) sheets.push_back(std::move(sheet));
  }
  std::ranges::stable_sort(sheets, {}, [](const auto& sheet) { return sheet.roadmap->id; });
  return sheets;
}

}  // namespace vekha::overview
