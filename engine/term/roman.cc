// Roman numbers: before a unit they count, and for months.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/term/repair.h"

namespace vekha::term {
namespace {

constexpr int kMostCounted = 5;

// Of folded letters: I is и, X is х. Typists take П for II, Ш for III.
int RomanValue(const std::string& text, bool& repaired) {
  constexpr std::array<std::pair<std::string_view, int>, 14> kRoman = {{{"и", 1},
                                                                        {"ии", 2},
                                                                        {"иии", 3},
                                                                        {"иv", 4},
                                                                        {"ив", 4},
                                                                        {"іv", 4},
                                                                        {"v", 5},
                                                                        {"vи", 6},
                                                                        {"vии", 7},
                                                                        {"vиии", 8},
                                                                        {"их", 9},
                                                                        {"х", 10},
                                                                        {"хи", 11},
                                                                        {"хии", 12}}};
  constexpr std::array<std::pair<std::string_view, int>, 10> kSlips = {{{"п", 2},
                                                                        {"ш", 3},
                                                                        {"иу", 4},
                                                                        {"шу", 4},
                                                                        {"у", 5},
                                                                        {"і", 1},
                                                                        {"іі", 2},
                                                                        {"ііі", 3},
                                                                        {"іх", 9},
                                                                        {"хі", 11}}};
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

class RomanReading {
 public:
  RomanReading(std::string_view phrase, Lexed& lexed)
      : phrase_(phrase), lexed_(lexed), tokens_(lexed.tokens) {}

  void Run() {
    const bool any = std::any_of(tokens_.begin(), tokens_.end(), [](const Token& token) {
      return token.kind == TokenKind::kWord && token.roman_like;
    });
    if (!any) return;  // Arabic numbers behind their unit are rather numbers of something else
    ReadSchoolQuarter();
    for (size_t i = 0; i + 1 < tokens_.size(); ++i) PutUnitBehind(i);
    for (size_t i = tokens_.size(); i-- > 0;) ReadCounting(i);
    for (size_t i = 0; i < tokens_.size();) i = ReadMonths(i);
  }

 private:
  bool MarkAt(size_t i, char c) const { return i < tokens_.size() && tokens_[i].IsMark(c); }

  // "III ч." is a четверть: hours are not counted so.
  void ReadSchoolQuarter() {
    for (size_t i = 0; i + 1 < tokens_.size(); ++i) {
      if (!IsRoman(i) || tokens_[i + 1].text != "ч") continue;
      tokens_[i + 1].sense = Sense::kSchoolQuarterWord;
      lexed_.notes.push_back(
          {NoteKind::kGuess,
           {"«ч.» прочитано как «четверть»", "\"ч.\" is read as a school quarter"},
           tokens_[i + 1].range});
    }
  }

  // "кварталы II, III": the unit is put behind its numbers, as everywhere else.
  void PutUnitBehind(size_t unit) {
    if (!CountsWithRoman(tokens_[unit]) || !IsRoman(unit + 1)) return;
    const bool counted = unit > 0 && (tokens_[unit - 1].IsNumber() || IsRoman(unit - 1) ||
                                      tokens_[unit - 1].Is(Sense::kOrdinal));
    if (counted) return;
    size_t end = unit + 2;
    while (end < tokens_.size() &&
           (tokens_[end].IsMark(',') || tokens_[end].IsMark('-') || tokens_[end].Is(Sense::kAnd)) &&
           IsRoman(end + 1)) {
      end += 2;
    }
    const bool closed = end >= tokens_.size() || tokens_[end].kind == TokenKind::kMark;
    if (!closed) return;
    const auto at = [this](size_t n) { return tokens_.begin() + static_cast<std::ptrdiff_t>(n); };
    std::rotate(at(unit), at(unit + 1), at(end));
  }

  void ReadCounting(size_t i) {
    Token& token = tokens_[i];
    if (token.kind != TokenKind::kWord || !token.roman_like) return;
    // The unit may follow another ordinal: "I, II четверть", "I-II квартал".
    size_t next = i + 1;
    while (next < tokens_.size() &&
           (tokens_[next].IsMark('-') || tokens_[next].IsMark(',') ||
            tokens_[next].Is(Sense::kAnd) || tokens_[next].Is(Sense::kOrdinal))) {
      ++next;
    }
    if (next >= tokens_.size() || !CountsWithRoman(tokens_[next])) return;
    if (next == i + 1 && token.Is(Sense::kAnd) && i > 0 && tokens_[i - 1].Is(Sense::kOrdinal)) {
      return;
    }
    bool repaired = false;
    const int value = RomanValue(token.text, repaired);
    if (value == 0 || value > kMostCounted) return;
    token.sense = Sense::kOrdinal;
    token.value = value;
    if (repaired) Repaired(token.range, fmt::to_string(value));
  }

  void Repaired(SourceRange range, std::string_view as) {
    lexed_.typo = true;
    lexed_.notes.push_back({NoteKind::kRepair, ReadAs(phrase_, range, as), range});
  }

  bool IsRoman(size_t i) const {
    if (i >= tokens_.size() || tokens_[i].kind != TokenKind::kWord || !tokens_[i].roman_like) {
      return false;
    }
    if (tokens_[i].Is(Sense::kOrdinal)) return false;
    bool repaired = false;
    return RomanValue(tokens_[i].text, repaired) > 0 && !repaired;
  }

  bool IsYearAt(size_t i) const {
    return i < tokens_.size() && tokens_[i].IsNumber() && tokens_[i].digits == 4 &&
           tokens_[i].value >= kFirstYear && tokens_[i].value <= kLastYear;
  }

  // Months from `begin` on, joined by dashes and commas: "IX-V", "IX, XII, V", "XI.2025", "15.IX".
  // Returns the place to go on from.
  size_t ReadMonths(size_t begin) {
    if (!IsRoman(begin)) return begin + 1;
    std::vector<size_t> chain = {begin};
    size_t end = begin + 1;
    while ((MarkAt(end, '-') || MarkAt(end, ',')) && IsRoman(end + 1)) {
      chain.push_back(end + 1);
      end += 2;
    }
    if (!ReadsAsMonths(chain, end)) return end;
    for (const size_t at : chain) PutMonth(tokens_[at]);
    return end;
  }

  bool ReadsAsMonths(const std::vector<size_t>& chain, size_t end) const {
    bool big = false;
    bool long_one = false;
    bool repaired = false;
    for (const size_t at : chain) {
      big = big || RomanValue(tokens_[at].text, repaired) > kMostCounted;
      long_one = long_one || tokens_[at].text.size() > 2;
    }
    const size_t begin = chain.front();
    // "15.IX", "15.Х.2025"
    if (begin >= 2 && MarkAt(begin - 1, '.') && tokens_[begin - 2].IsNumber() &&
        tokens_[begin - 2].digits <= 2 && !tokens_[begin].space_before) {
      return true;
    }
    const bool marked = MarkAt(end, '.') || MarkAt(end, '-') || MarkAt(end, '/');
    if (marked && IsYearAt(end + 1)) return true;
    if (IsYearAt(end)) return big;
    // Without a year, only months can be so many, and only where nothing else is said.
    if (MarkAt(end, '.')) ++end;
    const bool closed = end >= tokens_.size() || tokens_[end].kind == TokenKind::kMark;
    const bool opened = begin == 0 || tokens_[begin - 1].kind == TokenKind::kMark;
    return big && closed && opened && (chain.size() > 1 || long_one);
  }

  void PutMonth(Token& token) {
    bool repaired = false;
    const int month = RomanValue(token.text, repaired);
    token.text = MonthNominative(month);
    token.sense = Sense::kMonth;
    token.value = month;
    lexed_.notes.push_back({month > kMostCounted ? NoteKind::kConvention : NoteKind::kGuess,
                            ReadAs(phrase_, token.range, token.text), token.range});
  }

  std::string_view phrase_;
  Lexed& lexed_;
  std::vector<Token>& tokens_;
};

}  // namespace

void ReadRoman(std::string_view phrase, Lexed& lexed) { RomanReading(phrase, lexed).Run(); }

}  // namespace vekha::term
