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
  // evidence_log.cc
  grpc::ServerUnaryReactor* ListEvidence(grpc::CallbackServerContext* context,
                                         const v1::ListEvidenceRequest* request,
                                         v1::ListEvidenceResponse* response) override;

 private:
  absl::Status DoCheckOverdue(const v1::CheckOverdueRequest& request,
                              v1::CheckOverdueResponse* response);
  absl::Status DoSummarize(const v1::SummarizeRequest& request, v1::SummarizeResponse* response);
  absl::Status DoListEvidence(const v1::ListEvidenceRequest& request,
                              v1::ListEvidenceResponse* response);

  runner::Runner& runner_;
};

}  // namespace vekha::api
