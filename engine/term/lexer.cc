#include "engine/term/lexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/term/characters.h"
#include "engine/term/repair.h"

namespace vekha::term {
namespace {

std::string Quote(std::string_view phrase, SourceRange range) {
  return fmt::format("«{}»", phrase.substr(range.begin, range.end - range.begin));
}

// A Roman number, capitals only, right before a unit it can count; typists take П for II, Ш for
// III.
int RomanValue(const std::string& text, bool& repaired) {
  constexpr std::array<std::pair<std::string_view, int>, 9> kRoman = {{{"и", 1},
                                                                       {"ии", 2},
                                                                       {"иии", 3},
                                                                       {"ив", 4},
                                                                       {"v", 5},
                                                                       {"иv", 4},
                                                                       {"vи", 6},
                                                                       {"х", 10},
                                                                       {"іv", 4}}};
  constexpr std::array<std::pair<std::string_view, int>, 8> kSlips = {
      {{"п", 2}, {"ш", 3}, {"иу", 4}, {"шу", 4}, {"у", 5}, {"і", 1}, {"іі", 2}, {"ііі", 3}}};
  for (const auto& [letters, value] : kRoman) {
    if (text == letters) return value;
  }
  for (const auto& [letters, value] : kSlips) {
    if (text == letters) {
      repaired = true;
      return value;
    }
  }
  return 0;
}

bool CountsWithRoman(const Token& token) {
  constexpr std::array<Sense, 7> kCounted = {
      Sense::kQuarterWord, Sense::kSchoolQuarterWord, Sense::kTrimesterWord, Sense::kHalfYearWord,
      Sense::kDecadeWord,  Sense::kWeekWord,          Sense::kHalfWord};
  return std::find(kCounted.begin(), kCounted.end(), token.sense) != kCounted.end();
}

void ReadRoman(std::string_view phrase, Lexed& lexed) {
  std::vector<Token>& tokens = lexed.tokens;
  for (size_t i = tokens.size(); i-- > 0;) {
    Token& token = tokens[i];
    if (token.kind != TokenKind::kWord || !token.roman_like) continue;
    // The unit may follow another ordinal: "I, II четверть", "I-II квартал".
    size_t next = i + 1;
    while (next < tokens.size() &&
           (tokens[next].IsMark('-') || tokens[next].IsMark(',') || tokens[next].Is(Sense::kAnd) ||
            tokens[next].Is(Sense::kOrdinal))) {
      ++next;
    }
    if (next >= tokens.size() || !CountsWithRoman(tokens[next])) continue;
    if (next == i + 1 && token.Is(Sense::kAnd) && i > 0 && tokens[i - 1].Is(Sense::kOrdinal)) {
      continue;
    }
    bool repaired = false;
    const int value = RomanValue(token.text, repaired);
    if (value == 0) continue;
    token.sense = Sense::kOrdinal;
    token.value = value;
    if (repaired) {
      lexed.typo = true;
      lexed.notes.push_back(
          {NoteKind::kRepair,
           fmt::format("{} прочитано как римское число {}", Quote(phrase, token.range), value),
           token.range});
    }
  }
}

}  // namespace

int FullYear(int two_digits) {
  constexpr int kPivot = 69;
  return two_digits < kPivot ? 2000 + two_digits : 1900 + two_digits;
}

Lexed Lex(std::string_view phrase) {
  Lexed lexed;
  lexed.tokens = CutRuns(phrase);
  RepairWords(phrase, lexed);
  ReadNumbers(phrase, lexed);
  ReadRoman(phrase, lexed);
  // What points could say is said now.
  std::erase_if(lexed.tokens, [](const Token& token) { return token.IsMark('.'); });
  return lexed;
}

}  // namespace vekha::term
