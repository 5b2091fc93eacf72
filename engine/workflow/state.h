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
#include "engine/workflow/marks_memory.h"
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
  std::vector<Move> moves = {};  // by day
  std::optional<Closure> closure = {};
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

enum class DeliveryState {
  kPending,
  kTaken,  // stands in a digest that is being sent
  kSent,
  kDropped,  // needs no digest any more; `why` says why
  kDead,     // its digest could not be sent
};
std::string_view DeliveryStateName(DeliveryState state);

struct NotificationEntry {
  Notification notification;
  int64_t revision = 0;
  DeliveryState delivery = DeliveryState::kPending;
  std::string digest = {};  // id; empty: in none
  std::string why = {};
};

enum class DigestState { kLeased, kWaiting, kSent, kDead, kDropped };
std::string_view DigestStateName(DigestState state);

struct DigestEntry {
  Digest digest;
  DigestState state = DigestState::kLeased;
  int attempt = 1;
  std::string worker;
  int64_t until = 0;       // of the lease
  int64_t not_before = 0;  // of a retry
  std::string reason;      // of the last attempt
  std::string detail;
  Date day;  // of the last attempt, the reader's
  int64_t at = 0;
  bool operator==(const DigestEntry&) const = default;
};

struct RungAccount {
  Date rung_day;
  Date as_of;
  reminder::RungOutcome outcome = reminder::RungOutcome::kEmitted;
  std::string reason;
  bool operator==(const RungAccount&) const = default;
};

// When something of an organization last changed, as State::touches counts.
struct Touched {
  int64_t facts = 0;
  int64_t records = 0;  // of its tasks
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
  std::vector<NotificationEntry> notifications;          // in order of revision
  std::map<PersonId, std::map<Date, Absence>> absences;  // by first day
  std::map<std::string, Silence> silences;               // by id
  std::map<std::string, DigestEntry> digests;            // by id

  // Kept by the Put functions below, for the questions a run asks at every task.
  // By id: whatever ever stood, or will stand, right below it (tree.h knows on which days).
  std::map<OrganizationId, std::vector<OrganizationId>> children;
  std::map<OrganizationId, std::vector<OrganizationId>> bodies;  // those of them that are bodies
  std::map<std::string, std::vector<PersonId>> people_by_key;    // roadmap::ExecutorKey(name)
  // Where he ever held a role or was handed a task.
  std::map<PersonId, std::set<OrganizationId>> places_by_person;
  std::map<PersonId, std::set<PersonId>> absent_by_substitute;  // who ever named him

  absl::flat_hash_map<std::string, size_t> notification_by_id;
  std::map<PersonId, std::set<size_t>> pending;  // in `notifications`; of nobody under ""
  std::map<PersonId, std::string> open_digests;  // leased or waiting: at most one a person
  std::map<PersonId, Date> last_digest_day;      // when he was last sent one

  int64_t touches = 0;
  absl::flat_hash_map<OrganizationId, Touched> touched;

  // Remembered work of this very state, for marks.h; a copy begins with none.
  OwnMarksMemory marks;

  // No part of what is known, only remembered work; copies of a state share it. Who shares states
  // between threads puts one in here that may be shared.
  std::shared_ptr<task::Plans> plans = std::make_shared<task::PlanCache>();
};

// The only ways organizations, people, roles, absences, facts and records enter a state: the
// indexes go with them. A role holding replaces one with the same organization, role, person and
// first day, an absence one of the same person and first day.
void Put(State& state, OrganizationEntry entry);
void Put(State& state, PersonEntry entry);
void Put(State& state, RoleHolding holding);
void Put(State& state, Absence absence);
void Put(State& state, NotificationEntry entry);  // in order of revision
void Put(State& state, DigestEntry entry);
void Put(State& state, const OrganizationId& organization, const TaskId& task,
         task::TaskRecord record);
void Put(State& state, const OrganizationId& organization, facts::FactRecord record);

// Changes the state by one event of commit `revision`. Total: an event of the log always applies.
void Apply(State& state, const Event& event, int64_t revision, const RuleBook& rules);

// nullptr when there is none.
const NotificationEntry* FindNotification(const State& state, const std::string& id);

// What an event about an organization makes of it.
void ApplyToOrganization(OrganizationEntry& entry, const Event& event);
// What an event about a digest makes of it; false when there is nothing it could be about.
bool ApplyToDigest(std::optional<DigestEntry>& entry, const Event& event);
// What the state of a digest means for what stands in it.
DeliveryState DeliveryOf(DigestState state);

const RoadmapVersion* FindRoadmap(const State& state, const RoadmapId& id, int version);

}  // namespace vekha::workflow
