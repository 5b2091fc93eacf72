// A district's duties that its schools fulfil: closed by a run once all of them have.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/workflow/indicators.h"
#include "engine/workflow/marks.h"
#include "tests/engine/workflow/world.h"

namespace vekha::workflow {
namespace {

using roadmap::Level;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kMeasures[] = R"yaml(
      - {id: "1", title: Базы школ собраны, term: с 1 по 15 октября 2022 года, responsible: Координатор,
         done_when: "schools.all(s, s.mentees.count > 0)"}
)yaml";

World RegionWorld(std::string_view measures, std::string_view level = "municipality") {
  World world;
  world.Organization("region", Level::kRegion);
  world.Organization("north", Level::kMunicipality, "region");
  world.Organization("south", Level::kMunicipality, "region");
  world.Organization("school-1", Level::kSchool, "north");
  world.Organization("school-2", Level::kSchool, "north");
  world.Organization("school-9", Level::kSchool, "south");
  world.Do(ApplyRoadmap{"plan.yaml",
                        test::RoadmapText(measures, "level: " + std::string(level) +
                                                        "\nperiod: 2022-09-01..2023-08-31\n"
                                                        "calendar: RU\nweek: 5\n"),
                        ""});
  const std::string adopter = level == "region" ? "region" : "north";
  world.Do(AdoptRoadmap{OrganizationId(adopter), RoadmapId("plan"), 0, test::Day("2022-09-01")});
  return world;
}

task::Task TaskOf(const World& world, std::string_view organization, std::string_view day) {
  const auto sheets = SheetsOf(world.state, *test::Rules(),
                               OrganizationId(std::string(organization)), test::Day(day), false);
  EXPECT_TRUE(sheets.ok() && sheets->size() == 1 && (*sheets)[0].tasks.size() == 1);
  task::Task task = (*sheets)[0].tasks[0];
  task.planned = nullptr;  // of a sheet that ends here
  return task;
}

TEST(Below, ADistrictSeesItsOwnSchoolsAndNoOthers) {
  World world = RegionWorld(kMeasures);
  world.Fact("school-1", "mentees.count", condition::Value::Int(3), "2022-10-03");
  const task::Task open = TaskOf(world, "north", "2022-10-05");
  ASSERT_EQ(open.missing_below.size(), 1u);
  EXPECT_EQ(open.missing_below[0].count, 1u);
  EXPECT_EQ(open.missing_below[0].first[0].id.value(), "school-2");
  world.Fact("school-2", "mentees.count", condition::Value::Int(5), "2022-10-06");
  const task::Task done = TaskOf(world, "north", "2022-10-10");
  EXPECT_EQ(done.status, task::TaskStatus::kClosed);
  EXPECT_EQ(done.closing->on, test::Day("2022-10-06"));
}

TEST(Below, ARunRecordsTheFactsOfTheSchoolsAsEvidence) {
  World world = RegionWorld(kMeasures);
  world.Fact("school-1", "mentees.count", condition::Value::Int(3), "2022-10-03");
  world.Fact("school-2", "mentees.count", condition::Value::Int(5), "2022-10-06");
  world.Run("2022-10-10");
  const auto record = world.state.tasks.find(TaskId("north/plan/1/2022-10-15"));
  ASSERT_NE(record, world.state.tasks.end());
  EXPECT_THAT(record->second.closing->facts,
              ElementsAre(task::FactUsed{"schools.mentees.count", "2022/23",
                                         "school-1: 3, school-2: 5", "test"}));
}

TEST(Below, ARegionSeesDistrictsAndTheSchoolsBelowThem) {
  World world = RegionWorld(R"yaml(
      - {id: "1", title: А, term: с 1 по 15 октября 2022 года, responsible: Координатор,
         done_when: "municipalities.size() == 2 && schools.size() == 3"}
)yaml",
                            "region");
  EXPECT_EQ(TaskOf(world, "region", "2022-10-05").status, task::TaskStatus::kClosed);
}

TEST(Below, WorkOfEachDistrictLooksAtTheSchoolsOfThatDistrict) {
  World world = RegionWorld(R"yaml(
      - {id: "1", title: А, term: с 1 по 15 октября 2022 года, responsible: Координатор, for: each municipality,
         done_when: "schools.map(s, s.id) == ['school-9']"}
)yaml",
                            "region");
  EXPECT_EQ(TaskOf(world, "south", "2022-10-05").status, task::TaskStatus::kClosed);
  EXPECT_EQ(TaskOf(world, "north", "2022-10-05").status, task::TaskStatus::kOpen);
}

TEST(Below, ExplainNamesTheSchoolsThatLackAFact) {
  World world = RegionWorld(kMeasures);
  world.Fact("school-1", "mentees.count", condition::Value::Int(3), "2022-10-03");
  const auto lines = ExplainTask(world.state, *test::Rules(), TaskId("north/plan/1/2022-10-15"),
                                 test::Day("2022-10-05"));
  ASSERT_TRUE(lines.ok()) << lines.status();
  std::string ru, en;
  for (const ExplanationLine& line : *lines) {
    if (line.kind != "fact" && line.kind != "condition") continue;
    ru += line.text + "\n";
    en += line.text_en + "\n";
  }
  EXPECT_THAT(ru, HasSubstr("schools.mentees.count за 2022/23 = school-1: 3 (источник: test)"));
  EXPECT_THAT(ru, HasSubstr("schools.mentees.count за 2022/23: записан у 1 из 2"));
  EXPECT_THAT(ru, HasSubstr("schools.mentees.count: нет у Организация school-2 (school-2)"));
  EXPECT_THAT(en, HasSubstr("schools.mentees.count of 2022/23: recorded by 1 of 2"));
  EXPECT_THAT(ru, HasSubstr("schools.all(s, s.mentees.count > 0) = unknown(mentees.count of 1)"));
  EXPECT_THAT(ru, Not(HasSubstr("school-9")));
}

TEST(Below, ASchoolThatHasMovedAwayIsNobodysSchoolHere) {
  World world = RegionWorld(kMeasures);
  world.Fact("school-1", "mentees.count", condition::Value::Int(3), "2022-10-03");
  world.Do(MoveOrganization{
      OrganizationId("school-2"),
      {test::Day("2022-10-10"), OrganizationId("south"), "передана другому району"}});
  EXPECT_EQ(TaskOf(world, "north", "2022-10-09").missing_below.size(), 1u);
  EXPECT_EQ(TaskOf(world, "north", "2022-10-10").status, task::TaskStatus::kClosed);
}

TEST(Below, MarksSeeWhatASchoolHasRecordedSince) {
  World world = RegionWorld(kMeasures);
  const auto end = [&] {
    const auto marks = MarksOf(world.state, *test::Rules(), world.state.adoptions.begin()->second,
                               world.state.organizations.at(OrganizationId("north")).organization,
                               test::Day("2022-10-10"));
    EXPECT_TRUE(marks.ok()) << marks.status();
    return (*marks)->tasks[0].end;
  };
  world.Fact("school-1", "mentees.count", condition::Value::Int(3), "2022-10-03");
  EXPECT_EQ(end(), TaskEnd::kNone);
  world.Fact("school-2", "mentees.count", condition::Value::Int(5), "2022-10-06");
  EXPECT_EQ(end(), TaskEnd::kClosed);
}

TEST(Below, AnIndicatorOfADistrictAddsUpItsSchools) {
  World world =
      RegionWorld(std::string(kMeasures) +
                  "indicators:\n  - {id: mentees, title: Наставляемых, unit: чел., value: "
                  "\"schools.map(s, s.mentees.count).sum()\", targets: {2022: 8}}\n");
  const auto report = [&] {
    const auto sheet =
        IndicatorsOf(world.state, *test::Rules(), world.state.adoptions.begin()->second,
                     world.state.organizations.at(OrganizationId("north")).organization,
                     test::Day("2022-10-10"));
    EXPECT_TRUE(sheet.ok() && sheet->reports.size() == 1) << sheet.status();
    return sheet->reports[0];
  };
  world.Fact("school-1", "mentees.count", condition::Value::Int(3), "2022-10-03");
  EXPECT_THAT(report().now.missing_facts, ElementsAre("schools.mentees.count"));
  world.Fact("school-2", "mentees.count", condition::Value::Int(5), "2022-10-06");
  EXPECT_EQ(report().now.value, 8);
  EXPECT_EQ(report().targets[0].state, task::TargetState::kReached);
}

}  // namespace
}  // namespace vekha::workflow
