// vekha.v1.RunService.
#pragma once

#include "service/runner/runner.h"
#include "vekha/v1/run_service.grpc.pb.h"

namespace vekha::api {

class RunService final : public v1::RunService::CallbackService {
 public:
  explicit RunService(runner::Runner& runner) : runner_(runner) {}

  grpc::ServerUnaryReactor* Run(grpc::CallbackServerContext* context, const v1::RunRequest* request,
                                v1::RunResponse* response) override;
  grpc::ServerUnaryReactor* Evaluate(grpc::CallbackServerContext* context,
                                     const v1::EvaluateRequest* request,
                                     v1::EvaluateResponse* response) override;

 private:
  Date LatestDay() const;  // in any zone of an organization or a person
  absl::StatusOr<Date> ReadAsOf(bool present, const v1::Date& as_of) const;

  runner::Runner& runner_;
};

}  // namespace vekha::api
