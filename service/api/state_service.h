// vekha.v1.StateService.
#pragma once

#include "service/api/ingest.h"
#include "service/runner/runner.h"
#include "vekha/v1/state_service.grpc.pb.h"

namespace vekha::api {

class StateService final : public v1::StateService::CallbackService {
 public:
  explicit StateService(runner::Runner& runner) : runner_(runner), streams_(runner) {}

  grpc::ServerUnaryReactor* RecordFacts(grpc::CallbackServerContext* context,
                                        const v1::RecordFactsRequest* request,
                                        v1::RecordFactsResponse* response) override;
  IngestStreams::Reactor* IngestFacts(grpc::CallbackServerContext* context) override;
  grpc::ServerUnaryReactor* GetState(grpc::CallbackServerContext* context,
                                     const v1::GetStateRequest* request,
                                     v1::GetStateResponse* response) override;

  // Ends every open stream, and every one that begins later at once.
  void Stop();

 private:
  runner::Runner& runner_;
  IngestStreams streams_;
};

}  // namespace vekha::api
