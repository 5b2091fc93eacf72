#include <utility>

#include "engine/base/status.h"
#include "engine/roadmap/level_environment.h"
#include "engine/workflow/gather.h"
#include "engine/workflow/rejections.h"
#include "engine/workflow/sheet_basis.h"
#include "engine/workflow/tree.h"
#include "engine/workflow/view.h"

namespace vekha::workflow {
namespace {

// Whoever stands below an organization on a day. Most conditions speak of nobody below: only then
// is the tree walked.
class Below : public facts::Members {
 public:
  Below(const State& state, OrganizationId organization, Date day)
      : state_(state), organization_(std::move(organization)), day_(day) {}

  const facts::MemberTable& Table() const override {
    if (!table_) table_.emplace(Find());
    return *table_;
  }

 private:
  std::vector<facts::Member> Find() const {
    std::vector<facts::Member> members;
    for (const OrganizationId& id : Subtree(state_, organization_, day_)) {
      const OrganizationEntry& entry = state_.organizations.at(id);
      const Organization& organization = entry.organization;
      const std::string_view list = roadmap::MemberListOf(organization.level);
      if (id == organization_ || list.empty() || !IsOpen(entry, day_)) continue;
      const auto facts = state_.facts.find(id);
      members.push_back({id.value(), organization.name, list,
                         facts == state_.facts.end() ? nullptr : &facts->second});
    }
    return members;
  }

  const State& state_;
  OrganizationId organization_;
  Date day_;
  mutable std::optional<facts::MemberTable> table_;
};

}  // namespace

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
  task::Situation situation{rules.facts,
                            found == state.facts.end() ? kNothingRecorded : found->second,
                            state.tasks, today};
  situation.members = std::make_shared<const Below>(state, organization, today);
  return situation;
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
