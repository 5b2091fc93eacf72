#include "engine/workflow/adoption_change.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "tests/engine/workflow/world.h"

namespace vekha::workflow {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr char kFirst[] = R"(
      - {id: "1", title: База, term: до 15 сентября 2022 года, responsible: Иванов И. И.}
      - {id: "2", title: Пары, term: до 31 октября 2022 года, responsible: Иванов И. И.}
      - {id: "3", title: Отчёт, term: до 20 декабря 2022 года, responsible: Иванов И. И.}
)";
// A row was put in between, so that the numbers after it moved; the pairs are due a week later, and
// there is no report.
constexpr char kSecond[] = R"(
      - {id: "1", title: База, term: до 15 сентября 2022 года, responsible: Иванов И. И.}
      - {id: "2", title: Обучение, term: до 31 октября 2022 года, responsible: Иванов И. И.}
      - {id: "3", title: Пары, term: до 7 ноября 2022 года, responsible: Иванов И. И.}
)";

const TaskId kPairs("school/plan/2/2022-10-31");

class AdoptionChangeTest : public ::testing::Test {
 protected:
  void SetUp() override {
    world_.Organization("school", roadmap::Level::kSchool);
    world_.Person("ivanov", "Иванов И. И.");
    world_.Do(ApplyRoadmap{"plan.yaml", test::RoadmapText(kFirst), ""});
    world_.Do(Adopt(1, MovedDates::kUndecided));
    world_.Run("2022-10-26");  // says d-10 of the pairs
    world_.Do(ApplyRoadmap{"plan.yaml", test::RoadmapText(kSecond), ""});
  }

  static AdoptRoadmap Adopt(int version, MovedDates dates) {
    return {OrganizationId("school"), RoadmapId("plan"), version, test::Day("2022-09-01"), dates};
  }

  AdoptionChange Compare(int version) {
    const AdoptionKey key{OrganizationId("school"), RoadmapId("plan")};
    auto change = CompareVersions(world_.state, *test::Rules(), world_.state.adoptions.at(key),
                                  version, test::Day("2022-10-26"));
    EXPECT_TRUE(change.ok()) << change.status();
    return change.ok() ? *std::move(change) : AdoptionChange();
  }

  task::Task Task(std::string_view id, std::string_view day) {
    auto sheets =
        SheetsOf(world_.state, *test::Rules(), OrganizationId("school"), test::Day(day), false);
    EXPECT_TRUE(sheets.ok()) << sheets.status();
    for (const TaskSheet& sheet : *sheets) {
      for (const task::Task& task : sheet.tasks) {
        if (task.planned->id.value() != id) continue;
        kept_plan_ = sheet.plan;
        return task;
      }
    }
    ADD_FAILURE() << "no task " << id;
    return {};
  }

  World world_;
  std::shared_ptr<const task::Plan> kept_plan_;
};

TEST_F(AdoptionChangeTest, ShowsWhoGetsWhichNewDateAndFollowsARenumberedRow) {
  const AdoptionChange change = Compare(2);
  EXPECT_EQ(change.unchanged, 1);
  std::vector<std::string> lines;
  for (const TaskChange& c : change.changes) {
    lines.push_back(std::string(TaskChangeName(c.kind)) + " " + c.task.value() + " " +
                    (c.due_before ? FormatIso(*c.due_before) : "-") + " " +
                    (c.due_after ? FormatIso(*c.due_after) : "-") + (c.told ? " told" : ""));
    EXPECT_THAT(c.responsible, ElementsAre("Иванов И. И."));
  }
  EXPECT_THAT(lines, ElementsAre("added school/plan/2/2022-10-31~v2 - 2022-10-31",
                                 "moved school/plan/2/2022-10-31 2022-10-31 2022-11-07 told",
                                 "removed school/plan/3/2022-12-20 2022-12-20 -"));
}

TEST_F(AdoptionChangeTest, AsksWhatBecomesOfMovedDays) {
  EXPECT_EQ(world_.Refusal(Adopt(2, MovedDates::kUndecided)), "DATES_UNDECIDED");
  EXPECT_EQ(world_.Refusal(Adopt(2, MovedDates::kKeep)), "");
}

TEST_F(AdoptionChangeTest, KeptDaysGoOnAsIfNothingHadHappened) {
  world_.Do(Adopt(2, MovedDates::kKeep));
  const task::Task pairs = Task(kPairs.value(), "2022-10-27");
  EXPECT_EQ(pairs.effective_due, test::Day("2022-10-31"));
  EXPECT_EQ(pairs.due_revision, 1);
  EXPECT_TRUE(pairs.kept_due);
  std::vector<std::string> said;
  for (const char* day : {"2022-10-27", "2022-10-28", "2022-10-29", "2022-10-31"}) {
    for (const Notification& n : world_.Run(day)) {
      if (n.task == kPairs) said.push_back(n.rung);
    }
  }
  EXPECT_THAT(said, ElementsAre("d-3", "d-1", "d0"));  // d-10 was said before the change
}

TEST_F(AdoptionChangeTest, RecomputedDaysArmTheLadderAnewAndTheOldDayIsSilent) {
  world_.Do(Adopt(2, MovedDates::kRecompute));
  EXPECT_EQ(Task(kPairs.value(), "2022-10-27").effective_due, test::Day("2022-11-07"));
  std::map<std::string, int> said;
  for (Date day = test::Day("2022-10-27"); day <= test::Day("2022-11-08"); day = AddDays(day, 1)) {
    for (const Notification& n : world_.Run(FormatIso(day))) {
      if (n.task != kPairs || n.person.empty()) continue;
      EXPECT_EQ(n.due_revision, 2);
      EXPECT_EQ(n.due_date, test::Day("2022-11-07"));
      ++said[n.rung];
    }
  }
  EXPECT_EQ(said["d0"], 1);
  EXPECT_EQ(said["d+1"], 1);
  EXPECT_EQ(said["d-3"], 1);
}

TEST_F(AdoptionChangeTest, WhatIsDoneStaysDoneByTheDayItWasDue) {
  world_.Role("school", "curator", "ivanov");
  task::Report report;
  report.by = PersonId("ivanov");
  report.on = test::Day("2022-11-01");
  world_.Do(ReportTask{kPairs, report, "", std::nullopt});
  world_.Do(Adopt(2, MovedDates::kUndecided));  // nothing open is moved
  const task::Task pairs = Task(kPairs.value(), "2022-11-02");
  EXPECT_EQ(pairs.status, task::TaskStatus::kClosed);
  EXPECT_TRUE(pairs.done_late);
}

TEST_F(AdoptionChangeTest, ADayKeptOfARowThatHasNoneAnyMoreStillCountsAndIsExplained) {
  std::string text = test::RoadmapText(kFirst);
  const std::string day = "до 31 октября 2022 года";
  text.replace(text.find(day), day.size(), "по отдельному графику");
  world_.Do(ApplyRoadmap{"plan.yaml", text, ""});
  world_.Do(Adopt(3, MovedDates::kKeep));
  EXPECT_EQ(Task(kPairs.value(), "2022-11-02").effective_due, test::Day("2022-10-31"));
  EXPECT_TRUE(Task(kPairs.value(), "2022-11-02").overdue);
  std::vector<std::string> said;
  for (const Notification& n : world_.Run("2022-11-01")) {
    if (n.task == kPairs && !n.person.empty()) said.push_back(n.rung);
  }
  EXPECT_THAT(said, ElementsAre("d+1"));
  EXPECT_TRUE(ExplainTask(world_.state, *test::Rules(), kPairs, test::Day("2022-11-01")).ok());
  EXPECT_EQ(world_.Refusal(Adopt(1, MovedDates::kUndecided)), "");  // the same day as kept
}

TEST_F(AdoptionChangeTest, GoingBackFindsTheSameTasksAgain) {
  world_.Do(Adopt(2, MovedDates::kRecompute));
  world_.Do(Adopt(1, MovedDates::kRecompute));
  const task::Task pairs = Task(kPairs.value(), "2022-10-27");
  EXPECT_EQ(pairs.effective_due, test::Day("2022-10-31"));
  EXPECT_EQ(pairs.due_revision, 3);
  Task("school/plan/3/2022-12-20", "2022-10-27");
}

TEST_F(AdoptionChangeTest, AnotherFirstDayOfTheSameVersionKeepsTheIds) {
  world_.Do(Adopt(2, MovedDates::kRecompute));
  AdoptRoadmap later = Adopt(2, MovedDates::kUndecided);
  later.on = test::Day("2022-09-05");
  world_.Do(later);
  Task(kPairs.value(), "2022-10-27");
}

TEST_F(AdoptionChangeTest, TheSameVersionChangesNothing) {
  EXPECT_THAT(Compare(1).changes, IsEmpty());
  EXPECT_THAT(world_.Do(Adopt(1, MovedDates::kUndecided)), IsEmpty());
}

}  // namespace
}  // namespace vekha::workflow
