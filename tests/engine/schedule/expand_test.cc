#include <gtest/gtest.h>

#include <algorithm>

#include "engine/schedule/schedule.h"

namespace vekha::schedule {
namespace {

Date Day(int year, int month, int day) { return MakeDate(year, month, day).value(); }

Period Years(int first, int last) { return {Day(first, 1, 1), Day(last, 12, 31)}; }

std::vector<Window> WindowsOf(const Expansion& expansion) {
  std::vector<Window> windows;
  for (const Occurrence& one : expansion.occurrences) windows.push_back(one.window);
  return windows;
}

Expansion Read(std::string_view phrase, Period period, const Settings& settings = {}) {
  return Expand(term::ParseTerm(phrase), period, settings);
}

TEST(Expand, OngoingSpanIsMarkedAndADeadlineIsNot) {
  const Expansion expansion = Read("до 15 мая; в течение года", Years(2023, 2023));
  ASSERT_EQ(expansion.occurrences.size(), 2U);
  EXPECT_FALSE(expansion.occurrences[0].ongoing);
  EXPECT_TRUE(expansion.occurrences[1].ongoing);
}

TEST(Expand, RecurrenceOutsideThePeriodGivesNoWindowAndSaysSo) {
  const Expansion expansion = Read("15 июля", {Day(2023, 9, 1), Day(2024, 5, 31)});
  EXPECT_TRUE(expansion.occurrences.empty());
  EXPECT_TRUE(std::any_of(expansion.notes.begin(), expansion.notes.end(),
                          [](const auto& note) { return note.kind == term::NoteKind::kProblem; }));
}

TEST(Expand, DateWrittenInFullStaysOutsideThePeriod) {
  const Expansion expansion = Read("до 15.07.2030", Years(2023, 2023));
  ASSERT_EQ(expansion.occurrences.size(), 1U);
  EXPECT_EQ(expansion.occurrences[0].window.due, Day(2030, 7, 15));
}

TEST(Expand, LeapDayComesOnlyInLeapYears) {
  EXPECT_EQ(WindowsOf(Read("29 февраля", Years(2021, 2025))),
            std::vector<Window>({{Day(2024, 2, 29), Day(2024, 2, 29)}}));
}

TEST(Expand, ThirtyFirstOfEveryMonthSkipsShortMonths) {
  EXPECT_EQ(Read("до 31 числа каждого месяца", Years(2023, 2023)).occurrences.size(), 7U);
}

TEST(Expand, SchoolYearIsASetting) {
  const Settings settings{.school_year_first = {8, 15}, .school_year_last = {6, 20}};
  EXPECT_EQ(WindowsOf(Read("2022/2023 учебный год", Years(2022, 2023), settings)),
            std::vector<Window>({{Day(2022, 8, 15), Day(2023, 6, 20)}}));
}

TEST(Expand, EveryOccurrenceSaysHowItWasRead) {
  for (const Occurrence& one : Read("до 20 октября ежегодно", Years(2022, 2023)).occurrences) {
    EXPECT_NE(one.reading.find("до 20 октября"), std::string::npos) << one.reading;
  }
}

TEST(Expand, WaitsKeepTheDocumentsWords) {
  const Expansion expansion = Read("по отдельному графику", Years(2023, 2023));
  ASSERT_EQ(expansion.waits.size(), 1U);
  EXPECT_EQ(expansion.waits[0].kind, term::Flag::kExternal);
  EXPECT_EQ(expansion.waits[0].text, "по отдельному графику");
}

TEST(Expand, RelativeTermKnowsItsOffset) {
  const Expansion after =
      Read("в течение 10 рабочих дней после издания приказа", Years(2023, 2023));
  ASSERT_EQ(after.waits.size(), 1U);
  EXPECT_EQ(after.waits[0].offset, 10);
  EXPECT_TRUE(after.waits[0].working_days);
  const Expansion before = Read("за 3 дня до конкурса", Years(2023, 2023));
  ASSERT_EQ(before.waits.size(), 1U);
  EXPECT_EQ(before.waits[0].offset, -3);
  EXPECT_FALSE(before.waits[0].working_days);
}

TEST(ExpandMapping, FixedDue) {
  const term::TermReading reading =
      term::FixedTerm(std::nullopt, Day(2022, 10, 30), term::DueEvery::kNone, true);
  EXPECT_EQ(WindowsOf(Expand(reading, Years(2022, 2024))),
            std::vector<Window>({{std::nullopt, Day(2022, 10, 30)}}));
}

TEST(ExpandMapping, ExclusiveDueIsTheDayBefore) {
  const term::TermReading reading =
      term::FixedTerm(Day(2022, 10, 1), Day(2022, 10, 30), term::DueEvery::kNone, false);
  EXPECT_EQ(WindowsOf(Expand(reading, Years(2022, 2024))),
            std::vector<Window>({{Day(2022, 10, 1), Day(2022, 10, 29)}}));
}

TEST(ExpandMapping, EveryYearFromTheFirstDueOn) {
  const term::TermReading reading =
      term::FixedTerm(Day(2022, 10, 1), Day(2022, 10, 30), term::DueEvery::kYear, true);
  EXPECT_EQ(WindowsOf(Expand(reading, Years(2020, 2024))),
            std::vector<Window>({{Day(2022, 10, 1), Day(2022, 10, 30)},
                                 {Day(2023, 10, 1), Day(2023, 10, 30)},
                                 {Day(2024, 10, 1), Day(2024, 10, 30)}}));
}

TEST(ExpandMapping, EveryQuarterKeepsTheDayOrTheMonthsLast) {
  const term::TermReading reading =
      term::FixedTerm(std::nullopt, Day(2022, 11, 30), term::DueEvery::kQuarter, true);
  EXPECT_EQ(WindowsOf(Expand(reading, {Day(2022, 9, 1), Day(2023, 6, 30)})),
            std::vector<Window>({{std::nullopt, Day(2022, 11, 30)},
                                 {std::nullopt, Day(2023, 2, 28)},
                                 {std::nullopt, Day(2023, 5, 30)}}));
}

TEST(ExpandMapping, AnchorWaitsForItsFact) {
  const Expansion expansion =
      Expand(term::AnchoredTerm("training.started_on", -3, false), Years(2022, 2022));
  EXPECT_TRUE(expansion.occurrences.empty());
  ASSERT_EQ(expansion.waits.size(), 1U);
  EXPECT_EQ(expansion.waits[0].fact, "training.started_on");
  EXPECT_EQ(expansion.waits[0].offset, -3);
  EXPECT_EQ(expansion.flags, std::vector<term::Flag>({term::Flag::kRelative}));
}

TEST(ExpandMapping, ExternalWaitsForItsFact) {
  const Expansion expansion = Expand(term::ExternalTerm("statistics.due"), Years(2022, 2022));
  ASSERT_EQ(expansion.waits.size(), 1U);
  EXPECT_EQ(expansion.waits[0].fact, "statistics.due");
  EXPECT_EQ(expansion.waits[0].kind, term::Flag::kExternal);
}

TEST(CycleOf, TurnsOnTheFirstOfSeptember) {
  EXPECT_EQ(CycleOf(Day(2022, 9, 1)), "2022/23");
  EXPECT_EQ(CycleOf(Day(2023, 8, 31)), "2022/23");
  EXPECT_EQ(CycleOf(Day(2000, 1, 1)), "1999/00");
}

}  // namespace
}  // namespace vekha::schedule
