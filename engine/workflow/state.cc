#include "engine/workflow/state.h"

#include <algorithm>
#include <utility>

#include "engine/roadmap/responsible.h"

namespace vekha::workflow {
namespace {

template <typename T>
void Insert(std::vector<T>& sorted, const T& value) {
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), value);
  if (at == sorted.end() || *at != value) sorted.insert(at, value);
}

// All it stands below at one time or another.
std::vector<OrganizationId> ParentsOf(const OrganizationEntry& entry) {
  std::vector<OrganizationId> parents = {entry.organization.parent};
  for (const Move& move : entry.moves) parents.push_back(move.parent);
  return parents;
}

void IndexPending(State& state, size_t at, const NotificationEntry& entry) {
  const PersonId& person = entry.notification.person;
  if (entry.delivery == DeliveryState::kPending) {
    state.pending[person].insert(at);
    return;
  }
  const auto pending = state.pending.find(person);
  if (pending == state.pending.end()) return;
  pending->second.erase(at);
  if (pending->second.empty()) state.pending.erase(pending);
}

// What became of a digest became of all that stands in it: a notification is in one at most.
void TellItems(State& state, const DigestEntry& entry) {
  for (const DigestItem& item : entry.digest.items) {
    const auto known = state.notification_by_id.find(item.notification);
    if (known == state.notification_by_id.end()) continue;
    NotificationEntry& told = state.notifications[known->second];
    told.delivery = DeliveryOf(entry.state);
    told.digest = entry.digest.id;
    told.why = entry.reason;
    IndexPending(state, known->second, told);
  }
}

}  // namespace

void Put(State& state, OrganizationEntry entry) {
  const OrganizationId id = entry.organization.id;
  const auto known = state.organizations.find(id);
  if (known != state.organizations.end()) {
    for (const OrganizationId& parent : ParentsOf(known->second)) {
      std::erase(state.children[parent], id);
      std::erase(state.bodies[parent], id);
    }
  }
  for (const OrganizationId& parent : ParentsOf(entry)) {
    Insert(state.children[parent], id);
    if (entry.organization.level == roadmap::Level::kBody) Insert(state.bodies[parent], id);
  }
  state.organizations[id] = std::move(entry);
}

void Put(State& state, PersonEntry entry) {
  const PersonId id = entry.person.id;
  const auto known = state.people.find(id);
  if (known != state.people.end()) {
    std::erase(state.people_by_key[roadmap::ExecutorKey(known->second.person.name)], id);
  }
  Insert(state.people_by_key[roadmap::ExecutorKey(entry.person.name)], id);
  state.people[id] = std::move(entry);
}

void Put(State& state, RoleHolding holding) {
  state.places_by_person[holding.person].insert(holding.organization);
  std::vector<RoleHolding>& holdings = state.roles[holding.organization];
  const auto same = std::find_if(holdings.begin(), holdings.end(), [&](const RoleHolding& h) {
    return h.role == holding.role && h.person == holding.person && h.from == holding.from;
  });
  if (same == holdings.end()) {
    holdings.push_back(std::move(holding));
  } else {
    *same = std::move(holding);
  }
}

void Put(State& state, Absence absence) {
  if (!absence.substitute.empty()) {
    state.absent_by_substitute[absence.substitute].insert(absence.person);
  }
  state.absences[absence.person][absence.from] = std::move(absence);
}

std::string_view DeliveryStateName(DeliveryState state) {
  switch (state) {
    case DeliveryState::kPending:
      return "pending";
    case DeliveryState::kTaken:
      return "taken";
    case DeliveryState::kSent:
      return "sent";
    case DeliveryState::kDropped:
      return "dropped";
    case DeliveryState::kDead:
      return "dead";
  }
  return "";
}

std::string_view DigestStateName(DigestState state) {
  switch (state) {
    case DigestState::kLeased:
      return "leased";
    case DigestState::kWaiting:
      return "waiting";
    case DigestState::kSent:
      return "sent";
    case DigestState::kDead:
      return "dead";
    case DigestState::kDropped:
      return "dropped";
  }
  return "";
}

void Put(State& state, NotificationEntry entry) {
  const auto [known, is_new] =
      state.notification_by_id.emplace(entry.notification.id, state.notifications.size());
  const size_t at = known->second;
  IndexPending(state, at, entry);
  if (is_new) {
    state.notifications.push_back(std::move(entry));
  } else {
    state.notifications[at] = std::move(entry);
  }
}

void Put(State& state, DigestEntry entry) {
  TellItems(state, entry);
  const PersonId& person = entry.digest.person;
  if (entry.state == DigestState::kLeased || entry.state == DigestState::kWaiting) {
    state.open_digests[person] = entry.digest.id;
  } else {
    const auto open = state.open_digests.find(person);
    if (open != state.open_digests.end() && open->second == entry.digest.id) {
      state.open_digests.erase(open);
    }
  }
  if (entry.state == DigestState::kSent) {
    Date& last = state.last_digest_day.try_emplace(person, entry.day).first->second;
    last = std::max(last, entry.day);
  }
  state.digests[entry.digest.id] = std::move(entry);
}

const NotificationEntry* FindNotification(const State& state, const std::string& id) {
  const auto found = state.notification_by_id.find(id);
  return found == state.notification_by_id.end() ? nullptr : &state.notifications[found->second];
}

void Put(State& state, const OrganizationId& organization, const TaskId& task,
         task::TaskRecord record) {
  for (const task::Delegation& delegation : record.delegations) {
    state.places_by_person[delegation.to].insert(organization);
  }
  state.tasks[task] = std::move(record);
  state.touched[organization].records = ++state.touches;
}

void Put(State& state, const OrganizationId& organization, facts::FactRecord record) {
  state.facts[organization].Record(std::move(record));
  state.touched[organization].facts = ++state.touches;
}

const RoadmapVersion* FindRoadmap(const State& state, const RoadmapId& id, int version) {
  const auto found = state.roadmaps.find(id);
  if (found == state.roadmaps.end()) return nullptr;
  for (const RoadmapVersion& candidate : found->second) {
    if (candidate.version == version) return &candidate;
  }
  return nullptr;
}

}  // namespace vekha::workflow
