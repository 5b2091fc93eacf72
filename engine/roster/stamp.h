// When a source saw what it says, and which edition of it that is. Of two sayings about one record
// the one with the greater stamp counts, whatever the order they arrive in.
#pragma once

#include <compare>
#include <cstdint>

namespace vekha::roster {

struct Stamp {
  int64_t observed_at = 0;  // seconds since 1970-01-01 UTC; 0: not said
  int64_t version = 0;      // the source's own number of the edition; breaks ties
  auto operator<=>(const Stamp&) const = default;
};

}  // namespace vekha::roster
