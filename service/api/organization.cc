// DirectoryService: organizations.
#include <utility>

#include "engine/overview/summary.h"
#include "engine/workflow/rejections.h"
#include "service/api/answer.h"
#include "service/api/asker.h"
#include "service/api/contact.h"
#include "service/api/convert.h"
#include "service/api/day.h"
#include "service/api/directory_service.h"
#include "service/api/filter.h"
#include "service/api/page.h"

namespace vekha::api {
namespace {

absl::StatusOr<workflow::Organization> ReadOrganization(const v1::PutOrganizationRequest& request) {
  if (!request.has_organization()) return FieldRequired("organization");
  const v1::Organization& given = request.organization();
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine("organization.id", given.id()));
  VEKHA_RETURN_IF_ERROR(CheckLine("organization.parent", given.parent()));
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine("organization.name", given.name()));
  VEKHA_RETURN_IF_ERROR(CheckLine("organization.region", given.region()));
  workflow::Organization out;
  out.id = OrganizationId(given.id());
  out.parent = OrganizationId(given.parent());
  VEKHA_ASSIGN_OR_RETURN(out.level, ReadLevel("organization.level", given.level()));
  out.name = given.name();
  out.zone = given.zone().empty() ? kServiceZone : given.zone();
  VEKHA_RETURN_IF_ERROR(CheckZone("organization.zone", out.zone));
  out.region = given.region();
  out.week = given.week();
  VEKHA_ASSIGN_OR_RETURN(
      out.opened,
      ReadOptionalDate("organization.opened_date", given.has_opened_date(), given.opened_date()));
  return out;
}

absl::StatusOr<workflow::MoveOrganization> ReadMove(const v1::MoveOrganizationRequest& request) {
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine("organization", request.organization()));
  if (!request.has_move()) return FieldRequired("move");
  const v1::OrganizationMove& given = request.move();
  if (!given.has_on_date()) return FieldRequired("move.on_date");
  VEKHA_RETURN_IF_ERROR(CheckLine("move.parent", given.parent()));
  workflow::MoveOrganization out;
  out.organization = OrganizationId(request.organization());
  VEKHA_ASSIGN_OR_RETURN(out.move.on, ReadDate("move.on_date", given.on_date()));
  out.move.parent = OrganizationId(given.parent());
  out.move.reason = given.reason();
  return out;
}

absl::StatusOr<workflow::CloseOrganization> ReadClosure(
    const v1::CloseOrganizationRequest& request) {
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine("organization", request.organization()));
  if (!request.has_closure()) return FieldRequired("closure");
  const v1::OrganizationClosure& given = request.closure();
  if (!given.has_on_date()) return FieldRequired("closure.on_date");
  VEKHA_RETURN_IF_ERROR(CheckLine("closure.successor", given.successor()));
  workflow::CloseOrganization out;
  out.organization = OrganizationId(request.organization());
  VEKHA_ASSIGN_OR_RETURN(out.closure.on, ReadDate("closure.on_date", given.on_date()));
  out.closure.successor = OrganizationId(given.successor());
  out.closure.reason = given.reason();
  return out;
}

// What it leaves undone; not said when no calendar covers the eve of the closure.
void AddLeftUndone(const workflow::State& state, const workflow::RuleBook& rules,
                   const workflow::CloseOrganization& command,
                   v1::CloseOrganizationResponse* response) {
  const auto left = overview::LeftUndone(state, rules, command.organization, command.closure);
  if (!left.ok()) return;
  response->set_open_tasks(static_cast<int32_t>(left->open));
  response->set_overdue_tasks(static_cast<int32_t>(left->overdue));
  response->set_waiting_tasks(static_cast<int32_t>(left->reported));
}

// Does what the command asks and answers with the organization as it is then.
template <typename Request, typename Response, typename Command>
absl::Status Change(runner::Runner& runner, const char* method, const Request& request,
                    const OrganizationId& id, const Command& command, Response* response) {
  VEKHA_ASSIGN_OR_RETURN(const auto outcome, Execute(runner, method, request, command));
  response->set_revision(outcome.revision);
  response->set_changed(!outcome.events.empty());
  return ReadState(runner, [&](const workflow::State& state) {
    const auto found = state.organizations.find(id);
    if (found != state.organizations.end()) {
      *response->mutable_organization() = ToProto(found->second);
    }
    return absl::OkStatus();
  });
}

}  // namespace

grpc::ServerUnaryReactor* DirectoryService::PutOrganization(
    grpc::CallbackServerContext* context, const v1::PutOrganizationRequest* request,
    v1::PutOrganizationResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    VEKHA_ASSIGN_OR_RETURN(const workflow::Organization organization, ReadOrganization(*request));
    VEKHA_RETURN_IF_ERROR(
        Change(runner_, "vekha.v1.DirectoryService/PutOrganization", *request, organization.id,
               workflow::PutOrganization{organization, request->etag()}, response));
    if (!response->changed() || !request->validate_only()) return absl::OkStatus();
    return ReadState(runner_, [&](const workflow::State& state) {
      const auto found = state.organizations.find(organization.id);
      workflow::OrganizationEntry entry;
      if (found != state.organizations.end()) entry = found->second;
      entry.organization = organization;
      *response->mutable_organization() = ToProto(entry);
      return absl::OkStatus();
    });
  });
}

grpc::ServerUnaryReactor* DirectoryService::MoveOrganization(
    grpc::CallbackServerContext* context, const v1::MoveOrganizationRequest* request,
    v1::MoveOrganizationResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    VEKHA_ASSIGN_OR_RETURN(const workflow::MoveOrganization command, ReadMove(*request));
    return Change(runner_, "vekha.v1.DirectoryService/MoveOrganization", *request,
                  command.organization, command, response);
  });
}

grpc::ServerUnaryReactor* DirectoryService::CloseOrganization(
    grpc::CallbackServerContext* context, const v1::CloseOrganizationRequest* request,
    v1::CloseOrganizationResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    VEKHA_ASSIGN_OR_RETURN(const workflow::CloseOrganization command, ReadClosure(*request));
    VEKHA_RETURN_IF_ERROR(Change(runner_, "vekha.v1.DirectoryService/CloseOrganization", *request,
                                 command.organization, command, response));
    return ReadState(runner_, [&](const workflow::State& state) {
      AddLeftUndone(state, runner_.rules(), command, response);
      return absl::OkStatus();
    });
  });
}

grpc::ServerUnaryReactor* DirectoryService::GetOrganization(
    grpc::CallbackServerContext* context, const v1::GetOrganizationRequest* request,
    v1::GetOrganizationResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    VEKHA_RETURN_IF_ERROR(CheckRequiredLine("organization", request->organization()));
    return ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
      const OrganizationId id(request->organization());
      const auto found = state.organizations.find(id);
      if (found == state.organizations.end()) return workflow::OrganizationUnknown(id);
      VEKHA_RETURN_IF_ERROR(CheckSees(state, request->asker(), id, runner_.clock().Now()));
      response->set_revision(state.revision);
      *response->mutable_organization() = ToProto(found->second);
      return absl::OkStatus();
    });
  });
}

grpc::ServerUnaryReactor* DirectoryService::ListOrganizations(
    grpc::CallbackServerContext* context, const v1::ListOrganizationsRequest* request,
    v1::ListOrganizationsResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    VEKHA_ASSIGN_OR_RETURN(const Page page,
                           Page::Of("vekha.v1.DirectoryService/ListOrganizations", *request));
    std::optional<roadmap::Level> level;
    if (request->level() != v1::LEVEL_UNSPECIFIED) {
      VEKHA_ASSIGN_OR_RETURN(level, ReadLevel("level", request->level()));
    }
    return ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
      VEKHA_ASSIGN_OR_RETURN(PlaceFilter places,
                             PlaceFilter::Of(state, "parent", request->parent(), true));
      const OrganizationId parent(request->parent());
      places.AddMerged(state, TodayOf(state, parent, runner_.clock().Now()));
      std::vector<const workflow::OrganizationEntry*> entries;
      for (const auto& [id, entry] : state.organizations) {
        if (places.Has(id) && (!level || entry.organization.level == level)) {
          entries.push_back(&entry);
        }
      }
      response->set_revision(state.revision);
      response->set_next_page_token(page.Fill(
          entries, [](const auto* entry) { return entry->organization.id.value(); },
          [&](const auto* entry) {
            v1::Organization* out = response->add_organizations();
            *out = ToProto(*entry);
            return out->ByteSizeLong();
          }));
      return absl::OkStatus();
    });
  });
}

}  // namespace vekha::api
