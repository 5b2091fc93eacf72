#include "service/intake/desk/desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "engine/facts/fact_catalog.h"
#include "engine/workflow/rejections.h"
#include "service/base/zone.h"
#include "service/intake/desk/roster_codec.h"

namespace vekha::intake {
namespace {

constexpr char kTableSource[] = "table";
constexpr char kBundleSource[] = "bundle";
constexpr size_t kSourceCharsMax = 64;

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

runner::Request RequestOf(const ImportOrder& order, workflow::Command command) {
  return {.command = std::move(command),
          .request_id = order.validate_only ? "" : order.request_id,
          .method = order.method,
          .content_hash = order.content_hash,
          .validate_only = order.validate_only};
}

// A number as facts counted from lists have it.
std::optional<int64_t> CountOf(const facts::FactRecord* record) {
  const auto* count = record == nullptr ? nullptr : record->value.As<int64_t>();
  return count == nullptr ? std::nullopt : std::optional(*count);
}

// The same files, read in the same way, say the same on one day: on the next one somebody may be
// eleven, or have taught for three years.
std::string FingerprintOf(const std::string& files, const ImportOrder& order, Date today) {
  service::Sha256 digest;
  digest.AddText(files);
  digest.AddText(order.reading.mapping);
  digest.AddText(order.reading.mapping_text);
  digest.AddText(order.reading.cycle);
  digest.AddText(FormatIso(today));
  return digest.Take();
}

workflow::RosterImported EventOf(const ImportOrder& order, const ImportRecord& record) {
  workflow::RosterImported event{order.organization, order.source, record.import, {}, {}};
  for (const RecordedDigest& file : record.digests) {
    event.files.push_back({file.name, file.digest});
  }
  for (const RecordedCollection& one : record.collections) {
    event.collections.push_back({one.name, one.before, one.added, one.changed, one.removed});
  }
  return event;
}

ImportRecord RecordOf(const workflow::RosterImported& event) {
  ImportRecord record{
      .import = event.import, .source = event.source, .applied = true, .changed = true};
  for (const workflow::ImportedCollection& one : event.collections) {
    record.collections.push_back({one.name, one.before, one.added, one.changed, one.removed});
  }
  return record;
}

std::vector<facts::FactRow> OriginRows(const std::vector<roster::RowReference>& rows) {
  std::vector<facts::FactRow> out;
  for (const roster::RowReference& row : rows) {
    out.push_back({row.file, static_cast<int>(row.row)});
  }
  return out;
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
  if (!IsSourceName(order.source)) return SourceInvalid(order.source);
  Before before;
  bool known = false;
  runner_.Read([&](const workflow::State& state) {
    const auto found = state.organizations.find(order.organization);
    known = found != state.organizations.end();
    if (known) before.zone = found->second.organization.zone;
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
    before.number =
        std::max(before.applied ? before.applied->number : 0, refused ? refused->number : 0);
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
  VEKHA_ASSIGN_OR_RETURN(const Rosters rosters, LoadRosters(order, before));
  const Standpoint standpoint{today, order.organization.value(), &rosters.own, rosters.pointers};
  return ReadUpload(upload, order.reading, mappings_, standpoint,
                    OptionsOf(order, rosters.pointers));
}

absl::StatusOr<std::optional<ImportRecord>> Desk::Repeated(const ImportOrder& order,
                                                           const Before& before) {
  const auto request = RequestOf(order, workflow::RecordFacts{order.organization, {}});
  VEKHA_ASSIGN_OR_RETURN(const auto outcome, runner_.FindRepeated(request));
  if (!outcome) return std::optional<ImportRecord>();
  ImportRecord record = before.applied.value_or(ImportRecord());
  record.changed = false;
  for (const workflow::Event& event : outcome->events) {
    const auto* imported = std::get_if<workflow::RosterImported>(&event);
    if (imported == nullptr) continue;
    if (record.import != imported->import) record = RecordOf(*imported);
    record.changed = true;
  }
  record.revision = outcome->revision;
  return std::optional(std::move(record));
}

// Nothing is read of files that were read before: it is only remembered that they came again.
absl::StatusOr<ImportRecord> Desk::Same(const ImportOrder& order, ImportRecord known) {
  known.checked_at = runner_.clock().Now().time_since_epoch().count();
  known.changed = false;
  known.recorded = 0;
  known.changes.clear();
  for (RecordedFact& fact : known.facts) fact.was = fact.value;
  for (RecordedCollection& one : known.collections) {
    one = {one.name, one.before + one.added - one.removed, 0, 0, 0, false};
  }
  auto request = RequestOf(order, workflow::RecordFacts{order.organization, {}});
  if (!order.validate_only) {
    VEKHA_ASSIGN_OR_RETURN(const auto rows, runner_.ReadIntake(order.organization));
    for (const store::IntakeRow& row : rows) {
      if (row.source != order.source) continue;
      VEKHA_ASSIGN_OR_RETURN(std::optional<ImportRecord> stored, DecodeImportRecord(row.good));
      if (!stored) continue;
      stored->checked_at = known.checked_at;
      VEKHA_ASSIGN_OR_RETURN(std::string good, EncodeImportRecord(*std::move(stored)));
      request.intake = store::IntakeChange{
          order.organization, order.source, std::move(good), "", std::nullopt, ""};
    }
  }
  VEKHA_ASSIGN_OR_RETURN(const auto outcome, runner_.Execute(request));
  known.revision = outcome.revision;
  known.applied = !order.validate_only;
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
  VEKHA_ASSIGN_OR_RETURN(const Before before, Look(order));
  VEKHA_ASSIGN_OR_RETURN(auto repeated, Repeated(order, before));
  if (repeated) return *std::move(repeated);
  const std::chrono::sys_seconds seen{std::chrono::seconds(order.reading.observed_at)};
  const Date today = service::LocalMinuteIn(before.zone, seen).day;
  const std::string fingerprint = FingerprintOf(upload.Fingerprint(), order, today);
  if (before.applied && before.applied->fingerprint == fingerprint && !order.forced) {
    return Same(order, *before.applied);
  }
  VEKHA_ASSIGN_OR_RETURN(const UploadReading reading, Read(order, before, today, upload));
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
  record.forced = order.forced;
  FillFromPlan(plan, record);
  if (plan.CanApply(OptionsOf(order, {}))) return Apply(order, before, plan, std::move(record));
  record.refusal = plan.reading.report.HasErrors() ? "FAULTS" : "TOO_MUCH_VANISHES";
  VEKHA_RETURN_IF_ERROR(Refuse(order, record, std::move(quarantine)));
  if (record.refusal == "TOO_MUCH_VANISHES" && !order.validate_only) return Vanishes(record);
  return record;
}

absl::Status Desk::Refuse(const ImportOrder& order, ImportRecord& record, std::string quarantine) {
  record.kept = !quarantine.empty();
  record.revision = revision();
  if (order.validate_only) return absl::OkStatus();
  VEKHA_ASSIGN_OR_RETURN(std::string refused, EncodeImportRecord(record));
  return runner_.Keep({.organization = order.organization,
                       .source = order.source,
                       .refused = std::move(refused),
                       .quarantine = std::move(quarantine)});
}

// Facts that are not known just so. A fact that the source's last import gave and this one does
// not, of a school year or of this year, is not known any more.
std::vector<facts::FactRecord> Desk::NewFacts(const ImportOrder& order, const Before& before,
                                              const ImportPlan& plan, ImportRecord& record) const {
  std::vector<facts::FactRecord> fresh;
  std::set<std::pair<std::string, std::string>> derived;
  const auto day_of = [&](int64_t at) {
    return service::LocalMinuteIn(before.zone, std::chrono::sys_seconds(std::chrono::seconds(at)))
        .day;
  };
  runner_.Read([&](const workflow::State& state) {
    static const facts::FactBase kNothing;
    const auto known = state.facts.find(order.organization);
    const facts::FactBase& base = known == state.facts.end() ? kNothing : known->second;
    for (const roster::DerivedFact& fact : plan.derivation.facts) {
      facts::FactRecord next = fact.record;
      derived.insert({next.name, next.scope});
      const facts::FactRecord* current = base.Find(next.name, next.scope);
      record.facts.push_back(
          {next.name, next.scope, CountOf(current), CountOf(&next), fact.rows, fact.rows_total});
      if (current != nullptr && condition::Identical(current->value, next.value)) continue;
      next.observed_on = day_of(next.observed_at);
      next.origin = std::make_shared<const facts::FactOrigin>(
          facts::FactOrigin{.id = record.import,
                            .version = fact.version,
                            .rows = OriginRows(fact.rows),
                            .rows_total = fact.rows_total});
      fresh.push_back(std::move(next));
    }
    if (!before.applied) return;
    const std::string year =
        facts::ScopeKey(facts::FactPer::kYear, day_of(order.reading.observed_at));
    for (const RecordedFact& earlier : before.applied->facts) {
      const bool of_now =
          earlier.scope == year || facts::IsScopeOf(facts::FactPer::kCycle, earlier.scope);
      const facts::FactRecord* current = base.Find(earlier.name, earlier.scope);
      if (!of_now || !earlier.value || derived.contains({earlier.name, earlier.scope}) ||
          current == nullptr || current->source != order.source || !CountOf(current)) {
        continue;
      }
      record.facts.push_back({earlier.name, earlier.scope, CountOf(current), {}, {}, 0});
      facts::FactRecord gone{.name = earlier.name,
                             .scope = earlier.scope,
                             .value = {},
                             .source = order.source,
                             .observed_at = order.reading.observed_at,
                             .observed_on = day_of(order.reading.observed_at)};
      gone.origin =
          std::make_shared<const facts::FactOrigin>(facts::FactOrigin{.id = record.import});
      fresh.push_back(std::move(gone));
    }
  });
  return fresh;
}

absl::StatusOr<ImportRecord> Desk::Apply(const ImportOrder& order, const Before& before,
                                         const ImportPlan& plan, ImportRecord record) {
  std::vector<facts::FactRecord> fresh = NewFacts(order, before, plan, record);
  record.recorded = static_cast<int>(fresh.size());
  record.changed = !fresh.empty() || !plan.change.Empty() || !before.applied;
  record.applied = true;
  runner::Request request =
      record.changed
          ? RequestOf(order, workflow::ImportRoster{EventOf(order, record), std::move(fresh)})
          : RequestOf(order, workflow::RecordFacts{order.organization, {}});
  if (!order.validate_only) {
    ImportRecord kept = record;
    // An import that says nothing new is no new one: the last that did stands, confirmed.
    if (!record.changed) {
      kept = *before.applied;
      kept.fingerprint = record.fingerprint;
      kept.checked_at = record.at;
    }
    VEKHA_ASSIGN_OR_RETURN(std::string good, EncodeImportRecord(std::move(kept)));
    request.intake = store::IntakeChange{
        order.organization, order.source, std::move(good), "", EncodeRoster(plan.after), ""};
  }
  VEKHA_ASSIGN_OR_RETURN(const auto outcome, runner_.Execute(request));
  if (!record.changed) record.import = before.applied->import;
  record.revision = outcome.revision;
  record.applied = !order.validate_only;
  return record;
}

}  // namespace vekha::intake
