#include "engine/roadmap/condition_compiler.h"

#include <fmt/format.h>

#include <utility>

#include "engine/base/utf8.h"
#include "engine/condition/condition.h"
#include "engine/roadmap/diagnostic_code.h"

namespace vekha::roadmap {
namespace {

using condition::TypeKind;

// The byte `count` code points after `begin`.
size_t Advance(std::string_view text, size_t begin, int count) {
  const std::vector<CodePoint> letters = DecodeUtf8(text.substr(begin));
  const auto index = static_cast<size_t>(count);
  return index < letters.size() ? begin + letters[index].offset : text.size();
}

size_t OffsetOf(std::string_view text, Position position) {
  size_t line_start = 0;
  for (int line = 1; line < position.line; ++line) {
    const size_t end = text.find('\n', line_start);
    if (end == std::string_view::npos) return text.size();
    line_start = end + 1;
  }
  return Advance(text, line_start, position.column - 1);
}

Diagnostic Relocate(const Diagnostic& diagnostic, const Text& expression) {
  const size_t begin = OffsetOf(expression.value, diagnostic.position);
  const size_t end = Advance(expression.value, begin, diagnostic.length);
  const SourceRange range =
      yaml::SourceSpan(*expression.place.source, *expression.place.node, begin, end);
  return MakeDiagnostic(*expression.place.source, range, diagnostic.severity, diagnostic.code,
                        {diagnostic.message_ru, diagnostic.message},
                        {diagnostic.hint_ru, diagnostic.hint});
}

bool IsWanted(TypeKind kind, Wanted wanted) {
  if (kind == TypeKind::kDyn) return true;
  switch (wanted) {
    case Wanted::kBool:
      return kind == TypeKind::kBool;
    case Wanted::kNumber:
      return kind == TypeKind::kInt || kind == TypeKind::kUint || kind == TypeKind::kDouble;
  }
  return false;
}

}  // namespace

std::optional<Condition> CompileCondition(const Text& expression, Wanted wanted,
                                          const condition::Environment& names,
                                          std::vector<Diagnostic>& diagnostics) {
  const Source own("condition", expression.value);
  auto compiled = condition::Compile(expression.value, &names, own, 0);
  for (const Diagnostic& diagnostic : compiled.diagnostics) {
    diagnostics.push_back(Relocate(diagnostic, expression));
  }
  if (!compiled.value || HasErrors(compiled.diagnostics)) return std::nullopt;
  const condition::Type& type = condition::ResultType(**compiled.value);
  if (!IsWanted(type.kind, wanted)) {
    diagnostics.push_back(MakeDiagnostic(
        *expression.place.source, expression.place.node->range, Severity::kError,
        code::kWrongResult,
        {fmt::format("выражение даёт {}, а нужно {}", condition::FormatType(type),
                     wanted == Wanted::kBool ? "true или false" : "число"),
         fmt::format("the expression gives {}, {} is needed", condition::FormatType(type),
                     wanted == Wanted::kBool ? "true or false" : "a number")}));
    return std::nullopt;
  }
  return Condition{expression.value, *std::move(compiled.value)};
}

}  // namespace vekha::roadmap
