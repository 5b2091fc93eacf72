#include "engine/workflow/sheet_basis.h"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/base/status.h"
#include "engine/workflow/rejections.h"
#include "engine/workflow/tree.h"

namespace vekha::workflow {
namespace {

bool FansOutTo(const roadmap::Roadmap& roadmap, roadmap::Level level) {
  for (const roadmap::Measure* measure : roadmap::WorkMeasures(roadmap)) {
    if (measure->for_each == level) return true;
  }
  return false;
}

// On the way from a place up to the root, both included.
bool IsOn(const std::vector<OrganizationId>& path, const OrganizationId& organization) {
  return std::find(path.begin(), path.end(), organization) != path.end();
}

// Which organization follows the roadmap by this adoption, for a place with this path: the adopting
// one, or with `subtree` the one of the roadmap's level. Empty: none.
OrganizationId FollowerOf(const State& state, const Adoption& adoption,
                          const roadmap::Roadmap& roadmap,
                          const std::vector<OrganizationId>& path) {
  if (!IsOn(path, adoption.organization)) return {};
  if (!adoption.subtree) return adoption.organization;
  for (const OrganizationId& place : path) {
    if (place == adoption.organization) return {};
    // The nearest adoption counts, its own first.
    const auto nearer = state.adoptions.find({place, adoption.roadmap});
    if (nearer != state.adoptions.end()) return {};
    if (state.organizations.at(place).organization.level != roadmap.level) continue;
    for (const OrganizationId& above : path) {
      if (above == adoption.organization) return place;
      const auto other = state.adoptions.find({above, adoption.roadmap});
      if (other != state.adoptions.end() && other->second.adoption.subtree) return {};
    }
  }
  return {};
}

// The roadmap's calendar, with what the organization has of its own.
calendar::CalendarKey CalendarOf(const roadmap::Roadmap& roadmap,
                                 const Organization& organization) {
  calendar::CalendarKey key = roadmap.calendar;
  if (!organization.region.empty()) key.region = organization.region;
  if (organization.week == 5) key.week = calendar::WeekLength::kFive;
  if (organization.week == 6) key.week = calendar::WeekLength::kSix;
  return key;
}

// Adopted by its first day, a roadmap is followed whole, with the days it names before that.
std::optional<Date> AskedFrom(const Adoption& adoption, const roadmap::Roadmap& roadmap,
                              const std::optional<Date>& since) {
  std::optional<Date> from = since;
  if (roadmap.period.first < adoption.on) from = std::max(adoption.on, from.value_or(adoption.on));
  return from;
}

}  // namespace

absl::StatusOr<task::PlanBasis> BasisOf(const State& state, const RuleBook& rules,
                                        const AdoptionEntry& entry,
                                        const Organization& organization, Date day) {
  const Adoption& adoption = entry.adoption;
  const RoadmapVersion* version = FindRoadmap(state, adoption.roadmap, adoption.version);
  if (version == nullptr) return RoadmapUnknown(adoption.roadmap, adoption.version);
  if (version->compiled == nullptr) return RoadmapBroken(adoption.roadmap, *version);
  auto calendar = rules.calendars.Get(CalendarOf(*version->compiled, organization));
  if (!calendar.ok()) return CalendarNotCovered(calendar.status());
  task::PlanBasis basis;
  basis.roadmap = version->compiled;
  basis.calendar = *std::move(calendar);
  const std::vector<OrganizationId> path = PathToRoot(state, organization.id, day);
  const OrganizationId follower = FollowerOf(state, adoption, *basis.roadmap, path);
  basis.scope = {organization.id, follower.empty() ? organization.id : follower, organization.level,
                 entry.kept_ids};
  if (organization.id != adoption.organization && IsOn(path, adoption.organization)) {
    basis.scope.since = BelowSince(state, organization.id, adoption.organization, day);
  }
  basis.scope.asked_from = AskedFrom(adoption, *basis.roadmap, basis.scope.since);
  return basis;
}

bool Concerns(const State& state, const AdoptionEntry& entry, const OrganizationId& organization,
              Date day) {
  const Adoption& adoption = entry.adoption;
  const RoadmapVersion* version = FindRoadmap(state, adoption.roadmap, adoption.version);
  if (version == nullptr || version->compiled == nullptr) return false;
  const auto found = state.organizations.find(organization);
  if (found == state.organizations.end() || !IsOpen(found->second, day)) return false;
  const OrganizationId follower =
      FollowerOf(state, adoption, *version->compiled, PathToRoot(state, organization, day));
  if (follower.empty() || !IsOpen(state.organizations.at(adoption.organization), day)) return false;
  return follower == organization ||
         FansOutTo(*version->compiled, found->second.organization.level);
}

std::vector<const AdoptionEntry*> AdoptionsOf(const State& state,
                                              const OrganizationId& organization, Date day) {
  std::map<AdoptionKey, const AdoptionEntry*> found;
  for (const OrganizationId& place : PathToRoot(state, organization, day)) {
    for (auto at = state.adoptions.lower_bound({place, RoadmapId()});
         at != state.adoptions.end() && at->first.organization == place; ++at) {
      if (Concerns(state, at->second, organization, day)) found[at->first] = &at->second;
    }
  }
  std::vector<const AdoptionEntry*> out;
  for (const auto& [key, entry] : found) out.push_back(entry);
  return out;
}

}  // namespace vekha::workflow
