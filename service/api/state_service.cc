#include "service/api/state_service.h"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "engine/workflow/rejections.h"
#include "engine/workflow/tree.h"
#include "service/api/answer.h"
#include "service/api/asker.h"
#include "service/api/convert.h"
#include "service/api/convert_fact.h"
#include "service/api/day.h"
#include "service/api/ingest_batch.h"

namespace vekha::api {
namespace {

absl::StatusOr<std::string> ZoneOf(const workflow::State& state, const OrganizationId& id) {
  const auto found = state.organizations.find(id);
  if (found == state.organizations.end()) return workflow::OrganizationUnknown(id);
  return found->second.organization.zone;
}

bool IsInScope(const facts::FactRecord& record, const facts::FactCatalog& catalog, Date day) {
  const facts::FactDeclaration* declared = catalog.Find(record.name);
  return declared == nullptr || record.scope == facts::ScopeKey(declared->per, day);
}

void FillFacts(const workflow::State& state, const facts::FactCatalog& catalog,
               const v1::GetStateRequest& request, Date day, v1::GetStateResponse* response) {
  const auto base = state.facts.find(OrganizationId(request.organization()));
  if (base == state.facts.end()) return;
  for (const facts::FactRecord* record : base->second.Current()) {
    if (!record->name.starts_with(request.name_prefix())) continue;
    if (!request.all_scopes() && !IsInScope(*record, catalog, day)) continue;
    *response->add_facts() = ToProto(*record, catalog);
  }
}

absl::Status FillMissing(const workflow::State& state, const workflow::RuleBook& rules,
                         const OrganizationId& id, Date day, v1::GetStateResponse* response) {
  VEKHA_ASSIGN_OR_RETURN(const auto sheets, workflow::SheetsOf(state, rules, id, day, false));
  std::set<std::string> missing;
  for (const workflow::TaskSheet& sheet : sheets) {
    for (const task::Task& task : sheet.tasks) {
      if (task.status != task::TaskStatus::kOpen || !task.applies) continue;
      missing.insert(task.missing_facts.begin(), task.missing_facts.end());
    }
  }
  for (const std::string& fact : missing) response->add_missing_facts(fact);
  return absl::OkStatus();
}

}  // namespace

grpc::ServerUnaryReactor* StateService::RecordFacts(grpc::CallbackServerContext* context,
                                                    const v1::RecordFactsRequest* request,
                                                    v1::RecordFactsResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    VEKHA_RETURN_IF_ERROR(CheckRequiredLine("organization", request->organization()));
    if (request->facts().empty()) return FieldRequired("facts");
    if (request->facts_size() > kFactsPerCallMax)
      return TooManyFacts(request->facts_size(), "facts");
    workflow::RecordFacts command{OrganizationId(request->organization()), {}};
    std::string zone;
    VEKHA_RETURN_IF_ERROR(ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
      VEKHA_ASSIGN_OR_RETURN(zone, ZoneOf(state, command.organization));
      return absl::OkStatus();
    }));
    const std::chrono::sys_seconds now = runner_.clock().Now();
    for (int i = 0; i < request->facts_size(); ++i) {
      VEKHA_ASSIGN_OR_RETURN(facts::FactRecord record,
                             ReadFact(fmt::format("facts[{}]", i), request->facts(i), zone, now));
      command.records.push_back(std::move(record));
    }
    VEKHA_ASSIGN_OR_RETURN(const auto outcome, Execute(runner_, "vekha.v1.StateService/RecordFacts",
                                                       *request, std::move(command)));
    const int recorded = static_cast<int>(outcome.events.size());
    response->set_revision(outcome.revision);
    response->set_recorded(recorded);
    response->set_unchanged(request->facts_size() - recorded);
    return absl::OkStatus();
  });
}

IngestStreams::Reactor* StateService::IngestFacts(grpc::CallbackServerContext* /*context*/) {
  return streams_.Open();
}

void StateService::Stop() { streams_.Stop(); }

grpc::ServerUnaryReactor* StateService::GetState(grpc::CallbackServerContext* context,
                                                 const v1::GetStateRequest* request,
                                                 v1::GetStateResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    VEKHA_RETURN_IF_ERROR(CheckRequiredLine("organization", request->organization()));
    VEKHA_RETURN_IF_ERROR(CheckLine("name_prefix", request->name_prefix()));
    VEKHA_ASSIGN_OR_RETURN(const auto asked,
                           ReadOptionalDate("as_of", request->has_as_of(), request->as_of()));
    return ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
      const OrganizationId id(request->organization());
      if (!state.organizations.contains(id)) return workflow::OrganizationUnknown(id);
      VEKHA_RETURN_IF_ERROR(CheckSees(state, request->asker(), id, runner_.clock().Now()));
      const Date day = asked.value_or(TodayOf(state, id, runner_.clock().Now()));
      response->set_revision(state.revision);
      *response->mutable_as_of() = ToProto(day);
      FillFacts(state, runner_.rules().facts, *request, day, response);
      for (const OrganizationId& place : workflow::PathToRoot(state, id, day)) {
        for (const auto& [key, entry] : state.adoptions) {
          if (key.organization == place) *response->add_adoptions() = ToProto(entry, state);
        }
      }
      return FillMissing(state, runner_.rules(), id, day, response);
    });
  });
}

}  // namespace vekha::api
