#include "engine/base/diagnostic.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "engine/base/utf8.h"

namespace vekha {

std::string_view SeverityName(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kNote:
      return "note";
  }
  return "";
}

Diagnostic MakeDiagnostic(const Source& source, SourceRange range, Severity severity,
                          std::string code, std::string message, std::string hint) {
  const Position begin = source.PositionAt(range.begin);
  const Position end = source.PositionAt(std::max(range.begin, range.end));
  const int length = end.line == begin.line ? std::max(1, end.column - begin.column) : 1;
  return Diagnostic{severity, std::move(code),    source.name(),  begin,
                    length,   std::move(message), std::move(hint)};
}

bool HasErrors(const std::vector<Diagnostic>& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::kError; });
}

std::string FormatDiagnostic(const Diagnostic& diagnostic, const Source* source) {
  std::string out = fmt::format("{}:{}:{}: {}[{}]: {}", diagnostic.file, diagnostic.position.line,
                                diagnostic.position.column, SeverityName(diagnostic.severity),
                                diagnostic.code, diagnostic.message);
  if (source != nullptr) {
    const std::string_view line = source->Line(diagnostic.position.line);
    out += fmt::format("\n    {}\n    ", line);
    int column = 1;
    for (const CodePoint& c : DecodeUtf8(line)) {
      if (column++ == diagnostic.position.column) break;
      out.push_back(c.value == U'\t' ? '\t' : ' ');
    }
    out.append(static_cast<size_t>(diagnostic.length), '^');
  }
  if (!diagnostic.hint.empty()) out += fmt::format("\n    hint: {}", diagnostic.hint);
  return out;
}

void SortDiagnostics(std::vector<Diagnostic>& diagnostics) {
  std::stable_sort(diagnostics.begin(), diagnostics.end(),
                   [](const Diagnostic& a, const Diagnostic& b) {
                     return std::tie(a.file, a.position.line, a.position.column, a.code) <
                            std::tie(b.file, b.position.line, b.position.column, b.code);
                   });
}

}  // namespace vekha
