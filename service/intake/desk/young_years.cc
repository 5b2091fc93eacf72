#include "service/intake/desk/young_years.h"

#include <algorithm>

#include "engine/workflow/tree.h"
#include "service/intake/plan/import_plan.h"

namespace vekha::intake {

int YoungYears(const workflow::State& state, const OrganizationId& organization, Date day) {
  for (const OrganizationId& place : workflow::PathToRoot(state, organization, day)) {
    const auto facts = state.facts.find(place);
    if (facts == state.facts.end()) continue;
    const facts::FactRecord* record = facts->second.Find("young_teachers.years", "");
    const auto* years = record == nullptr ? nullptr : record->value.As<int64_t>();
    if (years != nullptr) return static_cast<int>(std::clamp<int64_t>(*years, 0, 100));
  }
  return PlanOptions().young_years;
}

}  // namespace vekha::intake
