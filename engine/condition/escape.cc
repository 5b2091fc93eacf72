#include "engine/condition/escape.h"

#include <algorithm>
#include <optional>

#include "engine/base/utf8.h"

namespace vekha::condition {
namespace {

std::optional<char32_t> ReadDigits(std::string_view text, size_t count, unsigned base) {
  if (text.size() < count) return std::nullopt;
  char32_t value = 0;
  for (size_t i = 0; i < count; ++i) {
    const char c = text[i];
    unsigned digit = 99;
    if (c >= '0' && c <= '9') digit = static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') digit = static_cast<unsigned>(c - 'a') + 10;
    if (c >= 'A' && c <= 'F') digit = static_cast<unsigned>(c - 'A') + 10;
    if (digit >= base) return std::nullopt;
    value = value * base + digit;
  }
  return value;
}

std::optional<char> SimpleEscape(char c) {
  constexpr std::string_view kLetters = "abfnrtv\\?\"'`";
  constexpr std::string_view kMeanings = "\a\b\f\n\r\t\v\\?\"'`";
  const size_t at = kLetters.find(c);
  if (at == std::string_view::npos) return std::nullopt;
  return kMeanings[at];
}

struct Numeric {
  size_t skip = 0;    // bytes before the digits
  size_t digits = 0;  // 0: no numeric escape
  unsigned base = 16;
  bool code_point = false;  // \u, \U: never a byte
};

Numeric NumericEscape(char c) {
  switch (c) {
    case 'x':
    case 'X':
      return {1, 2, 16, false};
    case 'u':
      return {1, 4, 16, true};
    case 'U':
      return {1, 8, 16, true};
    case '0':
    case '1':
    case '2':
    case '3':
      return {0, 3, 8, false};
    default:
      return {};
  }
}

bool IsScalar(char32_t c) { return c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF); }

// Bytes taken after the backslash, 0 when the escape is wrong.
size_t UnescapeOne(std::string_view rest, bool bytes, std::string& out) {
  if (rest.empty()) return 0;
  if (const auto simple = SimpleEscape(rest[0])) {
    out.push_back(*simple);
    return 1;
  }
  const Numeric numeric = NumericEscape(rest[0]);
  if (numeric.digits == 0 || (numeric.code_point && bytes)) return 0;
  const auto value = ReadDigits(rest.substr(numeric.skip), numeric.digits, numeric.base);
  if (!value || !IsScalar(*value)) return 0;
  if (bytes) {
    out.push_back(static_cast<char>(static_cast<unsigned char>(*value)));
  } else {
    AppendUtf8(*value, out);
  }
  return numeric.skip + numeric.digits;
}

}  // namespace

Unescaped Unescape(std::string_view content, bool bytes) {
  Unescaped result;
  for (size_t i = 0; i < content.size();) {
    if (content[i] != '\\') {
      result.text.push_back(content[i++]);
      continue;
    }
    const size_t taken = UnescapeOne(content.substr(i + 1), bytes, result.text);
    if (taken == 0) {
      result.problem = "no such escape in a literal";
      result.range = {i, std::min(i + 2, content.size())};
      return result;
    }
    i += 1 + taken;
  }
  return result;
}

}  // namespace vekha::condition
