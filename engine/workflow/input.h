// What is checked of every text given from outside. Inside this room only.
#pragma once

#include <absl/status/status.h>

#include <string>
#include <string_view>

namespace vekha::workflow {

// [a-z0-9_-]+, 1 to 64 characters, beginning with a letter or digit; else `reason` about `field`.
absl::Status CheckId(std::string reason, std::string_view field, std::string_view id);

// 1 to 300 characters that are not all blank; else `reason`.
absl::Status CheckName(std::string reason, std::string_view name);

// 1 to 1000 characters that are not all blank; else REASON_REQUIRED.
absl::Status CheckReason(std::string_view reason);

}  // namespace vekha::workflow
