// RoadmapService: who follows which version.
#include <utility>

#include "engine/base/rejection.h"
#include "engine/workflow/adoption_change.h"
#include "service/api/adoption_parameters.h"
#include "service/api/answer.h"
#include "service/api/convert.h"
#include "service/api/convert_task.h"
#include "service/api/day.h"
#include "service/api/page.h"
#include "service/api/roadmap_service.h"

namespace vekha::api {
namespace {

absl::Status CheckVersion(int version) {
  if (version >= 0) return absl::OkStatus();
  return FieldInvalid("version", "a version is 1 or more, 0 is the newest",
                      "версия — от 1, 0 — самая новая");
}

absl::StatusOr<workflow::MovedDates> ReadMovedDates(v1::MovedDates dates) {
  switch (dates) {
    case v1::MOVED_DATES_UNSPECIFIED:
      return workflow::MovedDates::kUndecided;
    case v1::MOVED_DATES_KEEP:
      return workflow::MovedDates::kKeep;
    case v1::MOVED_DATES_RECOMPUTE:
      return workflow::MovedDates::kRecompute;
    default:
      return FieldInvalid("moved_dates", "no such choice", "нет такого выбора");
  }
}

absl::Status AdoptionUnknown(const OrganizationId& organization, const RoadmapId& roadmap) {
  return ToStatus({absl::StatusCode::kNotFound,
                   "ADOPTION_UNKNOWN",
                   organization.value() + " does not follow roadmap " + roadmap.value(),
                   "Организация не принимала эту дорожную карту.",
                   {{"organization", organization.value()}, {"roadmap", roadmap.value()}}});
}

v1::TaskChangeKind KindMessage(workflow::TaskChangeKind kind) {
  switch (kind) {
    case workflow::TaskChangeKind::kMoved:
      return v1::TASK_CHANGE_KIND_MOVED;
    case workflow::TaskChangeKind::kAdded:
      return v1::TASK_CHANGE_KIND_ADDED;
    case workflow::TaskChangeKind::kRemoved:
      return v1::TASK_CHANGE_KIND_REMOVED;
    case workflow::TaskChangeKind::kReworded:
      return v1::TASK_CHANGE_KIND_REWORDED;
  }
  return v1::TASK_CHANGE_KIND_UNSPECIFIED;
}

v1::TaskChange ChangeMessage(const workflow::State& state, const workflow::TaskChange& change) {
  v1::TaskChange out;
  out.set_kind(KindMessage(change.kind));
  out.set_organization(change.organization.value());
  out.set_organization_name(NameOf(state, change.organization));
  out.set_task(change.task.value());
  out.set_measure_number(change.measure_number);
  out.set_measure_title(change.measure_title);
  if (change.due_before) *out.mutable_due_date_before() = ToProto(*change.due_before);
  if (change.due_after) *out.mutable_due_date_after() = ToProto(*change.due_after);
  out.set_state(ToProto(change.status));
  out.set_told(change.told);
  for (const std::string& name : change.responsible) out.add_responsible(name);
  return out;
}

}  // namespace

grpc::ServerUnaryReactor* RoadmapService::Adopt(grpc::CallbackServerContext* context,
                                                const v1::AdoptRequest* request,
                                                v1::AdoptResponse* response) {
  return Answer(context, [&] { return DoAdopt(*request, response); });
}

absl::Status RoadmapService::DoAdopt(const v1::AdoptRequest& request, v1::AdoptResponse* response) {
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine("organization", request.organization()));
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine("roadmap", request.roadmap()));
  VEKHA_RETURN_IF_ERROR(CheckVersion(request.version()));
  VEKHA_ASSIGN_OR_RETURN(const auto dates, ReadMovedDates(request.moved_dates()));
  VEKHA_ASSIGN_OR_RETURN(const auto asked, ReadOptionalDate("start_date", request.has_start_date(),
                                                            request.start_date()));
  const OrganizationId organization(request.organization());
  const RoadmapId roadmap(request.roadmap());
  Date day;
  runner_.Read([&](const workflow::State& state) {
    const auto before = state.adoptions.find({organization, roadmap});
    day = asked                             ? *asked
          : before != state.adoptions.end() ? before->second.adoption.on
                                            : TodayOf(state, organization, runner_.clock().Now());
  });
  const workflow::AdoptRoadmap command{organization, roadmap, request.version(),
                                       day,          dates,   request.subtree()};
  if (!request.parameters().empty()) {
    // The adoption comes last: until then nothing is asked of anybody.
    VEKHA_RETURN_IF_ERROR(runner_.Execute({.command = command, .validate_only = true}).status());
    VEKHA_ASSIGN_OR_RETURN(const auto parameters, CheckedParameters(runner_, request, day));
    VEKHA_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
    VEKHA_RETURN_IF_ERROR(RecordParameters(runner_, request, parameters, response));
  }
  VEKHA_ASSIGN_OR_RETURN(const auto outcome,
                         Execute(runner_, "vekha.v1.RoadmapService/Adopt", request, command));
  const auto* adopted = FindEvent<workflow::RoadmapAdopted>(outcome);
  response->set_revision(outcome.revision);
  response->set_changed(adopted != nullptr);
  return ReadState(runner_, [&](const workflow::State& state) {
    const auto found = state.adoptions.find({organization, roadmap});
    workflow::AdoptionEntry entry;
    if (found != state.adoptions.end()) entry = found->second;
    if (adopted != nullptr) entry.adoption = adopted->adoption;
    *response->mutable_adoption() = ToProto(entry, state);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* RoadmapService::CompareVersions(grpc::CallbackServerContext* context,
                                                          const v1::CompareVersionsRequest* request,
                                                          v1::CompareVersionsResponse* response) {
  return Answer(context, [&] {
    return ReadState(runner_, [&](const workflow::State& state) {
      return DoCompareVersions(state, *request, response);
    });
  });
}

absl::Status RoadmapService::DoCompareVersions(const workflow::State& state,
                                               const v1::CompareVersionsRequest& request,
                                               v1::CompareVersionsResponse* response) {
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine("organization", request.organization()));
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine("roadmap", request.roadmap()));
  VEKHA_RETURN_IF_ERROR(CheckVersion(request.version()));
  VEKHA_ASSIGN_OR_RETURN(const auto asked,
                         ReadOptionalDate("as_of", request.has_as_of(), request.as_of()));
  const OrganizationId organization(request.organization());
  const RoadmapId roadmap(request.roadmap());
  const auto entry = state.adoptions.find({organization, roadmap});
  if (entry == state.adoptions.end()) return AdoptionUnknown(organization, roadmap);
  const int newest = state.roadmaps.at(roadmap).back().version;
  VEKHA_ASSIGN_OR_RETURN(const workflow::AdoptionChange change,
                         workflow::CompareVersions(
                             state, runner_.rules(), entry->second,
                             request.version() == 0 ? newest : request.version(),
                             asked.value_or(TodayOf(state, organization, runner_.clock().Now()))));
  response->set_version_before(change.version_before);
  response->set_version_after(change.version_after);
  response->set_unchanged(change.unchanged);
  size_t bytes = 0;
  for (const workflow::TaskChange& one : change.changes) {
    if (bytes > kPageBytesMax) {
      response->set_truncated(true);
      break;
    }
    v1::TaskChange* out = response->add_changes();
    *out = ChangeMessage(state, one);
    bytes += out->ByteSizeLong();
  }
  return absl::OkStatus();
}

}  // namespace vekha::api
