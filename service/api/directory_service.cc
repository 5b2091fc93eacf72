#include "service/api/directory_service.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/workflow/rejections.h"
#include "service/api/answer.h"
#include "service/api/asker.h"
#include "service/api/contact.h"
#include "service/api/convert.h"
#include "service/api/day.h"
#include "service/api/filter.h"
#include "service/api/page.h"

namespace vekha::api {
namespace {

absl::StatusOr<workflow::PutPerson> ReadPerson(const v1::PutPersonRequest& request) {
  if (!request.has_person()) return FieldRequired("person");
  const v1::Person& given = request.person();
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine("person.id", given.id()));
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine("person.name", given.name()));
  workflow::PutPerson out{{PersonId(given.id()), given.name()}, request.etag()};
  out.keeps_contact = !given.has_contact();
  if (given.has_contact()) {
    VEKHA_ASSIGN_OR_RETURN(out.person.contact, ReadContact("person.contact", given.contact()));
  }
  return out;
}

absl::StatusOr<workflow::RoleHolding> ReadHolding(const workflow::State& state,
                                                  const v1::PutRoleHoldingRequest& request) {
  if (!request.has_holding()) return FieldRequired("holding");
  const v1::RoleHolding& given = request.holding();
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine("holding.organization", given.organization()));
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine("holding.role", given.role()));
  workflow::RoleHolding out;
  out.organization = OrganizationId(given.organization());
  out.role = given.role();
  if (!given.has_first_date()) return FieldRequired("holding.first_date");
  VEKHA_ASSIGN_OR_RETURN(out.from, ReadDate("holding.first_date", given.first_date()));
  VEKHA_ASSIGN_OR_RETURN(
      out.to, ReadOptionalDate("holding.last_date", given.has_last_date(), given.last_date()));
  VEKHA_ASSIGN_OR_RETURN(out.person, FindPerson(state, "holding.person", given.person()));
  return out;
}

v1::Person WithEtag(const workflow::PersonEntry& entry) {
  v1::Person out = ToProto(entry.person);
  out.set_etag(workflow::EtagOf(entry.revision));
  return out;
}

auto OrderOf(const workflow::RoleHolding& h) {
  return std::tie(h.organization, h.role, h.from, h.person);
}

std::string KeyOf(const workflow::RoleHolding& h) {
  return h.organization.value() + "/" + h.role + "/" + FormatIso(h.from) + "/" + h.person.value();
}

}  // namespace

grpc::ServerUnaryReactor* DirectoryService::PutPerson(grpc::CallbackServerContext* context,
                                                      const v1::PutPersonRequest* request,
                                                      v1::PutPersonResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    VEKHA_ASSIGN_OR_RETURN(const workflow::PutPerson command, ReadPerson(*request));
    VEKHA_ASSIGN_OR_RETURN(
        const auto outcome,
        Execute(runner_, "vekha.v1.DirectoryService/PutPerson", *request, command));
    response->set_revision(outcome.revision);
    response->set_changed(!outcome.events.empty());
    if (const auto* put = FindEvent<workflow::PersonPut>(outcome)) {
      *response->mutable_person() = ToProto(put->person);
      response->mutable_person()->set_etag(workflow::EtagOf(outcome.revision));
      if (!request->validate_only()) return absl::OkStatus();
    }
    return ReadState(runner_, [&](const workflow::State& state) {
      const auto found = state.people.find(command.person.id);
      if (found == state.people.end()) {
        response->mutable_person()->set_etag(workflow::EtagOf(0));
      } else if (response->changed()) {
        response->mutable_person()->set_etag(workflow::EtagOf(found->second.revision));
      } else {
        *response->mutable_person() = WithEtag(found->second);
      }
      return absl::OkStatus();
    });
  });
}

grpc::ServerUnaryReactor* DirectoryService::GetPerson(grpc::CallbackServerContext* context,
                                                      const v1::GetPersonRequest* request,
                                                      v1::GetPersonResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    return ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
      VEKHA_ASSIGN_OR_RETURN(const Asker asker,
                             Asker::Of(state, request->organization(), runner_.clock().Now()));
      VEKHA_ASSIGN_OR_RETURN(const PersonId id,
                             FindKnown(state, "person", request->person(), asker));
      response->set_revision(state.revision);
      *response->mutable_person() = WithEtag(state.people.at(id));
      return absl::OkStatus();
    });
  });
}

grpc::ServerUnaryReactor* DirectoryService::ListPeople(grpc::CallbackServerContext* context,
                                                       const v1::ListPeopleRequest* request,
                                                       v1::ListPeopleResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    VEKHA_ASSIGN_OR_RETURN(const Page page,
                           Page::Of("vekha.v1.DirectoryService/ListPeople", *request));
    VEKHA_RETURN_IF_ERROR(CheckLine("name_contains", request->name_contains()));
    const std::string wanted = NormalizeName(request->name_contains());
    return ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
      VEKHA_ASSIGN_OR_RETURN(const Asker asker,
                             Asker::Of(state, request->organization(), runner_.clock().Now()));
      std::vector<const workflow::PersonEntry*> entries;
      for (const auto& [id, entry] : state.people) {
        if (!asker.Knows(id)) continue;
        if (NormalizeName(entry.person.name).find(wanted) != std::string::npos) {
          entries.push_back(&entry);
        }
      }
      response->set_revision(state.revision);
      response->set_next_page_token(page.Fill(
          entries, [](const auto* entry) { return entry->person.id.value(); },
          [&](const auto* entry) {
            v1::Person* out = response->add_people();
            *out = WithEtag(*entry);
            return out->ByteSizeLong();
          }));
      return absl::OkStatus();
    });
  });
}

grpc::ServerUnaryReactor* DirectoryService::PutRoleHolding(grpc::CallbackServerContext* context,
                                                           const v1::PutRoleHoldingRequest* request,
                                                           v1::PutRoleHoldingResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    workflow::RoleHolding holding;
    VEKHA_RETURN_IF_ERROR(ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
      VEKHA_ASSIGN_OR_RETURN(holding, ReadHolding(state, *request));
      *response->mutable_holding() = ToProto(holding, state);
      return absl::OkStatus();
    }));
    VEKHA_ASSIGN_OR_RETURN(const auto outcome,
                           Execute(runner_, "vekha.v1.DirectoryService/PutRoleHolding", *request,
                                   workflow::PutRole{holding}));
    response->set_revision(outcome.revision);
    response->set_changed(!outcome.events.empty());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* DirectoryService::ListRoleHoldings(
    grpc::CallbackServerContext* context, const v1::ListRoleHoldingsRequest* request,
    v1::ListRoleHoldingsResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    VEKHA_ASSIGN_OR_RETURN(const Page page,
                           Page::Of("vekha.v1.DirectoryService/ListRoleHoldings", *request));
    VEKHA_ASSIGN_OR_RETURN(const auto day,
                           ReadOptionalDate("on_date", request->has_on_date(), request->on_date()));
    return ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
      VEKHA_ASSIGN_OR_RETURN(
          const PlaceFilter places,
          PlaceFilter::Of(state, "organization", request->organization(), request->subtree()));
      VEKHA_ASSIGN_OR_RETURN(
          const auto person,
          FindOptionalMeant(state, "person", request->person(), request->organization()));
      std::vector<workflow::RoleHolding> holdings;
      for (const auto& [organization, held] : state.roles) {
        if (!places.Has(organization)) continue;
        for (const workflow::RoleHolding& h : held) {
          const bool wanted = (!person || h.person == *person) &&
                              (request->role().empty() || h.role == request->role()) &&
                              (!day || (h.from <= *day && (!h.to || *day <= *h.to)));
          if (wanted) holdings.push_back(h);
        }
      }
      std::sort(holdings.begin(), holdings.end(),
                [](const auto& a, const auto& b) { return OrderOf(a) < OrderOf(b); });
      response->set_revision(state.revision);
      response->set_next_page_token(page.Fill(holdings, KeyOf, [&](const auto& holding) {
        v1::RoleHolding* out = response->add_holdings();
        *out = ToProto(holding, state);
        return out->ByteSizeLong();
      }));
      return absl::OkStatus();
    });
  });
}

}  // namespace vekha::api
