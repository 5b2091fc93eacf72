// "No", said so that a program and a person both understand: an absl::Status with a stable reason,
// values that go with it, and a Russian sentence. service/api turns it into google.rpc.Status with
// ErrorInfo and LocalizedMessage.
#pragma once

#include <absl/status/status.h>

#include <map>
#include <string>
#include <string_view>

namespace vekha {

struct Rejection {
  absl::StatusCode code = absl::StatusCode::kFailedPrecondition;
  std::string reason;  // UPPER_SNAKE, at most 63 characters; scripts rely on it: "EVIDENCE_MISSING"
  std::string message;                          // English, for developers
  std::string message_ru;                       // Russian, for people
  std::map<std::string, std::string> metadata;  // the moving parts of the message
};

// The status of a rejection; RejectionOf() gives it back whole.
absl::Status ToStatus(const Rejection& rejection);

// For a status that carries no rejection (a library's, a store's) the reason is the code's own name
// and the Russian sentence a general one. Never call it with an ok status.
Rejection RejectionOf(const absl::Status& status);

}  // namespace vekha
