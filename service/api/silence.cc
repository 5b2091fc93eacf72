// What is not to be spoken of for a while: vekha.v1.NotificationService.PutSilence, EndSilence and
// ListSilences.
#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/workflow/rejections.h"
#include "service/api/answer.h"
#include "service/api/content_hash.h"
#include "service/api/convert.h"
#include "service/api/day.h"
#include "service/api/filter.h"
#include "service/api/notification_service.h"
#include "service/api/page.h"

namespace vekha::api {
namespace {

v1::Silence ToProto(const workflow::State& state, const workflow::Silence& silence) {
  v1::Silence out;
  out.set_id(silence.id);
  out.set_organization(silence.organization.value());
  out.set_roadmap(silence.roadmap.value());
  out.set_person(silence.person.value());
  out.set_person_name(NameOf(state, silence.person));
  *out.mutable_first_date() = api::ToProto(silence.from);
  *out.mutable_last_date() = api::ToProto(silence.until);
  out.set_by(silence.by.value());
  out.set_by_name(NameOf(state, silence.by));
  out.set_reason(silence.reason);
  return out;
}

// The same for the same organization, roadmap, person and first day:
// "kambulat-2022-11-01-3fa1b2c3".
std::string MadeId(const workflow::Silence& silence) {
  constexpr size_t kShown = 40;
  constexpr size_t kHashChars = 8;
  v1::Silence about;
  about.set_organization(silence.organization.value());
  about.set_roadmap(silence.roadmap.value());
  about.set_person(silence.person.value());
  return fmt::format("{}-{}-{}", silence.organization.value().substr(0, kShown),
                     FormatIso(silence.from), ContentHash(about).substr(0, kHashChars));
}

absl::StatusOr<workflow::Silence> ReadSilence(const workflow::State& state,
                                              const v1::PutSilenceRequest& request) {
  if (!request.has_silence()) return FieldRequired("silence");
  const v1::Silence& given = request.silence();
  VEKHA_RETURN_IF_ERROR(CheckLine("silence.id", given.id()));
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine("silence.organization", given.organization()));
  VEKHA_RETURN_IF_ERROR(CheckLine("silence.roadmap", given.roadmap()));
  VEKHA_RETURN_IF_ERROR(CheckLine("silence.reason", given.reason(), kTextCharsMax));
  if (!given.has_first_date()) return FieldRequired("silence.first_date");
  if (!given.has_last_date()) return FieldRequired("silence.last_date");
  workflow::Silence out;
  out.organization = OrganizationId(given.organization());
  out.roadmap = RoadmapId(given.roadmap());
  VEKHA_ASSIGN_OR_RETURN(out.from, ReadDate("silence.first_date", given.first_date()));
  VEKHA_ASSIGN_OR_RETURN(out.until, ReadDate("silence.last_date", given.last_date()));
  VEKHA_ASSIGN_OR_RETURN(const auto person,
                         FindOptionalPerson(state, "silence.person", given.person()));
  out.person = person.value_or(PersonId());
  VEKHA_ASSIGN_OR_RETURN(out.by, FindPerson(state, "silence.by", given.by()));
  out.reason = given.reason();
  out.id = given.id().empty() ? MadeId(out) : given.id();
  return out;
}

}  // namespace

grpc::ServerUnaryReactor* NotificationService::PutSilence(grpc::CallbackServerContext* context,
                                                          const v1::PutSilenceRequest* request,
                                                          v1::PutSilenceResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    workflow::PutSilence command;
    VEKHA_RETURN_IF_ERROR(ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
      VEKHA_ASSIGN_OR_RETURN(command.silence, ReadSilence(state, *request));
      command.today = TodayOf(state, command.silence.organization, runner_.clock().Now());
      *response->mutable_silence() = ToProto(state, command.silence);
      return absl::OkStatus();
    }));
    VEKHA_ASSIGN_OR_RETURN(
        const auto outcome,
        Execute(runner_, "vekha.v1.NotificationService/PutSilence", *request, command));
    response->set_revision(outcome.revision);
    response->set_changed(!outcome.events.empty());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* NotificationService::EndSilence(grpc::CallbackServerContext* context,
                                                          const v1::EndSilenceRequest* request,
                                                          v1::EndSilenceResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    VEKHA_RETURN_IF_ERROR(CheckRequiredLine("silence", request->silence()));
    VEKHA_RETURN_IF_ERROR(CheckLine("reason", request->reason(), kTextCharsMax));
    workflow::EndSilence command;
    command.id = request->silence();
    command.reason = request->reason();
    workflow::Silence silence;
    VEKHA_RETURN_IF_ERROR(ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
      const auto known = state.silences.find(command.id);
      if (known == state.silences.end()) return workflow::SilenceUnknown(command.id);
      silence = known->second;
      command.today = TodayOf(state, silence.organization, runner_.clock().Now());
      VEKHA_ASSIGN_OR_RETURN(command.by, FindPerson(state, "by", request->by()));
      return absl::OkStatus();
    }));
    VEKHA_ASSIGN_OR_RETURN(
        const auto outcome,
        Execute(runner_, "vekha.v1.NotificationService/EndSilence", *request, command));
    response->set_revision(outcome.revision);
    response->set_changed(!outcome.events.empty());
    if (const auto* put = FindEvent<workflow::SilencePut>(outcome)) silence = put->silence;
    return ReadState(runner_, [&](const workflow::State& state) {
      *response->mutable_silence() = ToProto(state, silence);
      return absl::OkStatus();
    });
  });
}

grpc::ServerUnaryReactor* NotificationService::ListSilences(grpc::CallbackServerContext* context,
                                                            const v1::ListSilencesRequest* request,
                                                            v1::ListSilencesResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    VEKHA_ASSIGN_OR_RETURN(const Page page,
                           Page::Of("vekha.v1.NotificationService/ListSilences", *request));
    VEKHA_ASSIGN_OR_RETURN(const auto day,
                           ReadOptionalDate("on_date", request->has_on_date(), request->on_date()));
    return ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
      VEKHA_ASSIGN_OR_RETURN(const PlaceFilter places,
                             PlaceFilter::Of(state, "organization", request->organization(), true));
      std::vector<const workflow::Silence*> silences;
      for (const auto& [id, silence] : state.silences) {
        const bool covers = !day || (silence.from <= *day && *day <= silence.until);
        if (covers && places.Has(silence.organization)) silences.push_back(&silence);
      }
      std::sort(silences.begin(), silences.end(), [](const auto* a, const auto* b) {
        return std::tie(a->from, a->id) < std::tie(b->from, b->id);
      });
      response->set_revision(state.revision);
      response->set_next_page_token(page.Fill(
          silences, [](const auto* silence) { return silence->id; },
          [&](const auto* silence) {
            v1::Silence* out = response->add_silences();
            *out = ToProto(state, *silence);
            return out->ByteSizeLong();
          }));
      return absl::OkStatus();
    });
  });
}

}  // namespace vekha::api
