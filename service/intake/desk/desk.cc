#include "service/intake/desk/desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "engine/facts/fact_catalog.h"
#include "engine/workflow/rejections.h"
#include "service/base/zone.h"
#include "service/intake/desk/confirmation.h"
#include "service/intake/desk/counted_facts.h"
#include "service/intake/desk/roster_codec.h"
#include "service/intake/desk/young_years.h"

namespace vekha::intake {
namespace {

constexpr char kTableSource[] = "table";
constexpr char kBundleSource[] = "bundle";
constexpr size_t kSourceCharsMax = 64;
constexpr char kFaults[] = "FAULTS";
constexpr char kVanishes[] = "TOO_MUCH_VANISHES";

bool IsSourceName(std::string_view name) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !name.empty() && name.size() <= kSourceCharsMax && plain(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [&](char c) { return plain(c) || c == '-' || c == '_' || c == '.'; });
}

absl::Status SourceInvalid(const std::string& source) {
  return workflow::Invalid(
      "SOURCE_INVALID", "head.source",
      fmt::format("'{}' is no name of a source: [a-z0-9][a-z0-9._-]*, at most {}", source,
                  kSourceCharsMax),
      fmt::format("«{}» — не имя источника: строчные латинские буквы, цифры и знаки . _ -, не "
                  "больше {}.",
                  source, kSourceCharsMax));
}

absl::Status Vanishes(const ImportRecord& record) {
  Rejection why{absl::StatusCode::kFailedPrecondition, "TOO_MUCH_VANISHES", "", "", {}};
  for (const RecordedCollection& one : record.collections) {
    if (!one.vanishing) continue;
    why.message += fmt::format("{}{}: {} of {} would vanish", why.message.empty() ? "" : "; ",
                               one.name, one.removed, one.before);
    why.message_ru += fmt::format("{}{}: исчезло бы {} из {}", why.message_ru.empty() ? "" : "; ",
                                  one.name, one.removed, one.before);
    why.metadata[one.name] = fmt::format("{}/{}", one.removed, one.before);
  }
  why.message += "; if that is so, force it";
  why.message_ru += "; если это так, загрузите принудительно.";
  why.metadata["import"] = record.import;
  return ToStatus(why);
}

// The same files, read in the same way, say the same on one day: on the next one somebody may be
// eleven, or have taught for three years.
std::string FingerprintOf(const std::string& files, const ImportOrder& order, Date today,
                          int young_years) {
  service::Sha256 digest;
  digest.AddText(files);
  digest.AddText(order.reading.mapping);
  digest.AddText(order.reading.mapping_text);
  digest.AddText(order.reading.cycle);
  digest.AddText(FormatIso(today));
  digest.AddText(std::to_string(young_years));
  return digest.Take();
}

PlanOptions OptionsOf(const ImportOrder& order, std::vector<const roster::Roster*> others) {
  PlanOptions options;
  options.source = order.source;
  options.forced = order.forced;
  options.others = std::move(others);
  return options;
}

}  // namespace

int64_t Desk::revision() const {
  int64_t revision = 0;
  runner_.Read([&](const workflow::State& state) { revision = state.revision; });
  return revision;
}

absl::StatusOr<Desk::Before> Desk::Look(const ImportOrder& order) const {
  Before before;
  bool known = false;
  runner_.Read([&](const workflow::State& state) {
    const auto found = state.organizations.find(order.organization);
    known = found != state.organizations.end();
    if (!known) return;
    before.zone = found->second.organization.zone;
    const Date day = service::LocalMinuteIn(before.zone, runner_.clock().Now()).day;
    before.young_years = YoungYears(state, order.organization, day);
  });
  if (!known) return workflow::OrganizationUnknown(order.organization);
  VEKHA_ASSIGN_OR_RETURN(const auto rows, runner_.ReadIntake(order.organization));
  for (const store::IntakeRow& row : rows) {
    if (row.source != order.source) {
      if (!row.good.empty()) before.other_sources.push_back(row.source);
      continue;
    }
    VEKHA_ASSIGN_OR_RETURN(before.applied, DecodeImportRecord(row.good));
    VEKHA_ASSIGN_OR_RETURN(const auto refused, DecodeImportRecord(row.refused));
    before.known = before.applied || refused;
    before.number = std::max({before.applied ? before.applied->number : 0,
                              refused ? refused->number : 0, static_cast<int>(row.forgotten)});
  }
  return before;
}

absl::StatusOr<Desk::Rosters> Desk::LoadRosters(const ImportOrder& order,
                                                const Before& before) const {
  const auto load = [&](const std::string& source) -> absl::StatusOr<roster::Roster> {
    VEKHA_ASSIGN_OR_RETURN(const std::string bytes, runner_.ReadRoster(order.organization, source));
    return DecodeRoster(bytes);
  };
  Rosters rosters;
  VEKHA_ASSIGN_OR_RETURN(rosters.own, load(order.source));
  for (const std::string& source : before.other_sources) {
    VEKHA_ASSIGN_OR_RETURN(roster::Roster roster, load(source));
    rosters.others.push_back(std::move(roster));
  }
  for (const roster::Roster& roster : rosters.others) rosters.pointers.push_back(&roster);
  return rosters;
}

// The earlier rosters are gone when it returns: what follows is in the plan.
absl::StatusOr<UploadReading> Desk::Read(const ImportOrder& order, const Before& before, Date today,
                                         const Upload& upload) const {
  VEKHA_ASSIGN_OR_RETURN(Rosters rosters, LoadRosters(order, before));
  if (before.applied) RenewStamps(*before.applied, rosters.own);
  const Standpoint standpoint{today, order.organization.value(), &rosters.own, rosters.pointers,
                              order.stop};
  PlanOptions options = OptionsOf(order, rosters.pointers);
  options.young_years = before.young_years;
  return ReadUpload(upload, order.reading, mappings_, standpoint, options);
}

// What stands is what the import counted, or what somebody told since the files were seen.
bool Desk::FactsStand(const ImportOrder& order, const ImportRecord& applied) const {
  bool stand = true;
  runner_.Read([&](const workflow::State& state) {
    const auto found = state.facts.find(order.organization);
    if (found == state.facts.end()) return;
    for (const RecordedFact& fact : applied.facts) {
      const facts::FactRecord* current = found->second.Find(fact.name, fact.scope);
      const bool later = current != nullptr && current->observed_at > order.reading.observed_at;
      stand &= !fact.value || later || CountOf(current) == fact.value;
    }
  });
  return stand;
}

// Nothing is read of files that were read before: it is only remembered that they came again.
absl::StatusOr<ImportRecord> Desk::Same(const ImportOrder& order, const ImportRecord& applied) {
  ImportRecord stored = applied;
  stored.checked_at = runner_.clock().Now().time_since_epoch().count();
  Confirm(order.reading.observed_at, stored);
  ImportRecord known = stored;
  known.changed = false;
  known.recorded = 0;
  known.changes.clear();
  for (RecordedFact& fact : known.facts) fact.was = fact.value;
  for (RecordedCollection& one : known.collections) {
    one = {one.name, one.before + one.added - one.removed, 0, 0, 0, false};
  }
  known.applied = !order.validate_only;
  VEKHA_ASSIGN_OR_RETURN(std::string good, EncodeImportRecord(std::move(stored)));
  VEKHA_RETURN_IF_ERROR(Commit(order, workflow::RecordFacts{order.organization, {}},
                               {.good = std::move(good), .refused = "", .quarantine = ""}, known));
  return known;
}

absl::StatusOr<ImportRecord> Desk::Import(ImportOrder order, const Upload& upload) {
  const std::lock_guard lock(mutex_);
  return ImportLocked(std::move(order), upload);
}

absl::StatusOr<ImportRecord> Desk::ImportLocked(ImportOrder order, const Upload& upload) {
  if (order.source.empty()) {
    VEKHA_ASSIGN_OR_RETURN(const bool bundle, IsBundle(upload, order.reading));
    order.source = bundle ? kBundleSource : kTableSource;
  }
  if (!IsSourceName(order.source)) return SourceInvalid(order.source);
  VEKHA_ASSIGN_OR_RETURN(const Before before, Look(order));
  VEKHA_ASSIGN_OR_RETURN(auto repeated, Repeated(order, before.applied));
  if (repeated) return Answer(*std::move(repeated));
  const std::chrono::sys_seconds seen{std::chrono::seconds(order.reading.observed_at)};
  const Date today = service::LocalMinuteIn(before.zone, seen).day;
  const std::string fingerprint =
      FingerprintOf(upload.Fingerprint(), order, today, before.young_years);
  if (before.applied && before.applied->fingerprint == fingerprint && !order.forced &&
      IsConfirmedBy(*before.applied, order.reading.observed_at) &&
      FactsStand(order, *before.applied)) {
    return Same(order, *before.applied);
  }
  VEKHA_ASSIGN_OR_RETURN(const UploadReading reading, Read(order, before, today, upload));
  if (order.stop.stop_requested()) return Stopped();
  ImportRecord record{.fingerprint = fingerprint, .format = reading.format, .cycle = reading.cycle};
  for (const UploadedFile& file : upload.files())
    record.digests.push_back({file.name, file.digest});
  std::string quarantine;
  if (!reading.plan.CanApply(OptionsOf(order, {})) && !order.validate_only) {
    VEKHA_ASSIGN_OR_RETURN(auto files, FilesOf(upload));
    if (!files.empty()) quarantine = EncodeQuarantine({order.reading, std::move(files)});
  }
  return Settle(order, before, reading.plan, std::move(record), std::move(quarantine));
}

absl::StatusOr<ImportRecord> Desk::Settle(const ImportOrder& order, const Before& before,
                                          const ImportPlan& plan, ImportRecord record,
                                          std::string quarantine) {
  record.number = before.number + 1;
  record.import = fmt::format("{}/{}", order.source, record.number);
  record.source = order.source;
  record.at = runner_.clock().Now().time_since_epoch().count();
  record.checked_at = record.at;
  record.observed_at = order.reading.observed_at;
  const int64_t newest = before.applied ? NewestAt(*before.applied) : record.observed_at;
  if (newest > record.observed_at) record.newest_at = newest;
  record.forced = order.forced;
  FillFromPlan(plan, record);
  if (plan.CanApply(OptionsOf(order, {}))) return Apply(order, before, plan, std::move(record));
  record.refusal = plan.reading.report.HasErrors() ? kFaults : kVanishes;
  VEKHA_RETURN_IF_ERROR(Refuse(order, record, std::move(quarantine)));
  if (order.validate_only) return record;
  return Answer(std::move(record));
}

// An import that would take too much away is told as an error.
absl::StatusOr<ImportRecord> Desk::Answer(ImportRecord record) {
  if (record.refusal == kVanishes) return Vanishes(record);
  return record;
}

absl::Status Desk::Refuse(const ImportOrder& order, ImportRecord& record, std::string quarantine) {
  record.kept = !quarantine.empty();
  VEKHA_ASSIGN_OR_RETURN(std::string refused, EncodeImportRecord(record));
  return Commit(order, workflow::RecordFacts{order.organization, {}},
                {.refused = std::move(refused), .quarantine = std::move(quarantine)}, record);
}

// A fact that the source's last import gave and this one does not, of a school year or of this
// year, is not known any more.
std::vector<facts::FactRecord> Desk::NewFacts(const ImportOrder& order, const Before& before,
                                              const ImportPlan& plan, ImportRecord& record) const {
  const std::chrono::sys_seconds seen{std::chrono::seconds(order.reading.observed_at)};
  const std::string year =
      facts::ScopeKey(facts::FactPer::kYear, service::LocalMinuteIn(before.zone, seen).day);
  std::vector<facts::FactRecord> fresh;
  runner_.Read([&](const workflow::State& state) {
    static const facts::FactBase kNothing;
    const auto known = state.facts.find(order.organization);
    CountedFacts counted(known == state.facts.end() ? kNothing : known->second, before.zone);
    for (const roster::DerivedFact& fact : plan.derivation.facts) {
      counted.Count(fact, order.source, record.import);
    }
    static const std::vector<RecordedFact> kNone;
    for (const RecordedFact& earlier : before.applied ? before.applied->facts : kNone) {
      const bool of_now =
          earlier.scope == year || facts::IsScopeOf(facts::FactPer::kCycle, earlier.scope);
      const facts::FactRecord* current = counted.Find(earlier.name, earlier.scope);
      if (!of_now || !earlier.value || current == nullptr || current->source != order.source) {
        continue;
      }
      counted.Withdraw(earlier.name, earlier.scope, order.source, record.import,
                       order.reading.observed_at);
    }
    record.facts = counted.TakeAll();
    fresh = counted.TakeFresh();
  });
  return fresh;
}

absl::StatusOr<ImportRecord> Desk::Apply(const ImportOrder& order, const Before& before,
                                         const ImportPlan& plan, ImportRecord record) {
  std::vector<facts::FactRecord> fresh = NewFacts(order, before, plan, record);
  record.recorded = static_cast<int>(fresh.size());
  record.changed = !fresh.empty() || !plan.change.Empty() || !before.applied;
  record.applied = !order.validate_only;
  ImportRecord kept = record;
  kept.applied = true;
  workflow::Command command = workflow::RecordFacts{order.organization, {}};
  if (record.changed) {
    command = workflow::ImportRoster{EventOf(order, record), std::move(fresh)};
  } else {
    // An import that says nothing new is no new one: the last that did stands, confirmed.
    record.import = before.applied->import;
    kept = *before.applied;
    kept.facts = record.facts;
    kept.checked_at = record.at;
    if (record.observed_at >= ConfirmedAt(kept)) {
      kept.fingerprint = record.fingerprint;
      kept.observed_at = record.observed_at;
      kept.confirmed_at.reset();
      kept.newest_at = record.newest_at;
    }
  }
  VEKHA_ASSIGN_OR_RETURN(std::string good, EncodeImportRecord(std::move(kept)));
  VEKHA_RETURN_IF_ERROR(Commit(order, std::move(command),
                               {.good = std::move(good),
                                .refused = "",
                                .roster = EncodeRoster(plan.after),
                                .quarantine = ""},
                               record));
  return record;
}

}  // namespace vekha::intake
