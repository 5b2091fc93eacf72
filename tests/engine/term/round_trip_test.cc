// Terms made at random, said in words and read again: the same terms.
#include <gtest/gtest.h>

#include <random>
#include <utility>

#include "engine/term/lexicon.h"
#include "engine/term/term.h"

namespace vekha::term {
namespace {

// The same terms every run.
constexpr unsigned kSeed = 20260901;
constexpr int kTerms = 6000;

class TermMaker {
 public:
  explicit TermMaker(unsigned seed) : random_(seed) {}

  Term Make() {
    constexpr int kSeveralIn = 5;
    if (Pick(1, kSeveralIn) > 1) return One();
    Several several;
    several.terms.push_back(Dated());
    for (int n = Pick(1, 2); n > 0; --n) {
      Term term = Dated();
      bool said = false;
      for (const Term& before : several.terms) said = said || before == term;
      if (!said) several.terms.push_back(std::move(term));
    }
    if (several.terms.size() == 1) return std::move(several.terms.front());
    several.alternative = Pick(1, 3) == 1;
    return several;
  }

 private:
  int Pick(int first, int last) { return std::uniform_int_distribution<int>(first, last)(random_); }

  Years OneYear() {
    const int year = Pick(2015, 2035);
    return {.first = year, .last = year};
  }

  // None said, one year, or every year.
  Years AnyYears() {
    switch (Pick(1, 4)) {
      case 1:
        return {};
      case 2:
        return {.yearly = true};
      case 3:
        return {.first = 2020, .last = 2024, .yearly = true};
      default:
        return OneYear();
    }
  }

  Unit Day() {
    const int month = Pick(1, 12);
    const int day = Pick(1, 28);
    return {.kind = UnitKind::kDay, .month = month, .number = day};
  }

  Unit Point() {
    switch (Pick(1, 5)) {
      case 1:
        return {.kind = UnitKind::kWeekday,
                .month = Pick(1, 12),
                .number = PickNth(5),
                .weekday = Pick(1, 7)};
      case 2:
        return {.kind = UnitKind::kWorkday, .month = Pick(1, 12), .number = PickNth(10)};
      case 3:
        return {.kind = UnitKind::kNamedDay,
                .number = Pick(0, static_cast<int>(NamedDays().size()) - 1)};
      default:
        return Day();
    }
  }

  int PickNth(int most) { return Pick(1, 4) == 1 ? -1 : Pick(1, most); }

  Unit Long() {
    switch (Pick(1, 9)) {
      case 1:
        return {.kind = UnitKind::kWeek, .month = Pick(1, 12), .number = PickNth(5)};
      case 2:
        return {.kind = UnitKind::kDecade, .month = Pick(1, 12), .number = Pick(1, 3)};
      case 3:
        return {.kind = UnitKind::kHalfMonth, .month = Pick(1, 12), .number = Pick(1, 2)};
      case 4:
        return {.kind = UnitKind::kQuarter, .number = Pick(1, 4), .part = AnyPart()};
      case 5:
        return {.kind = UnitKind::kSeason, .number = Pick(1, 4), .part = AnyPart()};
      case 6:
        return {.kind = UnitKind::kSchoolQuarter, .number = Pick(1, 4), .part = AnyPart()};
      case 7:
        return {.kind = UnitKind::kTrimester, .number = Pick(1, 3), .part = AnyPart()};
      default:
        return {.kind = UnitKind::kMonth, .month = Pick(1, 12), .part = AnyPart()};
    }
  }

  Part AnyPart() {
    constexpr Part kParts[] = {Part::kStart, Part::kMiddle, Part::kEnd};
    return Pick(1, 3) == 1 ? kParts[Pick(0, 2)] : Part::kWhole;
  }

  Unit In(Unit unit, Years years) {
    unit.years = years;
    return unit;
  }

  Term Dated() {
    // Of neighbours only full dates say nothing about each other.
    switch (Pick(1, 3)) {
      case 1:
        return OnDay{In(Day(), OneYear())};
      case 2:
        return ByDay{In(Day(), OneYear())};
      default:
        return InUnit{In({.kind = UnitKind::kMonth, .month = Pick(1, 12)}, OneYear())};
    }
  }

  Term One() {
    switch (Pick(1, 9)) {
      case 1:
        return OnDay{In(Point(), AnyYears())};
      case 2: {
        const ByDay by{In(Point(), AnyYears()), Pick(1, 4) > 1};
        // By the new year is by the day before it, however it is said.
        const bool named = by.limit.kind == UnitKind::kNamedDay;
        const bool new_year =
            named && NamedDays()[static_cast<size_t>(by.limit.number)].name == "Новый год";
        return ByDay{by.limit, by.inclusive && !new_year};
      }
      case 3:
        return ByDay{In({.kind = UnitKind::kMonth, .month = Pick(1, 12)}, AnyYears()),
                     Pick(1, 2) == 1};
      case 4:
        return InUnit{In(Long(), AnyYears())};
      case 5:
        return Range();
      case 6:
        return FromDay{In(Day(), Pick(1, 2) == 1 ? Years{} : OneYear()), Pick(1, 3) == 1};
      case 7:
        return Span();
      case 8:
        return Monthly();
      default:
        return Round();
    }
  }

  Term Range() {
    const bool days = Pick(1, 2) == 1;
    Unit from = days ? Day() : Unit{.kind = UnitKind::kMonth, .month = Pick(1, 12)};
    Unit to = days ? Day() : Unit{.kind = UnitKind::kMonth, .month = Pick(1, 12)};
    const auto order = [](const Unit& unit) { return unit.month * 31 + unit.number; };
    if (order(from) > order(to)) std::swap(from, to);
    const Years years = AnyYears();
    return UnitRange{In(from, years), In(to, years), Pick(1, 5) > 1};
  }

  Term Span() {
    switch (Pick(1, 4)) {
      case 1:
        return Ongoing{.span = {.kind = UnitKind::kPeriod}};
      case 2:
        return Ongoing{.span = {.kind = UnitKind::kSchoolYear, .years = OneYear()}};
      case 3:
        return Ongoing{.span = {.kind = UnitKind::kPeriod}, .rhythm = Rhythm::kDaily};
      default:
        return Ongoing{.span = {.kind = UnitKind::kPeriod},
                       .rhythm = Rhythm::kWeekly,
                       .weekdays = Pick(0, 127)};
    }
  }

  Term Monthly() {
    const Unit day{.kind = UnitKind::kDay, .number = Pick(1, 31)};
    switch (Pick(1, 4)) {
      case 1:
        return ByDay{day};
      case 2:
        return OnDay{day};
      case 3:
        return OnDay{{.kind = UnitKind::kWeekday, .number = PickNth(4), .weekday = Pick(1, 7)}};
      default:
        return ByDay{{.kind = UnitKind::kWorkday, .number = PickNth(10)}};
    }
  }

  Term Round() {
    constexpr UnitKind kKinds[] = {UnitKind::kMonth, UnitKind::kQuarter, UnitKind::kHalfYear,
                                   UnitKind::kYear, UnitKind::kSchoolQuarter};
    Every every{.unit = {.kind = kKinds[Pick(0, 4)]}, .times = Pick(1, 6)};
    if (Pick(1, 3) == 1) every.step = Pick(2, 6);
    if (every.unit.kind == UnitKind::kYear && every.step == 1 && every.times == 1) every.times = 2;
    return every;
  }

  std::mt19937 random_;
};

TEST(RoundTrip, ATermSaidInWordsIsReadAsTheSameTerm) {
  TermMaker maker(kSeed);
  for (int n = 0; n < kTerms; ++n) {
    const Term term = maker.Make();
    const std::string words = Unparse(term);
    const TermReading again = ParseTerm(words);
    EXPECT_TRUE(again.term == term) << words << " -> " << Unparse(again.term);
    for (const Note& note : again.notes) {
      EXPECT_NE(note.kind, NoteKind::kRepair) << words << ": " << note.text.ru;
      EXPECT_NE(note.kind, NoteKind::kProblem) << words << ": " << note.text.ru;
    }
  }
}

TEST(RoundTrip, ATermThatItsWordsDoNotSayIsRefused) {
  const TermReading reading = ParseTerm("1, после2023/21.-");
  EXPECT_TRUE(std::holds_alternative<Unreadable>(reading.term)) << Unparse(reading.term);
  ASSERT_FALSE(reading.notes.empty());
  EXPECT_EQ(reading.notes.back().kind, NoteKind::kProblem);
}

}  // namespace
}  // namespace vekha::term
