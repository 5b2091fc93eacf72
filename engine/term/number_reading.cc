#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/term/repair.h"

namespace vekha::term {
namespace {

constexpr bool IsYear(int value) { return value >= kFirstYear && value <= kLastYear; }

// Numbers broken by a column, numeric dates, clock times.
class NumberReading {
 public:
  NumberReading(std::string_view phrase, Lexed& lexed) : phrase_(phrase), lexed_(lexed) {}

  void Run() {
    MarkSuffixes();
    ReadLoneQuarter();
    std::vector<Token>& tokens = lexed_.tokens;
    for (size_t i = 0; i < tokens.size(); ++i) {
      if (!tokens[i].IsNumber() || SkipReference(i)) continue;
      JoinDay(i);
      if (JoinYear(i) || ReadIso(i) || ReadMonthYear(i) || ReadTime(i) || ReadDate(i) ||
          ReadUnbroken(i) || ReadSpaced(i))
        continue;
    }
  }

 private:
  Token* At(size_t i) { return i < lexed_.tokens.size() ? &lexed_.tokens[i] : nullptr; }
  bool NumberAt(size_t i) { return At(i) && At(i)->IsNumber(); }
  bool MarkAt(size_t i, char c) { return At(i) && At(i)->IsMark(c); }
  bool Tight(size_t i) { return At(i) && !At(i)->space_before; }
  bool YearWordAt(size_t i) { return At(i) && At(i)->Is(Sense::kYearWord); }

  void Repaired(SourceRange range, std::string_view as) {
    lexed_.typo = true;
    lexed_.notes.push_back({NoteKind::kRepair, ReadAs(phrase_, range, as), range});
  }

  void Replace(size_t from, size_t to, Token token) {
    std::vector<Token>& tokens = lexed_.tokens;
    token.space_before = tokens[from].space_before;
    token.newline_before = tokens[from].newline_before;
    token.range = {tokens[from].range.begin, tokens[to - 1].range.end};
    tokens[from] = std::move(token);
    tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(from) + 1,
                 tokens.begin() + static_cast<std::ptrdiff_t>(to));
  }

  // "1 ч." and nothing else in the cell is a четверть, not an hour.
  void ReadLoneQuarter() {
    std::vector<Token>& tokens = lexed_.tokens;
    constexpr int kQuarters = 4;
    size_t i = 0;
    while (NumberAt(i) && tokens[i].digits == 1 && tokens[i].value <= kQuarters &&
           (MarkAt(i + 1, '-') || MarkAt(i + 1, ',')) && NumberAt(i + 2)) {
      i += 2;
    }
    if (!NumberAt(i) || tokens[i].value < 1 || tokens[i].value > kQuarters) return;
    if (!At(i + 1) || At(i + 1)->text != "ч") return;
    const bool alone =
        std::all_of(tokens.begin() + static_cast<std::ptrdiff_t>(i) + 2, tokens.end(),
                    [](const Token& token) { return token.kind == TokenKind::kMark; });
    if (!alone) return;
    tokens[i + 1].sense = Sense::kSchoolQuarterWord;
    lexed_.notes.push_back({NoteKind::kGuess,
                            {"«ч.» прочитано как «четверть», а не час",
                             "\"ч.\" is read as a school quarter, not as an hour"},
                            tokens[i + 1].range});
  }

  // "1-я", "20-го", "3х": an ordinal; the ending goes.
  void MarkSuffixes() {
    constexpr std::array<std::string_view, 18> kSuffixes = {"я",  "й",  "ая", "ый",  "ой", "ий",
                                                            "ое", "е",  "го", "ого", "му", "х",
                                                            "ти", "ми", "м",  "ю",   "ье", "ья"};
    const auto is_suffix = [&](const Token& token) {
      return token.kind == TokenKind::kWord && (!token.space_before || token.newline_before) &&
             std::find(kSuffixes.begin(), kSuffixes.end(), token.text) != kSuffixes.end();
    };
    std::vector<Token>& tokens = lexed_.tokens;
    for (size_t i = 0; i + 1 < tokens.size(); ++i) {
      const bool number = tokens[i].IsNumber() && tokens[i].digits <= 2;
      if (!number && !tokens[i].roman_like) continue;
      const bool dash = tokens[i + 1].IsMark('-') && !tokens[i + 1].space_before;
      const size_t at = i + 1 + (dash ? 1 : 0);
      if (!dash && at < tokens.size() && tokens[at].space_before) continue;
      if (at >= tokens.size() || !is_suffix(tokens[at])) continue;
      if (!number && tokens[at].roman_like) continue;  // "IX-X"
      tokens[i].range.end = tokens[at].range.end;
      tokens[i].plural = tokens[at].text == "е" || tokens[at].text == "х";
      tokens[i].to_day = tokens[at].text == "го" || tokens[at].text == "му";
      tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                   tokens.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    }
  }

  bool IsGenitiveMonth(size_t i) {
    return At(i) && At(i)->Is(Sense::kMonth) && At(i)->text == MonthGenitive(At(i)->value);
  }

  // "после этапа 3.3", "п. 1.2": a place in a paper, not a day.
  bool SkipReference(size_t& i) {
    size_t word = i;
    while (word > 0 && (MarkAt(word - 1, '.') || MarkAt(word - 1, '#'))) --word;
    if (word == 0 || !At(word - 1)->Is(Sense::kReference)) return false;
    if (IsGenitiveMonth(i + 1)) return false;  // "очный этап 25 ноября"
    size_t end = i + 1;
    while (MarkAt(end, '.') && Tight(end) && NumberAt(end + 1) && Tight(end + 1)) end += 2;
    Token reference = *At(word - 1);
    Replace(word - 1, end, reference);
    i = word - 1;
    return true;
  }

  // "до 1 5.10.2025": the day of a full date in two pieces.
  void JoinDay(size_t i) {
    const bool digits = At(i)->digits == 1 && NumberAt(i + 1) && At(i + 1)->digits == 1;
    if (!digits || !At(i + 1)->space_before || At(i)->value < 1 || At(i)->value > 3) return;
    const bool full = MarkAt(i + 2, '.') && NumberAt(i + 3) && MarkAt(i + 4, '.') &&
                      NumberAt(i + 5) && At(i + 5)->digits == 4;
    if (!full) return;
    for (size_t k = i + 2; k <= i + 5; ++k) {
      if (!Tight(k)) return;
    }
    Token day = *At(i);
    day.text += At(i + 1)->text;
    day.digits = 2;
    day.value = std::stoi(day.text);
    if (!MakeDate(At(i + 5)->value, At(i + 3)->value, day.value)) return;
    const std::string as = day.text;
    Replace(i, i + 2, day);
    Repaired(At(i)->range, as);
  }

  // "20 21 года", "202 3 г.": a four-digit year in two pieces.
  bool JoinYear(size_t i) {
    if (!NumberAt(i + 1) || !At(i + 1)->space_before) return false;
    const std::string digits = At(i)->text + At(i + 1)->text;
    if (digits.size() != 4 || (digits.substr(0, 2) != "20" && digits.substr(0, 2) != "19")) {
      return false;
    }
    const bool after_month = i > 0 && At(i - 1)->Is(Sense::kMonth);
    if (!YearWordAt(i + 2) && !after_month) return false;
    if (after_month && At(i + 2) && At(i + 2)->Is(Sense::kMonth)) return false;
    Token year = *At(i);
    year.text = digits;
    year.digits = 4;
    year.value = std::stoi(digits);
    const SourceRange range{At(i)->range.begin, At(i + 1)->range.end};
    Replace(i, i + 2, year);
    Repaired(range, digits);
    return true;
  }

  void PutDate(size_t from, size_t to, int day, int month, std::optional<int> year) {
    Token token;
    token.day = day;
    token.month = month;
    token.year = year;
    constexpr int kLeapYear = 2000;
    token.kind =
        MakeDate(year.value_or(kLeapYear), month, day) ? TokenKind::kDate : TokenKind::kBadDate;
    Replace(from, to, token);
  }

  bool ReadIso(size_t i) {
    if (At(i)->digits != 4 || !MarkAt(i + 1, '-') || !NumberAt(i + 2) || !MarkAt(i + 3, '-') ||
        !NumberAt(i + 4)) {
      return false;
    }
    for (size_t k = i + 1; k <= i + 4; ++k) {
      if (!Tight(k)) return false;
    }
    if (At(i + 2)->digits != 2 || At(i + 4)->digits != 2) return false;
    PutDate(i, i + 5, At(i + 4)->value, At(i + 2)->value, At(i)->value);
    return true;
  }

  bool ReadTime(size_t i) {
    constexpr int kLastHour = 24;
    constexpr int kLastMinute = 59;
    constexpr int kLastMonth = 12;
    if (At(i)->digits > 2 || At(i)->value > kLastHour) return false;
    Token time;
    time.kind = TokenKind::kTime;
    const bool colon = MarkAt(i + 1, ':');
    const bool dot = (MarkAt(i + 1, '.') || MarkAt(i + 1, '-')) && Tight(i + 1) && Tight(i + 2);
    if ((colon || dot) && NumberAt(i + 2) && At(i + 2)->digits == 2 &&
        At(i + 2)->value <= kLastMinute) {
      const int right = At(i + 2)->value;
      const bool dotted = MarkAt(i + 1, '.');
      const bool more = MarkAt(i + 3, '.') && NumberAt(i + 4) && Tight(i + 3);
      const bool hour = At(i + 3) && At(i + 3)->Is(Sense::kHour);
      const bool in = i > 0 && At(i - 1)->Is(Sense::kV) && dotted && !YearAfter(i + 3);
      const bool no_month =
          dotted && (right == 0 || right > kLastMonth) && !YearAfter(i + 3) && right % 5 == 0;
      if (colon || (!more && (hour || in || no_month))) {
        time.date_like = dotted && !hour && right >= 1 && right <= kLastMonth;
        Replace(i, i + (hour ? 4 : 3), time);
        DropHourWords(i + 1);
        return true;
      }
    }
    if (At(i + 1) && At(i + 1)->Is(Sense::kHour)) {
      Replace(i, i + 2, time);
      DropHourWords(i + 1);
      return true;
    }
    return false;
  }

  bool YearAfter(size_t i) {
    if (MarkAt(i, '.')) ++i;
    return NumberAt(i) && (At(i)->digits == 4);
  }

  // "15 ч. 30 мин."
  void DropHourWords(size_t i) {
    std::vector<Token>& tokens = lexed_.tokens;
    size_t end = i;
    while (end < tokens.size()) {
      if (tokens[end].Is(Sense::kHour)) {
        ++end;
      } else if (tokens[end].IsMark('.') && end + 1 < tokens.size() &&
                 tokens[end + 1].Is(Sense::kHour)) {
        ++end;
      } else if (tokens[end].IsNumber() && end + 1 < tokens.size() &&
                 tokens[end + 1].Is(Sense::kHour)) {
        end += 2;
      } else {
        break;
      }
    }
    tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(i),
                 tokens.begin() + static_cast<std::ptrdiff_t>(end));
  }

  // Past `i`: one separator of a date, perhaps repeated ("30.08..2023"); its character, 0 if none.
  char Separator(size_t& i, bool& doubled) {
    char found = 0;
    while (At(i) && At(i)->kind == TokenKind::kMark) {
      const char mark = At(i)->mark;
      if (mark != '.' && mark != '/' && mark != '-' && mark != ',') break;
      if (found != 0 && (mark == '-' || mark == '/' || found == '-' || found == '/')) break;
      if (found != 0) doubled = true;
      if (found == 0 || mark == '.') found = mark;
      ++i;
    }
    return found;
  }

  // dd.mm, dd.mm.yy, dd.mm.yyyy with points, slashes, hyphens or commas.
  bool ReadDate(size_t i) {
    if (At(i)->digits > 2) return false;
    bool doubled = false;
    size_t at = i + 1;
    const char first = Separator(at, doubled);
    if (first == 0 || !NumberAt(at) || At(at)->digits > 2) return false;
    const int day = At(i)->value;
    const int month = At(at)->value;
    const size_t after_month = at + 1;
    if (first != '.') return ReadStrict(i, first, at, day, month);
    if (SpacedList(i, at, month)) return false;
    size_t end = after_month;
    size_t year_at = after_month;
    bool year_doubled = false;
    const char second = Separator(year_at, year_doubled);
    std::optional<int> year;
    bool repaired = doubled;
    if (NumberAt(year_at) && (second == '.' || second == 0 || second == ',')) {
      if (ReadYear(year_at, second, end, year, repaired)) {
        repaired = repaired || year_doubled || second == ',';
      }
    }
    if (!year) {
      const bool month_ok = month >= 1 && month <= 12 && day >= 1 && day <= 31;
      if (!month_ok && !doubled && At(at)->digits < 2) return false;
      if (MarkAt(end, '.')) ++end;
    }
    const SourceRange range{At(i)->range.begin, At(end - 1)->range.end};
    PutDate(i, end, day, month, year);
    if (repaired && At(i)->kind == TokenKind::kDate) Repaired(range, Written(*At(i)));
    return true;
  }

  // "5. 10. 15 октября" is a list of days, "4 .05. 2016" a date.
  bool SpacedList(size_t i, size_t at, int month) {
    const bool spaced = At(at)->space_before || At(i + 1)->space_before;
    if (!spaced) return false;
    if (month < 1 || month > 12) return true;
    size_t next = at + 1;
    while (At(next) && At(next)->kind == TokenKind::kMark) ++next;
    return At(next) && At(next)->Is(Sense::kMonth);
  }

  static std::string Written(const Token& date) {
    return date.year ? fmt::format("{:02}.{:02}.{}", date.day, date.month, *date.year)
                     : fmt::format("{:02}.{:02}", date.day, date.month);
  }

  // The year after dd.mm; sets `end` past it.
  bool ReadYear(size_t at, char separator, size_t& end, std::optional<int>& year, bool& repaired) {
    const Token& number = *At(at);
    const bool joined_by_point = separator != 0;
    if (number.digits == 4 && (IsYear(number.value) || joined_by_point)) {
      if (separator == ',' && number.space_before) return false;  // "15.10, 2023 год" is read later
      year = number.value;
      end = at + 1;
      return true;
    }
    if (!joined_by_point || separator == ',') return false;
    if (NumberAt(at + 1) && At(at + 1)->space_before) {
      const std::string digits = number.text + At(at + 1)->text;
      const bool dangling = !MarkAt(at + 2, '.') || !NumberAt(at + 3);
      if (digits.size() == 4 && (digits[0] == '2' || digits[0] == '1') &&
          IsYear(std::stoi(digits)) && dangling) {
        year = std::stoi(digits);
        end = at + 2;
        repaired = true;
        return true;
      }
    }
    if (number.digits == 2 && (!number.space_before || YearWordAt(at + 1))) {
      year = FullYear(number.value);
      end = at + 1;
      lexed_.notes.push_back({NoteKind::kConvention,
                              {fmt::format("год {} прочитан как {}", number.text, *year),
                               fmt::format("the year {} is read as {}", number.text, *year)},
                              number.range});
      return true;
    }
    if (number.digits > 4 || number.digits == 3 || (number.digits == 1 && !number.space_before)) {
      year = number.value;  // no year at all: a bad date
      end = at + 1;
      return true;
    }
    return false;
  }

  // With slashes, hyphens and commas only the whole dd/mm/yyyy is a date.
  bool ReadStrict(size_t i, char first, size_t at, int day, int month) {
    size_t year_at = at + 1;
    bool doubled = false;
    const char second = Separator(year_at, doubled);
    if (second == 0 || doubled || !NumberAt(year_at)) return false;
    const Token& number = *At(year_at);
    const bool slashes = first == '/' && second == '/';
    if (number.digits != 4 && !(slashes && number.digits == 2)) return false;
    for (size_t k = i + 1; k <= year_at; ++k) {
      if (!Tight(k)) return false;
    }
    if (first == '-' && second == '.') return false;  // "03-08.2013": left to the grammar
    if (month > 12 || month < 1 || !(number.digits == 2 || IsYear(number.value))) return false;
    const bool odd = first == ',' || first != second;
    const SourceRange range{At(i)->range.begin, number.range.end};
    PutDate(i, year_at + 1, day, month, number.digits == 2 ? FullYear(number.value) : number.value);
    if (odd && At(i)->kind == TokenKind::kDate) Repaired(range, Written(*At(i)));
    return true;
  }

  // "09.2025": a month of a year.
  bool ReadMonthYear(size_t i) {
    constexpr int kMonths = 12;
    if (At(i)->digits > 2 || At(i)->value < 1 || At(i)->value > kMonths) return false;
    if (!MarkAt(i + 1, '.') || !Tight(i + 1) || !NumberAt(i + 2) || !Tight(i + 2)) return false;
    if (At(i + 2)->digits != 4 || !IsYear(At(i + 2)->value)) return false;
    Token month;
    month.text = MonthNominative(At(i)->value);
    month.sense = Sense::kMonth;
    month.value = At(i)->value;
    Replace(i, i + 2, month);
    lexed_.notes.push_back(
        {NoteKind::kConvention, ReadAs(phrase_, At(i)->range, At(i)->text), At(i)->range});
    return true;
  }

  // "01 09 2025": only the whole of it, and only when it is a day.
  bool ReadSpaced(size_t i) {
    if (At(i)->digits != 2 || !NumberAt(i + 1) || At(i + 1)->digits != 2 || !NumberAt(i + 2) ||
        At(i + 2)->digits != 4) {
      return false;
    }
    const int day = At(i)->value;
    const int month = At(i + 1)->value;
    const int year = At(i + 2)->value;
    if (!IsYear(year) || !MakeDate(year, month, day)) return false;
    const SourceRange range{At(i)->range.begin, At(i + 2)->range.end};
    PutDate(i, i + 3, day, month, year);
    Repaired(range, Written(*At(i)));
    return true;
  }

  // Points lost: "30082023", "3008.2023", "30.082023".
  bool ReadUnbroken(size_t i) {
    const Token& number = *At(i);
    std::string digits = number.text;
    size_t end = i + 1;
    if ((digits.size() == 2 || digits.size() == 4) && MarkAt(i + 1, '.') && NumberAt(i + 2) &&
        Tight(i + 1) && Tight(i + 2)) {
      digits += At(i + 2)->text;
      end = i + 3;
    }
    if (digits.size() != 8) return false;
    const int day = std::stoi(digits.substr(0, 2));
    const int month = std::stoi(digits.substr(2, 2));
    const int year = std::stoi(digits.substr(4));
    if (year < 2000 || year > 2068 || !MakeDate(year, month, day)) return false;
    const SourceRange range{number.range.begin, At(end - 1)->range.end};
    PutDate(i, end, day, month, year);
    Repaired(range, Written(*At(i)));
    return true;
  }

  std::string_view phrase_;
  Lexed& lexed_;
};

}  // namespace

void ReadNumbers(std::string_view phrase, Lexed& lexed) { NumberReading(phrase, lexed).Run(); }

}  // namespace vekha::term
