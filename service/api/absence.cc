// Who is away: vekha.v1.DirectoryService.PutAbsence and ListAbsences.
#include <optional>
#include <utility>
#include <vector>

#include "service/api/answer.h"
#include "service/api/asker.h"
#include "service/api/convert.h"
#include "service/api/directory_service.h"
#include "service/api/filter.h"
#include "service/api/page.h"

namespace vekha::api {
namespace {

absl::StatusOr<workflow::Absence> ReadAbsence(const workflow::State& state,
                                              const v1::PutAbsenceRequest& request) {
  if (!request.has_absence()) return FieldRequired("absence");
  const v1::Absence& given = request.absence();
  if (!given.has_first_date()) return FieldRequired("absence.first_date");
  if (!given.has_last_date()) return FieldRequired("absence.last_date");
  VEKHA_RETURN_IF_ERROR(CheckLine("absence.reason", given.reason(), kTextCharsMax));
  workflow::Absence out;
  VEKHA_ASSIGN_OR_RETURN(out.from, ReadDate("absence.first_date", given.first_date()));
  VEKHA_ASSIGN_OR_RETURN(out.to, ReadDate("absence.last_date", given.last_date()));
  out.reason = given.reason();
  VEKHA_ASSIGN_OR_RETURN(out.person, FindPerson(state, "absence.person", given.person()));
  VEKHA_ASSIGN_OR_RETURN(const auto substitute,
                         FindOptionalPerson(state, "absence.substitute", given.substitute()));
  out.substitute = substitute.value_or(PersonId());
  return out;
}

v1::Absence ToProto(const workflow::State& state, const workflow::Absence& absence) {
  v1::Absence out;
  out.set_person(absence.person.value());
  out.set_person_name(NameOf(state, absence.person));
  *out.mutable_first_date() = api::ToProto(absence.from);
  *out.mutable_last_date() = api::ToProto(absence.to);
  out.set_substitute(absence.substitute.value());
  out.set_substitute_name(NameOf(state, absence.substitute));
  out.set_reason(absence.reason);
  return out;
}

}  // namespace

grpc::ServerUnaryReactor* DirectoryService::PutAbsence(grpc::CallbackServerContext* context,
                                                       const v1::PutAbsenceRequest* request,
                                                       v1::PutAbsenceResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    workflow::Absence absence;
    VEKHA_RETURN_IF_ERROR(ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
      VEKHA_ASSIGN_OR_RETURN(absence, ReadAbsence(state, *request));
      *response->mutable_absence() = ToProto(state, absence);
      return absl::OkStatus();
    }));
    VEKHA_ASSIGN_OR_RETURN(const auto outcome,
                           Execute(runner_, "vekha.v1.DirectoryService/PutAbsence", *request,
                                   workflow::PutAbsence{absence}));
    response->set_revision(outcome.revision);
    response->set_changed(!outcome.events.empty());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* DirectoryService::ListAbsences(grpc::CallbackServerContext* context,
                                                         const v1::ListAbsencesRequest* request,
                                                         v1::ListAbsencesResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    VEKHA_ASSIGN_OR_RETURN(const Page page,
                           Page::Of("vekha.v1.DirectoryService/ListAbsences", *request));
    VEKHA_ASSIGN_OR_RETURN(const auto day,
                           ReadOptionalDate("on_date", request->has_on_date(), request->on_date()));
    return ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
      VEKHA_ASSIGN_OR_RETURN(const Asker asker,
                             Asker::Of(state, request->organization(), runner_.clock().Now()));
      std::optional<PersonId> person;
      if (!request->person().empty()) {
        VEKHA_ASSIGN_OR_RETURN(person, FindKnown(state, "person", request->person(), asker));
      }
      std::vector<const workflow::Absence*> absences;
      for (const auto& [who, by_day] : state.absences) {
        if (!asker.Knows(who) || (person && who != *person)) continue;
        for (const auto& [from, absence] : by_day) {
          if (!day || (from <= *day && *day <= absence.to)) absences.push_back(&absence);
        }
      }
      response->set_revision(state.revision);
      response->set_next_page_token(page.Fill(
          absences,
          [](const auto* absence) {
            return absence->person.value() + "/" + FormatIso(absence->from);
          },
          [&](const auto* absence) {
            v1::Absence* out = response->add_absences();
            *out = ToProto(state, *absence);
            return out->ByteSizeLong();
          }));
      return absl::OkStatus();
    });
  });
}

}  // namespace vekha::api
