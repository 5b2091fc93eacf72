// vekha.v1.CalendarService.
#pragma once

#include "service/runner/runner.h"
#include "vekha/v1/calendar_service.grpc.pb.h"

namespace vekha::api {

// CALENDAR_UNKNOWN (kNotFound) for a region without data.
absl::StatusOr<std::shared_ptr<const calendar::WorkCalendar>> FindCalendar(
    const workflow::RuleBook& rules, const calendar::CalendarKey& key);

class CalendarService final : public v1::CalendarService::CallbackService {
 public:
  explicit CalendarService(runner::Runner& runner) : runner_(runner) {}

  grpc::ServerUnaryReactor* DescribeDays(grpc::CallbackServerContext* context,
                                         const v1::DescribeDaysRequest* request,
                                         v1::DescribeDaysResponse* response) override;

 private:
  runner::Runner& runner_;
};

}  // namespace vekha::api
