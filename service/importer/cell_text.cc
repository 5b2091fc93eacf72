#include "service/importer/cell_text.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "engine/base/utf8.h"

namespace vekha::importer {
namespace {

bool IsSpace(char32_t c) {
  return c == U' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

// Nothing to be seen: controls, the soft hyphen, zero-width characters and marks of direction.
bool IsInvisible(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF ||
         (c >= 0xFFF9 && c <= 0xFFFB) || c == 0xFFFE || c == 0xFFFF;
}

constexpr std::array<std::string_view, 23> kHanging = {
    "для", "в",  "во", "на", "с",  "со",  "и",   "или", "а", "по",    "о",  "об",
    "к",   "ко", "от", "из", "за", "при", "под", "до",  "у", "между", "без"};

}  // namespace

std::string StripTags(std::string_view text) {
  static const RE2 kTag(
      R"((?i)</?(?:p|br|ul|ol|li|div|span|b|i|u|em|strong|sup|sub|h[1-6])(?:\s[^<>]*)?/?>)");
  std::string out(text);
  if (out.find('<') != std::string::npos) RE2::GlobalReplace(&out, kTag, "\n");
  return out;
}

std::string OneLine(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool space = false;
  for (const CodePoint& c : DecodeUtf8(text)) {
    if (IsSpace(c.value)) {
      space = !out.empty();
    } else if (!IsInvisible(c.value)) {
      if (space) out += ' ';
      space = false;
      AppendUtf8(c.value, out);
    }
  }
  return out;
}

std::vector<std::string> Lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string line = OneLine(text.substr(0, end));
    if (!line.empty()) lines.push_back(std::move(line));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string Join(std::string_view head, std::string_view tail) {
  if (head.empty()) return std::string(tail);
  std::string out(head);
  if (!tail.empty()) out.append(" ").append(tail);
  return out;
}

bool ContinuesText(std::string_view text) {
  static const RE2 kContinues(R"(^\s*(?:\p{Ll}|[•·▪–—;,.):-]))");
  return RE2::PartialMatch(text, kContinues);
}

bool EndsHanging(std::string_view text) {
  const size_t space = text.find_last_of(' ');
  const std::string last =
      LowerUtf8(space == std::string_view::npos ? text : text.substr(space + 1));
  return std::ranges::find(kHanging, last) != kHanging.end();
}

std::string Shorten(std::string_view text, size_t width) {
  const std::vector<CodePoint> letters = DecodeUtf8(text);
  if (letters.size() <= width) return std::string(text);
  return std::string(text.substr(0, letters[width].offset)) + "…";
}

}  // namespace vekha::importer
