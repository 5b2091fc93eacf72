#include <fmt/format.h>

#include <algorithm>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "engine/workflow/adoption_change.h"
#include "engine/workflow/decisions.h"
#include "engine/workflow/rejections.h"
#include "engine/workflow/tree.h"
#include "engine/workflow/view.h"

namespace vekha::workflow {
namespace {

// What the organization must be to adopt the roadmap: of its level, or with `subtree` above it.
bool FitsLevel(const roadmap::Roadmap& roadmap, const Organization& organization, bool subtree) {
  return subtree ? organization.level < roadmap.level : organization.level == roadmap.level;
}

absl::Status LevelMismatch(const roadmap::Roadmap& roadmap, const Organization& organization) {
  const std::string_view wants = roadmap::LevelName(roadmap.level);
  const std::string_view is = roadmap::LevelName(organization.level);
  return ToStatus(
      {absl::StatusCode::kFailedPrecondition,
       "ADOPTION_LEVEL",
       fmt::format("roadmap {} is of level {}, organization {} is a {}", roadmap.id.value(), wants,
                   organization.id.value(), is),
       "Дорожная карта другого уровня: её принимает организация того же уровня.",
       {{"roadmap_level", std::string(wants)}, {"organization_level", std::string(is)}}});
}

bool IsDone(const TaskChange& change) {
  return change.status == task::TaskStatus::kReported ||
         change.status == task::TaskStatus::kClosed ||
         change.status == task::TaskStatus::kWithdrawn;
}

// What is done stays done by the day it was due; an open task gets the day chosen.
absl::StatusOr<Decision> DecideChange(const State& state, const RuleBook& rules,
                                      const AdoptionEntry& entry, const Adoption& adoption,
                                      MovedDates dates) {
  VEKHA_ASSIGN_OR_RETURN(
      AdoptionChange change,
      CompareVersions(state, rules, entry, adoption.version, entry.mark.value_or(adoption.on)));
  Decision decision;
  decision.events.emplace_back(RoadmapAdopted{adoption, std::move(change.kept_ids)});
  int undecided = 0;
  for (const TaskChange& moved : change.changes) {
    if (moved.kind != TaskChangeKind::kMoved) continue;
    if (!IsDone(moved) && dates == MovedDates::kUndecided) ++undecided;
    const bool keep = IsDone(moved) || dates == MovedDates::kKeep;
    if (keep && moved.due_before) {
      decision.events.emplace_back(TaskDueSet{moved.organization, moved.task, *moved.due_before,
                                              moved.due_revision, task::DueBy::kKept});
    } else if (!keep && (moved.due_after || moved.due_before)) {
      // Without a new day the event still ends the old one.
      const Date due = moved.due_after ? *moved.due_after : *moved.due_before;
      decision.events.emplace_back(TaskDueSet{moved.organization, moved.task, due,
                                              moved.due_revision + 1, task::DueBy::kRecomputed});
    }
  }
  if (undecided > 0) return DatesUndecided(undecided);
  return decision;
}

}  // namespace

absl::StatusOr<Decision> DecideApply(const State& state, const RuleBook& rules,
                                     const ApplyRoadmap& command) {
  auto loaded = LoadCheckedRoadmap(Source(command.name, command.text), rules);
  if (!loaded.value) return RoadmapInvalid(loaded.diagnostics);
  const roadmap::Roadmap& roadmap = **loaded.value;
  Decision decision;
  decision.diagnostics = std::move(loaded.diagnostics);
  int version = 1;
  const auto found = state.roadmaps.find(roadmap.id);
  if (found != state.roadmaps.end()) {
    const RoadmapVersion& newest = found->second.back();
    if (!command.etag.empty() && command.etag != EtagOf(newest.revision)) {
      return StaleEtag(command.etag, newest.revision);
    }
    if (newest.text == command.text) return decision;
    version = newest.version + 1;
  } else if (!command.etag.empty()) {
    return StaleEtag(command.etag, 0);
  }
  decision.events.emplace_back(RoadmapApplied{roadmap.id, version, command.name, command.text});
  return decision;
}

absl::StatusOr<Decision> DecideAdopt(const State& state, const RuleBook& rules,
                                     const AdoptRoadmap& command) {
  const auto organization = state.organizations.find(command.organization);
  if (organization == state.organizations.end()) return OrganizationUnknown(command.organization);
  const auto versions = state.roadmaps.find(command.roadmap);
  if (versions == state.roadmaps.end()) return RoadmapUnknown(command.roadmap, command.version);
  const int version = command.version == 0 ? versions->second.back().version : command.version;
  const RoadmapVersion* chosen = FindRoadmap(state, command.roadmap, version);
  if (chosen == nullptr) return RoadmapUnknown(command.roadmap, version);
  if (chosen->compiled == nullptr) {
    return Invalid("ROADMAP_INVALID", "version", chosen->problem,
                   "Эта версия дорожной карты больше не читается.");
  }
  const Organization& adopter = organization->second.organization;
  if (!FitsLevel(*chosen->compiled, adopter, command.subtree)) {
    return LevelMismatch(*chosen->compiled, adopter);
  }
  if (!IsOpen(organization->second, command.on)) {
    return OrganizationNotOpen(organization->second, command.on);
  }
  Adoption adoption{command.organization, command.roadmap, version, command.on, command.subtree};
  // The calendar is asked now, so that a day without data is found on adoption and not on a working
  // morning.
  VEKHA_ASSIGN_OR_RETURN(
      [[maybe_unused]] const TaskSheet sheet,
      SheetOf(state, rules, AdoptionEntry{adoption, std::nullopt, 0}, adopter, command.on));
  const auto found = state.adoptions.find({command.organization, command.roadmap});
  if (found == state.adoptions.end()) return Decision{{RoadmapAdopted{adoption}}, {}};
  const AdoptionEntry& entry = found->second;
  // What has been asked stays asked: another version comes on a later day, following does not.
  adoption.on = std::min(adoption.on, entry.adoption.on);
  if (entry.adoption == adoption) return Decision{};
  const RoadmapVersion* earlier = FindRoadmap(state, command.roadmap, entry.adoption.version);
  if (entry.adoption.version == version || earlier == nullptr || earlier->compiled == nullptr) {
    // A version that no longer fits the rules cannot be compared with: ids stay as they are.
    const auto& kept = entry.kept_ids;
    return Decision{{RoadmapAdopted{adoption, kept ? *kept : task::KeptIds()}}, {}};
  }
  return DecideChange(state, rules, entry, adoption, command.moved_dates);
}

}  // namespace vekha::workflow
