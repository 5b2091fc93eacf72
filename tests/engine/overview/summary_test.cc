#include "engine/overview/summary.h"

#include <gmock/gmock.h>

#include "tests/engine/workflow/random_world.h"

namespace vekha::overview {
namespace {

using testing::ElementsAre;
using workflow::Chance;
using workflow::World;

constexpr GroupBy kGroupings[] = {GroupBy::kOrganization, GroupBy::kEachOrganization,
                                  GroupBy::kStage,        GroupBy::kMeasure,
                                  GroupBy::kPerson,       GroupBy::kRoadmap};

Selection Of(const std::string& organization) { return {OrganizationId(organization), {}, {}, {}}; }

// Counted from the sheets, evaluated from scratch.
Totals FromSheets(const World& world, const Selection& selection, Date day) {
  Totals totals;
  const auto sheets =
      workflow::SheetsOf(world.state, *test::Rules(), selection.organization, day, true);
  EXPECT_TRUE(sheets.ok()) << sheets.status();
  for (const workflow::TaskSheet& sheet : *sheets) {
    for (const task::Task& task : sheet.tasks) {
      const bool undone =
          task.status == task::TaskStatus::kPlanned || task.status == task::TaskStatus::kOpen;
      if (undone && !task.applies) {
        ++totals.not_applying;
        continue;
      }
      totals.planned += task.status == task::TaskStatus::kPlanned ? 1 : 0;
      totals.open += task.status == task::TaskStatus::kOpen ? 1 : 0;
      totals.reported += task.status == task::TaskStatus::kReported ? 1 : 0;
      totals.closed += task.status == task::TaskStatus::kClosed ? 1 : 0;
      totals.withdrawn += task.status == task::TaskStatus::kWithdrawn ? 1 : 0;
      totals.overdue += task.overdue ? 1 : 0;
      if (task.status != task::TaskStatus::kWithdrawn) totals.done_late += task.done_late ? 1 : 0;
      if (!undone) continue;
      totals.blocked += task.blocked_by.empty() ? 0 : 1;
      totals.ongoing += task.planned->ongoing ? 1 : 0;
      const auto& due = task.effective_due;
      const bool asked = due && !task.before_adoption;
      totals.due_soon += asked && day <= *due && *due <= AddDays(day, 6) ? 1 : 0;
    }
  }
  return totals;
}

TEST(Summarize, AddsUpOverEveryGroupingOfAnyWorld) {
  const World base = workflow::BaseWorld();
  int asked = 0;
  for (unsigned seed = 0; seed < 100; ++seed) {
    Chance chance(seed);
    World world = base;
    for (int step = 0; step < 40; ++step) workflow::AnyEvent(world, chance);
    const Selection selection = Of(chance.OneOf(workflow::kPlaces));
    const Date day = chance.ADay();
    const auto first =
        Summarize(world.state, *test::Rules(), selection, day, GroupBy::kOrganization);
    if (!first.ok()) continue;  // nothing adopted, or no roadmap runs that day
    ++asked;
    EXPECT_EQ(first->totals, FromSheets(world, selection, day)) << "world " << seed;
    for (const GroupBy by : kGroupings) {
      const auto summary = Summarize(world.state, *test::Rules(), selection, day, by);
      ASSERT_TRUE(summary.ok()) << summary.status();
      Totals sum;
      for (const SummaryGroup& group : summary->groups) sum += group.totals;
      EXPECT_EQ(sum, first->totals) << "world " << seed << " by " << static_cast<int>(by);
      EXPECT_EQ(summary->totals, first->totals);
    }
  }
  EXPECT_GT(asked, 50);
}

World AdoptedWorld() {
  World world = workflow::BaseWorld();
  world.Organization("region", roadmap::Level::kRegion);
  for (const char* district : {"district", "other"}) {
    world.Organization(district, roadmap::Level::kMunicipality, "region");
  }
  world.Do(workflow::AdoptRoadmap{OrganizationId("district"), RoadmapId("plan"), 1,
                                  test::Day("2022-09-01")});
  return world;
}

std::vector<std::string> TitlesOf(const Summary& summary) {
  std::vector<std::string> out;
  for (const SummaryGroup& group : summary.groups) {
    out.push_back(group.key.organization.value() + group.key.number + group.key.person.value());
  }
  return out;
}

TEST(Summarize, LooksOneLevelDownWithEverythingBelowSummed) {
  const World world = AdoptedWorld();
  const auto by = [&](const std::string& of, GroupBy grouping) {
    return Summarize(world.state, *test::Rules(), Of(of), test::Day("2022-11-01"), grouping);
  };
  const auto region = by("region", GroupBy::kOrganization);
  const auto district = by("district", GroupBy::kOrganization);
  ASSERT_TRUE(region.ok() && district.ok());
  EXPECT_THAT(TitlesOf(*region), ElementsAre("district"));
  EXPECT_THAT(TitlesOf(*district), ElementsAre("district", "s1", "s2", "s3"));
  EXPECT_EQ(region->totals, district->totals);
  EXPECT_THAT(TitlesOf(*by("region", GroupBy::kEachOrganization)),
              ElementsAre("district", "s1", "s2", "s3"));
}

TEST(Summarize, NeverLooksBesideOrAboveTheOrganization) {
  const World world = AdoptedWorld();
  for (const GroupBy by : kGroupings) {
    const auto one = Summarize(world.state, *test::Rules(), Of("s2"), test::Day("2022-11-01"), by);
    ASSERT_TRUE(one.ok()) << one.status();
    for (const SummaryGroup& group : one->groups) {
      EXPECT_TRUE(group.key.organization.empty() || group.key.organization == OrganizationId("s2"));
    }
    EXPECT_EQ(one->totals, FromSheets(world, Of("s2"), test::Day("2022-11-01")));
  }
}

TEST(Summarize, TakesStageAndPersonOnly) {
  World world = AdoptedWorld();
  Selection selection = Of("district");
  selection.person = PersonId("second");
  const auto before =
      Summarize(world.state, *test::Rules(), selection, test::Day("2022-11-01"), GroupBy::kPerson);
  ASSERT_TRUE(before.ok()) << before.status();
  EXPECT_EQ(before->totals.all(), 0);
  world.Do(workflow::DelegateTask{
      {TaskId("s1/plan/2/2022-10-30"), PersonId("boss"), test::Day("2022-10-01"), "отпуск"},
      PersonId("second")});
  const auto after =
      Summarize(world.state, *test::Rules(), selection, test::Day("2022-11-01"), GroupBy::kPerson);
  EXPECT_EQ(after->totals.all(), 1);
  EXPECT_EQ(after->totals.overdue, 1);
  EXPECT_THAT(TitlesOf(*after), ElementsAre("second"));
  selection.stage = "9";
  EXPECT_EQ(RejectionOf(Summarize(world.state, *test::Rules(), selection, test::Day("2022-11-01"),
                                  GroupBy::kPerson)
                            .status())
                .reason,
            "STAGE_UNKNOWN");
}

TEST(LeftUndone, CountsTheEveOfAClosureBeforeAndAfterItIsRecorded) {
  World world = AdoptedWorld();
  const OrganizationId s1("s1");
  const auto left = [&](std::string_view on) {
    const auto totals = LeftUndone(world.state, *test::Rules(), s1,
                                   {test::Day(on), OrganizationId("s2"), "слияние"});
    EXPECT_TRUE(totals.ok()) << totals.status();
    return totals.ok() ? *totals : Totals();
  };
  // Row 2 is due on 30 October, a Sunday.
  const Totals before = left("2022-10-28");
  const Totals late = left("2022-11-02");
  EXPECT_EQ(late.overdue, before.overdue + 1);
  EXPECT_EQ(late, FromSheets(world, Of("s1"), test::Day("2022-11-01")));
  world.Do(workflow::CloseOrganization{s1, {test::Day("2022-10-28"), {}, "слияние"}});
  EXPECT_EQ(left("2022-10-28"), before);
  EXPECT_EQ(left("2022-11-02"), late);  // should it be put off
  EXPECT_FALSE(LeftUndone(world.state, *test::Rules(), OrganizationId("nowhere"),
                          {test::Day("2022-10-30"), {}, ""})
                   .ok());
}

}  // namespace
}  // namespace vekha::overview
