// vekha.v1.SimulationService.
#pragma once

#include "service/runner/runner.h"
#include "vekha/v1/simulation_service.grpc.pb.h"

namespace vekha::api {

class SimulationService final : public v1::SimulationService::CallbackService {
 public:
  explicit SimulationService(runner::Runner& runner) : runner_(runner) {}

  grpc::ServerWriteReactor<v1::SimulateResponse>* Simulate(
      grpc::CallbackServerContext* context, const v1::SimulateRequest* request) override;
  grpc::ServerUnaryReactor* Backtest(grpc::CallbackServerContext* context,
                                     const v1::BacktestRequest* request,
                                     v1::BacktestResponse* response) override;

 private:
  absl::Status DoBacktest(const v1::BacktestRequest& request, v1::BacktestResponse* response);

  runner::Runner& runner_;
};

}  // namespace vekha::api
