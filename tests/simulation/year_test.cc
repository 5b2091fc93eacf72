// A school year under everything that goes wrong. However it goes, a rung is accounted for once and
// a digest is one.
// Without being asked for more it lives a third of a year with each of a few seeds.
//   VEKHA_SEEDS=10000 build/release/bin/simulation_test   the long run, of whole years
//   VEKHA_FIRST_SEED=5555 VEKHA_SEEDS=1 VEKHA_TRACE=1 ... one of them again, with all that happens
#include "tests/simulation/year.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>

namespace vekha {
namespace {

using testing::IsEmpty;

constexpr int kSeeds = 200;
constexpr int kCrashOneIn = 60;
const Period kSchoolYear{Date(2022, 9, 1), Date(2023, 6, 30)};
const Period kAutumn{Date(2022, 9, 26), Date(2022, 10, 14)};

int FromEnvironment(const char* name, int otherwise) {
  const char* asked = std::getenv(name);
  return asked == nullptr ? otherwise : std::max(1, std::atoi(asked));
}

// Of the world, of people, of rungs and of messages.
constexpr const char* kMustHappen[] = {
    "outage",
    "clock off by three days",
    "clock off by an hour",
    "old backup",
    "late answer",
    "repeated",
    "CLOCK_WENT_BACK",
    "GAP_UNCONFIRMED",
    "extension_granted",
    "extension_refused",
    "task_returned",
    "task_reopened",
    "task_withdrawn",
    "task_acknowledged",
    "task_delegated",
    "task_closed",
    "role_put",
    "absence_put",
    "silence_put",
    "digest_revived",
    "DUE_IN_",
    "DUE_TODAY",
    "OVERDUE_BY_",
    "COALESCED_INTO",
    "TOO_LATE",
    "TIME_PASSED",
    "TASK_CLOSED",
    "TASK_REPORTED",
    "TASK_WITHDRAWN",
    "DOES_NOT_APPLY",
    "SIGN_OF_LIFE_EXPECTED",
    "control WAITS_FOR_CONTROL",
    "control COALESCED_INTO",
    "control TOO_LATE",
    "control TIME_PASSED",
    "control TASK_CLOSED",
    "dropped DUE_CHANGED",
    "dropped DUPLICATE",
    "dropped LEFT",
    "dropped UNREACHABLE",
    "dropped DECIDED",
    "dropped TASK_REPORTED",
    "read by a substitute",
    "line left out",
};

// Seeds that once failed stay here, with what they found.
struct KeptSeed {
  unsigned seed;
  const char* found;
};
constexpr KeptSeed kKept[] = {
    {5555, "an extension granted while the clock was back counted as seen by the refused run"},
    {6453, "a reopening while the clock was back counted as seen by the refused run"},
    {37, "a substitute was written to on his own day off, in the morning of who was away"},
    {44, "a dead digest was revived into a day that had one already"},
    {271, "a clock ran ahead, then an old backup forgot what had been sent by it"},
    {2008, "a clock ran behind, then an old backup forgot what had been sent by it"},
    {2051, "a clock ran an hour ahead, and at midnight an old backup forgot that day's digest"},
};

// A third of the year: what follows from each other is rarely further apart.
Period TermOf(unsigned seed) {
  static const Period kTerms[] = {{Date(2022, 9, 1), Date(2022, 12, 20)},
                                  {Date(2022, 12, 10), Date(2023, 3, 31)},
                                  {Date(2023, 3, 20), Date(2023, 6, 30)}};
  return kTerms[seed % std::size(kTerms)];
}

test::Year Live(unsigned seed, Period span = kSchoolYear) {
  test::Year year(seed, {.world = true, .crash_one_in = kCrashOneIn}, span);
  year.Live();
  return year;
}

// Everything else counts on what was written down by hand.
TEST(SchoolYear, TheDutiesAreThoseOfThePlan) {
  const test::Year year(1, {.world = false}, kAutumn);
  const auto sheets = workflow::SheetsOf(year.state(), test::YearRules(),
                                         OrganizationId(test::kSchool), test::kAdopted, false);
  ASSERT_TRUE(sheets.ok());
  std::map<std::string, std::optional<Date>> planned;
  for (const task::PlannedTask& task : sheets->front().plan->tasks) {
    planned[task.id.value()] = task.effective_due;
  }
  std::map<std::string, std::optional<Date>> written;
  for (const test::Duty& duty : test::Duties()) written[duty.id] = duty.due;
  EXPECT_EQ(planned, written);
}

TEST(SchoolYear, EveryRungIsAccountedForOnceWhateverHappens) {
  std::map<std::string, int> seen;
  size_t received = 0;
  int crashes = 0;
  const int first = FromEnvironment("VEKHA_FIRST_SEED", 1);
  const int seeds = FromEnvironment("VEKHA_SEEDS", kSeeds);
  const bool whole = std::getenv("VEKHA_SEEDS") != nullptr;
  for (int seed = first; seed < first + seeds; ++seed) {
    const auto one = static_cast<unsigned>(seed);
    const test::Year year = Live(one, whole ? kSchoolYear : TermOf(one));
    EXPECT_THAT(year.Problems(), IsEmpty()) << "seed " << seed;
    for (const auto& [what, times] : year.seen()) seen[what] += times;
    received += year.received();
    crashes += year.crashes();
  }
  EXPECT_GT(received, 0u);
  EXPECT_GT(crashes, 0);
  if (seeds < kSeeds) return;
  // A year in which it did not happen would prove nothing about it.
  for (const char* what : kMustHappen) {
    EXPECT_GT(seen[what], 0) << what;
  }
}

TEST(SchoolYear, SeedsThatOnceFailed) {
  for (const KeptSeed& kept : kKept) {
    EXPECT_THAT(Live(kept.seed).Problems(), IsEmpty()) << kept.seed << ": " << kept.found;
  }
}

// Not now and then, but once at each commit (before it and after it) and each send (before it and
// between it and its record): the accounts are those of a program that never died.
TEST(SchoolYear, ACrashAtAnyPointChangesNoAccount) {
  const int seeds = FromEnvironment("VEKHA_CRASH_SEEDS", 1);
  for (unsigned seed = 1; seed <= static_cast<unsigned>(seeds); ++seed) {
    test::Year undisturbed(seed, {.world = false}, kAutumn);
    undisturbed.Live();
    ASSERT_THAT(undisturbed.Problems(), IsEmpty());
    ASSERT_GT(undisturbed.points(), 100);
    int repeated = 0;
    for (int point = 1; point <= undisturbed.points(); ++point) {
      test::Year year(seed, {.world = false, .crash_at = point}, kAutumn);
      year.Live();
      EXPECT_EQ(year.crashes(), 1);
      EXPECT_THAT(year.Problems(), IsEmpty()) << "seed " << seed << ", point " << point;
      EXPECT_EQ(year.state().rungs, undisturbed.state().rungs) << "point " << point;
      const auto again = year.seen().find("repeated");
      if (again != year.seen().end()) repeated += again->second;
    }
    EXPECT_GT(repeated, 0) << "no crash fell between a send and its record";
  }
}

}  // namespace
}  // namespace vekha
