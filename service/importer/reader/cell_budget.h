// Counts what a reader takes in, so that every reader stops at the same limits.
#pragma once

#include <absl/status/status.h>

#include <cstddef>

namespace vekha::importer {

class CellBudget {
 public:
  absl::Status AddTable();
  // A cell of `bytes` in 0-based column `column`.
  absl::Status AddCell(size_t column, size_t bytes);

 private:
  size_t tables_ = 0;
  size_t cells_ = 0;
};

}  // namespace vekha::importer
