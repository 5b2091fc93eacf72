// A phrase as tokens: words with their sense, numbers, whole numeric dates, marks. Broken words and
// numbers, look-alike letters and damaged dates are put right here, each repair with a note.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/term/lexicon.h"
#include "engine/term/term.h"

namespace vekha::term {

enum class TokenKind {
  kWord,
  kNumber,
  kDate,     // dd.mm or dd.mm.yyyy
  kBadDate,  // looks like a date and is none
  kTime,
  kMark  // , ; : ( ) - / . №
};

struct Token {
  TokenKind kind = TokenKind::kWord;
  std::string text;  // lower case, Cyrillic, е for ё; of a mark the character
  Sense sense = Sense::kUnknown;
  int value = 0;   // of the sense, or the number
  int digits = 0;  // of a number
  int day = 0;
  int month = 0;
  std::optional<int> year;
  char mark = 0;
  bool roman_like = false;  // capitals that may stand for a Roman number
  bool mixed = false;       // Latin letters among Cyrillic ones
  bool plural = false;      // "20-е", "20-х"
  bool date_like = false;   // a time that may be a day and month: "в 10.10"
  bool to_day = false;      // "15-го", "15-му": a day of the month
  bool spent = false;       // "классы" of "8-9 классы": has had its number
  bool space_before = false;
  bool newline_before = false;
  SourceRange range;

  bool Is(Sense s) const { return kind == TokenKind::kWord && sense == s; }
  bool IsMark(char c) const { return kind == TokenKind::kMark && mark == c; }
  bool IsNumber() const { return kind == TokenKind::kNumber; }
};

struct Lexed {
  std::vector<Token> tokens;
  std::vector<Note> notes;
  bool typo = false;
};

Lexed Lex(std::string_view phrase);

// The four-digit year of a two-digit one: 69..99 are of the last century.
int FullYear(int two_digits);

}  // namespace vekha::term
