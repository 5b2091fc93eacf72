// The log of the service: one line an event on stderr, so that stdout stays for answers. Ids and
// reasons go into it; names of people, texts of facts and evidence never do.
#pragma once

#include <absl/status/status.h>

#include <string_view>

namespace vekha::service {

// Sets up spdlog's default logger. `level`: "trace", "debug", "info", "warning", "error", "off".
// kInvalidArgument, LOG_LEVEL_UNKNOWN, for another; the log is then as it was.
absl::Status SetUpLog(std::string_view level);

}  // namespace vekha::service
