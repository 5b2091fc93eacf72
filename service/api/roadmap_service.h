// vekha.v1.RoadmapService.
#pragma once

#include "service/runner/runner.h"
#include "vekha/v1/roadmap_service.grpc.pb.h"

namespace vekha::api {

class RoadmapService final : public v1::RoadmapService::CallbackService {
 public:
  explicit RoadmapService(runner::Runner& runner) : runner_(runner) {}

  grpc::ServerUnaryReactor* Apply(grpc::CallbackServerContext* context,
                                  const v1::ApplyRequest* request,
                                  v1::ApplyResponse* response) override;
  grpc::ServerUnaryReactor* Get(grpc::CallbackServerContext* context,
                                const v1::RoadmapServiceGetRequest* request,
                                v1::RoadmapServiceGetResponse* response) override;
  grpc::ServerUnaryReactor* List(grpc::CallbackServerContext* context,
                                 const v1::RoadmapServiceListRequest* request,
                                 v1::RoadmapServiceListResponse* response) override;
  grpc::ServerUnaryReactor* Lint(grpc::CallbackServerContext* context,
                                 const v1::LintRequest* request,
                                 v1::LintResponse* response) override;
  grpc::ServerUnaryReactor* ParseTerm(grpc::CallbackServerContext* context,
                                      const v1::ParseTermRequest* request,
                                      v1::ParseTermResponse* response) override;
  grpc::ServerUnaryReactor* Import(grpc::CallbackServerContext* context,
                                   const v1::ImportRequest* request,
                                   v1::ImportResponse* response) override;
  grpc::ServerUnaryReactor* Adopt(grpc::CallbackServerContext* context,
                                  const v1::AdoptRequest* request,
                                  v1::AdoptResponse* response) override;
  grpc::ServerUnaryReactor* CompareVersions(grpc::CallbackServerContext* context,
                                            const v1::CompareVersionsRequest* request,
                                            v1::CompareVersionsResponse* response) override;

 private:
  absl::Status DoApply(const v1::ApplyRequest& request, v1::ApplyResponse* response);
  absl::Status DoParseTerm(const v1::ParseTermRequest& request, v1::ParseTermResponse* response);
  absl::Status DoAdopt(const v1::AdoptRequest& request, v1::AdoptResponse* response);
  absl::Status DoCompareVersions(const workflow::State& state,
                                 const v1::CompareVersionsRequest& request,
                                 v1::CompareVersionsResponse* response);

  runner::Runner& runner_;
};

}  // namespace vekha::api
