#include "engine/term/lexer.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/term/characters.h"
#include "engine/term/repair.h"

namespace vekha::term {
int FullYear(int two_digits) {
  constexpr int kPivot = 69;
  return two_digits < kPivot ? 2000 + two_digits : 1900 + two_digits;
}

Bilingual ReadAs(std::string_view phrase, SourceRange range, std::string_view as) {
  const std::string_view words = phrase.substr(range.begin, range.end - range.begin);
  return {fmt::format("«{}» прочитано как «{}»", words, as),
          fmt::format("\"{}\" is read as \"{}\"", words, as)};
}

Lexed Lex(std::string_view phrase) {
  Lexed lexed;
  lexed.tokens = CutRuns(phrase);
  ReadListMarks(lexed);
  RepairWords(phrase, lexed);
  ReadLetterDigits(phrase, lexed);
  ReadNumbers(phrase, lexed);
  ReadRoman(phrase, lexed);
  // What points could say is said now.
  std::erase_if(lexed.tokens, [](const Token& token) { return token.IsMark('.'); });
  return lexed;
}

}  // namespace vekha::term
