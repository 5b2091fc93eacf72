#include "engine/base/diagnostic.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "engine/base/utf8.h"

namespace vekha {
namespace {

constexpr size_t kShownLetters = 160;  // of a line
constexpr size_t kShownBefore = 60;    // of them, before the place

// The line with a caret under the place; "…" stands for what is left out.
std::string Excerpt(const Diagnostic& diagnostic, std::string_view line) {
  const auto column = static_cast<size_t>(std::max(diagnostic.position.column, 1)) - 1;
  const std::vector<CodePoint> letters = DecodeUtf8(line);
  const bool whole = letters.size() <= kShownLetters;
  const size_t first = whole || column < kShownBefore ? 0 : column - kShownBefore;
  const size_t last = std::min(letters.size(), first + kShownLetters);
  std::string shown = first > 0 ? "…" : "";
  std::string under = first > 0 ? " " : "";
  for (size_t i = first; i < last; ++i) {
    AppendUtf8(letters[i].value, shown);
    if (i < column) under.push_back(letters[i].value == U'\t' ? '\t' : ' ');
  }
  if (last < letters.size()) shown += "…";
  const size_t room = last > column ? last - column : 1;
  const auto length = static_cast<size_t>(std::max(diagnostic.length, 1));
  return fmt::format("\n    {}\n    {}{}", shown, under, std::string(std::min(length, room), '^'));
}

}  // namespace

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
                          std::string code, Bilingual message, Bilingual hint) {
  const Position begin = source.PositionAt(range.begin);
  const Position end = source.PositionAt(std::max(range.begin, range.end));
  const int length = end.line == begin.line ? std::max(1, end.column - begin.column) : 1;
  return Diagnostic{severity,
                    std::move(code),
                    source.name(),
                    begin,
                    length,
                    std::move(message.en),
                    std::move(hint.en),
                    std::move(message.ru),
                    std::move(hint.ru)};
}

bool HasErrors(const std::vector<Diagnostic>& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::kError; });
}

std::string FormatDiagnostic(const Diagnostic& diagnostic, const Source* source,
                             Language language) {
  std::string out = fmt::format("{}:{}:{}: {}[{}]: {}", diagnostic.file, diagnostic.position.line,
                                diagnostic.position.column, SeverityName(diagnostic.severity),
                                diagnostic.code, diagnostic.Message(language));
  if (source != nullptr) out += Excerpt(diagnostic, source->Line(diagnostic.position.line));
  const std::string& hint = diagnostic.Hint(language);
  if (hint.empty()) return out;
  return out + fmt::format("\n    {}: {}", language == Language::kRussian ? "совет" : "hint", hint);
}

void SortDiagnostics(std::vector<Diagnostic>& diagnostics) {
  std::stable_sort(diagnostics.begin(), diagnostics.end(),
                   [](const Diagnostic& a, const Diagnostic& b) {
                     return std::tie(a.file, a.position.line, a.position.column, a.code) <
                            std::tie(b.file, b.position.line, b.position.column, b.code);
                   });
}

}  // namespace vekha
