// What is wrong with a row of a table from outside, and where: by file, line and column name, as a
// person who opens the table in an editor looks for it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/base/language.h"

namespace vekha::roster {

struct RowDiagnostic {
  Severity severity = Severity::kError;
  std::string code;  // stable: "R0601"; docs/formats/bundles.md lists all
  std::string file;  // as named in the bundle; empty: the bundle as a whole
  // Line of the file on which the row begins, the header is 1; 0: the file as a whole.
  uint32_t row = 0;
  std::string column;  // its name in the header; empty: the row as a whole
  Bilingual message;
  Bilingual hint{};
};

// "users.csv:5: orgSourcedIds: error[R0601]: message". Parts that are empty or 0 are left out.
std::string FormatRowDiagnostic(const RowDiagnostic& diagnostic,
                                Language language = Language::kEnglish);

bool HasErrors(const std::vector<RowDiagnostic>& diagnostics);

}  // namespace vekha::roster
