#include "service/cli/session.h"

#include <fmt/format.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "engine/base/status.h"
#include "service/cli/local_server.h"

namespace vekha::cli {

Session::Session(Language language) : terminal(DetectTerminal(STDOUT_FILENO)) {
  options.language = language;
}

Session::~Session() = default;

void Session::Print(std::string_view text) const {
  std::fwrite(text.data(), 1, text.size(), stdout);
}

void Session::Report(const absl::Status& failure) const {
  const std::string text =
      options.json ? FormatFailureJson(failure) : FormatFailure(failure, language());
  std::fflush(stdout);
  std::fwrite(text.data(), 1, text.size(), stderr);
}

std::string Session::ServerName() const {
  if (!options.db.empty()) return options.db;
  return options.server.empty() ? std::string(kDefaultServer) : options.server;
}

absl::StatusOr<std::shared_ptr<grpc::Channel>> Session::Connect() {
  if (channel_ != nullptr) return channel_;
  if (!options.db.empty()) {
    std::error_code error;
    if (!may_create_ && !std::filesystem::exists(options.db, error)) {
      return OpenError("DATABASE_MISSING", {fmt::format("{}: нет такой базы данных", options.db),
                                            fmt::format("{}: no such database", options.db)});
    }
    VEKHA_ASSIGN_OR_RETURN(local_, StartLocalServer(options.db, options.rules, options.delivery));
    channel_ = local_->InProcessChannel();
    return channel_;
  }
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kAnswerBytesMax);
  channel_ = grpc::CreateCustomChannel(ServerName(), grpc::InsecureChannelCredentials(), arguments);
  return channel_;
}

}  // namespace vekha::cli
