#include "engine/overview/indicators.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/workflow/world.h"

namespace vekha::overview {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using workflow::World;

// A district with one school; each follows roadmaps of its own.
World TwoLevels() {
  World world;
  world.Organization("district", roadmap::Level::kMunicipality);
  world.Organization("school", roadmap::Level::kSchool, "district");
  const auto adopt = [&](const std::string& organization, const std::string& id,
                         const std::string& level, const std::string& indicators) {
    world.Do(workflow::ApplyRoadmap{
        id + ".yaml",
        "roadmap: " + id + "\ntitle: План\nlevel: " + level +
            "\nperiod: 2022-01-01..2023-12-31\ncalendar: RU\nweek: 5\nstages:\n  - id: \"1\"\n"
            "    title: Этап\n    measures:\n      - {id: \"1\", title: Приказ, term: до 31 января "
            "2023" +
            (level == "municipality" ? ", for: each school}\n" : "}\n") + indicators,
        ""});
    world.Do(workflow::AdoptRoadmap{OrganizationId(organization), RoadmapId(id), 0,
                                    test::Day("2022-01-01")});
  };
  const std::string young =
      "indicators:\n  - {id: young, title: Молодых, value: young_teachers.total}\n";
  adopt("district", "b-plan", "municipality", young);
  adopt("district", "a-plan", "municipality", young);
  adopt("district", "c-plan", "municipality", "");
  adopt("school", "school-plan", "school", young);
  return world;
}

std::vector<std::string> Roadmaps(const World& world, const Selection& selection) {
  const auto sheets = IndicatorsOn(world.state, *test::Rules(), selection, test::Day("2022-06-01"));
  EXPECT_TRUE(sheets.ok()) << sheets.status();
  std::vector<std::string> out;
  for (const workflow::IndicatorSheet& sheet : *sheets) out.push_back(sheet.roadmap->id.value());
  return out;
}

TEST(IndicatorsOn, AreThoseOfTheRoadmapsTheOrganizationFollowsItself) {
  const World world = TwoLevels();
  EXPECT_THAT(Roadmaps(world, {OrganizationId("district"), {}, {}, {}}),
              ElementsAre("a-plan", "b-plan"));
  EXPECT_THAT(Roadmaps(world, {OrganizationId("school"), {}, {}, {}}), ElementsAre("school-plan"));
  EXPECT_THAT(Roadmaps(world, {OrganizationId("district"), RoadmapId("b-plan"), {}, {}}),
              ElementsAre("b-plan"));
}

TEST(IndicatorsOn, BelongToNoStageAndNoPerson) {
  const World world = TwoLevels();
  EXPECT_THAT(Roadmaps(world, {OrganizationId("district"), {}, "1", {}}), IsEmpty());
  EXPECT_THAT(Roadmaps(world, {OrganizationId("district"), {}, {}, PersonId("ivanov")}), IsEmpty());
}

TEST(IndicatorsOn, OfAnUnknownOrganizationAreRefused) {
  const World world = TwoLevels();
  const auto sheets =
      IndicatorsOn(world.state, *test::Rules(), {OrganizationId("nowhere"), {}, {}, {}},
                   test::Day("2022-06-01"));
  EXPECT_EQ(RejectionOf(sheets.status()).reason, "ORGANIZATION_UNKNOWN");
}

}  // namespace
}  // namespace vekha::overview
