#include "engine/overview/own_log.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "engine/base/rejection.h"
#include "tests/engine/workflow/random_world.h"

namespace vekha::overview {
namespace {

using test::Day;
using workflow::Event;
using workflow::World;

const Date kDay = Date(2022, 12, 1);

OwnLog LogOf(const World& world, const std::string& organization, Date day = kDay) {
  auto log = OwnLog::Of(world.state, OrganizationId(organization), day);
  EXPECT_TRUE(log.ok()) << log.status();
  return *std::move(log);
}

// A district with two schools that follow its roadmap, each with a curator of its own, and a
// coordinator who is told about both.
World TwoSchools() {
  World world;
  world.Organization("region", roadmap::Level::kRegion);
  world.Organization("district", roadmap::Level::kMunicipality, "region");
  world.Person("boss", "Иванов И. И.");
  world.Role("district", "coordinator", "boss");
  for (const char* school : {"one", "two"}) {
    const std::string person = std::string("curator-") + school;
    world.Organization(school, roadmap::Level::kSchool, "district");
    world.Person(person, "Куратор " + std::string(school));
    world.Role(school, "curator", person);
  }
  world.Do(workflow::ApplyRoadmap{"plan.yaml", workflow::DistrictRoadmap(0), ""});
  world.Do(
      workflow::AdoptRoadmap{OrganizationId("district"), RoadmapId("plan"), 0, Day("2022-09-01")});
  for (const char* day : {"2022-10-27", "2022-11-10", "2022-12-01"}) world.Run(day);
  return world;
}

workflow::Digest DigestOfBoth(const World& world) {
  workflow::Digest digest;
  digest.id = "digest/boss/2022-12-01";
  digest.person = PersonId("boss");
  digest.day = kDay;
  for (const workflow::NotificationEntry& entry : world.state.notifications) {
    digest.items.push_back({entry.notification.id, PersonId()});
  }
  return digest;
}

TEST(OwnLog, KnowsOnlyOrganizationsThatAreThere) {
  const World world = TwoSchools();
  EXPECT_EQ(RejectionOf(OwnLog::Of(world.state, OrganizationId("nowhere"), kDay).status()).reason,
            "ORGANIZATION_UNKNOWN");
}

TEST(OwnLog, HoldsWhatASchoolWasToldAndNothingOfItsSister) {
  const World world = TwoSchools();
  const OwnLog log = LogOf(world, "one");
  int own = 0;
  for (const workflow::NotificationEntry& entry : world.state.notifications) {
    const bool of_one = entry.notification.organization.value() == "one";
    own += of_one ? 1 : 0;
    EXPECT_EQ(log.Own(workflow::NotificationEmitted{entry.notification}).has_value(), of_one);
  }
  EXPECT_GT(own, 0);
  EXPECT_TRUE(log.Own(workflow::PersonPut{{PersonId("curator-one"), "К"}}));
  EXPECT_FALSE(log.Own(workflow::PersonPut{{PersonId("curator-two"), "К"}}));
  EXPECT_FALSE(log.Own(workflow::FactRecorded{OrganizationId("two"), {}}));
  EXPECT_FALSE(log.Own(workflow::MarkMoved{OrganizationId("district"), RoadmapId("plan"), kDay}));
}

TEST(OwnLog, CutsADigestDownToItsOwnLines) {
  const World world = TwoSchools();
  const workflow::Digest both = DigestOfBoth(world);
  for (const char* school : {"one", "two"}) {
    const auto own = LogOf(world, school).Own(workflow::DigestLeased{both, 1, "w", 0});
    ASSERT_TRUE(own.has_value());
    const auto& items = std::get<workflow::DigestLeased>(*own).digest.items;
    EXPECT_GT(items.size(), 0u);
    EXPECT_LT(items.size(), both.items.size());
    for (const workflow::DigestItem& item : items) {
      EXPECT_TRUE(item.notification.starts_with(std::string(school) + "/")) << item.notification;
    }
  }
  EXPECT_FALSE(LogOf(world, "one").Own(workflow::DigestLeased{workflow::Digest(), 1, "w", 0}));
}

TEST(OwnLog, SettlesADigestOfItsOwnOnly) {
  World world = TwoSchools();
  workflow::Digest of_two = DigestOfBoth(world);
  std::erase_if(of_two.items, [](const workflow::DigestItem& item) {
    return !item.notification.starts_with("two/");
  });
  Apply(world.state, workflow::DigestLeased{of_two, 1, "w", 0}, world.state.revision + 1,
        *test::Rules());
  workflow::DigestSettled settled;
  settled.id = of_two.id;
  EXPECT_FALSE(LogOf(world, "one").Own(settled));
  EXPECT_TRUE(LogOf(world, "two").Own(settled));
  EXPECT_TRUE(LogOf(world, "district").Own(settled));
}

TEST(OwnLog, HasTheRoadmapAndTheAdoptionAboveWithIdsOfItsOwnTasksOnly) {
  const World world = TwoSchools();
  const OwnLog log = LogOf(world, "one");
  EXPECT_TRUE(log.Own(workflow::RoadmapApplied{RoadmapId("plan"), 1, "plan.yaml", "text"}));
  EXPECT_FALSE(log.Own(workflow::RoadmapApplied{RoadmapId("other"), 1, "other.yaml", "text"}));
  workflow::RoadmapAdopted adopted{{OrganizationId("district"), RoadmapId("plan"), 1, kDay}};
  for (const char* school : {"one", "two"}) {
    const std::string id = std::string(school) + "/plan/2/2022-10-30";
    adopted.kept_ids[TaskId(id)] = TaskId(id + "~v2");
  }
  const auto own = log.Own(adopted);
  ASSERT_TRUE(own.has_value());
  const auto& kept = std::get<workflow::RoadmapAdopted>(*own).kept_ids;
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept.begin()->first.value(), "one/plan/2/2022-10-30");
}

TEST(OwnLog, LeavesOutWhySomebodyIsAway) {
  const World world = TwoSchools();
  const workflow::AbsencePut away{
      {PersonId("curator-one"), kDay, kDay, PersonId("boss"), "больничный лист"}};
  const auto own = LogOf(world, "one").Own(away);
  ASSERT_TRUE(own.has_value());
  EXPECT_EQ(std::get<workflow::AbsencePut>(*own).absence.reason, "");
  EXPECT_FALSE(LogOf(world, "two").Own(away));
}

TEST(OwnLog, SaysThatNothingWasSentWhenItWasSilentAbove) {
  const World world = TwoSchools();
  const OwnLog log = LogOf(world, "one");
  workflow::Silence silence{"s", OrganizationId("district"), {}, {}, kDay, kDay, {}, "каникулы"};
  EXPECT_TRUE(log.Own(workflow::SilencePut{silence}));
  silence.person = PersonId("curator-two");
  EXPECT_FALSE(log.Own(workflow::SilencePut{silence}));
  silence.organization = OrganizationId("two");
  silence.person = {};
  EXPECT_FALSE(log.Own(workflow::SilencePut{silence}));
}

TEST(OwnLog, GoesWhereTheSchoolGoes) {
  World world = TwoSchools();
  world.Organization("elsewhere", roadmap::Level::kMunicipality, "region");
  world.Do(workflow::MoveOrganization{OrganizationId("one"),
                                      {Day("2022-12-10"), OrganizationId("elsewhere"), "граница"}});
  const workflow::FactRecorded fact{OrganizationId("one"), {}};
  EXPECT_TRUE(LogOf(world, "district").Own(fact));
  EXPECT_FALSE(LogOf(world, "district", Day("2022-12-10")).Own(fact));
  EXPECT_TRUE(LogOf(world, "elsewhere", Day("2022-12-10")).Own(fact));
}

TEST(OwnLog, GoesToWhomASchoolIsMergedIntoAndToNoSister) {
  World world = TwoSchools();
  world.Organization("three", roadmap::Level::kSchool, "district");
  world.Organization("far", roadmap::Level::kMunicipality, "region");
  world.Organization("lyceum", roadmap::Level::kSchool, "far");
  world.Do(workflow::CloseOrganization{OrganizationId("one"),
                                       {Day("2022-12-10"), OrganizationId("lyceum"), "слияние"}});
  const Date eve = Day("2022-12-09");
  const Date day = Day("2022-12-10");
  const workflow::FactRecorded fact{OrganizationId("one"), {}};
  EXPECT_FALSE(LogOf(world, "lyceum", eve).Own(fact));
  const OwnLog log = LogOf(world, "lyceum", day);
  EXPECT_TRUE(log.Own(fact));
  EXPECT_TRUE(log.Own(workflow::PersonPut{{PersonId("curator-one"), "К"}}));
  EXPECT_FALSE(log.Own(workflow::FactRecorded{OrganizationId("two"), {}}));
  EXPECT_FALSE(log.Own(workflow::PersonPut{{PersonId("curator-two"), "К"}}));
  for (const workflow::NotificationEntry& entry : world.state.notifications) {
    EXPECT_EQ(log.Own(workflow::NotificationEmitted{entry.notification}).has_value(),
              entry.notification.organization.value() == "one");
  }
  workflow::RoadmapAdopted adopted{{OrganizationId("district"), RoadmapId("plan"), 1, kDay}};
  adopted.kept_ids[TaskId("two/plan/2/x")] = TaskId("two/plan/2/y");
  const auto own = log.Own(adopted);
  ASSERT_TRUE(own.has_value());
  EXPECT_TRUE(std::get<workflow::RoadmapAdopted>(*own).kept_ids.empty());
  EXPECT_TRUE(LogOf(world, "far", day).Own(fact));
  EXPECT_FALSE(LogOf(world, "three", day).Own(fact));
  EXPECT_TRUE(LogOf(world, "district", day).Own(fact));  // it stood there when it was closed
}

TEST(OwnLog, OfADistrictIsWholeAndOfASchoolHasNothingOfOthersInAnyWorld) {
  const World base = workflow::BaseWorld();
  for (unsigned seed = 0; seed < 30; ++seed) {
    World world = base;
    workflow::Chance chance(seed);
    for (int step = 0; step < 40; ++step) workflow::AnyEvent(world, chance);
    const OwnLog district = LogOf(world, "district");
    const OwnLog school = LogOf(world, "s1");
    for (const workflow::NotificationEntry& entry : world.state.notifications) {
      const Event event = workflow::NotificationEmitted{entry.notification};
      EXPECT_EQ(school.Own(event).has_value(), entry.notification.organization.value() == "s1");
      const bool settled = entry.notification.organization.value() != "s3";  // it moves about
      EXPECT_TRUE(!settled || district.Own(event)) << entry.notification.id;
      if (school.Own(event)) {
        EXPECT_TRUE(entry.notification.person.empty() ||
                    school.Own(workflow::PersonPut{{entry.notification.person, "К"}}));
      }
    }
  }
}

}  // namespace
}  // namespace vekha::overview
