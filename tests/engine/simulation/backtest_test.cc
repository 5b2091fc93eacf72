#include "engine/simulation/backtest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/engine/workflow/world.h"

namespace vekha::simulation {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using workflow::World;

constexpr char kRows[] =
    "      - {id: \"1\", title: Приказ, term: до 20 сентября, responsible: Куратор, "
    "evidence: order}\n"
    "      - {id: \"2\", title: База, term: до 15 октября, responsible: Куратор, "
    "done_when: mentees.count > 0}\n"
    "      - {id: \"3\", title: Пары, term: до 15 ноября, responsible: Куратор}\n";

std::string Rows(std::string_view from, std::string_view to) {
  std::string text = kRows;
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos);
  return text.replace(at, from.size(), to);
}

// A school's autumn, and the log of it.
class Autumn : public World {
 public:
  History history;

  Autumn() {
    Log([&] { return Do(workflow::PutOrganization{SchoolRow(), ""}); });
    Log([&] { return Do(workflow::PutPerson{{PersonId("petrova"), "Петрова А. А."}, ""}); });
    Log([&] {
      return Do(workflow::PutRole{
          {School(), "curator", PersonId("petrova"), test::Day("2022-01-01"), std::nullopt}});
    });
    Log([&] { return Do(workflow::ApplyRoadmap{"plan.yaml", test::RoadmapText(kRows), ""}); });
    Log([&] {
      return Do(workflow::AdoptRoadmap{School(), RoadmapId("plan"), 0, test::Day("2022-09-01")});
    });
  }

  static OrganizationId School() { return OrganizationId("school"); }

  void Days(std::string_view from, std::string_view to) {
    for (Date day = test::Day(from); day <= test::Day(to); day = AddDays(day, 1)) {
      today_ = day;
      Log([&] { return Do(workflow::RunDay{day}); });
    }
  }

  // Another version of the plan, with its new due days.
  void Change(std::string_view on, const std::string& rows) {
    today_ = test::Day(on);
    Log([&] { return Do(workflow::ApplyRoadmap{"plan.yaml", test::RoadmapText(rows), ""}); });
    Log([&] {
      return Do(workflow::AdoptRoadmap{School(), RoadmapId("plan"), 0, test::Day("2022-09-01"),
                                       workflow::MovedDates::kRecompute});
    });
  }

  void Report(std::string_view on, const char* task) {
    Log([&] {
      return Do(workflow::ReportTask{
          TaskId(task),
          {PersonId("petrova"), test::Day(on), {"7", test::Day(on), "Приказ", ""}, ""},
          "",
          std::nullopt});
    });
  }

  void Count(std::string_view on, int64_t value) {
    Log([&] {
      facts::FactRecord record;
      record.name = "mentees.count";
      record.value = condition::Value::Int(value);
      record.observed_on = test::Day(on);
      record.observed_at = int64_t{86400} * DaysBetween(Date(1970, 1, 1), *record.observed_on);
      return Do(workflow::RecordFacts{School(), {record}});
    });
  }

 private:
  static workflow::Organization SchoolRow() {
    return {School(), OrganizationId(), roadmap::Level::kSchool, "Школа", "Europe/Moscow"};
  }

  template <typename Change>
  void Log(Change change) {
    history.Add(today_, change());
  }

  Date today_ = test::Day("2022-09-01");
};

// September to November with runs on every day, an order reported in time and a base in time.
Autumn LivedAutumn() {
  Autumn autumn;
  autumn.Days("2022-09-01", "2022-09-15");
  autumn.Report("2022-09-16", "school/plan/1/2022-09-20");
  autumn.Days("2022-09-16", "2022-10-11");
  autumn.Count("2022-10-12", 34);
  autumn.Days("2022-10-12", "2022-11-30");
  return autumn;
}

Backtest Compare(const Autumn& autumn, const std::string& rows,
                 std::string_view span = "2022-09-01..2022-11-30", RunDays runs = RunDays::kAuto) {
  const auto backtest =
      RunBacktest(autumn.history, *test::Rules(),
                  {"changed.yaml", test::RoadmapText(rows), *ParsePeriod(span), runs});
  EXPECT_TRUE(backtest.ok()) << backtest.status();
  return backtest.ok() ? *backtest : Backtest{};
}

std::string Refusal(const Autumn& autumn, const std::string& text,
                    std::string_view span = "2022-09-01..2022-11-30") {
  const auto backtest = RunBacktest(autumn.history, *test::Rules(),
                                    {"changed.yaml", text, *ParsePeriod(span), RunDays::kAuto});
  return backtest.ok() ? "" : RejectionOf(backtest.status()).reason;
}

int Same(const Backtest& backtest) {
  const auto found = backtest.same.find(OrganizationId("school"));
  return found == backtest.same.end() ? 0 : found->second;
}

int Count(const Backtest& backtest, NoticeChange change) {
  return static_cast<int>(
      std::count_if(backtest.notices.begin(), backtest.notices.end(),
                    [&](const NoticeDifference& n) { return n.change == change; }));
}

TEST(Backtest, TheSameFileDiffersInNothing) {
  const Autumn autumn = LivedAutumn();
  const Backtest same = Compare(autumn, kRows);
  EXPECT_EQ(same.roadmap, RoadmapId("plan"));
  EXPECT_EQ(same.runs, RunDays::kAsLogged);
  EXPECT_EQ(same.days_run, 91);
  EXPECT_THAT(same.tasks, IsEmpty());
  EXPECT_THAT(same.notices, IsEmpty());
  EXPECT_EQ(static_cast<size_t>(Same(same)), autumn.state.notifications.size());
  EXPECT_THAT(same.unplaced, IsEmpty());
}

TEST(Backtest, AnEarlierDueDayMovesTheMessagesOfItsTaskOnly) {
  const Backtest moved = Compare(LivedAutumn(), Rows("до 15 ноября", "до 8 ноября"));
  ASSERT_THAT(moved.tasks, SizeIs(1));
  EXPECT_EQ(moved.tasks[0].measure, MeasureId("3"));
  EXPECT_EQ(moved.tasks[0].before->effective_due, test::Day("2022-11-15"));
  EXPECT_EQ(moved.tasks[0].after->effective_due, test::Day("2022-11-08"));
  EXPECT_THAT(moved.notices, Not(IsEmpty()));
  for (const NoticeDifference& notice : moved.notices) {
    EXPECT_TRUE(notice.shown().task.value().starts_with("school/plan/3/"));
    if (notice.change == NoticeChange::kMoves) {
      EXPECT_LT(notice.after->as_of, notice.before->as_of);
    }
  }
  EXPECT_GT(Count(moved, NoticeChange::kMoves), 0);
  EXPECT_GT(Same(moved), 0);
}

TEST(Backtest, AReportGoesWithItsTaskToTheNewDay) {
  const Backtest moved = Compare(LivedAutumn(), Rows("до 20 сентября", "до 25 сентября"));
  EXPECT_THAT(moved.unplaced, IsEmpty());
  ASSERT_THAT(moved.tasks, SizeIs(1));
  ASSERT_TRUE(moved.tasks[0].after->closing.has_value());
  EXPECT_EQ(moved.tasks[0].after->closing->on, test::Day("2022-09-16"));
}

TEST(Backtest, AMeasureTakenOutSaysNothingAndItsReportIsTold) {
  std::string rows = kRows;
  rows.erase(0, rows.find('\n') + 1);
  const Backtest out = Compare(LivedAutumn(), rows);
  EXPECT_THAT(out.unplaced, testing::ElementsAre(TaskId("school/plan/1/2022-09-20")));
  ASSERT_THAT(out.tasks, SizeIs(1));
  EXPECT_FALSE(out.tasks[0].after.has_value());
  EXPECT_GT(Count(out, NoticeChange::kDisappears), 0);
  EXPECT_EQ(Count(out, NoticeChange::kAppears), 0);
}

TEST(Backtest, AStricterConditionClosesLaterOrNotAtAll) {
  const Backtest stricter =
      Compare(LivedAutumn(), Rows("mentees.count > 0", "mentees.count > 100"));
  ASSERT_THAT(stricter.tasks, SizeIs(1));
  EXPECT_TRUE(stricter.tasks[0].before->closing.has_value());
  EXPECT_FALSE(stricter.tasks[0].after->closing.has_value());
  EXPECT_TRUE(stricter.tasks[0].after->overdue);
  EXPECT_GT(Count(stricter, NoticeChange::kAppears), 0);
}

TEST(Backtest, ComparesTheSpanOnly) {
  const Backtest september =
      Compare(LivedAutumn(), Rows("до 15 ноября", "до 8 ноября"), "2022-09-01..2022-09-30");
  EXPECT_THAT(september.notices, IsEmpty());
  EXPECT_THAT(september.tasks, IsEmpty());
  EXPECT_EQ(september.days_run, 30);
}

TEST(Backtest, WithoutRunsInTheLogEveryDayIsRun) {
  Autumn autumn;
  autumn.Count("2022-10-12", 34);
  const Backtest same = Compare(autumn, kRows);
  EXPECT_EQ(same.runs, RunDays::kEveryDay);
  EXPECT_EQ(same.days_run, 91);
  EXPECT_THAT(same.notices, IsEmpty());
  EXPECT_GT(Same(same), 0);
  // The fact comes on the day it was observed: reminders before it have been said.
  const Backtest daily = Compare(autumn, Rows("mentees.count > 0", "mentees.count > 100"));
  ASSERT_THAT(daily.tasks, SizeIs(1));
  EXPECT_EQ(daily.tasks[0].before->closing->on, test::Day("2022-10-12"));
}

TEST(Backtest, DailyRunsSayWhatLoggedDailyRunsSaid) {
  const Autumn autumn = LivedAutumn();
  const Backtest logged = Compare(autumn, Rows("до 15 ноября", "до 8 ноября"));
  const Backtest daily = Compare(autumn, Rows("до 15 ноября", "до 8 ноября"),
                                 "2022-09-01..2022-11-30", RunDays::kEveryDay);
  EXPECT_EQ(Same(daily), Same(logged));
  ASSERT_EQ(daily.notices.size(), logged.notices.size());
  for (size_t i = 0; i < daily.notices.size(); ++i) {
    EXPECT_EQ(daily.notices[i].shown(), logged.notices[i].shown());
  }
}

// The order is due on 20 September until 3 October, when another version says 20 October.
Autumn ChangedAutumn() {
  Autumn autumn;
  autumn.Days("2022-09-01", "2022-10-02");
  autumn.Change("2022-10-03", Rows("до 20 сентября", "до 20 октября"));
  autumn.Days("2022-10-03", "2022-11-30");
  return autumn;
}

TEST(Backtest, InDailyRunsAnotherVersionIsAdoptedOnItsOwnDay) {
  const Autumn autumn = ChangedAutumn();
  const std::string rows = Rows("до 20 сентября", "до 20 октября");
  const Backtest logged = Compare(autumn, rows);
  const Backtest daily = Compare(autumn, rows, "2022-09-01..2022-11-30", RunDays::kEveryDay);
  EXPECT_GT(Count(logged, NoticeChange::kDisappears), 0);
  EXPECT_EQ(Same(daily), Same(logged));
  ASSERT_EQ(daily.notices.size(), logged.notices.size());
  for (size_t i = 0; i < daily.notices.size(); ++i) {
    EXPECT_EQ(daily.notices[i].shown(), logged.notices[i].shown());
  }
}

TEST(Backtest, WhatIsSaidAlikeAfterADayWasMovedIsTheSame) {
  const Backtest backtest =
      Compare(ChangedAutumn(), Rows("до 20 сентября", "до 20 октября"), "2022-10-03..2022-11-30");
  EXPECT_THAT(backtest.tasks, IsEmpty());
  EXPECT_THAT(backtest.notices, IsEmpty());
  EXPECT_GT(Same(backtest), 0);
}

TEST(Backtest, RefusesWhatCannotBeCompared) {
  const Autumn autumn = LivedAutumn();
  const std::string text = test::RoadmapText(kRows);
  EXPECT_EQ(Refusal(autumn, "roadmap: plan\n"), "ROADMAP_INVALID");
  EXPECT_EQ(Refusal(autumn, text, "2018-01-01..2022-11-30"), "SPAN_TOO_LONG");
  EXPECT_EQ(Refusal(autumn, text, "2022-01-01..2022-08-31"), "ROADMAP_NOT_ADOPTED");
  std::string other = text;
  EXPECT_EQ(Refusal(autumn, other.replace(0, 13, "roadmap: other")), "ROADMAP_UNKNOWN");
  std::string level = text;
  const size_t at = level.find("level: school");
  EXPECT_EQ(Refusal(autumn, level.replace(at, 13, "level: region")), "ADOPTION_LEVEL");
}

}  // namespace
}  // namespace vekha::simulation
