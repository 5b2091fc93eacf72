#include "engine/workflow/decide_facts.h"

#include <fmt/format.h>

#include <utility>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "engine/facts/fact_catalog.h"
#include "engine/workflow/decisions.h"
#include "engine/workflow/rejections.h"

namespace vekha::workflow {
namespace {

absl::Status ConformProblem(const absl::Status& cause, const facts::FactRecord& record) {
  const bool undeclared = absl::IsNotFound(cause);
  const std::string message(cause.message().data(), cause.message().size());
  return ToStatus({absl::StatusCode::kInvalidArgument,
                   undeclared ? "FACT_UNDECLARED" : "FACT_TYPE",
                   message,
                   undeclared ? fmt::format("Факт «{}» не объявлен.", record.name)
                              : fmt::format("Значение факта «{}» не того типа.", record.name),
                   {{"fact", record.name}}});
}

absl::Status ScopeProblem(const facts::FactRecord& record, facts::FactPer per) {
  return ToStatus({absl::StatusCode::kInvalidArgument,
                   "FACT_SCOPE",
                   fmt::format("fact {} is recorded once a {}: \"{}\" is no such scope",
                               record.name, facts::FactPerName(per), record.scope),
                   fmt::format("Факт «{}»: «{}» — не тот период.", record.name, record.scope),
                   {{"fact", record.name}, {"scope", record.scope}}});
}

// Its value and scope as they are kept; nothing is added when it is known just so.
absl::Status AddFact(const RuleBook& rules, const facts::FactBase* base,
                     const OrganizationId& organization, facts::FactRecord record,
                     Decision& decision) {
  auto value = facts::ConformFact(rules.facts, record.name, record.value);
  if (!value.ok()) return ConformProblem(value.status(), record);
  record.value = *std::move(value);
  const facts::FactPer per = rules.facts.Find(record.name)->per;
  if (record.scope.empty() && per != facts::FactPer::kOnce && record.observed_on) {
    record.scope = facts::ScopeKey(per, *record.observed_on);
  }
  if (!facts::IsScopeOf(per, record.scope)) return ScopeProblem(record, per);
  const facts::FactRecord* known =
      base == nullptr ? nullptr : base->Find(record.name, record.scope);
  record.revision = known == nullptr ? 0 : known->revision;
  if (known != nullptr && *known == record) return absl::OkStatus();
  decision.events.emplace_back(FactRecorded{organization, std::move(record)});
  return absl::OkStatus();
}

const facts::FactBase* BaseOf(const State& state, const OrganizationId& organization) {
  const auto found = state.facts.find(organization);
  return found == state.facts.end() ? nullptr : &found->second;
}

absl::Status InPart(const absl::Status& refusal, size_t part, std::string_view within) {
  Rejection rejection = RejectionOf(refusal);
  const std::string place = fmt::format("parts[{}].{}", part, within);
  rejection.message = fmt::format("{}: {}", place, rejection.message);
  rejection.message_ru = fmt::format("{}: {}", place, rejection.message_ru);
  rejection.metadata["field"] = place;
  return ToStatus(rejection);
}

}  // namespace

absl::StatusOr<Decision> DecideFacts(const State& state, const RuleBook& rules,
                                     const RecordFacts& command) {
  if (!state.organizations.contains(command.organization)) {
    return OrganizationUnknown(command.organization);
  }
  const facts::FactBase* base = BaseOf(state, command.organization);
  Decision decision;
  for (const facts::FactRecord& record : command.records) {
    VEKHA_RETURN_IF_ERROR(AddFact(rules, base, command.organization, record, decision));
  }
  return decision;
}

absl::StatusOr<Decision> DecideImport(const State& state, const RuleBook& rules,
                                      const ImportRoster& command) {
  VEKHA_ASSIGN_OR_RETURN(Decision decision,
                         DecideFacts(state, rules, {command.import.organization, command.records}));
  decision.events.insert(decision.events.begin(), command.import);
  return decision;
}

absl::StatusOr<Decision> DecideBatch(const State& state, const RuleBook& rules,
                                     std::vector<RecordFacts> parts) {
  Decision decision;
  for (size_t p = 0; p < parts.size(); ++p) {
    const OrganizationId& organization = parts[p].organization;
    if (!state.organizations.contains(organization)) {
      return InPart(OrganizationUnknown(organization), p, "organization");
    }
    const facts::FactBase* base = BaseOf(state, organization);
    std::vector<facts::FactRecord>& records = parts[p].records;
    for (size_t i = 0; i < records.size(); ++i) {
      const absl::Status added =
          AddFact(rules, base, organization, std::move(records[i]), decision);
      if (!added.ok()) return InPart(added, p, fmt::format("facts[{}]", i));
    }
  }
  return decision;
}

}  // namespace vekha::workflow
