// How the school's journals are asked: the file of `vekha ... pull --settings FILE`
// (docs/formats/adapters.md). Secrets never stand in it, only the names of the files that hold
// them.
#pragma once

#include <absl/status/statusor.h>

#include <chrono>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/base/diagnostic.h"
#include "service/delivery/channels/address_gate.h"
#include "service/delivery/channels/secret.h"
#include "service/intake/adapter/adapter.h"

namespace vekha::intake {

struct AdapterSettings {
  std::string adapter;
  std::string base_url;  // without a slash at its end
  std::string token_file;
  std::string school;     // the journal's id of the school; may be empty where it needs none
  std::string source;     // of records and facts; the adapter's name unless said
  std::string ca_file;    // certificates to trust instead of the system's; may be empty
  bool internal = false;  // the journal stands in the house: addresses outside the open net
  std::chrono::seconds timeout{20};   // of one request
  std::chrono::seconds total{600};    // of all requests and waits
  std::chrono::seconds wait_max{60};  // that the journal may ask for
  int requests_max = 2'000;
  int pages_max = 1'000;                                    // of one list
  std::map<std::string, std::string, std::less<>> texts{};  // the adapter's own keys
  std::map<std::string, std::vector<std::string>, std::less<>> ids{};
  std::map<std::string, bool, std::less<>> flags{};
  std::map<std::string, std::string, std::less<>> secret_files{};  // by key without "_file"

  std::string Text(std::string_view key) const;  // empty when it is not said
  bool Flag(std::string_view key) const;         // false when it is not said
  const std::vector<std::string>& Ids(std::string_view key) const;
  // http:// reaches this machine only, https:// the open net, unless `internal`.
  delivery::Reach Reach() const;
};

using AdapterList = std::span<const std::unique_ptr<Adapter>>;

// One entry a section. Besides the codes of engine/yaml:
//   E1101 base_url is no http or https address without user, query and fragment
//   E1102 http:// to another machine than this        E1103 a secret in the file
//   E1104 not an id: letters, figures, '-', '_' and '.', 1 to 64
Parsed<std::vector<AdapterSettings>> LoadAdapterSettings(const Source& source,
                                                         AdapterList adapters);

using Secrets = std::map<std::string, delivery::Secret, std::less<>>;

// "token" and the secret options. Errors of ReadSecret() and SECRET_FILE_OPEN
// (kFailedPrecondition): the file is no regular file, or others than its owner may read it, and
// SECRET_INVALID (kInvalidArgument): not visible ASCII; each names the file only.
absl::StatusOr<Secrets> ReadSecrets(const AdapterSettings& settings);

}  // namespace vekha::intake
