// vekha.v1.AdminService.
#pragma once

#include <optional>
#include <string>

#include "service/runner/runner.h"
#include "vekha/v1/admin_service.grpc.pb.h"

namespace vekha::api {

// The day every adoption has been brought up to; nothing when one has never been run or there is
// none.
std::optional<Date> RunMark(const workflow::State& state);

class AdminService final : public v1::AdminService::CallbackService {
 public:
  // `store` says what the data lies in: "sqlite /srv/vekha.db".
  AdminService(runner::Runner& runner, std::string version, std::string store)
      : runner_(runner), version_(std::move(version)), store_(std::move(store)) {}

  grpc::ServerUnaryReactor* GetSystemInfo(grpc::CallbackServerContext* context,
                                          const v1::GetSystemInfoRequest* request,
                                          v1::GetSystemInfoResponse* response) override;

 private:
  runner::Runner& runner_;
  std::string version_;
  std::string store_;
};

}  // namespace vekha::api
