#include "engine/workflow/tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/workflow/world.h"

namespace vekha::workflow {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kDistrictRows[] = R"(
      - {id: "1", title: Приказ, term: 30.10.2022, responsible: [{name: ОО, kind: organization, role: head}], for: each school}
      - {id: "2", title: Отчёт, term: 30.05.2023, responsible: [{name: ОО, kind: organization, role: head}], for: each school}
      - {id: "3", title: Свод, term: 10.06.2023, responsible: [{name: РУО, kind: organization, role: coordinator}]}
)";

constexpr char kOwnRows[] = R"(
      - {id: "1", title: Приказ, term: 30.10.2022, responsible: [{name: Директор, kind: role, role: head}]}
)";

MoveOrganization MoveOf(std::string id, std::string parent, std::string_view on) {
  return {OrganizationId(std::move(id)),
          {test::Day(on), OrganizationId(std::move(parent)), "приказ № 5"}};
}

CloseOrganization CloseOf(std::string id, std::string successor, std::string_view on) {
  return {OrganizationId(std::move(id)),
          {test::Day(on), OrganizationId(std::move(successor)), "реорганизация"}};
}

// Two districts of one region; a school of the first; the first follows a roadmap for its schools.
constexpr char kDistrictHead[] =
    "level: municipality\nperiod: 2022-09-01..2023-08-31\ncalendar: RU\nweek: 5\n"
    "nonworking: preceding\ncontrol: none\nladder: standard\n";

World TwoDistricts() {
  World world;
  world.Organization("region", roadmap::Level::kRegion);
  world.Organization("north", roadmap::Level::kMunicipality, "region");
  world.Organization("south", roadmap::Level::kMunicipality, "region");
  world.Organization("school", roadmap::Level::kSchool, "north");
  world.Person("head", "Директор Д. Д.");
  world.Role("school", "head", "head");
  world.Do(ApplyRoadmap{"plan.yaml", test::RoadmapText(kDistrictRows, kDistrictHead), ""});
  world.Do(AdoptRoadmap{OrganizationId("north"), RoadmapId("plan"), 0, test::Day("2022-09-01")});
  return world;
}

std::vector<std::string> TasksOn(const World& world, std::string place, std::string_view day) {
  const auto sheets = SheetsOf(world.state, *test::Rules(), OrganizationId(std::move(place)),
                               test::Day(day), /*subtree=*/true);
  std::vector<std::string> ids;
  if (!sheets.ok()) return {sheets.status().ToString()};
  for (const TaskSheet& sheet : *sheets) {
    for (const task::Task& task : sheet.tasks) ids.push_back(task.planned->id.value());
  }
  return ids;
}

TEST(RoleHolders, LooksUpwardsAndOnTheDay) {
  World world;
  world.Organization("district", roadmap::Level::kMunicipality);
  world.Organization("school", roadmap::Level::kSchool, "district");
  world.Person("old", "Старый С. С.");
  world.Person("new", "Новый Н. Н.");
  world.Role("district", "coordinator", "old", "2020-01-01");
  const OrganizationId school("school");
  EXPECT_EQ(RoleHolders(world.state, school, "coordinator", test::Day("2022-09-01")),
            std::vector<PersonId>{PersonId("old")});
  EXPECT_TRUE(RoleHolders(world.state, school, "coordinator", test::Day("2019-09-01")).empty());
  world.Role("school", "coordinator", "new", "2022-01-01");
  EXPECT_EQ(RoleHolders(world.state, school, "coordinator", test::Day("2022-09-01")),
            std::vector<PersonId>{PersonId("new")});
}

TEST(RoleHolders, FindsWhoHoldsItInABodyOfTheOrganization) {
  World world = TwoDistricts();
  world.Organization("centre", roadmap::Level::kBody, "north");
  world.Person("popenova", "Попенова Н. В.");
  world.Role("centre", "resource_centre", "popenova");
  const Date day = test::Day("2022-10-01");
  EXPECT_THAT(RoleHolders(world.state, OrganizationId("school"), "resource_centre", day),
              ElementsAre(PersonId("popenova")));
  EXPECT_TRUE(HoldsRoleFor(world.state, PersonId("popenova"), OrganizationId("school"), day));
  EXPECT_THAT(RoleHolders(world.state, OrganizationId("south"), "resource_centre", day), IsEmpty());
  world.Do(CloseOf("centre", "", "2022-11-01"));
  EXPECT_THAT(RoleHolders(world.state, OrganizationId("school"), "resource_centre",
                          test::Day("2022-11-01")),
              IsEmpty());
}

TEST(MoveOrganization, CountsFromItsDay) {
  World world = TwoDistricts();
  world.Do(MoveOf("school", "south", "2023-01-09"));
  const OrganizationId north("north");
  EXPECT_THAT(Subtree(world.state, north, test::Day("2023-01-08")),
              Contains(OrganizationId("school")));
  EXPECT_THAT(Subtree(world.state, north, test::Day("2023-01-09")),
              Not(Contains(OrganizationId("school"))));
  EXPECT_THAT(
      PathToRoot(world.state, OrganizationId("school"), test::Day("2023-01-09")),
      ElementsAre(OrganizationId("school"), OrganizationId("south"), OrganizationId("region")));
  EXPECT_THAT(TasksOn(world, "school", "2022-12-01"),
              ElementsAre("school/plan/1/2022-10-30", "school/plan/2/2023-05-30"));
  EXPECT_THAT(TasksOn(world, "school", "2023-02-01"), IsEmpty());
}

TEST(MoveOrganization, AsksASchoolThatCameInMidYearOnlyForWhatIsDueFromThenOn) {
  World world = TwoDistricts();
  world.Organization("new", roadmap::Level::kSchool);
  world.Role("new", "head", "head");
  world.Run("2022-12-01");
  world.Do(MoveOf("new", "north", "2022-12-05"));
  EXPECT_THAT(TasksOn(world, "new", "2022-12-04"), IsEmpty());
  EXPECT_THAT(TasksOn(world, "new", "2022-12-05"), ElementsAre("new/plan/2/2023-05-30"));
  EXPECT_THAT(TasksOn(world, "school", "2022-12-05"),
              ElementsAre("school/plan/1/2022-10-30", "school/plan/2/2023-05-30"));
  std::set<std::string> told;
  for (const Notification& n : world.Run("2023-06-05")) {
    if (n.organization == OrganizationId("new")) told.insert(n.task.value());
  }
  EXPECT_THAT(told, ElementsAre("new/plan/2/2023-05-30"));
}

TEST(MoveOrganization, RefusesCirclesOnAnyDay) {
  World world = TwoDistricts();
  world.Organization("part", roadmap::Level::kMunicipality, "south");
  EXPECT_EQ(world.Refusal(MoveOf("south", "part", "2023-01-01")), "ORGANIZATION_CYCLE");
  EXPECT_EQ(world.Refusal(MoveOf("south", "south", "2023-01-01")), "ORGANIZATION_CYCLE");
  EXPECT_EQ(world.Refusal(MoveOf("south", "school", "2023-01-01")), "ORGANIZATION_INVALID");
  EXPECT_EQ(world.Refusal(MoveOf("south", "nowhere", "2023-01-01")), "ORGANIZATION_UNKNOWN");
  EXPECT_EQ(world.Refusal(MoveOf("nowhere", "south", "2023-01-01")), "ORGANIZATION_UNKNOWN");
  world.Do(MoveOf("part", "", "2023-02-01"));
  world.Do(MoveOf("south", "part", "2023-02-01"));  // by then it stands on its own
  EXPECT_EQ(world.Refusal(MoveOf("part", "south", "2023-03-01")), "ORGANIZATION_CYCLE");
  // Correcting the past may not close a circle in the future.
  EXPECT_EQ(world.Refusal(MoveOf("south", "part", "2023-01-15")), "ORGANIZATION_CYCLE");
}

TEST(MoveOrganization, GoesOnlyWhereSomethingIs) {
  World world;
  world.Organization("region", roadmap::Level::kRegion);
  world.Organization("north", roadmap::Level::kMunicipality, "region");
  world.Organization("south", roadmap::Level::kMunicipality, "region");
  world.Organization("school", roadmap::Level::kSchool, "north");
  world.Do(CloseOrganization{OrganizationId("south"), {test::Day("2022-06-01"), {}, "слияние"}});
  const auto move = [&](const char* on, const char* to) {
    return world.Refusal(
        MoveOrganization{OrganizationId("school"), {test::Day(on), OrganizationId(to), "перевод"}});
  };
  EXPECT_EQ(move("2022-06-01", "south"), "ORGANIZATION_NOT_OPEN");
  EXPECT_EQ(move("2022-05-01", "south"), "ORGANIZATION_NOT_OPEN") << "it would stay there";
  world.Do(CloseOrganization{OrganizationId("school"), {test::Day("2022-05-15"), {}, "слияние"}});
  EXPECT_EQ(move("2022-05-15", "region"), "ORGANIZATION_NOT_OPEN");
  EXPECT_EQ(move("2022-05-01", "south"), "");
  EXPECT_EQ(world.Refusal(PutOrganization{{OrganizationId("new"), OrganizationId("south"),
                                           roadmap::Level::kSchool, "Новая", "Europe/Moscow"},
                                          ""}),
            "ORGANIZATION_NOT_OPEN");
}

TEST(CloseOrganization, SeesWhoIsToComeLater) {
  World world;
  world.Organization("north", roadmap::Level::kMunicipality);
  world.Organization("south", roadmap::Level::kMunicipality);
  world.Organization("school", roadmap::Level::kSchool, "north");
  world.Do(MoveOrganization{OrganizationId("school"),
                            {test::Day("2025-01-01"), OrganizationId("south"), "перевод"}});
  EXPECT_EQ(
      world.Refusal(CloseOrganization{OrganizationId("south"), {test::Day("2024-06-01"), {}, "c"}}),
      "ORGANIZATION_NOT_EMPTY");
}

TEST(PutOrganization, KeepsALevelThatWhatStandsBelowItCanStandUnder) {
  World world;
  world.Organization("north", roadmap::Level::kMunicipality);
  world.Organization("school", roadmap::Level::kSchool, "north");
  const auto put = [&](roadmap::Level level) {
    return world.Refusal(PutOrganization{
        {OrganizationId("north"), OrganizationId(), level, "Север", "Europe/Moscow"}, ""});
  };
  EXPECT_EQ(put(roadmap::Level::kBody), "ORGANIZATION_INVALID");
  EXPECT_EQ(put(roadmap::Level::kRegion), "");
}

TEST(MoveOrganization, NeedsAReasonAndSaysTheSameOnce) {
  World world = TwoDistricts();
  MoveOrganization move = MoveOf("school", "south", "2023-01-09");
  move.move.reason = " ";
  EXPECT_EQ(world.Refusal(move), "REASON_REQUIRED");
  EXPECT_FALSE(world.Do(MoveOf("school", "south", "2023-01-09")).empty());
  EXPECT_THAT(world.Do(MoveOf("school", "south", "2023-01-09")), IsEmpty());
  Organization renamed = world.state.organizations.at(OrganizationId("school")).organization;
  renamed.name = "Гимназия";
  renamed.parent = OrganizationId("south");  // as it is shown now
  world.Do(PutOrganization{renamed, ""});
  EXPECT_THAT(PathToRoot(world.state, OrganizationId("school"), test::Day("2022-09-01")),
              Contains(OrganizationId("north")));
  renamed.parent = OrganizationId("region");
  EXPECT_EQ(world.Refusal(PutOrganization{renamed, ""}), "ORGANIZATION_MOVED");
}

TEST(PutOrganization, DoesNotPutASchoolInASecondDistrict) {
  World world = TwoDistricts();
  Organization school = world.state.organizations.at(OrganizationId("school")).organization;
  school.parent = OrganizationId("south");
  EXPECT_EQ(world.Refusal(PutOrganization{school, ""}), "ORGANIZATION_MOVED");
  const int64_t seen = world.state.organizations.at(OrganizationId("school")).revision;
  EXPECT_EQ(world.Refusal(PutOrganization{school, EtagOf(seen)}), "");
  EXPECT_THAT(PathToRoot(world.state, OrganizationId("school"), test::Day("2022-09-01")),
              Contains(OrganizationId("south")));
}

TEST(CloseOrganization, EndsWhatIsAskedOfIt) {
  World world = TwoDistricts();
  world.Organization("lyceum", roadmap::Level::kSchool, "north");
  EXPECT_EQ(world.Refusal(CloseOf("north", "south", "2023-01-09")), "ORGANIZATION_NOT_EMPTY");
  EXPECT_EQ(world.Refusal(CloseOf("school", "school", "2023-01-09")), "ORGANIZATION_INVALID");
  EXPECT_EQ(world.Refusal(CloseOf("school", "nowhere", "2023-01-09")), "ORGANIZATION_UNKNOWN");
  world.Do(CloseOf("school", "lyceum", "2023-01-09"));
  EXPECT_EQ(world.Refusal(CloseOf("lyceum", "school", "2023-01-09")), "ORGANIZATION_INVALID");
  EXPECT_THAT(TasksOn(world, "school", "2023-01-08"), Not(IsEmpty()));
  EXPECT_THAT(TasksOn(world, "school", "2023-01-09"), IsEmpty());
  for (const Notification& n : world.Run("2023-06-05")) {
    EXPECT_NE(n.organization, OrganizationId("school")) << n.id;
  }
  EXPECT_EQ(world.Refusal(AdoptRoadmap{OrganizationId("school"), RoadmapId("plan"), 0,
                                       test::Day("2023-02-01"), MovedDates::kUndecided, false}),
            "ADOPTION_LEVEL");
}

TEST(AdoptRoadmap, MayBeForAllOfALevelBelow) {
  World world = TwoDistricts();
  std::string own = test::RoadmapText(kOwnRows);
  own.replace(own.find("plan"), 4, "own");
  world.Do(ApplyRoadmap{"own.yaml", own, ""});
  const AdoptRoadmap whole{OrganizationId("region"), RoadmapId("own"),       0,
                           test::Day("2022-09-01"),  MovedDates::kUndecided, /*subtree=*/true};
  world.Do(whole);
  EXPECT_THAT(world.Do(whole), IsEmpty());
  EXPECT_THAT(TasksOn(world, "region", "2022-10-01"), Contains("school/own/1/2022-10-30"));
  EXPECT_THAT(TasksOn(world, "south", "2022-10-01"), IsEmpty());
  world.Organization("late", roadmap::Level::kSchool, "south");
  EXPECT_THAT(TasksOn(world, "south", "2022-10-01"), ElementsAre("late/own/1/2022-10-30"));
  // Its own adoption counts, and nothing is asked twice.
  world.Do(AdoptRoadmap{OrganizationId("late"), RoadmapId("own"), 0, test::Day("2022-10-01")});
  EXPECT_THAT(TasksOn(world, "south", "2022-10-01"), ElementsAre("late/own/1/2022-10-30"));
  EXPECT_EQ(world.Refusal(AdoptRoadmap{OrganizationId("school"), RoadmapId("own"), 0,
                                       test::Day("2022-09-01"), MovedDates::kUndecided, true}),
            "ADOPTION_LEVEL");
}

TEST(PutOrganization, MayHaveACalendarOfItsOwn) {
  World world = TwoDistricts();
  const auto due = [&] {
    const auto sheets = SheetsOf(world.state, *test::Rules(), OrganizationId("school"),
                                 test::Day("2022-10-01"), false);
    return FormatIso(*sheets->front().tasks.front().effective_due);
  };
  EXPECT_EQ(due(), "2022-10-28");  // 30 October 2022 is a Sunday
  Organization school = world.state.organizations.at(OrganizationId("school")).organization;
  school.week = 6;
  world.Do(PutOrganization{school, ""});
  EXPECT_EQ(due(), "2022-10-29");
  school.week = 7;
  EXPECT_EQ(world.Refusal(PutOrganization{school, ""}), "ORGANIZATION_INVALID");
  school.week = 0;
  school.region = "RU-XX";
  EXPECT_EQ(world.Refusal(PutOrganization{school, ""}), "ORGANIZATION_INVALID");
}

TEST(MergedInto, FollowsMergersFromTheirDayOn) {
  World world = TwoDistricts();
  world.Organization("lyceum", roadmap::Level::kSchool, "north");
  world.Organization("sister", roadmap::Level::kSchool, "north");
  world.Organization("centre", roadmap::Level::kSchool, "south");
  world.Do(CloseOf("school", "lyceum", "2023-01-09"));
  world.Do(CloseOf("sister", "", "2023-01-10"));
  world.Do(CloseOf("lyceum", "centre", "2023-06-01"));
  const auto merged = [&](std::string place, std::string_view day) {
    return MergedInto(world.state, {OrganizationId(std::move(place))}, test::Day(day));
  };
  const OrganizationId school("school"), lyceum("lyceum");
  EXPECT_THAT(merged("lyceum", "2023-01-08"), IsEmpty());
  EXPECT_THAT(merged("lyceum", "2023-01-09"), ElementsAre(school));
  EXPECT_THAT(merged("centre", "2023-05-31"), IsEmpty());
  EXPECT_THAT(merged("centre", "2023-06-01"), ElementsAre(school, lyceum));
  EXPECT_THAT(merged("sister", "2023-06-01"), IsEmpty());
  EXPECT_THAT(MergedInto(world.state, {school, lyceum}, test::Day("2023-06-01")), IsEmpty());
}

TEST(ExplainTask, NamesWhatWasMergedInAndWhereItWent) {
  World world = TwoDistricts();
  world.Organization("lyceum", roadmap::Level::kSchool, "north");
  world.Do(CloseOf("school", "lyceum", "2023-01-09"));
  const auto explained = [&](const std::string& place, std::string_view day) {
    std::string text;
    const auto lines = ExplainTask(world.state, *test::Rules(),
                                   TaskId(place + "/plan/2/2023-05-30"), test::Day(day));
    EXPECT_TRUE(lines.ok()) << lines.status();
    for (const ExplanationLine& line : *lines) text += line.text + "\n";
    return text;
  };
  EXPECT_THAT(explained("lyceum", "2023-01-08"), Not(HasSubstr("влита")));
  EXPECT_THAT(explained("lyceum", "2023-01-09"),
              HasSubstr("С 09.01.2023 влита организация «Организация school» (school)"));
  EXPECT_THAT(explained("school", "2023-01-08"),
              HasSubstr("закрыта с 09.01.2023, влита в организацию «Организация lyceum» (lyceum)"));
}

}  // namespace
}  // namespace vekha::workflow
