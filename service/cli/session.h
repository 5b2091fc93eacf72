// One invocation of `vekha`: its options, where it prints, and the server it speaks to.
#pragma once

#include <absl/status/statusor.h>
#include <grpcpp/channel.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "service/cli/failure.h"
#include "service/cli/language.h"
#include "service/cli/terminal.h"

namespace vekha::app {
class App;
}  // namespace vekha::app

namespace vekha::cli {

inline constexpr std::string_view kDefaultServer = "127.0.0.1:7443";
inline constexpr std::chrono::seconds kCallTimeout{300};
inline constexpr int kAnswerBytesMax = 64 << 20;

struct Options {
  Language language = Language::kEnglish;
  bool json = false;
  std::string server;    // HOST:PORT; empty: `db`, or else the default
  std::string db;        // a file: the service runs inside this process
  std::string rules;     // a folder instead of the rules in the program; empty: those
  std::string delivery;  // with `db`: a file that says how messages leave; empty: they do not
};

class Session {
 public:
  explicit Session(Language language);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  Options options;
  const Terminal terminal;
  // What the command line asked for; set while it is parsed, run after. Its value is the exit code.
  std::function<absl::StatusOr<int>()> action;

  Language language() const { return options.language; }
  const std::string& Say(const Text& text) const { return text.In(options.language); }
  std::string Paint(Style style, std::string_view text) const {
    return terminal.Paint(style, text);
  }

  void Print(std::string_view text) const;         // to the standard output, as it is
  void Report(const absl::Status& failure) const;  // to the standard error

  // Writing commands may make the file of --db; for the others a missing file is a slip.
  void AllowNewDatabase() { may_create_ = true; }

  // Opened once. With --db the service starts inside this process.
  absl::StatusOr<std::shared_ptr<grpc::Channel>> Connect();
  // What was connected to, for messages.
  std::string ServerName() const;

 private:
  bool may_create_ = false;
  std::unique_ptr<app::App> local_;
  std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace vekha::cli
