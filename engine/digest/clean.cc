#include "engine/digest/clean.h"

#include "engine/base/utf8.h"

namespace vekha::digest {
namespace {

bool IsSpace(char32_t c) {
  return c <= 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029;
}

// Zero-width characters, direction marks and overrides, the byte order mark, tags, noncharacters.
bool IsUnseen(char32_t c) {
  return c == 0xAD || c == 0x61C || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
         (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE || (c >= 0xE0000 && c <= 0xE007F);
}

constexpr std::string_view kMarkup = "&<>\"'";

std::string_view Entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    default:
      return "&#39;";
  }
}

}  // namespace

std::string Clean(std::string_view text, size_t max) {
  std::string out;
  size_t count = 0;
  bool space = false;
  for (const CodePoint& point : DecodeUtf8(text)) {
    if (IsUnseen(point.value)) continue;
    if (IsSpace(point.value)) {
      space = count > 0;
      continue;
    }
    if (count + (space ? 1 : 0) >= max) return out + "…";
    if (space) out += ' ';
    count += space ? 2 : 1;
    space = false;
    AppendUtf8(point.value, out);
  }
  return out;
}

std::string EscapeHtml(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (size_t at = text.find_first_of(kMarkup); at != std::string_view::npos;
       at = text.find_first_of(kMarkup)) {
    out.append(text.substr(0, at)).append(Entity(text[at]));
    text.remove_prefix(at + 1);
  }
  return out.append(text);
}

std::vector<std::string> Wrap(std::string_view text, size_t columns) {
  std::vector<std::string> lines;
  size_t used = 0;
  while (!text.empty()) {
    const size_t end = text.find(' ');
    const std::string_view word = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (word.empty()) continue;
    const size_t width = CodePointCount(word);
    if (lines.empty() || used + 1 + width > columns) {
      lines.emplace_back(word);
      used = width;
    } else {
      lines.back().append(" ").append(word);
      used += 1 + width;
    }
  }
  return lines;
}

}  // namespace vekha::digest
