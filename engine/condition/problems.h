// What is wrong with one expression, placed in the file it stands in.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/base/diagnostic.h"

namespace vekha::condition {

// Scripts rely on these: add, never renumber.
inline constexpr const char* kSyntax = "E0201";
inline constexpr const char* kTooLarge = "E0202";
inline constexpr const char* kUnsupported = "E0203";
inline constexpr const char* kUndeclaredName = "E0204";
inline constexpr const char* kUndeclaredFunction = "E0205";
inline constexpr const char* kWrongType = "E0206";
inline constexpr const char* kWrongMacro = "E0207";
inline constexpr const char* kWrongConstant = "E0208";
inline constexpr const char* kTooCostly = "E0209";

class Problems {
 public:
  Problems(const Source& source, size_t offset) : source_(source), offset_(offset) {}

  // `range` is in bytes of the expression.
  void Add(SourceRange range, const char* code, Bilingual message, Bilingual hint = {}) {
    diagnostics_.push_back(MakeDiagnostic(source_, {range.begin + offset_, range.end + offset_},
                                          Severity::kError, code, std::move(message),
                                          std::move(hint)));
  }
  bool any() const { return !diagnostics_.empty(); }
  std::vector<Diagnostic> Take() { return std::move(diagnostics_); }

 private:
  const Source& source_;
  size_t offset_;
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace vekha::condition
