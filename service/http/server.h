// The second door: every unary method of the gRPC server as JSON over HTTP (docs/http.md).
#pragma once

#include <absl/status/statusor.h>
#include <grpcpp/channel.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "service/base/clock.h"
#include "service/http/dispatcher.h"
#include "service/http/listener.h"

namespace vekha::http {

struct Config {
  std::string listen;                     // "127.0.0.1:7480"; empty: there is no second door
  std::string secrets_file = {};          // empty: calls need no signature
  std::vector<std::string> origins = {};  // web pages that may call: "https://school.example"
};

// Thread-safe.
class Server {
 public:
  // `channel` leads to the server whose `services` are served; `clock` must outlive this.
  // Errors: those of Listener::Listen, and of ReadSecrets (service/http/push.h) for the file.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const Config& config,
                                                       std::vector<std::string> services,
                                                       std::shared_ptr<grpc::Channel> channel,
                                                       const service::Clock& clock,
                                                       Limits limits = {});
  ~Server();

  int port() const;

  // Refuses new calls, lets running ones finish until `patience` has passed, then cancels them. A
  // second call does nothing.
  void Stop(std::chrono::milliseconds patience);

 private:
  explicit Server(std::unique_ptr<Dispatcher> dispatcher);

  std::unique_ptr<Dispatcher> dispatcher_;
  std::unique_ptr<Listener> listener_;
  int port_ = 0;
};

}  // namespace vekha::http
