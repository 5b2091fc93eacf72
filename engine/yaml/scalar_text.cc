#include "engine/yaml/scalar_text.h"

#include <algorithm>

namespace vekha::yaml {
namespace {

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

size_t SkipSpace(std::string_view text, size_t at) {
  while (at < text.size() && IsSpace(text[at])) ++at;
  return at;
}

// One thing written in the source: how many bytes it takes there and how many it makes.
struct Unit {
  size_t source_length = 1;
  size_t text_length = 1;
  bool space = false;
};

size_t Utf8Length(unsigned long value) {
  if (value < 0x80) return 1;
  if (value < 0x800) return 2;
  return value < 0x10000 ? 3 : 4;
}

Unit NumericEscape(std::string_view source, size_t at, size_t digits) {
  unsigned long value = 0;
  for (const char c : source.substr(std::min(at + 2, source.size()), digits)) {
    const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    value = value * 16 + static_cast<unsigned long>(digit);
  }
  const bool space = value == ' ' || value == '\t' || value == '\n' || value == '\r';
  return Unit{2 + digits, Utf8Length(value), space};
}

// An escape of a double-quoted scalar (YAML 1.2, 5.7).
Unit EscapeAt(std::string_view source, size_t at) {
  if (at + 1 >= source.size()) return Unit{};
  switch (source[at + 1]) {
    case 'x':
      return NumericEscape(source, at, 2);
    case 'u':
      return NumericEscape(source, at, 4);
    case 'U':
      return NumericEscape(source, at, 8);
    case 'N':  // U+0085
    case '_':  // U+00A0
      return Unit{2, 2, false};
    case 'L':  // U+2028
    case 'P':  // U+2029
      return Unit{2, 3, false};
    case 'n':
    case 'r':
    case 't':
    case ' ':
    case '\t':
      return Unit{2, 1, true};
    case '\n':
    case '\r':
      return Unit{2, 0, true};
    default:
      return Unit{2, 1, false};
  }
}

Unit UnitAt(std::string_view source, size_t at, ScalarStyle style) {
  const char c = source[at];
  if (style == ScalarStyle::kDoubleQuoted && c == '\\') return EscapeAt(source, at);
  if (style == ScalarStyle::kSingleQuoted && c == '\'') return Unit{2, 1, false};
  return Unit{1, 1, IsSpace(c)};
}

}  // namespace

ScalarStyle StyleAt(std::string_view source, size_t mark) {
  switch (mark < source.size() ? source[mark] : ' ') {
    case '\'':
      return ScalarStyle::kSingleQuoted;
    case '"':
      return ScalarStyle::kDoubleQuoted;
    case '|':
      return ScalarStyle::kLiteral;
    case '>':
      return ScalarStyle::kFolded;
    default:
      return ScalarStyle::kPlain;
  }
}

size_t ContentBegin(std::string_view source, size_t mark, ScalarStyle style) {
  switch (style) {
    case ScalarStyle::kPlain:
      return mark;
    case ScalarStyle::kSingleQuoted:
    case ScalarStyle::kDoubleQuoted:
      return mark + 1;
    case ScalarStyle::kLiteral:
    case ScalarStyle::kFolded:
      break;
  }
  const size_t line_end = source.find('\n', mark);
  return line_end == std::string_view::npos ? source.size() : SkipSpace(source, line_end);
}

std::optional<size_t> FindClosingQuote(std::string_view source, size_t begin, ScalarStyle style) {
  for (size_t at = begin; at < source.size(); ++at) {
    const bool doubled = source.substr(at, 2) == "''";
    if (style == ScalarStyle::kDoubleQuoted ? source[at] == '\\' : doubled) {
      ++at;
    } else if (source[at] == (style == ScalarStyle::kDoubleQuoted ? '"' : '\'')) {
      return at;
    }
  }
  return std::nullopt;
}

// Folding changes white space only, so both sides agree on everything else: walk them together and
// let each skip its own white space.
size_t AlignOffset(std::string_view source, size_t begin, ScalarStyle style, std::string_view text,
                   size_t offset) {
  offset = std::min(offset, text.size());
  const bool verbatim = source.substr(std::min(begin, source.size()), text.size()) == text;
  if (verbatim && text.find_first_of("\\'") == std::string_view::npos) return begin + offset;
  size_t at = begin;
  size_t end = begin;
  size_t i = SkipSpace(text, 0);
  while (i < text.size() && at < source.size()) {
    const Unit unit = UnitAt(source, at, style);
    if (unit.space) {
      at += unit.source_length;
      continue;
    }
    if (offset < i + unit.text_length) return offset < i ? end : at;
    end = at += unit.source_length;
    i = SkipSpace(text, i + unit.text_length);
  }
  return end;
}

}  // namespace vekha::yaml
