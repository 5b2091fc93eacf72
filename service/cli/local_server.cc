#include "service/cli/local_server.h"

#include "engine/base/status.h"
#include "service/app/app.h"
#include "service/base/log.h"
#include "service/base/rules.h"
#include "service/cli/input.h"

namespace vekha::cli {

// The log keeps to problems: the answers of a command are its own.
absl::StatusOr<std::unique_ptr<app::App>> StartLocalServer(const std::string& db,
                                                           const std::string& rules,
                                                           const std::string& delivery) {
  VEKHA_RETURN_IF_ERROR(service::SetUpLog("error"));
  app::Config config{.db = db, .listen = "", .rules = {}};
  if (rules.empty()) {
    config.rules = service::EmbeddedRules();
  } else {
    VEKHA_ASSIGN_OR_RETURN(config.rules, service::LoadRulesFrom(rules));
  }
  if (!delivery.empty()) {
    VEKHA_ASSIGN_OR_RETURN(config.delivery, ReadSource(delivery));
  }
  return app::App::Open(std::move(config));
}

}  // namespace vekha::cli
