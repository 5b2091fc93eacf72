#include "engine/base/utf8.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace vekha {
namespace {

// Calls visit(code point or a negative number, first byte, end byte) for each character.
template <typename Visit>
void ForEach(std::string_view text, Visit visit) {
  const auto length = static_cast<int32_t>(text.size());
  int32_t i = 0;
  while (i < length) {
    const int32_t begin = i;
    UChar32 c = 0;
// ICU's macro converts freely between char and uint8_t.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
    U8_NEXT(text.data(), i, length, c);
#pragma GCC diagnostic pop
    if (c < 0) i = begin + 1;
    if (!visit(c, static_cast<size_t>(begin))) return;
  }
}

}  // namespace

std::optional<size_t> FindInvalidUtf8(std::string_view text) {
  std::optional<size_t> found;
  ForEach(text, [&](UChar32 c, size_t offset) {
    if (c < 0) found = offset;
    return c >= 0;
  });
  return found;
}

size_t CodePointCount(std::string_view text) {
  size_t count = 0;
  ForEach(text, [&](UChar32, size_t) { return ++count > 0; });
  return count;
}

std::vector<CodePoint> DecodeUtf8(std::string_view text) {
  std::vector<CodePoint> out;
  out.reserve(text.size());
  ForEach(text, [&](UChar32 c, size_t offset) {
    out.push_back(CodePoint{c < 0 ? U'\uFFFD' : static_cast<char32_t>(c), offset});
    return true;
  });
  return out;
}

void AppendUtf8(char32_t code_point, std::string& out) {
  char buffer[U8_MAX_LENGTH];
  int32_t length = 0;
  UBool error = false;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
  U8_APPEND(buffer, length, U8_MAX_LENGTH, static_cast<UChar32>(code_point), error);
#pragma GCC diagnostic pop
  if (!error) out.append(buffer, static_cast<size_t>(length));
}

char32_t LowerCodePoint(char32_t code_point) {
  return static_cast<char32_t>(u_tolower(static_cast<UChar32>(code_point)));
}

std::string LowerUtf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const CodePoint& c : DecodeUtf8(text)) AppendUtf8(LowerCodePoint(c.value), out);
  return out;
}

std::string NormalizeName(std::string_view text) {
  std::string out;
  bool gap = false;
  for (const CodePoint& c : DecodeUtf8(text)) {
    char32_t lower = LowerCodePoint(c.value);
    if (lower == U'ё') lower = U'е';
    if (lower == U'.' || u_isUWhiteSpace(static_cast<UChar32>(lower))) {
      gap = !out.empty();
      continue;
    }
    if (gap) out.push_back(' ');
    gap = false;
    AppendUtf8(lower, out);
  }
  return out;
}

}  // namespace vekha
