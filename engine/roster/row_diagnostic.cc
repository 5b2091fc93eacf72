#include "engine/roster/row_diagnostic.h"

#include <fmt/format.h>

#include <algorithm>

namespace vekha::roster {

std::string FormatRowDiagnostic(const RowDiagnostic& diagnostic, Language language) {
  std::string text;
  if (!diagnostic.file.empty()) {
    text += diagnostic.file;
    if (diagnostic.row > 0) text += fmt::format(":{}", diagnostic.row);
    text += ": ";
  }
  if (!diagnostic.column.empty()) text += diagnostic.column + ": ";
  text += fmt::format("{}[{}]: {}", SeverityName(diagnostic.severity), diagnostic.code,
                      diagnostic.message.In(language));
  if (!diagnostic.hint.empty()) text += fmt::format(" ({})", diagnostic.hint.In(language));
  return text;
}

bool HasErrors(const std::vector<RowDiagnostic>& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const RowDiagnostic& d) { return d.severity == Severity::kError; });
}

}  // namespace vekha::roster
