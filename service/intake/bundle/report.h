// What reading a bundle has found: every file, every row, every fault.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <string>
#include <vector>

#include "engine/roster/roster_update.h"
#include "engine/roster/row_diagnostic.h"
#include "service/intake/bundle/schema.h"

namespace vekha::intake {

// Rows without the header and without blank lines: read = accepted + refused.
struct FileReport {
  std::string name;
  roster::Mode mode = roster::Mode::kBulk;
  uint64_t bytes = 0;
  uint64_t read = 0;
  uint64_t accepted = 0;
  uint64_t refused = 0;
  uint64_t blank = 0;  // empty lines, and lines of nothing but commas
};

struct BundleReport {
  Format format = Format::kUnknown;
  std::vector<FileReport> files;  // in the order they were read
  // By file and row; of many only the first are kept, the numbers below count all.
  std::vector<roster::RowDiagnostic> diagnostics;
  uint64_t errors = 0;
  uint64_t warnings = 0;
  uint64_t notes = 0;
  // References of a delta to records that may stand in earlier imports: CheckRoster() of the merged
  // roster decides.
  uint64_t unchecked_references = 0;

  // A bundle with an error is not to be applied, not even in part.
  bool HasErrors() const { return errors > 0; }
};

// Collects diagnostics: all are counted, `kept_max` errors and as many others are kept, and of one
// kind in one file no more than kOfAKindMax, so that one fault on every row does not hide others.
class Reporter {
 public:
  static constexpr uint32_t kOfAKindMax = 200;
  static constexpr uint32_t kFew = 5;

  Reporter(BundleReport& report, size_t kept_max) : report_(report), kept_max_(kept_max) {}

  void Add(Severity severity, std::string_view code, std::string_view file, uint32_t row,
           std::string_view column, Bilingual message, Bilingual hint = {});
  void Error(std::string_view code, std::string_view file, uint32_t row, std::string_view column,
             Bilingual message, Bilingual hint = {}) {
    Add(Severity::kError, code, file, row, column, std::move(message), std::move(hint));
  }
  void Warn(std::string_view code, std::string_view file, uint32_t row, std::string_view column,
            Bilingual message, Bilingual hint = {}) {
    Add(Severity::kWarning, code, file, row, column, std::move(message), std::move(hint));
  }
  void Note(std::string_view code, std::string_view file, uint32_t row, std::string_view column,
            Bilingual message, Bilingual hint = {}) {
    Add(Severity::kNote, code, file, row, column, std::move(message), std::move(hint));
  }

  // The same fault of one file once, however many rows have it: true the first time.
  bool Once(std::string_view code, std::string_view file, std::string_view column);

  // The first few times: of what one export does alike on all its rows, more tells nothing.
  bool Few(std::string_view code, std::string_view file, std::string_view column);

  // Sorts what was kept: files as the report lists them, then rows.
  void Finish();

 private:
  BundleReport& report_;
  const size_t kept_max_;
  size_t errors_kept_ = 0;
  size_t others_kept_ = 0;
  absl::flat_hash_map<std::string, uint32_t> of_a_kind_;
  absl::flat_hash_map<std::string, uint32_t> once_;
  absl::flat_hash_map<std::string, uint32_t> file_order_;
};

// A cell as a message may show it: cut to 40 characters, control characters replaced.
std::string ShownCell(std::string_view cell);

}  // namespace vekha::intake
