// Adapters of e-journals: each asks one kind of journal with the school's own token and says what
// it hears as roster records (engine/roster). Off unless a settings file has its section
// (docs/formats/adapters.md). A new one is a folder beside this file and a word in
// registry/CMakeLists.txt.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/base/language.h"
#include "engine/roster/roster_update.h"
#include "service/intake/adapter/json.h"

namespace vekha::intake {

class Feed;

// A key of an adapter's section of the settings, beside those that all have (settings.h).
struct OptionSpec {
  enum class Kind {
    kText,        // one line
    kIds,         // a list of ids, 1 to 1000
    kFlag,        // true or false
    kSecretFile,  // a file that holds a secret; the key ends in "_file"
  };
  std::string_view key;
  Kind kind = Kind::kText;
  bool required = false;
};

// A journal's own word for "no", found in a body.
struct JournalError {
  enum class Kind {
    kToken,  // the token is wrong or no longer good
    kLimit,  // too many requests: later it may work
    kOther,
  };
  Kind kind = Kind::kOther;
  std::string code{};  // as the journal calls it; shown only when it is a plain word
};

class Adapter {
 public:
  virtual ~Adapter() = default;
  virtual std::string_view name() const = 0;  // also its section: [a-z0-9-]+
  virtual Bilingual title() const = 0;
  virtual std::string_view base_url() const = 0;  // when the settings name none; may be empty
  virtual std::span<const OptionSpec> options() const = 0;

  // Asked of every body that is JSON, whatever the HTTP status.
  virtual std::optional<JournalError> ReadError(const Json& body) const = 0;

  // Asks and tells. Faults go to the feed's report; what the sink collected may be applied only if
  // that has no error. Stops asking once the feed has failed.
  virtual void Fetch(Feed& feed, roster::RecordSink& sink) const = 0;
};

}  // namespace vekha::intake
