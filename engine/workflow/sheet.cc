#include <utility>

#include "engine/base/status.h"
#include "engine/workflow/gather.h"
#include "engine/workflow/rejections.h"
#include "engine/workflow/sheet_basis.h"
#include "engine/workflow/tree.h"
#include "engine/workflow/view.h"

namespace vekha::workflow {

absl::StatusOr<TaskSheet> SheetOf(const State& state, const RuleBook& rules,
                                  const AdoptionEntry& entry, const Organization& organization,
                                  Date today) {
  VEKHA_ASSIGN_OR_RETURN(const task::PlanBasis basis,
                         BasisOf(state, rules, entry, organization, today));
  auto plan = state.plans->Get(basis.scope, basis.roadmap, basis.calendar);
  if (!plan.ok()) return CalendarNotCovered(plan.status());
  TaskSheet sheet;
  sheet.adoption = {entry.adoption.organization, entry.adoption.roadmap};
  sheet.since = basis.scope.since;
  sheet.plan = *std::move(plan);
  VEKHA_ASSIGN_OR_RETURN(const GatheredByTask gathered,
                         GatherFor(state, rules, entry, *sheet.plan, today));
  task::Situation situation = SituationOf(state, rules, organization.id, today);
  situation.gathered = &gathered;
  sheet.tasks = task::Evaluate(*sheet.plan, situation);
  return sheet;
}

task::Situation SituationOf(const State& state, const RuleBook& rules,
                            const OrganizationId& organization, Date today) {
  static const facts::FactBase kNothingRecorded;
  const auto found = state.facts.find(organization);
  return {rules.facts, found == state.facts.end() ? kNothingRecorded : found->second, state.tasks,
          today};
}

absl::StatusOr<std::vector<TaskSheet>> SheetsOf(const State& state, const RuleBook& rules,
                                                const OrganizationId& organization, Date today,
                                                bool subtree) {
  if (!state.organizations.contains(organization)) return OrganizationUnknown(organization);
  std::vector<TaskSheet> sheets;
  const auto places =
      subtree ? Subtree(state, organization, today) : std::vector<OrganizationId>{organization};
  for (const OrganizationId& place : places) {
    const Organization& known = state.organizations.at(place).organization;
    for (const AdoptionEntry* entry : AdoptionsOf(state, place, today)) {
      VEKHA_ASSIGN_OR_RETURN(TaskSheet sheet, SheetOf(state, rules, *entry, known, today));
      sheets.push_back(std::move(sheet));
    }
  }
  return sheets;
}

}  // namespace vekha::workflow
