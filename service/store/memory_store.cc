#include "service/store/memory_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/base/overload.h"
#include "service/store/event_codec.h"
#include "service/store/rejections.h"

namespace vekha::store {
namespace {

namespace wf = workflow;

// Of an event that may be stored once; empty for the others.
std::string KeyOf(const wf::Event& event) {
  return std::visit(Overload{
                        [](const wf::NotificationEmitted& e) {
                          return fmt::format("notification {}", e.notification.id);
                        },
                        [](const wf::RungAccounted& e) {
                          return fmt::format("rung {} {} {}", e.key.task.value(),
                                             e.key.due_revision, e.key.rung);
                        },
                        [](const wf::RoadmapApplied& e) {
                          return fmt::format("roadmap {} {}", e.roadmap.value(), e.version);
                        },
                        [](const auto&) { return std::string(); },
                    },
                    event);
}

}  // namespace

absl::StatusOr<wf::State> MemoryStore::Load(const wf::RuleBook& rules) {
  wf::State state;
  for (const StoredEvent& stored : events_) {
    wf::Apply(state, stored.event, stored.revision, rules);
  }
  return state;
}

absl::Status MemoryStore::Append(const Commit& commit) {
  const int64_t next = commit.events.empty() ? revision_ : revision_ + 1;
  if (commit.revision != next) return RevisionConflict(next, commit.revision);
  if (commit.position) {
    const int64_t following = FindStream(commit.position->stream)->sequence + 1;
    if (commit.position->sequence != following) {
      return RevisionConflict(following, commit.position->sequence);
    }
  }
  std::set<std::string> keys;
  for (const wf::Event& event : commit.events) {
    const auto encoded = EncodeEvent(event);  // refuses what another store would
    if (!encoded.ok()) return encoded.status();
    const std::string key = KeyOf(event);
    if (key.empty()) continue;
    if (keys_.contains(key) || !keys.insert(key).second) return StoreDuplicate(key);
  }
  if (commit.request && requests_.contains(commit.request->request_id)) {
    return StoreDuplicate("request " + commit.request->request_id);
  }
  keys_.merge(keys);
  int index = 0;
  for (const wf::Event& event : commit.events) {
    events_.push_back({commit.revision, index++, commit.at, event});
  }
  revision_ = commit.revision;
  if (commit.position) {
    std::erase_if(streams_,
                  [&](const auto& known) { return known.second.at < commit.at - kStreamAge; });
    streams_[commit.position->stream] = {*commit.position, commit.at};
  }
  std::erase_if(requests_,
                [&](const auto& known) { return known.second.at < commit.at - kRequestAge; });
  if (commit.request) requests_[commit.request->request_id] = {*commit.request, commit.at};
  if (commit.intake) Keep(*commit.intake, commit);
  return absl::OkStatus();
}

void MemoryStore::Keep(const IntakeChange& change, const Commit& commit) {
  KnownIntake& known = intake_[{change.organization, change.source}];
  known.row.source = change.source;
  known.row.revision = commit.revision;
  if (change.forgotten != 0) Forget(change, known);
  if (commit.request && change.answer) {
    KnownRequest& request = requests_[commit.request->request_id];
    request.answered_for = {change.organization, change.source};
    request.answer = *change.answer;
  }
  if (change.forgotten != 0) return;
  if (change.good) known.row.good = *change.good;
  if (change.refused) known.row.refused = *change.refused;
  if (change.roster) known.roster = *change.roster;
  if (change.quarantine) known.quarantine = *change.quarantine;
}

void MemoryStore::Forget(const IntakeChange& change, KnownIntake& known) {
  known.row.good.clear();
  known.row.refused.clear();
  known.row.forgotten = change.forgotten;
  known.roster.clear();
  known.quarantine.clear();
  for (auto& [id, request] : requests_) {
    if (request.answered_for == IntakeKey{change.organization, change.source}) {
      request.answer.clear();
    }
  }
}

absl::StatusOr<std::string> MemoryStore::ReadAnswer(const std::string& request_id) {
  const auto found = requests_.find(request_id);
  return found == requests_.end() ? std::string() : found->second.answer;
}

absl::StatusOr<std::vector<IntakeRow>> MemoryStore::ReadIntake(const OrganizationId& organization) {
  std::vector<IntakeRow> rows;
  for (const auto& [key, known] : intake_) {
    if (key.first == organization) rows.push_back(known.row);
  }
  return rows;
}

absl::StatusOr<std::string> MemoryStore::ReadRoster(const OrganizationId& organization,
                                                    const std::string& source) {
  const auto found = intake_.find({organization, source});
  return found == intake_.end() ? std::string() : found->second.roster;
}

absl::StatusOr<std::string> MemoryStore::ReadQuarantine(const OrganizationId& organization,
                                                        const std::string& source) {
  const auto found = intake_.find({organization, source});
  return found == intake_.end() ? std::string() : found->second.quarantine;
}

absl::StatusOr<std::optional<RequestRecord>> MemoryStore::FindRequest(
    const std::string& request_id) {
  const auto found = requests_.find(request_id);
  if (found == requests_.end()) return std::optional<RequestRecord>();
  return std::optional(found->second.record);
}

absl::StatusOr<StreamPosition> MemoryStore::FindStream(const std::string& stream) {
  const auto found = streams_.find(stream);
  return found == streams_.end() ? StreamPosition{stream} : found->second.position;
}

absl::StatusOr<std::vector<StoredEvent>> MemoryStore::ReadEvents(int64_t first_revision,
                                                                 int limit) {
  const auto begin = std::lower_bound(
      events_.begin(), events_.end(), first_revision,
      [](const StoredEvent& event, int64_t revision) { return event.revision < revision; });
  auto end = begin;
  while (end != events_.end()) {
    const bool inside = end != begin && end->revision == std::prev(end)->revision;
    if (!inside && end - begin >= std::max(limit, 1)) break;
    ++end;
  }
  return std::vector<StoredEvent>(begin, end);
}

}  // namespace vekha::store
