#include "engine/term/lexer.h"

#include <algorithm>

#include "engine/term/characters.h"
#include "engine/term/repair.h"

namespace vekha::term {
int FullYear(int two_digits) {
  constexpr int kPivot = 69;
  return two_digits < kPivot ? 2000 + two_digits : 1900 + two_digits;
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
