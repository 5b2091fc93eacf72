// Bad input by name: refused or told of at its place, never a day.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "engine/schedule/schedule.h"

namespace vekha::schedule {
namespace {

using namespace std::string_literals;

struct HostileCase {
  std::string phrase;
  size_t begin;  // where the problem is, in bytes
};

class Hostile : public testing::TestWithParam<HostileCase> {};

TEST_P(Hostile, IsUnparseableAtItsPlaceAndGivesNoDay) {
  const HostileCase& hostile = GetParam();
  const Period period{*MakeDate(2023, 9, 1), *MakeDate(2024, 8, 31)};
  const Expansion expansion = Expand(term::ParseTerm(hostile.phrase), period);
  EXPECT_TRUE(expansion.occurrences.empty()) << hostile.phrase;
  EXPECT_EQ(expansion.flags, std::vector<term::Flag>({term::Flag::kUnparseable})) << hostile.phrase;
  const bool told =
      std::any_of(expansion.notes.begin(), expansion.notes.end(), [&](const term::Note& note) {
        return note.kind == term::NoteKind::kProblem && note.range.begin == hostile.begin;
      });
  EXPECT_TRUE(told) << hostile.phrase;
}

INSTANTIATE_TEST_SUITE_P(
    Phrases, Hostile,
    testing::Values(HostileCase{"31.02.2024", 0}, HostileCase{"45.13.2023", 0},
                    HostileCase{"до 15.09.20222", 5}, HostileCase{"15.09.20222", 0},
                    HostileCase{"до 31 сентября", 5}, HostileCase{"29 февраля 2023 года", 0},
                    HostileCase{"00.10.2023", 0}, HostileCase{"15.00.2023", 0},
                    HostileCase{"15 мая 20222 года", 0}, HostileCase{"01.09.99999999999", 0},
                    HostileCase{"сентябрь 20222", 0}, HostileCase{"к 1 мая 202 г.", 3},
                    HostileCase{"май \xFF", 7}, HostileCase{"\xD0", 0},
                    HostileCase{"15 \xED\xA0\x80 мая", 3}, HostileCase{"\0"s, 0},
                    HostileCase{std::string(2001, '('), 0},
                    HostileCase{std::string(1U << 20U, '1'), 0},
                    HostileCase{std::string(2000, ';'), 0},
                    HostileCase{std::string(2000, '-'), 0}));

TEST(HostilePhrase, ZeroBytesInsideAreNoEndOfIt) {
  const Period period{*MakeDate(2023, 9, 1), *MakeDate(2024, 8, 31)};
  const term::TermReading reading = term::ParseTerm("до 15\0 мая, 20.05"s);
  const Expansion expansion = Expand(reading, period);
  const bool read =
      std::any_of(expansion.occurrences.begin(), expansion.occurrences.end(),
                  [](const Occurrence& one) { return one.window.due == *MakeDate(2024, 5, 20); });
  EXPECT_TRUE(read);
  EXPECT_FALSE(reading.notes.empty());
}

}  // namespace
}  // namespace vekha::schedule
