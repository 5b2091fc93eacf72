// Regular expressions of matches(): RE2, so linear in the text whatever the pattern.
#pragma once

#include <re2/re2.h>

#include <memory>
#include <string>

#include "engine/condition/meter.h"

namespace vekha::condition {

// Check ok(). A pattern that would take over a megabyte compiled is refused.
inline std::unique_ptr<const RE2> CompileRegex(const std::string& pattern) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);
  return std::make_unique<const RE2>(pattern, options);
}

// cel-go's price of one match.
inline bool ChargeMatch(const std::string& text, const std::string& pattern, Meter& meter) {
  return meter.Charge(static_cast<int64_t>((text.size() / 10 + 1) * (pattern.size() / 4 + 1)));
}

}  // namespace vekha::condition
