// A push that proves where it comes from, as Standard Webhooks has it (standardwebhooks.com): the
// headers webhook-id, webhook-timestamp and webhook-signature, the same that our own webhooks
// carry.
#pragma once

#include <absl/status/statusor.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/rejection.h"
#include "service/delivery/channels/secret.h"
#include "service/http/message.h"

namespace vekha::http {

// How far a push's clock may be from ours, either way.
inline constexpr std::chrono::minutes kPushWindow{5};
inline constexpr size_t kPushSecretsMax = 64;

// One secret a line, so that each sender has one of his own and a new one can be handed out before
// the old is taken away; blank lines count for nothing. SECRET_UNREADABLE, SECRET_EMPTY,
// SECRET_TOO_LONG, SECRETS_TOO_MANY.
absl::StatusOr<std::vector<delivery::Secret>> ReadSecrets(const std::string& file);

// Nothing when the request is signed with one of the secrets and its time lies in the window.
// Otherwise, all kUnauthenticated: PUSH_UNSIGNED (a header is missing), PUSH_ID_INVALID (not 1 to
// 128 printable ASCII characters without "."; or Idempotency-Key, which nobody has signed, says
// another), PUSH_TIMESTAMP_INVALID, PUSH_SIGNATURE_WRONG, PUSH_OUTSIDE_WINDOW.
std::optional<Rejection> CheckPush(const Request& request,
                                   const std::vector<delivery::Secret>& secrets,
                                   std::chrono::sys_seconds now);

// The key under which a repeat is the same call: webhook-id or Idempotency-Key; nothing when there
// is neither. KEY_AMBIGUOUS (kInvalidArgument) when both are there and differ.
absl::StatusOr<std::optional<std::string>> ReadKey(const Request& request);

}  // namespace vekha::http
