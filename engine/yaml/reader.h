// Typed reading of a document: what a node must be is said here, once, and what it is not is
// reported at its place.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/date.h"
#include "engine/base/diagnostic.h"
#include "engine/base/window.h"
#include "engine/yaml/document.h"

namespace vekha::yaml {

// No more problems of one file are kept: nobody reads more, and each costs a line.
inline constexpr size_t kMaxProblems = 200;  // errors; and as many warnings and notes

// The text for a message, cut when it is long.
std::string Shortened(std::string_view text);

// Reads the nodes of one source and collects every problem. The source must outlive the reader.
//   E0020 wrong kind of value     E0023 not a whole number, or outside its limits
//   E0021 unknown key             E0024 not true or false
//   E0022 missing key             E0025 not a date           E0027 unknown word
//                                 E0026 not a period         E0028 empty text
class Reader {
 public:
  explicit Reader(const Source& source) : source_(source) {}

  const Source& source() const { return source_; }

  // A problem of the caller's own.
  void Add(Severity severity, SourceRange range, std::string code, Bilingual message,
           Bilingual hint = {});
  void Error(const Node& at, std::string code, Bilingual message, Bilingual hint = {});
  void Warning(const Node& at, std::string code, Bilingual message, Bilingual hint = {});

  // True when `node` is of that kind; else E0020.
  bool IsMapping(const Node& node);
  bool IsSequence(const Node& node);

  // E0021 for each key that is not in `keys`, with the nearest allowed one as a hint. True when all
  // are.
  bool OnlyKeys(const Node& mapping, std::span<const std::string_view> keys);
  bool OnlyKeys(const Node& mapping, std::initializer_list<std::string_view> keys);

  // The value under `key`; null with E0022 when it is absent or empty.
  const Node* Require(const Node& mapping, std::string_view key);

  // The text of a scalar as written, of any style, never interpreted. Empty text is E0028.
  std::optional<std::string> AsText(const Node& node);
  // A whole number in decimal, of a plain scalar: an octal-looking "010", "1_000", "+1" and "1e3"
  // are refused. Outside [min, max] is E0023.
  std::optional<int> AsInt(const Node& node, int min, int max);
  // A decimal number such as 12.5 or -3, of a plain scalar, finite.
  std::optional<double> AsDouble(const Node& node);
  // Only `true` and `false`, plain.
  std::optional<bool> AsBool(const Node& node);
  // YYYY-MM-DD.
  std::optional<Date> AsDate(const Node& node);
  // YYYY-MM-DD..YYYY-MM-DD, both ends included.
  std::optional<Period> AsPeriod(const Node& node);
  // One of `words`; gives its index. Else E0027 listing them.
  std::optional<size_t> AsWord(const Node& node, std::initializer_list<std::string_view> words);

  // No further error is kept: its hint need not be looked for.
  bool IsFull() const { return errors_ >= kMaxProblems; }
  bool HasErrors() const { return vekha::HasErrors(diagnostics_); }
  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }
  std::vector<Diagnostic> Take() { return std::move(diagnostics_); }

 private:
  // The scalar's text, or nothing with E0020 naming what was expected.
  std::optional<std::string_view> Scalar(const Node& node, const Bilingual& expected);
  void WrongKind(const Node& node, const Bilingual& expected);

  const Source& source_;
  std::vector<Diagnostic> diagnostics_;
  size_t errors_ = 0;
  size_t remarks_ = 0;
};

// "a mapping", "a list", "text", "nothing", for messages.
Bilingual KindName(NodeKind kind);

}  // namespace vekha::yaml
