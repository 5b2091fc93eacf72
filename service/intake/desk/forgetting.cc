// What a source said, deleted, and the facts that stand without it.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "engine/roster/roster_change.h"
#include "service/base/zone.h"
#include "service/intake/desk/counted_facts.h"
#include "service/intake/desk/desk.h"
#include "service/intake/desk/roster_codec.h"

namespace vekha::intake {
namespace {

using FactKey = std::pair<std::string, std::string>;

absl::Status SourceUnknown(const ImportOrder& order) {
  return ToStatus({absl::StatusCode::kNotFound,
                   "SOURCE_UNKNOWN",
                   fmt::format("nothing is kept of the source '{}'", order.source),
                   fmt::format("Об источнике «{}» ничего не хранится.", order.source),
                   {{"organization", order.organization.value()}, {"source", order.source}}});
}

// Another source of the organization, and what its last import gave.
struct Remaining {
  std::string source;
  std::string import;
  std::set<FactKey> facts;
};

// Whose number a fact is from now on: of whoever said it last, else of the first who has said it.
const Remaining& HeirOf(const roster::DerivedFact& fact, const facts::FactRecord* current,
                        const std::vector<Remaining>& remaining) {
  const Remaining* heir = &remaining.front();
  for (auto at = remaining.rbegin(); at != remaining.rend(); ++at) {
    if (at->facts.contains({fact.record.name, fact.record.scope})) heir = &*at;
  }
  for (const Remaining& one : remaining) {
    if (current != nullptr && current->source == one.source) heir = &one;
  }
  return *heir;
}

std::vector<RecordedCollection> DeletedOf(const roster::Roster& roster) {
  std::vector<RecordedCollection> deleted;
  const roster::RosterChange change = roster::Compare(roster, roster::Roster());
  for (int i = 0; i < roster::kCollections; ++i) {
    const auto collection = static_cast<roster::Collection>(i);
    const int removed = change.Of(collection).removed;
    if (removed == 0) continue;
    deleted.push_back(
        {std::string(roster::CollectionName(collection)), removed, 0, 0, removed, false});
  }
  return deleted;
}

struct Counted {
  roster::Roster own;
  std::vector<roster::Roster> others;
};

// What cannot be decoded must not keep anybody from deleting: without its own roster the source
// named nobody, and without one of the others nothing can be counted again.
absl::StatusOr<Counted> LoadCounted(const runner::Runner& runner, const ImportOrder& order,
                                    const std::vector<std::string>& other_sources) {
  Counted counted;
  VEKHA_ASSIGN_OR_RETURN(const std::string bytes,
                         runner.ReadRoster(order.organization, order.source));
  if (auto own = DecodeRoster(bytes); own.ok()) counted.own = *std::move(own);
  for (const std::string& source : other_sources) {
    VEKHA_ASSIGN_OR_RETURN(const std::string other, runner.ReadRoster(order.organization, source));
    auto roster = DecodeRoster(other);
    if (!roster.ok()) {
      spdlog::warn("forgetting a source of {}: the roster of {} cannot be read: {}",
                   order.organization.value(), source, roster.status().ToString());
      counted.others.clear();
      break;
    }
    counted.others.push_back(*std::move(roster));
  }
  return counted;
}

struct Recount {
  const std::string& source;  // that is forgotten
  const std::string& import;
  int64_t now = 0;
  const roster::Derivation& before;  // with it
  const roster::Derivation& after;   // without it
  const std::vector<Remaining>& remaining;
};

void CountAgain(const Recount& recount, const facts::FactBase& base, CountedFacts& counted) {
  using Known = CountedFacts::Known;
  for (const roster::DerivedFact& fact : recount.after.facts) {
    const facts::FactRecord* current = base.Find(fact.record.name, fact.record.scope);
    // What somebody told stands: no list says anything new.
    if (CountOf(current) && !IsOfImport(*current)) continue;
    const bool its = current != nullptr && current->source == recount.source;
    const Remaining& heir = HeirOf(fact, current, recount.remaining);
    counted.Count(fact, heir.source, heir.import, its ? Known::kIsSaidAgain : Known::kStands);
  }
  const auto withdraw = [&](const facts::FactRecord& current) {
    counted.Withdraw(current.name, current.scope, recount.source, recount.import, recount.now);
  };
  for (const roster::DerivedFact& fact : recount.before.facts) {
    const facts::FactRecord* current = base.Find(fact.record.name, fact.record.scope);
    if (current != nullptr && IsOfImport(*current)) withdraw(*current);
  }
  for (const facts::FactRecord* current : base.Current()) {
    if (current->source == recount.source && IsOfImport(*current)) withdraw(*current);
  }
}

}  // namespace

absl::StatusOr<ImportRecord> Desk::Forget(const ImportOrder& order) {
  const std::lock_guard lock(mutex_);
  VEKHA_ASSIGN_OR_RETURN(const Before before, Look(order));
  VEKHA_ASSIGN_OR_RETURN(auto repeated, Repeated(order, before.applied));
  if (repeated) return *std::move(repeated);
  if (!before.known) return SourceUnknown(order);
  VEKHA_ASSIGN_OR_RETURN(const Counted rosters, LoadCounted(runner_, order, before.other_sources));
  std::vector<Remaining> remaining;
  VEKHA_ASSIGN_OR_RETURN(const auto statuses, Status(order.organization));
  for (const SourceStatus& status : statuses) {
    if (status.source == order.source || !status.applied) continue;
    Remaining one{status.source, status.applied->import, {}};
    for (const RecordedFact& fact : status.applied->facts)
      one.facts.insert({fact.name, fact.scope});
    remaining.push_back(std::move(one));
  }

  const std::chrono::sys_seconds now = runner_.clock().Now();
  const int64_t at = now.time_since_epoch().count();
  const roster::DeriveOptions options{.as_of = service::LocalMinuteIn(before.zone, now).day,
                                      .observed_at = at,
                                      .young_years = before.young_years};
  std::vector<const roster::Roster*> counted_from;
  for (const roster::Roster& roster : rosters.others) counted_from.push_back(&roster);
  const roster::Derivation without = roster::DeriveFacts(counted_from, options);
  counted_from.push_back(&rosters.own);
  const roster::Derivation with = roster::DeriveFacts(counted_from, options);

  ImportRecord record{.number = before.number + 1, .source = order.source};
  record.import = fmt::format("{}/{}", order.source, record.number);
  record.applied = !order.validate_only;
  record.changed = true;
  record.forgotten = true;
  record.at = record.observed_at = record.checked_at = at;
  record.collections = DeletedOf(rosters.own);
  std::vector<facts::FactRecord> fresh;
  runner_.Read([&](const workflow::State& state) {
    const auto known = state.facts.find(order.organization);
    if (known == state.facts.end()) return;
    CountedFacts counted(known->second, before.zone);
    CountAgain({order.source, record.import, at, with, without, remaining}, known->second, counted);
    record.facts = counted.TakeAll();
    fresh = counted.TakeFresh();
  });
  record.recorded = static_cast<int>(fresh.size());
  VEKHA_RETURN_IF_ERROR(Commit(order,
                               workflow::ImportRoster{EventOf(order, record), std::move(fresh)},
                               {.forgotten = record.number}, record));
  return record;
}

}  // namespace vekha::intake
