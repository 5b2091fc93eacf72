#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/task/task.h"
#include "tests/support/rules.h"

namespace vekha::task {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A school with one roadmap, asked on days.
class EvaluateTest : public ::testing::Test {
 protected:
  void Load(std::string_view measures) {
    roadmap_ = test::LoadRoadmapText(test::RoadmapText(measures));
    const OrganizationId school("school");
    auto plan = MakePlan({school, school, roadmap::Level::kSchool}, roadmap_,
                         *test::Rules()->calendars.Get(roadmap_->calendar));
    ASSERT_TRUE(plan.ok()) << plan.status();
    plan_ = *std::move(plan);
  }

  std::vector<Task> On(std::string_view day) {
    return Evaluate(plan_, {test::Rules()->facts, facts_, records_, test::Day(day)});
  }

  void Record(std::string name, std::string scope, condition::Value value, std::string_view day) {
    facts_.Record(
        {std::move(name), std::move(scope), std::move(value), "test", 0, test::Day(day), 1});
  }

  std::shared_ptr<const roadmap::Roadmap> roadmap_;
  Plan plan_;
  facts::FactBase facts_;
  TaskRecords records_;
};

constexpr char kBase[] = R"(
      - id: "1"
        title: База наставляемых
        term: с 1 по 15 сентября
        responsible: Иванов И. И.
        done_when: mentees.count > 0 && mentees.without_request == 0
)";

TEST_F(EvaluateTest, PassesThroughPlannedOpenAndOverdue) {
  Load(R"(
      - {id: "1", title: А, term: с 10 по 15 октября 2022 года, responsible: Иванов И. И.}
)");
  EXPECT_EQ(On("2022-10-09")[0].status, TaskStatus::kPlanned);
  EXPECT_EQ(On("2022-10-10")[0].status, TaskStatus::kOpen);
  EXPECT_FALSE(On("2022-10-15")[0].overdue);
  const Task late = On("2022-10-18")[0];
  EXPECT_TRUE(late.overdue);
  EXPECT_EQ(late.days_late, 2);  // Sunday the 16th does not count
}

TEST_F(EvaluateTest, KnowsWhatIsLateAlsoOnADayNoCalendarCovers) {
  Load(R"(
      - {id: "1", title: А, term: до 15 октября 2022 года, responsible: Иванов И. И.}
)");
  const Task late = On("2031-02-03")[0];
  EXPECT_TRUE(late.overdue);
  EXPECT_EQ(late.days_late, 0);
  EXPECT_TRUE(absl::IsOutOfRange(late.day_problem)) << late.day_problem;
}

TEST_F(EvaluateTest, LeavesADayUnknownThatAFactPutsOutsideTheCalendar) {
  Load(R"(
      - {id: "1", title: А, term: {phrase: До обучения, anchor: training.started_on, before: 3wd}, responsible: Иванов И. И.}
      - {id: "2", title: Б, term: до 15 октября 2022 года, responsible: Иванов И. И.}
)");
  Record("training.started_on", "2022/23", condition::Value::OfDate(test::Day("2099-01-01")),
         "2022-09-10");
  const std::vector<Task> tasks = On("2022-10-10");
  EXPECT_FALSE(tasks[0].window.has_value());
  EXPECT_TRUE(absl::IsOutOfRange(tasks[0].day_problem)) << tasks[0].day_problem;
  EXPECT_TRUE(tasks[1].day_problem.ok());
}

TEST_F(EvaluateTest, SaysWhichFactsAreMissing) {
  Load(kBase);
  const Task task = On("2022-09-10")[0];
  EXPECT_EQ(task.status, TaskStatus::kOpen);
  EXPECT_THAT(task.missing_facts, ElementsAre("mentees.count", "mentees.without_request"));
}

TEST_F(EvaluateTest, ClosesByFactsOfItsOwnSchoolYearOnTheDayTheyWereObserved) {
  Load(kBase);
  Record("mentees.count", "2021/22", condition::Value::Int(40), "2021-09-10");
  Record("mentees.without_request", "2021/22", condition::Value::Int(0), "2021-09-10");
  EXPECT_EQ(On("2022-09-20")[0].status, TaskStatus::kOpen);
  Record("mentees.count", "2022/23", condition::Value::Int(34), "2022-09-13");
  Record("mentees.without_request", "2022/23", condition::Value::Int(0), "2022-09-14");
  const Task done = On("2022-09-20")[0];
  EXPECT_EQ(done.status, TaskStatus::kClosed);
  ASSERT_TRUE(done.closing.has_value());
  EXPECT_EQ(done.closing->by, ClosedBy::kFacts);
  EXPECT_EQ(done.closing->on, test::Day("2022-09-14"));
  EXPECT_FALSE(done.done_late);
  ASSERT_EQ(done.closing->facts.size(), 2u);
  EXPECT_EQ(done.closing->facts[0].value, "34");
}

TEST_F(EvaluateTest, TellsDoneLateFromDone) {
  Load(kBase);
  Record("mentees.count", "2022/23", condition::Value::Int(34), "2022-09-13");
  Record("mentees.without_request", "2022/23", condition::Value::Int(0), "2022-09-17");
  const Task done = On("2022-09-20")[0];
  EXPECT_EQ(done.status, TaskStatus::kClosed);
  EXPECT_TRUE(done.done_late);
}

TEST_F(EvaluateTest, SaysSoWhenFactsTurnBack) {
  Load(kBase);
  records_[plan_.tasks[0].id].closing = Closing{ClosedBy::kFacts, test::Day("2022-09-14"), {}};
  Record("mentees.count", "2022/23", condition::Value::Int(34), "2022-09-13");
  Record("mentees.without_request", "2022/23", condition::Value::Int(2), "2022-10-01");
  const Task task = On("2022-10-02")[0];
  EXPECT_EQ(task.status, TaskStatus::kClosed);
  EXPECT_TRUE(task.contradicted);
}

TEST_F(EvaluateTest, BlocksUntilTheDependencyIsClosed) {
  Load(R"(
      - {id: "1", title: А, term: 15.09.2022, responsible: Иванов И. И.}
      - {id: "2", title: Б, term: 30.10.2022, responsible: Иванов И. И., after: ["1"]}
)");
  EXPECT_THAT(On("2022-10-01")[1].blocked_by, ElementsAre(TaskId("school/plan/1/2022-09-15")));
  records_[TaskId("school/plan/1/2022-09-15")].closing =
      Closing{ClosedBy::kReport, test::Day("2022-09-14"), {}};
  EXPECT_THAT(On("2022-10-01")[1].blocked_by, IsEmpty());
}

TEST_F(EvaluateTest, DoesNotApplyWhereTheConditionIsFalse) {
  Load(R"(
      - id: "1"
        title: Сопровождение оставшихся без пары
        term: 30.11.2022
        responsible: Иванов И. И.
        applies_when: mentees.unpaired > 0
)");
  EXPECT_TRUE(On("2022-12-05")[0].applies);  // not known is not "no"
  EXPECT_TRUE(On("2022-12-05")[0].overdue);
  Record("mentees.unpaired", "2022/23", condition::Value::Int(0), "2022-11-01");
  EXPECT_FALSE(On("2022-12-05")[0].applies);
  EXPECT_FALSE(On("2022-12-05")[0].overdue);
}

TEST_F(EvaluateTest, GivesADayOnceTheFactItHangsOnIsKnown) {
  Load(R"(
      - {id: "1", title: Договоры, term: {phrase: До начала обучения, anchor: training.started_on, before: 3wd}, responsible: Иванов И. И.}
)");
  const Task before = On("2022-10-01")[0];
  EXPECT_EQ(before.status, TaskStatus::kPlanned);
  EXPECT_THAT(before.waits_for, ElementsAre("training.started_on"));
  Record("training.started_on", "2022/23", condition::Value::OfDate(test::Day("2022-10-17")),
         "2022-10-01");
  const Task known = On("2022-10-01")[0];
  EXPECT_EQ(known.effective_due, test::Day("2022-10-13"));  // 15, 14, 13 October: a six-day week
  EXPECT_THAT(known.waits_for, IsEmpty());
}

TEST_F(EvaluateTest, NeverCallsOngoingWorkLate) {
  Load(R"(
      - {id: "1", title: Фон, term: с 1 октября по 31 декабря 2022 года постоянно, responsible: Иванов И. И.}
)");
  for (const Task& task : On("2023-06-01")) {
    EXPECT_FALSE(task.planned->ongoing && task.overdue);
  }
}

}  // namespace
}  // namespace vekha::task
