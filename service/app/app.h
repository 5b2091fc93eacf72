// The whole service in one object: store, rules, runner, API and gRPC server, built in the order
// the data meets them and taken down in the reverse one.
#pragma once

#include <absl/status/statusor.h>
#include <grpcpp/channel.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/source.h"
#include "service/base/clock.h"
#include "service/delivery/courier.h"
#include "service/http/server.h"
#include "service/store/store.h"

namespace vekha::app {

struct Config {
  std::string db;                       // SQLite file; made when it does not exist
  std::string listen;                   // "127.0.0.1:7443"; empty: only this process can ask
  std::vector<Source> rules;            // service::EmbeddedRules() or service::LoadRulesFrom()
  std::optional<Source> delivery = {};  // docs/formats/delivery.md; none: nothing is sent
  std::optional<int> run_at = {};       // minute of the local day of each zone; none: no daily run
  bool jobs = false;                    // run and deliver by itself, and not only when asked
  http::Config http = {};               // the second door; without `listen`: none
};

// What an App is made of when not everything comes from a Config.
struct Parts {
  std::unique_ptr<store::Store> store;
  std::string store_name;  // "sqlite /srv/vekha.db", for people
  std::vector<Source> rules;
  std::unique_ptr<service::Clock> clock;
  std::string listen;  // as in Config; port 0 takes a free one
  delivery::Courier::Channels channels = {};
  std::optional<int> run_at = {};
  bool jobs = false;
  http::Config http = {};
};

// Thread-safe.
class App {
 public:
  // Errors, each a Rejection: the store's (STORE_...), RULES_INVALID, DELIVERY_INVALID
  // (kInvalidArgument, the message lists the diagnostics) and LISTEN_FAILED (kUnavailable: the
  // address is taken or not ours), and of http.secrets_file those of http::ReadSecrets.
  static absl::StatusOr<std::unique_ptr<App>> Open(Config config);
  static absl::StatusOr<std::unique_ptr<App>> Start(Parts parts);

  // Stops, when nobody has.
  ~App();

  // To this process's own server; valid as long as the App.
  std::shared_ptr<grpc::Channel> InProcessChannel();

  // The port listened on; 0 without `listen`.
  int port() const;
  // The same of the second door.
  int http_port() const;

  // Refuses new calls, ends open streams, lets running calls finish until `patience` has passed,
  // then cancels them. A second call does nothing.
  void Stop(std::chrono::milliseconds patience = std::chrono::seconds(5));

  App(const App&) = delete;
  App& operator=(const App&) = delete;

 private:
  struct Running;
  explicit App(std::unique_ptr<Running> running);
  std::unique_ptr<Running> running_;
};

}  // namespace vekha::app
