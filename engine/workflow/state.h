// Everything Vekha knows, as a fold of the event log.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/task/plan_cache.h"
#include "engine/workflow/event.h"
#include "engine/workflow/rule_book.h"

namespace vekha::workflow {

struct RoadmapVersion {
  int version = 1;
  std::string name;
  std::string text;
  int64_t revision = 0;
  // nullptr when the stored text no longer compiles against this program's rules; `problem` says
  // why. Nothing of such a version is evaluated, and nothing recorded under it is lost.
  std::shared_ptr<const roadmap::Roadmap> compiled;
  std::string problem;
};

struct OrganizationEntry {
  Organization organization;
  int64_t revision = 0;
};
struct PersonEntry {
  Person person;
  int64_t revision = 0;
};

struct AdoptionKey {
  OrganizationId organization;
  RoadmapId roadmap;
  auto operator<=>(const AdoptionKey&) const = default;
};

struct AdoptionEntry {
  Adoption adoption;
  std::optional<Date> mark;  // the last day accounted for; none before the first run
  int64_t revision = 0;
  std::shared_ptr<const task::KeptIds> kept_ids = nullptr;  // nullptr: none
};

struct NotificationEntry {
  Notification notification;
  int64_t revision = 0;
};

struct RungAccount {
  Date rung_day;
  Date as_of;
  reminder::RungOutcome outcome = reminder::RungOutcome::kEmitted;
  std::string reason;
  bool operator==(const RungAccount&) const = default;
};

struct State {
  int64_t revision = 0;
  std::map<OrganizationId, OrganizationEntry> organizations;
  std::map<PersonId, PersonEntry> people;
  std::map<OrganizationId, std::vector<RoleHolding>> roles;   // by organization, in order of entry
  std::map<RoadmapId, std::vector<RoadmapVersion>> roadmaps;  // versions 1.. in order
  std::map<AdoptionKey, AdoptionEntry> adoptions;
  std::map<OrganizationId, facts::FactBase> facts;
  task::TaskRecords tasks;
  std::map<RungKey, RungAccount> rungs;
  std::vector<NotificationEntry> notifications;  // in order of revision

  // Kept by the Put functions below, for the questions a run asks at every task.
  std::map<OrganizationId, std::vector<OrganizationId>> children;  // by id
  std::map<std::string, std::vector<PersonId>> people_by_key;      // roadmap::ExecutorKey(name)
  std::map<PersonId, std::set<OrganizationId>> places_by_person;   // where he ever held a role

  // No part of what is known, only remembered work; copies of a state share it. Who shares states
  // between threads puts one in here that may be shared.
  std::shared_ptr<task::Plans> plans = std::make_shared<task::PlanCache>();
};

// The only ways organizations, people and roles enter a state: the indexes go with them. A role
// holding replaces one with the same organization, role, person and first day.
void Put(State& state, OrganizationEntry entry);
void Put(State& state, PersonEntry entry);
void Put(State& state, RoleHolding holding);

// Changes the state by one event of commit `revision`. Total: an event of the log always applies.
void Apply(State& state, const Event& event, int64_t revision, const RuleBook& rules);

const RoadmapVersion* FindRoadmap(const State& state, const RoadmapId& id, int version);

// `organization` and everything below it, parents first.
std::vector<OrganizationId> Subtree(const State& state, const OrganizationId& organization);

// The organization itself, then its parents up to the root.
std::vector<OrganizationId> PathToRoot(const State& state, const OrganizationId& organization);

// Who holds the role on the day: in the organization, or else in the nearest one above it.
std::vector<PersonId> RoleHolders(const State& state, const OrganizationId& organization,
                                  std::string_view role, Date day);

}  // namespace vekha::workflow
