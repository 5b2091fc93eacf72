#include "service/api/run_service.h"

#include <utility>
#include <vector>

#include "engine/workflow/command.h"
#include "service/api/answer.h"
#include "service/api/convert.h"
#include "service/api/convert_task.h"
#include "service/api/day.h"
#include "service/api/filter.h"
#include "service/api/page.h"
#include "service/api/run_outcome.h"
#include "service/runner/local_times.h"

namespace vekha::api {
namespace {

// RunResponse and EvaluateResponse say the same of events that were and that would be. `revision`
// is that of the notifications.
template <typename Response>
void FillRun(const workflow::State& state, const std::vector<workflow::Event>& events,
             int64_t revision, Response* response) {
  v1::RunCounts* counts = response->mutable_counts();
  size_t bytes = 0;
  for (const workflow::Event& event : events) {
    Count(event, counts);
    const auto* closed = std::get_if<workflow::TaskClosed>(&event);
    const auto* emitted = std::get_if<workflow::NotificationEmitted>(&event);
    if (closed == nullptr && emitted == nullptr) continue;
    if (bytes > kPageBytesMax) {
      response->set_truncated(true);
    } else if (closed != nullptr) {
      response->add_closed_tasks(closed->task.value());
      bytes += TextBytes(closed->task.value());
    } else {
      v1::Notification* out = response->add_notifications();
      *out = ToProto(state, emitted->notification, revision);
      bytes += out->ByteSizeLong();
    }
  }
  response->set_changed(!events.empty());
}

// A day that has not come yet may be asked about, not run.
workflow::RunDay RunDayOf(const v1::RunRequest& request, Date as_of, Date today) {
  workflow::RunDay run{as_of};
  if (!request.confirm_gap()) run.gap_days = workflow::kGapDays;
  if (!request.validate_only()) run.today = today;
  return run;
}

}  // namespace

absl::StatusOr<Date> RunService::ReadAsOf(bool present, const v1::Date& as_of) const {
  VEKHA_ASSIGN_OR_RETURN(const auto asked, ReadOptionalDate("as_of", present, as_of));
  return asked.value_or(DayIn(kServiceZone, runner_.clock().Now()));
}

Date RunService::LatestDay() const {
  Date latest;
  runner_.Read([&](const workflow::State& state) {
    for (const auto& [zone, time] : runner::LocalTimesOf(state, runner_.clock().Now())) {
      if (latest.is_special() || latest < time.day) latest = time.day;
    }
  });
  return latest;
}

grpc::ServerUnaryReactor* RunService::Run(grpc::CallbackServerContext* context,
                                          const v1::RunRequest* request,
                                          v1::RunResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    VEKHA_ASSIGN_OR_RETURN(const Date as_of, ReadAsOf(request->has_as_of(), request->as_of()));
    VEKHA_ASSIGN_OR_RETURN(const auto outcome, Execute(runner_, "vekha.v1.RunService/Run", *request,
                                                       RunDayOf(*request, as_of, LatestDay())));
    response->set_revision(outcome.revision);
    *response->mutable_as_of() = ToProto(as_of);
    // A repeat of the next morning is about the day of the first time.
    if (const auto* moved = FindEvent<workflow::MarkMoved>(outcome)) {
      *response->mutable_as_of() = ToProto(moved->as_of);
    }
    const int64_t emitted_at = request->validate_only() ? 0 : outcome.revision;
    runner_.Read([&](const workflow::State& state) {
      FillRun(state, outcome.events, emitted_at, response);
      for (const auto& one : outcome.skipped) *response->add_skipped() = ToProto(state, one);
    });
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* RunService::Evaluate(grpc::CallbackServerContext* context,
                                               const v1::EvaluateRequest* request,
                                               v1::EvaluateResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    VEKHA_ASSIGN_OR_RETURN(const Date as_of, ReadAsOf(request->has_as_of(), request->as_of()));
    return ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
      VEKHA_ASSIGN_OR_RETURN(const PlaceFilter places,
                             PlaceFilter::Of(state, "organization", request->organization(), true));
      VEKHA_ASSIGN_OR_RETURN(
          workflow::Decision decision,
          workflow::Decide(state, runner_.rules(), workflow::RunDay{as_of, /*what_if=*/true}));
      std::erase_if(decision.events, [&](const workflow::Event& event) {
        return !places.Has(workflow::OrganizationOf(event));
      });
      response->set_revision(state.revision);
      *response->mutable_as_of() = ToProto(as_of);
      FillRun(state, decision.events, 0, response);
      for (const auto& one : decision.skipped) {
        if (places.HasBelow(state, one.adoption.organization)) {
          *response->add_skipped() = ToProto(state, one);
        }
      }
      return absl::OkStatus();
    });
  });
}

}  // namespace vekha::api
