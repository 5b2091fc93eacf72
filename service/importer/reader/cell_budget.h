// Counts what a reader takes in, so that every reader stops at the same limits.
#pragma once

#include <absl/status/status.h>

#include <cstddef>
#include <string_view>

namespace vekha::importer {

class CellBudget {
 public:
  absl::Status AddTable();
  // A cell in 0-based column `column`; one that is too large is named by its place and beginning.
  absl::Status AddCell(size_t column, std::string_view text);

 private:
  size_t tables_ = 0;
  size_t cells_ = 0;
};

}  // namespace vekha::importer
