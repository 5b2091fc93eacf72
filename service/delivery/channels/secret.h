// A password or key: it has no way to be printed, and is read from its file each time it is needed,
// so that a changed one is taken at once.
#pragma once

#include <absl/status/statusor.h>

#include <string>

namespace vekha::delivery {

class Secret {
 public:
  explicit Secret(std::string value) : value_(std::move(value)) {}
  const std::string& Reveal() const { return value_; }

 private:
  std::string value_;
};

inline constexpr size_t kSecretBytesMax = 4096;

// The file's first line without its line break. SECRET_UNREADABLE (kNotFound), SECRET_EMPTY,
// SECRET_TOO_LONG (kInvalidArgument), each naming the file only.
absl::StatusOr<Secret> ReadSecret(const std::string& file);

}  // namespace vekha::delivery
