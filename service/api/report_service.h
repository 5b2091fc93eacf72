// vekha.v1.ReportService.
#pragma once

#include "service/runner/runner.h"
#include "vekha/v1/report_service.grpc.pb.h"

namespace vekha::api {

class ReportService final : public v1::ReportService::CallbackService {
 public:
  explicit ReportService(runner::Runner& runner) : runner_(runner) {}

  grpc::ServerUnaryReactor* CheckOverdue(grpc::CallbackServerContext* context,
                                         const v1::CheckOverdueRequest* request,
                                         v1::CheckOverdueResponse* response) override;
  grpc::ServerUnaryReactor* Summarize(grpc::CallbackServerContext* context,
                                      const v1::SummarizeRequest* request,
                                      v1::SummarizeResponse* response) override;

 private:
  absl::Status DoCheckOverdue(const v1::CheckOverdueRequest& request,
                              v1::CheckOverdueResponse* response);
  absl::Status DoSummarize(const v1::SummarizeRequest& request, v1::SummarizeResponse* response);

  runner::Runner& runner_;
};

}  // namespace vekha::api
