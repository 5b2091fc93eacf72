#include "engine/term/characters.h"

#include <algorithm>
#include <string>

#include "engine/base/utf8.h"

namespace vekha::term {
namespace {

bool IsSpace(char32_t c) {
  return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' || c == 0xA0 || c == 0x202F ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x3000 || c == 0x2028 || c == 0x2029 || c == 0x0B ||
         c == 0x0C || c == 0x85;
}

// Soft hyphens, zero-width characters, quotes, footnote marks: read as if absent.
bool IsDropped(char32_t c) {
  constexpr std::u32string_view kDropped = U"\u00AD\u200B\u200C\u200D\u2060\uFEFF*«»\"'“”„’‘`_¹²³";
  return kDropped.find(c) != std::u32string_view::npos || (c >= 0x300 && c <= 0x36F);
}

bool IsDash(char32_t c) {
  return c == U'-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2043 || c == 0x2E3A;
}

char MarkOf(char32_t c) {
  if (IsDash(c)) return '-';
  if (c == U'\\' || c == U'/' || c == 0x2044) return '/';
  if (c == 0x2116) return '#';
  if (c == 0x2026) return '.';
  if (c == U'[' || c == U'{') return '(';
  if (c == U']' || c == U'}') return ')';
  constexpr std::u32string_view kMarks = U".,;:()+";
  return kMarks.find(c) != std::u32string_view::npos ? static_cast<char>(c) : '?';
}

bool IsDigit(char32_t c) { return c >= U'0' && c <= U'9'; }

bool IsLetter(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= 0x400 && c <= 0x4FF) ||
         (c >= 0x2160 && c <= 0x216F);
}

// й may come as и and a combining breve; the mark is dropped, so compose first.
char32_t Compose(char32_t letter, char32_t next) {
  if (next == 0x306) {
    if (letter == U'и') return U'й';
    if (letter == U'И') return U'Й';
  }
  return letter;
}

char32_t LookAlike(char32_t c) {
  constexpr std::u32string_view kLatin = U"aeopcxykmtbhiu";
  constexpr std::u32string_view kCyrillic = U"аеорсхукмтвнии";
  const size_t at = kLatin.find(c);
  return at == std::u32string_view::npos ? c : kCyrillic[at];
}

bool RomanLike(const std::u32string& letters) {
  constexpr std::u32string_view kRoman = U"IVXІХПШУⅠⅡⅢⅣⅤⅥivxіхпшуⅰⅱⅲⅳⅴⅵ";
  return std::all_of(letters.begin(), letters.end(),
                     [&](char32_t c) { return kRoman.find(c) != std::u32string_view::npos; });
}

// Latin look-alikes among Cyrillic letters.
bool IsMixed(const std::u32string& letters) {
  const auto cyrillic = [](char32_t c) { return c >= 0x400 && c <= 0x4FF; };
  const auto latin = [](char32_t c) { return c < 0x80; };
  return std::any_of(letters.begin(), letters.end(), cyrillic) &&
         std::any_of(letters.begin(), letters.end(), latin);
}

std::string Folded(const std::u32string& letters) {
  std::string out;
  for (char32_t c : letters) {
    c = LookAlike(LowerCodePoint(c));
    if (c == U'ё') c = U'е';
    AppendUtf8(c, out);
  }
  return out;
}

}  // namespace

std::vector<Token> CutRuns(std::string_view phrase) {
  const std::vector<CodePoint> points = DecodeUtf8(phrase);
  const auto end_of = [&](size_t i) {
    return i + 1 < points.size() ? points[i + 1].offset : phrase.size();
  };
  std::vector<Token> tokens;
  bool space = false;
  bool newline = false;
  size_t i = 0;
  while (i < points.size()) {
    const char32_t c = points[i].value;
    if (IsSpace(c)) {
      space = true;
      newline = newline || c == U'\n' || c == U'\r' || c == 0x2028 || c == 0x2029;
      ++i;
      continue;
    }
    if (IsDropped(c)) {
      ++i;
      continue;
    }
    Token token;
    token.space_before = space;
    token.newline_before = newline;
    token.range.begin = points[i].offset;
    space = newline = false;
    if (IsLetter(c)) {
      std::u32string letters;
      while (i < points.size() && (IsLetter(points[i].value) || IsDropped(points[i].value))) {
        if (IsLetter(points[i].value)) {
          letters.push_back(
              Compose(points[i].value, i + 1 < points.size() ? points[i + 1].value : 0));
        }
        token.range.end = end_of(i++);
      }
      token.kind = TokenKind::kWord;
      token.text = Folded(letters);
      token.roman_like = RomanLike(letters);
      token.mixed = IsMixed(letters);
    } else if (c == U'|') {
      token.kind = TokenKind::kWord;  // a broken l beside digits
      token.text = "l";
      token.range.end = end_of(i++);
    } else if (IsDigit(c)) {
      token.kind = TokenKind::kNumber;
      while (i < points.size() && (IsDigit(points[i].value) || IsDropped(points[i].value))) {
        if (IsDigit(points[i].value)) token.text.push_back(static_cast<char>(points[i].value));
        token.range.end = end_of(i++);
      }
      token.digits = static_cast<int>(token.text.size());
      token.value = token.digits <= 8 ? std::stoi(token.text) : 99999999;
    } else {
      token.kind = TokenKind::kMark;
      token.mark = MarkOf(c);
      token.text = std::string(1, token.mark);
      token.range.end = end_of(i++);
    }
    tokens.push_back(std::move(token));
  }
  return tokens;
}

}  // namespace vekha::term
