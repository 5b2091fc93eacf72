#include "engine/reminder/account.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/rules.h"

namespace vekha::reminder {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class AccountTest : public ::testing::Test {
 protected:
  AccountTest()
      : calendar_(*test::Rules()->calendars.Get({"RU", calendar::WeekLength::kSix, false})),
        ladder_(test::Rules()->ladders.at("standard")) {
    planned_.id = TaskId("t");
    task_.planned = &planned_;
    task_.status = task::TaskStatus::kOpen;
    task_.window = Window{std::nullopt, test::Day("2022-10-30")};
    task_.effective_due = test::Day("2022-10-29");
  }

  // "d-3 emitted DUE_IN_3_WORKING_DAYS", one a rung.
  std::vector<std::string> Run(std::string_view after, std::string_view as_of) {
    const auto accounts =
        AccountRungs(task_, ladder_, *calendar_, {test::Day(after), test::Day(as_of)});
    EXPECT_TRUE(accounts.ok()) << accounts.status();
    std::vector<std::string> out;
    for (const RungAccount& a : *accounts) {
      out.push_back(a.rung->id + " " + std::string(RungOutcomeName(a.outcome)) + " " + a.reason);
    }
    return out;
  }

  std::shared_ptr<const calendar::WorkCalendar> calendar_;
  Ladder ladder_;
  task::PlannedTask planned_;
  task::Task task_;
};

TEST_F(AccountTest, SpeaksOnTheDayOfARung) {
  EXPECT_THAT(Run("2022-10-25", "2022-10-26"), ElementsAre("d-3 emitted DUE_IN_3_WORKING_DAYS"));
  EXPECT_THAT(Run("2022-10-26", "2022-10-27"), IsEmpty());
  EXPECT_THAT(Run("2022-10-28", "2022-10-29"), ElementsAre("d0 emitted DUE_TODAY"));
}

TEST_F(AccountTest, CoalescesWhatAnOutagePiledUpIntoTheOneThatIsSaid) {
  task_.overdue = true;
  EXPECT_THAT(
      Run("2022-10-20", "2022-10-31"),
      ElementsAre("d-3 coalesced COALESCED_INTO d+1", "d-1 coalesced COALESCED_INTO d+1",
                  "d0 coalesced COALESCED_INTO d+1", "d+1 emitted OVERDUE_BY_1_WORKING_DAY"));
}

TEST_F(AccountTest, ExpiresWhatIsTooLateAndSaysNothingOfIt) {
  EXPECT_THAT(Run("2022-11-01", "2023-01-31"),
              ElementsAre("d+3 expired TOO_LATE", "d+5 expired TOO_LATE"));
}

TEST_F(AccountTest, SuppressesTheRungsOfADoneTask) {
  task_.status = task::TaskStatus::kClosed;
  EXPECT_THAT(Run("2022-10-25", "2022-10-29"),
              ElementsAre("d-3 suppressed TASK_CLOSED", "d-1 suppressed TASK_CLOSED",
                          "d0 suppressed TASK_CLOSED"));
}

TEST_F(AccountTest, KeepsEveryRungOfAnEachPolicyAndDropsALateSkip) {
  for (Rung& rung : ladder_.rungs) rung.late = LatePolicy::kEach;
  ladder_.rungs[2].late = LatePolicy::kSkip;  // d-1
  EXPECT_THAT(
      Run("2022-10-25", "2022-10-29"),
      ElementsAre("d-3 emitted DUE_TODAY", "d-1 expired TIME_PASSED", "d0 emitted DUE_TODAY"));
}

TEST_F(AccountTest, AccountsForEveryRungOnceHoweverTheDaysAreCut) {
  const Date first = test::Day("2022-10-01");
  for (int gap = 1; gap <= 15; ++gap) {
    std::map<std::string, int> times;
    Date mark = first;
    while (mark < test::Day("2022-12-15")) {
      const Date as_of = AddDays(mark, gap);
      const auto accounts = AccountRungs(task_, ladder_, *calendar_, {mark, as_of});
      ASSERT_TRUE(accounts.ok());
      int emitted = 0;
      for (const RungAccount& a : *accounts) {
        ++times[a.rung->id];
        if (a.outcome == RungOutcome::kEmitted) ++emitted;
      }
      EXPECT_LE(emitted, 1);
      mark = as_of;
    }
    EXPECT_EQ(times.size(), ladder_.rungs.size()) << gap;
    for (const auto& [id, count] : times) EXPECT_EQ(count, 1) << id << " with a gap of " << gap;
  }
}

TEST_F(AccountTest, DoesNotAskForADayPastTheCalendarWhenItCannotMatter) {
  task_.effective_due = test::Day("2018-01-09");
  EXPECT_THAT(Run("2018-01-08", "2018-01-09"), ElementsAre("d0 emitted DUE_TODAY"));
  task_.effective_due = test::Day("2027-12-30");
  EXPECT_THAT(Run("2027-12-29", "2027-12-30"), ElementsAre("d0 emitted DUE_TODAY"));
}

}  // namespace
}  // namespace vekha::reminder
