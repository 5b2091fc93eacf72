// A roadmap adopted when part of its period is over.
#include <gmock/gmock.h>

#include "engine/workflow/marks.h"
#include "engine/workflow/tree.h"
#include "tests/engine/workflow/world.h"

namespace vekha::workflow {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kHead[] =
    "level: school\nperiod: 2022-09-01..2023-08-31\ncalendar: RU\nweek: 5\n"
    "nonworking: preceding\ncontrol: none\nladder: standard\n";
constexpr char kRows[] = R"(
      - {id: "1", title: Приказ, term: до 31 октября 2022 года, responsible: Иванов И. И.}
      - {id: "2", title: База, term: до 28 октября 2022 года, responsible: Иванов И. И., done_when: mentees.count > 0}
      - {id: "3", title: Пары, term: до 15 ноября 2022 года, responsible: Иванов И. И., after: ["1"]}
)";

const TaskId kOrder("school/plan/1/2022-10-31");
const TaskId kBase("school/plan/2/2022-10-28");
const TaskId kPairs("school/plan/3/2022-11-15");

AdoptRoadmap AdoptOn(std::string organization, std::string_view day, int version = 0) {
  return {OrganizationId(std::move(organization)), RoadmapId("plan"), version, test::Day(day)};
}

class LateAdoption : public ::testing::Test {
 protected:
  void SetUp() override {
    world_.Organization("district", roadmap::Level::kMunicipality);
    world_.Organization("school", roadmap::Level::kSchool, "district");
    world_.Person("ivanov", "Иванов И. И.");
    world_.Role("school", "curator", "ivanov");
    world_.Role("school", "coordinator", "ivanov");
    world_.Do(ApplyRoadmap{"plan.yaml", test::RoadmapText(kRows, kHead), ""});
  }

  std::vector<TaskSheet> Sheets(std::string place, std::string_view day) const {
    auto sheets = SheetsOf(world_.state, *test::Rules(), OrganizationId(std::move(place)),
                           test::Day(day), /*subtree=*/false);
    EXPECT_TRUE(sheets.ok()) << sheets.status();
    return sheets.ok() ? *std::move(sheets) : std::vector<TaskSheet>();
  }

  // The task, which the test keeps with its plan.
  const task::Task& Task(const TaskId& id, std::string_view day) {
    kept_.push_back(Sheets("school", day));
    for (const TaskSheet& sheet : kept_.back()) {
      for (const task::Task& task : sheet.tasks) {
        if (task.planned->id == id) return task;
      }
    }
    ADD_FAILURE() << "no task " << id.value();
    static const task::Task kNone;
    return kNone;
  }

  std::vector<std::string> OverdueOf(std::string place, std::string_view day) const {
    std::vector<std::string> ids;
    for (const TaskSheet& sheet : Sheets(std::move(place), day)) {
      for (const task::Task& task : sheet.tasks) {
        if (task.overdue) ids.push_back(task.planned->id.value());
      }
    }
    return ids;
  }

  // All that runs say from one day to another, both included: "task rung".
  std::vector<std::string> Said(std::string_view from, std::string_view to) {
    std::vector<std::string> out;
    for (Date day = test::Day(from); day <= test::Day(to); day = AddDays(day, 1)) {
      for (const Notification& said : world_.Run(FormatIso(day))) {
        out.push_back(said.task.value() + " " + said.rung);
      }
    }
    return out;
  }

  World world_;
  std::vector<std::vector<TaskSheet>> kept_;
};

TEST_F(LateAdoption, LeavesWhatWasDueBeforeItToBeReportedAndAsksNobodyForIt) {
  world_.Do(AdoptOn("school", "2022-11-01"));
  const task::Task& order = Task(kOrder, "2022-11-10");
  EXPECT_EQ(order.status, task::TaskStatus::kOpen);
  EXPECT_TRUE(order.before_adoption);
  EXPECT_FALSE(order.overdue);
  EXPECT_EQ(order.days_late, 0);
  EXPECT_FALSE(Task(kPairs, "2022-11-10").before_adoption);
  EXPECT_THAT(OverdueOf("school", "2022-11-16"), ElementsAre(kPairs.value()));
  const auto steps =
      NextSteps(world_.state, *test::Rules(), PersonId("ivanov"), test::Day("2022-11-10"));
  ASSERT_TRUE(steps.ok());
  ASSERT_EQ(steps->size(), 1U);
  EXPECT_EQ(steps->front().sheet.tasks[steps->front().index].planned->id, kPairs);
}

TEST_F(LateAdoption, RunsSayNothingOfItAndAccountForWhatTheyDoNotSay) {
  world_.Do(AdoptOn("school", "2022-11-01"));
  const std::vector<std::string> said = Said("2022-11-01", "2022-12-30");
  EXPECT_THAT(said, Contains(kPairs.value() + " d+1"));
  for (const std::string& line : said) EXPECT_THAT(line, HasSubstr(kPairs.value()));
  const auto account = world_.state.rungs.find(RungKey{kOrder, 1, "d+1"});
  ASSERT_NE(account, world_.state.rungs.end());
  EXPECT_EQ(account->second.outcome, reminder::RungOutcome::kSuppressed);
  EXPECT_EQ(account->second.reason, "DUE_BEFORE_ADOPTION");
}

TEST_F(LateAdoption, HoldsUpNothingThatIsDueLater) {
  world_.Do(AdoptOn("school", "2022-11-01"));
  EXPECT_THAT(Task(kPairs, "2022-11-10").blocked_by, IsEmpty());
  world_.Do(AdoptOn("school", "2022-10-31"));
  EXPECT_THAT(Task(kPairs, "2022-11-10").blocked_by, ElementsAre(kOrder));
}

TEST_F(LateAdoption, AReportOfItIsTakenAndIsNotLate) {
  world_.Do(AdoptOn("school", "2022-11-01"));
  world_.Do(ReportTask{kOrder, {PersonId("ivanov"), test::Day("2022-11-10"), {}, ""}, "", {}});
  EXPECT_EQ(Task(kOrder, "2022-11-10").status, task::TaskStatus::kClosed);
  EXPECT_FALSE(Task(kOrder, "2022-11-10").done_late);
  world_.Fact("school", "mentees.count", condition::Value::Int(5), "2022-11-20");
  EXPECT_EQ(Task(kBase, "2022-11-21").status, task::TaskStatus::kClosed);
  EXPECT_FALSE(Task(kBase, "2022-11-21").done_late);
}

TEST_F(LateAdoption, AnExtensionAsksForItAgain) {
  world_.Role("school", "head", "ivanov");
  world_.Do(AdoptOn("school", "2022-11-01"));
  world_.Do(DecideExtension{{kOrder, PersonId("ivanov"), test::Day("2022-11-02"), "решение"},
                            true,
                            test::Day("2022-11-18")});
  EXPECT_FALSE(Task(kOrder, "2022-11-10").before_adoption);
  EXPECT_THAT(OverdueOf("school", "2022-11-21"), Contains(kOrder.value()));
  EXPECT_THAT(Said("2022-11-02", "2022-11-21"), Contains(kOrder.value() + " d+1"));
}

TEST_F(LateAdoption, ByTheFirstDayOfThePeriodIsNotLate) {
  std::string rows = kRows;
  rows.replace(rows.find("до 31 октября"), std::string("до 31 октября").size(), "до 30 августа");
  world_.Do(ApplyRoadmap{"plan.yaml", test::RoadmapText(rows, kHead), ""});
  world_.Do(AdoptOn("school", "2022-09-01"));
  EXPECT_THAT(OverdueOf("school", "2022-09-02"), ElementsAre("school/plan/1/2022-08-30"));
}

TEST_F(LateAdoption, AnotherVersionOrALaterDayForgivesNothing) {
  world_.Do(AdoptOn("school", "2022-09-01", 1));
  world_.Run("2022-11-01");
  EXPECT_THAT(world_.Do(AdoptOn("school", "2022-11-03", 1)), IsEmpty());
  std::string rows = kRows;
  rows.replace(rows.find("15 ноября"), std::string("15 ноября").size(), "16 ноября");
  world_.Do(ApplyRoadmap{"plan.yaml", test::RoadmapText(rows, kHead), ""});
  AdoptRoadmap second = AdoptOn("school", "2022-11-03", 2);
  second.moved_dates = MovedDates::kRecompute;
  world_.Do(second);
  const Adoption& adoption =
      world_.state.adoptions.at({OrganizationId("school"), RoadmapId("plan")}).adoption;
  EXPECT_EQ(adoption.version, 2);
  EXPECT_EQ(adoption.on, test::Day("2022-09-01"));
  EXPECT_THAT(OverdueOf("school", "2022-11-04"), ElementsAre(kOrder.value(), kBase.value()));
}

TEST_F(LateAdoption, AnEarlierDayBringsBackWhatIsDueFromThenOn) {
  world_.Do(AdoptOn("school", "2022-11-01"));
  world_.Run("2022-11-01");
  world_.Do(AdoptOn("school", "2022-10-31"));
  EXPECT_THAT(OverdueOf("school", "2022-11-02"), ElementsAre(kOrder.value()));
}

TEST_F(LateAdoption, OfASubtreeCountsForEverySchoolOfIt) {
  AdoptRoadmap whole = AdoptOn("district", "2022-11-01");
  whole.subtree = true;
  world_.Do(whole);
  EXPECT_TRUE(Task(kOrder, "2022-11-10").before_adoption);
  EXPECT_THAT(OverdueOf("school", "2022-11-16"), ElementsAre(kPairs.value()));
}

// 29 October 2022 is a Saturday: what the document asks for by then is due on the eve.
TEST_F(LateAdoption, OfASchoolThatComesLaterCountsByTheEffectiveDay) {
  std::string rows = kRows;
  rows.replace(rows.find("28 октября"), std::string("28 октября").size(), "29 октября");
  world_.Do(ApplyRoadmap{"plan.yaml", test::RoadmapText(rows, kHead), ""});
  AdoptRoadmap whole = AdoptOn("district", "2022-09-01");
  whole.subtree = true;
  world_.Do(whole);
  world_.Organization("new", roadmap::Level::kSchool);
  world_.Do(MoveOrganization{OrganizationId("new"),
                             {test::Day("2022-10-29"), OrganizationId("district"), "приказ"}});
  EXPECT_THAT(OverdueOf("new", "2022-10-30"), IsEmpty());
  EXPECT_THAT(OverdueOf("new", "2022-11-01"), ElementsAre("new/plan/1/2022-10-31"));
}

TEST_F(LateAdoption, IsExplained) {
  world_.Do(AdoptOn("school", "2022-11-01"));
  world_.Run("2022-11-01");
  const auto lines = ExplainTask(world_.state, *test::Rules(), kOrder, test::Day("2022-11-10"));
  ASSERT_TRUE(lines.ok());
  std::string ru, en;
  for (const ExplanationLine& line : *lines) {
    ru += line.text + "\n";
    en += line.text_en + "\n";
  }
  EXPECT_THAT(ru, HasSubstr("срок 31.10.2022 (понедельник), до принятия карты"));
  EXPECT_THAT(ru, HasSubstr("Карте следуют с 01.11.2022, срок был раньше"));
  EXPECT_THAT(ru, HasSubstr("срок до принятия карты"));  // of the rung of 1 November
  EXPECT_THAT(ru, Not(HasSubstr("просрочено на")));
  EXPECT_THAT(en, HasSubstr("The roadmap is followed from 2022-11-01"));
}

}  // namespace
}  // namespace vekha::workflow
