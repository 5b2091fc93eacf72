#include "service/http/server.h"

#include <utility>

#include "engine/base/status.h"
#include "service/http/push.h"

namespace vekha::http {
namespace {

// For the answers of cancelled calls to be written.
constexpr std::chrono::milliseconds kLastWords{200};

}  // namespace

Server::Server(std::unique_ptr<Dispatcher> dispatcher) : dispatcher_(std::move(dispatcher)) {}

Server::~Server() { Stop({}); }

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const Config& config,
                                                      std::vector<std::string> services,
                                                      std::shared_ptr<grpc::Channel> channel,
                                                      const service::Clock& clock, Limits limits) {
  if (!config.secrets_file.empty()) {
    VEKHA_RETURN_IF_ERROR(ReadSecrets(config.secrets_file).status());
  }
  std::unique_ptr<Server> out(new Server(
      std::make_unique<Dispatcher>(std::move(channel),
                                   Dispatcher::Options{.services = std::move(services),
                                                       .secrets_file = config.secrets_file,
                                                       .origins = config.origins},
                                   clock)));
  const auto handle = [dispatcher = out->dispatcher_.get()](Request request, Answered answered) {
    dispatcher->Handle(std::move(request), std::move(answered));
  };
  VEKHA_ASSIGN_OR_RETURN(out->listener_, Listener::Listen(config.listen, handle, limits));
  out->port_ = out->listener_->port();
  return out;
}

int Server::port() const { return port_; }

void Server::Stop(std::chrono::milliseconds patience) {
  if (listener_ == nullptr) return;
  const auto now = [] { return std::chrono::steady_clock::now(); };
  if (!listener_->Drain(now() + patience)) {
    dispatcher_->CancelAll();
    listener_->Drain(now() + kLastWords);
  }
  dispatcher_->CancelAll();
  listener_.reset();
}

}  // namespace vekha::http
