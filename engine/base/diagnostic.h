// What is wrong with a document, and where. Reading a document never stops at the first mistake: it
// collects all.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/language.h"
#include "engine/base/source.h"

namespace vekha {

enum class Severity { kError, kWarning, kNote };
std::string_view SeverityName(Severity severity);  // "error", "warning", "note"

struct Diagnostic {
  Severity severity = Severity::kError;
  std::string code;  // stable: "E0103"; scripts rely on it
  std::string file;
  Position position;         // where it begins
  int length = 1;            // in code points, on that line
  std::string message;       // English
  std::string hint;          // what to write instead; may be empty
  std::string message_ru{};  // empty: there is only the English one
  std::string hint_ru{};

  const std::string& Message(Language language) const {
    return language == Language::kRussian && !message_ru.empty() ? message_ru : message;
  }
  const std::string& Hint(Language language) const {
    return language == Language::kRussian && !hint_ru.empty() ? hint_ru : hint;
  }
  bool operator==(const Diagnostic&) const = default;
};

// A value, when one could be made, and everything that was noticed. A value may come with warnings
// and notes; with an error there is none that may be used.
template <typename T>
struct Parsed {
  std::optional<T> value;
  std::vector<Diagnostic> diagnostics;
};

Diagnostic MakeDiagnostic(const Source& source, SourceRange range, Severity severity,
                          std::string code, Bilingual message, Bilingual hint = {});

bool HasErrors(const std::vector<Diagnostic>& diagnostics);

// "file:14:9: error[E0103]: message", and when `source` is given the line and a caret under the
// place, and the hint. Of a long line the part around the place is shown.
std::string FormatDiagnostic(const Diagnostic& diagnostic, const Source* source = nullptr,
                             Language language = Language::kEnglish);

// By file, line, column, code.
void SortDiagnostics(std::vector<Diagnostic>& diagnostics);

}  // namespace vekha
