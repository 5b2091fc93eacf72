#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "engine/term/term.h"

namespace vekha::term {
namespace {

struct ReadCase {
  std::string_view phrase;
  std::string_view canonical;
};

class Parser : public testing::TestWithParam<ReadCase> {};

TEST_P(Parser, ReadsAs) {
  EXPECT_EQ(Unparse(ParseTerm(GetParam().phrase).term), GetParam().canonical);
}

INSTANTIATE_TEST_SUITE_P(Canonical, Parser,
                         testing::ValuesIn(std::vector<ReadCase>{
                             {"до 30.08.2023", "до 30 августа 2023 года"},
                             {"Июнь-июль    \n2020 года", "с июня 2020 года по июль 2020 года"},
                             {"Сентябрь-март 2020 года", "с сентября по март 2020 года"},
                             {"до 15.10. ежегодно (в период с 2022 по 2023 г.г.)",
                              "до 15 октября ежегодно с 2022 по 2023 год"},
                             {"В течение 2022\\24 уч. гг.", "в течение 2022-2024 учебных годов"},
                             {"I полугодие 2025-2026 учебного года",
                              "I полугодие 2025/2026 учебного года"},
                             {"последняя пятница месяца", "последняя пятница месяца"},
                             {"каждый вторник и четверг", "каждый вторник, четверг"},
                             {"2 раза в год", "2 раза в год"},
                             {"раз в два месяца", "1 раз в 2 месяца"},
                             {"не позднее октября", "не позднее октября"},
                             {"до 1 октября (исключительно)", "до 1 октября (исключительно)"},
                             {"День учителя октябрь 2021 года", "День учителя 2021 года"},
                             {"сентябрь или по плану", "сентябрь; или по плану"},
                         }));

TEST(ParseTerm, SaysWhereAnUnreadablePhraseIs) {
  const TermReading reading = ParseTerm("ответственный педагог");
  EXPECT_TRUE(std::holds_alternative<Unreadable>(reading.term));
  EXPECT_EQ(reading.flags, std::vector<Flag>({Flag::kUnparseable}));
  ASSERT_FALSE(reading.notes.empty());
  EXPECT_EQ(reading.notes.back().kind, NoteKind::kProblem);
}

TEST(ParseTerm, KeepsThePhraseAsGiven) {
  EXPECT_EQ(ParseTerm(" Май\n2021 года").phrase, " Май\n2021 года");
}

TEST(ParseTerm, RefusesInvalidUtf8AtItsByte) {
  const TermReading reading = ParseTerm("май \xFF");
  EXPECT_EQ(reading.flags, std::vector<Flag>({Flag::kUnparseable}));
  ASSERT_EQ(reading.notes.size(), 1U);
  EXPECT_EQ(reading.notes[0].range.begin, 7U);
}

TEST(ParseTerm, EmptyPhraseIsUnparseable) {
  EXPECT_EQ(ParseTerm("").flags, std::vector<Flag>({Flag::kUnparseable}));
  EXPECT_EQ(ParseTerm(" \n ").flags, std::vector<Flag>({Flag::kUnparseable}));
}

TEST(ParseTerm, GoodDateBesideABadOneIsKeptAndTheBadOneTold) {
  const TermReading reading = ParseTerm("до 31.09.2023, до 15.10.2023");
  EXPECT_TRUE(std::holds_alternative<ByDay>(reading.term));
  EXPECT_EQ(reading.flags, std::vector<Flag>({Flag::kUnparseable}));
}

TEST(FlagName, EveryFlagHasItsName) {
  EXPECT_EQ(FlagName(Flag::kOngoing), "ongoing");
  EXPECT_EQ(FlagName(Flag::kOnDemand), "on_demand");
  EXPECT_EQ(FlagName(Flag::kExternal), "external");
  EXPECT_EQ(FlagName(Flag::kRelative), "relative");
  EXPECT_EQ(FlagName(Flag::kAlternative), "alternative");
  EXPECT_EQ(FlagName(Flag::kNamedDay), "named_day");
  EXPECT_EQ(FlagName(Flag::kTypo), "typo");
  EXPECT_EQ(FlagName(Flag::kUnparseable), "unparseable");
}

}  // namespace
}  // namespace vekha::term
