#include "service/api/admin_service.h"

#include "service/api/answer.h"
#include "service/api/convert.h"
#include "service/api/day.h"
#include "service/api/page.h"

namespace vekha::api {
namespace {

void FillCounts(const workflow::State& state, v1::SystemCounts* out) {
  out->set_organizations(static_cast<int>(state.organizations.size()));
  out->set_people(static_cast<int>(state.people.size()));
  out->set_roadmaps(static_cast<int>(state.roadmaps.size()));
  out->set_adoptions(static_cast<int>(state.adoptions.size()));
  out->set_notifications(static_cast<int>(state.notifications.size()));
}

void FillLimits(v1::SystemLimits* out) {
  out->set_message_bytes(kMessageBytesMax);
  out->set_rule_file_bytes(kRuleFileBytesMax);
  out->set_facts_per_call(kFactsPerCallMax);
  out->set_page_size_default(kPageSizeDefault);
  out->set_page_size_max(kPageSizeMax);
}

void FillCoverage(const workflow::RuleBook& rules, v1::GetSystemInfoResponse* out) {
  const auto federal = rules.calendars.Get(calendar::CalendarKey{});
  if (!federal.ok()) return;
  out->set_calendar_first_year((*federal)->first_year());
  out->set_calendar_last_year((*federal)->last_year());
}

}  // namespace

std::optional<Date> RunMark(const workflow::State& state) {
  std::optional<Date> earliest;
  for (const auto& [key, entry] : state.adoptions) {
    if (!entry.mark) return std::nullopt;
    if (!earliest || *entry.mark < *earliest) earliest = entry.mark;
  }
  return earliest;
}

grpc::ServerUnaryReactor* AdminService::GetSystemInfo(grpc::CallbackServerContext* context,
                                                      const v1::GetSystemInfoRequest* /*request*/,
                                                      v1::GetSystemInfoResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    const std::chrono::sys_seconds now = runner_.clock().Now();
    response->set_version(version_);
    response->set_store(store_);
    response->mutable_now_time()->set_seconds(now.time_since_epoch().count());
    *response->mutable_today() = ToProto(DayIn(kServiceZone, now));
    FillCoverage(runner_.rules(), response);
    FillLimits(response->mutable_limits());
    for (const char* capability : {"validate_only", "evaluate", "watch"}) {
      response->add_capabilities(capability);
    }
    return ReadState(runner_, [&](const workflow::State& state) {
      response->set_revision(state.revision);
      if (const auto mark = RunMark(state)) *response->mutable_run_mark_date() = ToProto(*mark);
      FillCounts(state, response->mutable_counts());
      return absl::OkStatus();
    });
  });
}

}  // namespace vekha::api
