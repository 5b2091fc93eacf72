// Where a record was read.
#pragma once

#include <cstdint>

namespace vekha::roster {

// Roster::files[file], line or row `row` (the header of a csv file is 1; 0: not from a row).
struct Origin {
  uint32_t file = 0;
  uint32_t row = 0;
  bool operator==(const Origin&) const = default;
};

}  // namespace vekha::roster
