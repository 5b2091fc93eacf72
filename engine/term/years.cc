// The years a unit stands in: "2023 г.", "2022-2023 уч. г.", "май 23 г.".
#include <fmt/format.h>

#include "engine/term/grammar.h"

namespace vekha::term {
namespace {

constexpr bool IsYear(const Token& token) {
  return token.kind == TokenKind::kNumber && token.digits == 4 && token.value >= kFirstYear &&
         token.value <= kLastYear;
}

constexpr bool IsSchoolUnit(UnitKind kind) {
  return kind == UnitKind::kSchoolQuarter || kind == UnitKind::kTrimester ||
         kind == UnitKind::kSchoolHalf || kind == UnitKind::kSchoolYear;
}

constexpr int kFirstSchoolMonth = 9;

// The first month of a unit inside a calendar year, to know which half of a school year it is in.
int MonthOf(const Unit& unit) {
  switch (unit.kind) {
    case UnitKind::kQuarter:
      return unit.number * 3;
    case UnitKind::kSeason:
      return unit.number == 4 ? kFirstSchoolMonth : 1;
    case UnitKind::kNamedDay:
      return NamedDays()[static_cast<size_t>(unit.number)].month;
    case UnitKind::kDay:
    case UnitKind::kWeekday:
    case UnitKind::kWorkday:
    case UnitKind::kWeek:
    case UnitKind::kDecade:
    case UnitKind::kHalfMonth:
    case UnitKind::kMonth:
      return unit.month;
    case UnitKind::kHalfYear:
    case UnitKind::kYear:
    case UnitKind::kSchoolQuarter:
    case UnitKind::kTrimester:
    case UnitKind::kSchoolHalf:
    case UnitKind::kSchoolYear:
    case UnitKind::kPeriod:
      break;
  }
  return 0;
}

void PutSchoolYears(Years years, Unit& unit) {
  if (unit.kind == UnitKind::kHalfYear) unit.kind = UnitKind::kSchoolHalf;
  if (unit.kind == UnitKind::kYear) unit.kind = UnitKind::kSchoolYear;
  if (!IsSchoolUnit(unit.kind) && MonthOf(unit) < kFirstSchoolMonth) {
    if (years.first) ++*years.first;
    if (years.last) ++*years.last;
  }
  unit.years = years;
}

void PutCalendarYears(Years years, Unit& unit) {
  const bool winter = unit.kind == UnitKind::kSeason && unit.number == 1;
  if (winter && years.first && years.last == *years.first + 1) {  // "зима 2022-2023": one
    years.first = years.last;
  }
  // The quarters of spring belong to the school year that began the autumn before.
  const bool spring = (unit.kind == UnitKind::kSchoolQuarter && unit.number > 2) ||
                      (unit.kind == UnitKind::kTrimester && unit.number > 1) ||
                      (unit.kind == UnitKind::kSchoolHalf && unit.number > 1);
  if (spring) {
    if (years.first) --*years.first;
    if (years.last) --*years.last;
  }
  unit.years = years;
}

}  // namespace

bool Phrase::ReadYearWords(size_t& at) const {
  const size_t begin = at;
  while (Is(at, Sense::kYearWord)) ++at;
  return at > begin;
}

// "2023 г.", "2022-2023 уч. г.", "2022/23", "учебный год 2022-2023", "с 2022 по 2023 г.г.".
std::optional<Years> Phrase::ReadYears(size_t& at, bool& school) const {
  size_t p = at;
  school = false;
  if (Is(p, Sense::kSchool) && Is(p + 1, Sense::kYearWord) && IsYear(At(p + 2))) {
    school = true;
    p += 2;
  }
  if (!IsYear(At(p))) return std::nullopt;
  Years years{.first = At(p).value, .last = At(p).value};
  ++p;
  size_t after_word = p;
  ReadYearWords(after_word);
  const bool slash = Mark(p, '/');
  const bool dash = Mark(p, '-');
  const bool word_dash = !dash && Mark(after_word, '-') && IsYear(At(after_word + 1));
  const bool both = Is(p, Sense::kAnd) && IsYear(At(p + 1));
  bool range = false;
  bool two_digits = false;
  if (slash || dash || both || word_dash) {
    const size_t second_at = (word_dash ? after_word : p) + 1;
    const Token& second = At(second_at);
    const bool month_follows = Is(second_at + 1, Sense::kMonth) || Mark(second_at + 1, '.');
    if (IsYear(second)) {
      years.last = second.value;
      range = true;
    } else if (second.IsNumber() && second.digits == 2 && !month_follows && !both) {
      years.last = *years.first / 100 * 100 + second.value;
      range = two_digits = true;
    }
    if (range && *years.last < *years.first) return std::nullopt;
    if (range) p = second_at + 1;
  }
  ReadYearWords(p);
  size_t q = p;
  if (Mark(q, ',')) ++q;
  if (Is(q, Sense::kSchool)) {
    school = true;
    p = q + 1;
    ReadYearWords(p);
  }
  if (range && *years.last == *years.first + 1 && (slash || two_digits)) school = true;
  if (school && range) --*years.last;
  if (school && *years.last < *years.first) years.last = years.first;
  at = p;
  return years;
}

// "января следующего года", "20 января года, следующего за отчетным", "декабря предыдущего года".
bool Phrase::ReadNextYear(size_t& at, Unit& unit) {
  const auto starts = [&](size_t i, std::string_view stem) {
    return Is(i, Sense::kReportAdj) && At(i).text.starts_with(stem);
  };
  const auto previous = [&](size_t i) {
    return starts(i, "предыдущ") || starts(i, "прошл") || starts(i, "истекш") ||
           starts(i, "предшеств");
  };
  const auto beside = [&](size_t i) { return starts(i, "следующ") || previous(i); };
  const auto skip_object = [&](size_t& i) {
    while (Is(i, Sense::kReportAdj) || Is(i, Sense::kYearWord) || Is(i, Sense::kPeriodWord)) ++i;
  };
  size_t p = at;
  bool before = previous(p);
  if (beside(p)) {
    ++p;
    if (Is(p, Sense::kSchool) || Is(p, Sense::kCalendar)) ++p;
    if (!Is(p, Sense::kYearWord)) return false;
    ++p;
  } else if (Is(p, Sense::kYearWord)) {
    ++p;
    if (Mark(p, ',')) ++p;
    if (!beside(p)) return false;
    before = previous(p);
    ++p;
    if (before) skip_object(p);  // "года, предшествующего отчетному"
  } else {
    return false;
  }
  if (before) {
    unit.years = {.previous = true};
    at = p;
    return true;
  }
  if (Is(p, Sense::kZa)) {
    const bool report = At(p + 1).text.starts_with("отчетн");
    skip_object(++p);
    if (report) {  // it comes round: the report of the year before may fall into the period
      Say(NoteKind::kGuess,
          {"год после отчетного: каждый год периода",
           "the year after the one reported on: every year of the period"},
          at, p);
      at = p;
      return true;
    }
  }
  unit.years = {.next = true};
  at = p;
  return true;
}

// The year after a unit, perhaps after a comma or in brackets.
void Phrase::AttachYears(size_t& at, Unit& unit) {
  size_t p = at;
  if (Is(p, Sense::kMonthWord) && unit.kind == UnitKind::kMonth) ++p;
  const size_t plain = p;
  if (Mark(p, ',') || Mark(p, '(') || Mark(p, '-')) ++p;
  if (Is(p, Sense::kV) || Is(p, Sense::kNa)) ++p;
  bool school = false;
  const size_t first = p;
  const std::optional<Years> years = ReadYears(p, school);
  // "..., 2024 г. - II квартал": the year opens what follows.
  const bool opens =
      Mark(plain, ',') && Mark(p, '-') && (Is(p + 1, Sense::kMonth) || Is(p + 1, Sense::kOrdinal));
  if (years && !opens) {
    bool two = false;
    for (size_t i = first; i < p; ++i)
      two = two || At(i).kind == TokenKind::kMark || Is(i, Sense::kAnd);
    if (school && !two && !IsSchoolUnit(unit.kind) && MonthOf(unit) > 0) {
      Say(NoteKind::kGuess,
          {"учебный год назван одним годом: взят календарный",
           "a school year named by one year: taken as the calendar year"},
          first, p);
      school = false;
    }
    school ? PutSchoolYears(*years, unit) : PutCalendarYears(*years, unit);
    at = p;
    return;
  }
  p = plain;
  // "май 23 г."
  if (At(p).IsNumber() && At(p).digits == 2 && Is(p + 1, Sense::kYearWord)) {
    const int year = FullYear(At(p).value);
    Say(NoteKind::kConvention,
        {fmt::format("год {} прочитан как {}", At(p).text, year),
         fmt::format("the year {} is read as {}", At(p).text, year)},
        p, p + 1);
    PutCalendarYears({.first = year, .last = year}, unit);
    at = p + 1;
    ReadYearWords(at);
    return;
  }
  if (ReadNextYear(at, unit)) return;
  // "сентября текущего года", "декабря отчетного года", "мая учебного года": the period's.
  if (Is(p, Sense::kReportAdj)) ++p;
  if (Is(p, Sense::kReportAdj) || Is(p, Sense::kSchool) || Is(p, Sense::kCalendar)) ++p;
  if (p > plain && Is(p, Sense::kYearWord)) {
    at = p + 1;
    return;
  }
  at = plain;
}

}  // namespace vekha::term
