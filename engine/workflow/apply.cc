#include <algorithm>

#include "engine/base/overload.h"
#include "engine/workflow/state.h"

namespace vekha::workflow {
namespace {

DigestState StateAfter(DigestOutcome outcome) {
  switch (outcome) {
    case DigestOutcome::kSent:
      return DigestState::kSent;
    case DigestOutcome::kRetry:
      return DigestState::kWaiting;
    case DigestOutcome::kDead:
      return DigestState::kDead;
    case DigestOutcome::kDropped:
      return DigestState::kDropped;
  }
  return DigestState::kWaiting;
}

class Applier {
 public:
  Applier(State& state, int64_t revision, const RuleBook& rules)
      : state_(state), revision_(revision), rules_(rules) {}

  void operator()(const OrganizationPut& e) { FoldOrganization(e, e.organization.id); }
  void operator()(const OrganizationMoved& e) { FoldOrganization(e, e.organization); }
  void operator()(const OrganizationClosed& e) { FoldOrganization(e, e.organization); }
  void operator()(const PersonPut& e) { Put(state_, PersonEntry{e.person, revision_}); }
  void operator()(const RolePut& e) { Put(state_, e.holding); }
  void operator()(const RoadmapApplied& e) {
    RoadmapVersion version{e.version, e.name, e.text, revision_, nullptr, ""};
    Parsed<std::shared_ptr<const roadmap::Roadmap>> loaded =
        LoadCheckedRoadmap(Source(e.name, e.text), rules_);
    if (loaded.value) {
      version.compiled = *loaded.value;
    } else {
      version.problem = loaded.diagnostics.empty() ? "does not compile"
                                                   : FormatDiagnostic(loaded.diagnostics.front());
    }
    state_.roadmaps[e.roadmap].push_back(std::move(version));
  }
  void operator()(const RoadmapAdopted& e) {
    const AdoptionKey key{e.adoption.organization, e.adoption.roadmap};
    const auto [at, fresh] = state_.adoptions.try_emplace(key);
    AdoptionEntry& entry = at->second;
    // The earliest day counts, also in logs whose later events say a later one.
    const Date on = fresh ? e.adoption.on : std::min(entry.adoption.on, e.adoption.on);
    entry.adoption = e.adoption;
    entry.adoption.on = on;
    entry.revision = revision_;
    entry.kept_ids =
        e.kept_ids.empty() ? nullptr : std::make_shared<const task::KeptIds>(e.kept_ids);
  }
  void operator()(const FactRecorded& e) {
    facts::FactRecord record = e.record;
    record.revision = revision_;
    Put(state_, e.organization, std::move(record));
  }
  void operator()(const RosterImported&) {}  // its people are no part of the state
  void operator()(const RungAccounted& e) {
    state_.rungs[e.key] = {e.rung_day, e.as_of, e.outcome, e.reason};
  }
  void operator()(const NotificationEmitted& e) {
    Put(state_, NotificationEntry{.notification = e.notification, .revision = revision_});
  }
  void operator()(const MarkMoved& e) {
    state_.adoptions[{e.organization, e.roadmap}].mark = e.as_of;
  }

  void operator()(const AbsencePut& e) { Put(state_, e.absence); }
  void operator()(const SilencePut& e) { state_.silences[e.silence.id] = e.silence; }
  void operator()(const DigestLeased& e) { FoldDigest(e, e.digest.id); }
  void operator()(const DigestSettled& e) { FoldDigest(e, e.id); }
  void operator()(const DigestRevived& e) { FoldDigest(e, e.id); }
  void operator()(const NotificationDropped& e) {
    const NotificationEntry* known = FindNotification(state_, e.notification);
    if (known == nullptr) return;
    NotificationEntry entry = *known;
    entry.delivery = DeliveryState::kDropped;
    entry.why = e.reason;
    Put(state_, std::move(entry));
  }

  template <typename TaskEvent>
  void operator()(const TaskEvent& e) {
    task::TaskRecord record = std::move(state_.tasks[e.task]);
    record.revision = revision_;
    ApplyToRecord(record, e);
    Put(state_, e.organization, e.task, std::move(record));
  }

 private:
  void FoldOrganization(const Event& e, const OrganizationId& id) {
    const auto known = state_.organizations.find(id);
    OrganizationEntry entry =
        known == state_.organizations.end() ? OrganizationEntry() : known->second;
    ApplyToOrganization(entry, e);
    entry.revision = revision_;
    Put(state_, std::move(entry));
  }

  template <typename DigestEvent>
  void FoldDigest(const DigestEvent& e, const std::string& id) {
    std::optional<DigestEntry> entry;
    if (const auto known = state_.digests.find(id); known != state_.digests.end()) {
      entry = known->second;
    }
    if (ApplyToDigest(entry, e)) Put(state_, *std::move(entry));
  }

  State& state_;
  int64_t revision_;
  const RuleBook& rules_;
};

}  // namespace

void ApplyToOrganization(OrganizationEntry& entry, const Event& event) {
  std::visit(Overload{
                 [&](const OrganizationPut& e) { entry.organization = e.organization; },
                 [&](const OrganizationMoved& e) {
                   std::erase_if(entry.moves, [&](const Move& m) { return m.on == e.move.on; });
                   const auto later = std::find_if(entry.moves.begin(), entry.moves.end(),
                                                   [&](const Move& m) { return e.move.on < m.on; });
                   entry.moves.insert(later, e.move);
                 },
                 [&](const OrganizationClosed& e) { entry.closure = e.closure; },
                 [](const auto&) {},
             },
             event);
}

bool ApplyToDigest(std::optional<DigestEntry>& entry, const Event& event) {
  if (const auto* leased = std::get_if<DigestLeased>(&event)) {
    entry.emplace();
    entry->digest = leased->digest;
    entry->attempt = leased->attempt;
    entry->worker = leased->worker;
    entry->until = leased->until;
    entry->day = leased->digest.day;
    return true;
  }
  if (!entry) return false;
  if (const auto* settled = std::get_if<DigestSettled>(&event)) {
    entry->state = StateAfter(settled->outcome);
    entry->attempt = settled->attempt;
    entry->day = settled->day;
    entry->at = settled->at;
    entry->not_before = settled->not_before;
    entry->reason = settled->reason;
    entry->detail = settled->detail;
    return true;
  }
  if (std::get_if<DigestRevived>(&event) == nullptr) return false;
  entry->state = DigestState::kWaiting;
  entry->not_before = 0;
  return true;
}

DeliveryState DeliveryOf(DigestState state) {
  switch (state) {
    case DigestState::kLeased:
    case DigestState::kWaiting:
      return DeliveryState::kTaken;
    case DigestState::kSent:
      return DeliveryState::kSent;
    case DigestState::kDead:
      return DeliveryState::kDead;
    case DigestState::kDropped:
      return DeliveryState::kDropped;
  }
  return DeliveryState::kTaken;
}

void Apply(State& state, const Event& event, int64_t revision, const RuleBook& rules) {
  std::visit(Applier(state, revision, rules), event);
  state.revision = revision;
}

}  // namespace vekha::workflow
