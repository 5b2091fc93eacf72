// How messages leave: the file of `vekha serve --delivery FILE` (docs/formats/delivery.md). Secrets
// never stand in it, only the names of the files that hold them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/diagnostic.h"
#include "service/base/clock.h"
#include "service/delivery/channels/channel.h"

namespace vekha::delivery {

enum class Security {
  kNone,      // in the open: only without a user
  kStartTls,  // begins in the open and must become TLS before anything is said
  kTls,       // TLS from the first byte
};

struct SmtpConfig {
  std::string host;
  int port = 587;  // when not said: 25, 587 or 465, by security
  Security security = Security::kStartTls;
  std::string user;           // empty: no authentication
  std::string password_file;  // with a user
  std::string from;           // an address in ASCII; its domain is that of Message-IDs, too
  std::string from_name = "Веха";
  std::string reply_to;  // may be empty
  std::string ca_file;   // certificates to trust instead of the system's; may be empty
  int timeout_seconds = 30;
  int per_minute = 0;  // 0: no limit
};

struct WebhookConfig {
  std::string secret_file;
  // Hosts inside the house, as addresses write them: everything else must lie in the open net.
  std::vector<std::string> allow_hosts;
  std::string ca_file;
  int timeout_seconds = 10;
  int per_minute = 0;
};

struct SpoolConfig {
  std::string folder;
  std::string from = "vekha@localhost";
  std::string from_name = "Веха";
};

struct DeliveryConfig {
  std::optional<SmtpConfig> smtp;
  std::optional<WebhookConfig> webhook;
  std::optional<SpoolConfig> spool;
};

// Besides the codes of engine/yaml:
//   E0901 a secret in the file            E0904 user without password_file, or the other way round
//   E0902 not a mail address              E0905 a password over an open connection
//   E0903 not a host name                 E0906 no channel
Parsed<DeliveryConfig> LoadDeliveryConfig(const Source& source);

// The channels of a configuration. `clock` must outlive them.
std::vector<std::unique_ptr<Channel>> MakeChannels(const DeliveryConfig& config,
                                                   const service::Clock& clock);

}  // namespace vekha::delivery
