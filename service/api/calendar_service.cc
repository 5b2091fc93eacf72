#include "service/api/calendar_service.h"

#include <fmt/format.h>

#include "engine/base/rejection.h"
#include "engine/workflow/rejections.h"
#include "service/api/answer.h"
#include "service/api/convert.h"

namespace vekha::api {
namespace {

absl::Status PeriodTooLong() {
  return ToStatus({absl::StatusCode::kInvalidArgument,
                   "PERIOD_TOO_LONG",
                   fmt::format("at most {} days can be described at once", kDescribedDaysMax),
                   fmt::format("За один раз — не больше {} дней.", kDescribedDaysMax),
                   {{"field", "period"}, {"days_max", fmt::format("{}", kDescribedDaysMax)}}});
}

v1::Day DayMessage(const calendar::DayInfo& info) {
  v1::Day out;
  *out.mutable_date() = ToProto(info.date);
  out.set_working(info.working);
  out.set_short_(info.shortened);
  out.set_name(info.name);
  out.set_reason(info.reason);
  out.set_reason_en(info.reason_en);
  return out;
}

absl::Status DescribeAll(const calendar::WorkCalendar& calendar, const Period& period,
                         v1::DescribeDaysResponse* response) {
  int working = 0;
  int shortened = 0;
  for (Date day = period.first; day <= period.last; day = AddDays(day, 1)) {
    const auto info = calendar.Describe(day);
    if (!info.ok()) return workflow::CalendarNotCovered(info.status());
    *response->add_days() = DayMessage(*info);
    working += info->working ? 1 : 0;
    shortened += info->shortened ? 1 : 0;
  }
  response->set_working_days(working);
  response->set_short_days(shortened);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::shared_ptr<const calendar::WorkCalendar>> FindCalendar(
    const workflow::RuleBook& rules, const calendar::CalendarKey& key) {
  auto found = rules.calendars.Get(key);
  if (found.ok() || !absl::IsNotFound(found.status())) return found;
  return ToStatus({absl::StatusCode::kNotFound,
                   "CALENDAR_UNKNOWN",
                   fmt::format("there is no calendar of region {}", key.region),
                   fmt::format("Производственного календаря региона {} нет.", key.region),
                   {{"region", key.region}}});
}

grpc::ServerUnaryReactor* CalendarService::DescribeDays(grpc::CallbackServerContext* context,
                                                        const v1::DescribeDaysRequest* request,
                                                        v1::DescribeDaysResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    VEKHA_ASSIGN_OR_RETURN(const Period period,
                           ReadPeriod("period", request->has_period(), request->period()));
    if (DaysBetween(period.first, period.last) >= kDescribedDaysMax) return PeriodTooLong();
    VEKHA_ASSIGN_OR_RETURN(const auto key, ReadCalendarKey(request->calendar()));
    VEKHA_ASSIGN_OR_RETURN(const auto calendar, FindCalendar(runner_.rules(), key));
    runner_.Read([&](const workflow::State& state) { response->set_revision(state.revision); });
    return DescribeAll(*calendar, period, response);
  });
}

}  // namespace vekha::api
