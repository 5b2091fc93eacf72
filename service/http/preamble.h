// What stands before the message of a call, and the "no" for what does not fit.
#pragma once

#include <absl/status/statusor.h>

#include <chrono>
#include <optional>
#include <string>

#include "service/http/message.h"

namespace vekha::http {

// "/package.Service/Method" of a request's target: without a query, and without scheme and host
// where a proxy writes them.
std::string PathOf(const std::string& target);

struct Preamble {
  std::optional<std::chrono::milliseconds> timeout;  // Connect-Timeout-Ms; none: no limit
};

// CONNECT_VERSION_UNKNOWN, TIMEOUT_INVALID (kInvalidArgument), ENCODING_UNSUPPORTED
// (kUnimplemented: bodies come as they are).
absl::StatusOr<Preamble> ReadPreamble(const Request& request);

// Answers that HTTP has words of its own for.
Answer MethodUnknown();       // 404 METHOD_UNKNOWN
Answer OnlyPost();            // 405 HTTP_METHOD_UNSUPPORTED
Answer ContentTypeUnknown();  // 415 CONTENT_TYPE_UNSUPPORTED
Answer TimedOut();            // 504 TIMEOUT_PASSED
Answer SecretsUnreadable();   // 503 SECRETS_UNREADABLE

// METHOD_STREAMS: 501, or to a client that asked for a stream the end of one, which says the same.
Answer MethodStreams(const std::string& content_type);

}  // namespace vekha::http
