#include "engine/lint/place.h"

#include <algorithm>
#include <optional>
#include <string>

#include "engine/base/utf8.h"

namespace vekha::lint {
namespace {

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// Bytes of `text` that `words` take from its beginning; 0 when it begins otherwise.
size_t MatchLength(std::string_view text, std::string_view words) {
  size_t at = 0;
  for (size_t i = 0; i < words.size();) {
    if (at >= text.size()) return 0;
    if (!IsSpace(words[i])) {
      if (text[at++] != words[i++]) return 0;
      continue;
    }
    if (!IsSpace(text[at])) return 0;
    while (i < words.size() && IsSpace(words[i])) ++i;
    while (at < text.size() && IsSpace(text[at])) ++at;
  }
  return at;
}

}  // namespace

Place FindWords(const Source& source, Position from, size_t value_bytes, std::string_view words) {
  if (words.empty()) return {from, 1};
  // A value in the file is longer than itself by indents, quotes and the key.
  constexpr size_t kAround = 200;
  const std::string_view text = source.text();
  const size_t begin = source.OffsetAt(from);
  const size_t end = std::min(text.size(), begin + value_bytes + value_bytes / 2 + kAround);
  for (size_t at = begin; at < end; ++at) {
    if (text[at] != words.front()) continue;
    const size_t length = MatchLength(text.substr(at), words);
    if (length == 0) continue;
    const std::string_view found = text.substr(at, length);
    const std::string_view on_line = found.substr(0, found.find_first_of("\r\n"));
    return {source.PositionAt(at), std::max(1, static_cast<int>(CodePointCount(on_line)))};
  }
  return {from, 1};
}

namespace {

std::optional<size_t> FindHeadKey(std::string_view text, std::string_view key) {
  const std::string begin = std::string(key) + ":";
  for (size_t at = text.find(begin); at != std::string_view::npos; at = text.find(begin, at + 1)) {
    if (at == 0 || text[at - 1] == '\n') return at;
  }
  return std::nullopt;
}

}  // namespace

Position HeadKey(const Source& source, std::string_view key) {
  const auto at = FindHeadKey(source.text(), key);
  return at ? source.PositionAt(*at) : Position{1, 1};
}

bool HasHeadKey(const Source& source, std::string_view key) {
  return FindHeadKey(source.text(), key).has_value();
}

}  // namespace vekha::lint
