#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/task/task.h"
#include "tests/support/rules.h"

namespace vekha::task {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const OrganizationId kSchool("school");

Plan PlanOf(const std::shared_ptr<const roadmap::Roadmap>& roadmap, const PlanScope& scope) {
  const auto calendar = test::Rules()->calendars.Get(roadmap->calendar);
  EXPECT_TRUE(calendar.ok()) << calendar.status();
  auto plan = MakePlan(scope, roadmap, *calendar);
  EXPECT_TRUE(plan.ok()) << plan.status();
  return *std::move(plan);
}

Plan SchoolPlan(std::string_view measures) {
  return PlanOf(test::LoadRoadmapText(test::RoadmapText(measures)),
                {kSchool, kSchool, roadmap::Level::kSchool});
}

std::vector<std::string> Ids(const Plan& plan) {
  std::vector<std::string> ids;
  for (const PlannedTask& task : plan.tasks) ids.push_back(task.id.value());
  return ids;
}

std::vector<std::string> Texts(const std::vector<TaskId>& ids) {
  std::vector<std::string> out;
  for (const TaskId& id : ids) out.push_back(id.value());
  return out;
}

TEST(MakePlan, MovesASundayToTheSaturdayBeforeInASixDayWeek) {
  const Plan plan = SchoolPlan(R"yaml(
      - {id: "1", title: Пары, term: до 30 октября ежегодно, responsible: Иванов И. И.}
)yaml");
  ASSERT_EQ(plan.tasks.size(), 1u);
  const PlannedTask& task = plan.tasks[0];
  EXPECT_EQ(task.id.value(), "school/plan/1/2022-10-30");
  EXPECT_EQ(task.effective_due, test::Day("2022-10-29"));
  ASSERT_TRUE(task.nominal_day.has_value());
  EXPECT_FALSE(task.nominal_day->working);
  EXPECT_EQ(task.cycle, "2022/23");
  EXPECT_EQ(task.open_from, test::Day("2022-09-01"));
}

TEST(MakePlan, KeepsAndShiftsForwardWhereTheRowSaysSo) {
  const Plan plan = SchoolPlan(R"yaml(
      - {id: "1", title: А, term: 30.10.2022, responsible: И. И. Иванов, nonworking: following}
      - {id: "2", title: Б, term: 30.10.2022, responsible: И. И. Иванов, nonworking: keep}
)yaml");
  EXPECT_EQ(plan.tasks[0].effective_due, test::Day("2022-10-31"));
  EXPECT_EQ(plan.tasks[1].effective_due, test::Day("2022-10-30"));
}

TEST(MakePlan, MakesOneTaskAWindowAndOneForATermWithoutADay) {
  const Plan plan = SchoolPlan(R"yaml(
      - {id: "1", title: А, term: "декабрь, май", responsible: Иванов И. И.}
      - {id: "2", title: Б, term: в течение года, responsible: Иванов И. И.}
      - {id: "3", title: В, term: по отдельному графику, responsible: Иванов И. И.}
)yaml");
  EXPECT_THAT(Ids(plan),
              ElementsAre("school/plan/1/2022-12-31", "school/plan/1/2023-05-31",
                          "school/plan/2/2022-09-01..2023-08-31", "school/plan/3/undated"));
  EXPECT_TRUE(plan.tasks[2].ongoing);
  EXPECT_FALSE(plan.tasks[2].effective_due.has_value());
  ASSERT_TRUE(plan.tasks[3].wait.has_value());
  EXPECT_EQ(plan.tasks[3].wait->kind, term::Flag::kExternal);
}

TEST(MakePlan, DependsOnTheLatestRoundNotDueLater) {
  const Plan plan = SchoolPlan(R"yaml(
      - {id: "1", title: База, term: "15.09.2022, 15.03.2023", responsible: Иванов И. И.}
      - {id: "2", title: Пары, term: "30.10.2022, 30.04.2023", responsible: Иванов И. И., after: ["1"]}
      - {id: "3", title: Рано, term: 10.09.2022, responsible: Иванов И. И., after: ["1"]}
      - {id: "4", title: Фон, term: в течение года, responsible: Иванов И. И.}
      - {id: "6", title: По графику, term: по отдельному графику, responsible: Иванов И. И., after: ["1"]}
      - {id: "5", title: Итог, term: 31.05.2023, responsible: Иванов И. И., after: ["4", "2"]}
)yaml");
  EXPECT_THAT(Texts(plan.tasks[2].after), ElementsAre("school/plan/1/2022-09-15"));
  EXPECT_THAT(Texts(plan.tasks[3].after), ElementsAre("school/plan/1/2023-03-15"));
  EXPECT_THAT(plan.tasks[4].after, IsEmpty());
  EXPECT_THAT(Texts(plan.tasks[6].after), ElementsAre("school/plan/1/2022-09-15"));
  EXPECT_THAT(Texts(plan.tasks[7].after), ElementsAre("school/plan/2/2023-04-30"));
}

constexpr char kDistrict[] =
    "level: municipality\nperiod: 2022-01-01..2022-12-31\ncalendar: RU\nweek: 5\n"
    "nonworking: preceding\ncontrol: none\nladder: standard\nroles: {РУО: education_department, "
    "ОО: curator}\n";

TEST(MakePlan, FansOutToTheSchoolsBelowAndCrossesLevels) {
  const auto roadmap = test::LoadRoadmapText(test::RoadmapText(R"yaml(
      - {id: "1", title: Образцы, term: 20.01.2022, responsible: РУО}
      - {id: "2", title: Бумаги школы, term: 01.02.2022, responsible: ОО, for: each school, after: ["1"]}
)yaml",
                                                               kDistrict));
  const OrganizationId district("district");
  const Plan own = PlanOf(roadmap, {district, district, roadmap::Level::kMunicipality});
  EXPECT_THAT(Ids(own), ElementsAre("district/plan/1/2022-01-20"));
  const Plan school = PlanOf(roadmap, {kSchool, district, roadmap::Level::kSchool});
  EXPECT_THAT(Ids(school), ElementsAre("school/plan/2/2022-02-01"));
  EXPECT_THAT(Texts(school.tasks[0].after), ElementsAre("district/plan/1/2022-01-20"));
}

TEST(MakePlan, WaitsForEveryItemOfARow) {
  const Plan plan = SchoolPlan(R"yaml(
      - id: "1"
        title: Приказы
        term: "01.09.2022, 10.09.2022"
        responsible: Иванов И. И.
        items:
          - {id: "1(1)", title: Первый, term: 01.09.2022}
          - {id: "1(2)", title: Второй, term: 10.09.2022, after: ["1(1)"]}
      - {id: "2", title: Далее, term: 30.09.2022, responsible: Иванов И. И., after: ["1"]}
)yaml");
  EXPECT_THAT(Ids(plan), ElementsAre("school/plan/1(1)/2022-09-01", "school/plan/1(2)/2022-09-10",
                                     "school/plan/2/2022-09-30"));
  EXPECT_THAT(Texts(plan.tasks[2].after),
              ElementsAre("school/plan/1(1)/2022-09-01", "school/plan/1(2)/2022-09-10"));
}

}  // namespace
}  // namespace vekha::task
