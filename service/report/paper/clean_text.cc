#include "service/report/paper/clean_text.h"

#include <algorithm>

#include "engine/base/utf8.h"

namespace vekha::service::report {
namespace {

// Marks, embeddings, overrides and isolates of the Unicode Bidirectional Algorithm (UAX 9).
bool ChangesDirection(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

bool IsControl(char32_t c) { return c < 0x20 || (c >= 0x7F && c <= 0x9F); }

// XML 1.0, production Char; the byte order mark is nothing to see.
bool IsNoCharacter(char32_t c) { return c == 0xFFFE || c == 0xFFFF || c == 0xFEFF; }

constexpr char32_t kNextLine = 0x85, kLineSeparator = 0x2028, kParagraphSeparator = 0x2029;

bool IsLineBreak(char32_t c) {
  return c == '\n' || c == '\r' || c == kNextLine || c == kLineSeparator ||
         c == kParagraphSeparator;
}

size_t Utf16Units(char32_t c) { return c > 0xFFFF ? 2 : 1; }

}  // namespace

std::string CleanText(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  char32_t previous = 0;
  for (const CodePoint& point : DecodeUtf8(text)) {
    const char32_t c = point.value;
    if (IsLineBreak(c)) {
      if (!(c == '\n' && previous == '\r')) out += '\n';
    } else if (c == '\t' || !(IsControl(c) || ChangesDirection(c) || IsNoCharacter(c))) {
      AppendUtf8(c, out);
    }
    previous = c;
  }
  return out;
}

std::string CleanLine(std::string_view text) {
  std::string out;
  for (const char c : CleanText(text)) {
    const bool space = c == ' ' || c == '\n' || c == '\t';
    if (!space) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string EscapeHtml(std::string_view text) {
  std::string out;
  for (const char c : CleanText(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string CutToUtf16(std::string_view text, size_t units) {
  if (text.size() <= units) return std::string(text);
  size_t used = 0, fits = 0;  // `fits`: bytes that leave a unit for the ellipsis
  for (const CodePoint& point : DecodeUtf8(text)) {
    if (used < units) fits = point.offset;
    used += Utf16Units(point.value);
  }
  if (used <= units) return std::string(text);
  return std::string(text.substr(0, fits)) + "…";
}

}  // namespace vekha::service::report
