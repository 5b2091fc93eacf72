#include <algorithm>
#include <utility>

#include "engine/base/status.h"
#include "engine/workflow/rejections.h"
#include "engine/workflow/view.h"

namespace vekha::workflow {
namespace {

bool FansOutTo(const roadmap::Roadmap& roadmap, roadmap::Level level) {
  for (const roadmap::Measure* measure : roadmap::WorkMeasures(roadmap)) {
    if (measure->for_each == level) return true;
  }
  return false;
}

}  // namespace

absl::StatusOr<TaskSheet> SheetOf(const State& state, const RuleBook& rules,
                                  const AdoptionEntry& entry, const Organization& organization,
                                  Date today) {
  const Adoption& adoption = entry.adoption;
  const RoadmapVersion* version = FindRoadmap(state, adoption.roadmap, adoption.version);
  if (version == nullptr) return RoadmapUnknown(adoption.roadmap, adoption.version);
  if (version->compiled == nullptr) return RoadmapBroken(adoption.roadmap, *version);
  const auto calendar = rules.calendars.Get(version->compiled->calendar);
  if (!calendar.ok()) return CalendarNotCovered(calendar.status());
  auto plan =
      state.plans->Get({organization.id, adoption.organization, organization.level, entry.kept_ids},
                       version->compiled, *calendar);
  if (!plan.ok()) return CalendarNotCovered(plan.status());

  TaskSheet sheet;
  sheet.adoption = {adoption.organization, adoption.roadmap};
  sheet.plan = *std::move(plan);
  sheet.tasks = task::Evaluate(*sheet.plan, SituationOf(state, rules, organization.id, today));
  return sheet;
}

task::Situation SituationOf(const State& state, const RuleBook& rules,
                            const OrganizationId& organization, Date today) {
  static const facts::FactBase kNothingRecorded;
  const auto found = state.facts.find(organization);
  return {rules.facts, found == state.facts.end() ? kNothingRecorded : found->second, state.tasks,
          today};
}

bool Concerns(const State& state, const AdoptionEntry& entry, const OrganizationId& organization) {
  const Adoption& adoption = entry.adoption;
  const RoadmapVersion* version = FindRoadmap(state, adoption.roadmap, adoption.version);
  if (version == nullptr || version->compiled == nullptr) return false;
  if (adoption.organization == organization) return true;
  const auto found = state.organizations.find(organization);
  if (found == state.organizations.end()) return false;
  if (!FansOutTo(*version->compiled, found->second.organization.level)) return false;
  for (const OrganizationId& above : PathToRoot(state, organization)) {
    if (above == adoption.organization) return true;
  }
  return false;
}

std::vector<const AdoptionEntry*> AdoptionsOf(const State& state,
                                              const OrganizationId& organization) {
  std::vector<OrganizationId> path = PathToRoot(state, organization);
  std::sort(path.begin(), path.end());
  std::vector<const AdoptionEntry*> out;
  for (const OrganizationId& above : path) {
    for (auto at = state.adoptions.lower_bound({above, RoadmapId()});
         at != state.adoptions.end() && at->first.organization == above; ++at) {
      if (Concerns(state, at->second, organization)) out.push_back(&at->second);
    }
  }
  return out;
}

absl::StatusOr<std::vector<TaskSheet>> SheetsOf(const State& state, const RuleBook& rules,
                                                const OrganizationId& organization, Date today,
                                                bool subtree) {
  if (!state.organizations.contains(organization)) return OrganizationUnknown(organization);
  std::vector<TaskSheet> sheets;
  const auto places =
      subtree ? Subtree(state, organization) : std::vector<OrganizationId>{organization};
  for (const OrganizationId& place : places) {
    for (const AdoptionEntry* entry : AdoptionsOf(state, place)) {
      VEKHA_ASSIGN_OR_RETURN(
          TaskSheet sheet,
          SheetOf(state, rules, *entry, state.organizations.at(place).organization, today));
      sheets.push_back(std::move(sheet));
    }
  }
  return sheets;
}

}  // namespace vekha::workflow
