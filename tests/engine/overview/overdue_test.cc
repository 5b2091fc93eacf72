#include "engine/overview/overdue.h"

#include <gmock/gmock.h>

#include <set>

#include "engine/simulation/simulation.h"
#include "tests/engine/workflow/random_world.h"

namespace vekha::overview {
namespace {

using test::Day;
using testing::ElementsAre;
using testing::SizeIs;
using workflow::Chance;
using workflow::TaskSheet;
using workflow::World;

OverdueQuestion Ask(const std::string& organization, Date as_of, Date on) {
  return {{OrganizationId(organization), {}, {}, {}}, as_of, on, std::nullopt};
}

absl::StatusOr<OverdueCheck> Check(const World& world, const OverdueQuestion& question) {
  return CheckOverdue(world.state, *test::Rules(), question);
}

std::string RefusalOf(const World& world, const OverdueQuestion& question) {
  return RejectionOf(Check(world, question).status()).reason;
}

OverdueItem Describe(const World& world, const OverdueQuestion& question, const OverdueHit& hit) {
  auto item = DescribeHit(world.state, *test::Rules(), question, hit);
  EXPECT_TRUE(item.ok()) << item.status();
  return *std::move(item);
}

const task::Task& TaskOf(const OverdueItem& item) { return item.sheet.tasks[item.index]; }

World AnyWorld(const World& base, Chance& chance) {
  World world = base;
  for (int step = 0; step < 40; ++step) workflow::AnyEvent(world, chance);
  return world;
}

// "TASK days" of all that is overdue on the day, from the sheets evaluated from scratch.
std::multiset<std::string> OverdueIn(const World& world, const OrganizationId& place, Date day) {
  std::multiset<std::string> out;
  const auto sheets = workflow::SheetsOf(world.state, *test::Rules(), place, day, true);
  EXPECT_TRUE(sheets.ok()) << sheets.status();
  for (const TaskSheet& sheet : *sheets) {
    for (const task::Task& task : sheet.tasks) {
      if (task.overdue) out.insert(task.planned->id.value() + " " + std::to_string(task.days_late));
    }
  }
  return out;
}

std::multiset<std::string> OverdueIn(const World& world, const OverdueQuestion& question,
                                     const OverdueCheck& check) {
  std::multiset<std::string> out;
  for (const OverdueHit& hit : check.hits) {
    const OverdueItem item = Describe(world, question, hit);
    EXPECT_EQ(hit.days_late, TaskOf(item).days_late);
    if (!item.overdue_on) continue;
    out.insert(TaskOf(item).planned->id.value() + " " + std::to_string(hit.days_late));
  }
  return out;
}

OverdueCounts SumOf(const std::vector<OverdueGroup>& groups) {
  OverdueCounts sum;
  for (const OverdueGroup& group : groups) sum += group.counts;
  return sum;
}

TEST(CheckOverdue, FindsWhatTheSheetsSayInAnyWorld) {
  const World base = workflow::BaseWorld();
  int asked = 0;
  for (unsigned seed = 0; seed < 80; ++seed) {
    Chance chance(seed);
    const World world = AnyWorld(base, chance);
    const Date as_of = chance.ADay();
    const OverdueQuestion question =
        Ask(chance.OneOf(workflow::kPlaces), as_of, AddDays(as_of, chance.Below(30)));
    const auto check = Check(world, question);
    if (!check.ok()) continue;
    ++asked;
    const OrganizationId& place = question.selection.organization;
    EXPECT_EQ(OverdueIn(world, question, *check), OverdueIn(world, place, question.on)) << seed;
    EXPECT_EQ(static_cast<size_t>(check->counts.overdue_now),
              OverdueIn(world, place, as_of).size());
    for (const auto* groups : {&check->by_organization, &check->by_stage, &check->by_person}) {
      EXPECT_EQ(SumOf(*groups), check->counts) << seed;
    }
    EXPECT_TRUE(std::is_sorted(
        check->hits.begin(), check->hits.end(),
        [](const OverdueHit& a, const OverdueHit& b) { return a.days_late > b.days_late; }));
  }
  EXPECT_GT(asked, 40);
}

TEST(CheckOverdue, OfAFutureDayIsWhatIsFoundOnThatDay) {
  const World base = workflow::BaseWorld();
  int asked = 0;
  for (unsigned seed = 0; seed < 60; ++seed) {
    Chance chance(seed);
    World world = AnyWorld(base, chance);
    Date from = chance.ADay();
    for (const auto& [key, entry] : world.state.adoptions) {
      if (entry.mark && from <= *entry.mark) from = AddDays(*entry.mark, 1);
    }
    const Date to = AddDays(from, chance.Below(25));
    const OverdueQuestion question = Ask("district", from, to);
    const auto foreseen = Check(world, question);
    if (!foreseen.ok()) continue;
    ++asked;
    const auto foreseen_tasks = OverdueIn(world, question, *foreseen);
    World later;
    const absl::Status lived =
        simulation::Simulate(world.state, *test::Rules(), {{from, to}, {}},
                             [&](const simulation::Day&, const workflow::State& after) {
                               later.state = after;
                               return absl::OkStatus();
                             });
    ASSERT_TRUE(lived.ok()) << lived;
    const OverdueQuestion then = Ask("district", to, to);
    const auto found = Check(later, then);
    ASSERT_TRUE(found.ok()) << found.status();
    EXPECT_EQ(OverdueIn(later, then, *found), foreseen_tasks) << "world " << seed;
    EXPECT_EQ(found->counts.overdue_now, foreseen->counts.overdue_on);
  }
  EXPECT_GT(asked, 30);
}

World AdoptedWorld() {
  World world = workflow::BaseWorld();
  world.Do(
      workflow::AdoptRoadmap{OrganizationId("district"), RoadmapId("plan"), 3, Day("2022-09-01")});
  return world;
}

TEST(CheckOverdue, SaysWhatFallsDueBeforeTheReport) {
  const World world = AdoptedWorld();
  // Row 2 is due on 20 October.
  const auto check = Check(world, Ask("s1", Day("2022-10-10"), Day("2022-11-10")));
  ASSERT_TRUE(check.ok()) << check.status();
  EXPECT_EQ(check->counts.overdue_now, 0);
  EXPECT_EQ(check->counts.falls_due, 1);
  EXPECT_EQ(check->counts.overdue_on, 1);
  const auto that_day = Check(world, Ask("s1", Day("2022-10-10"), Day("2022-10-20")));
  EXPECT_EQ(that_day->counts.falls_due, 1);
  EXPECT_EQ(that_day->counts.overdue_on, 0);
  EXPECT_THAT(that_day->hits, SizeIs(1));
}

TEST(CheckOverdue, NamesThePaperTheSignOfLifeAndWhoCanMendIt) {
  World world = AdoptedWorld();
  const TaskId task("s1/plan/2/2022-10-20");
  world.Do(workflow::AcknowledgeTask{{task, PersonId("boss"), Day("2022-10-12")}});
  world.Do(workflow::PutAbsence{
      {PersonId("boss"), Day("2022-11-01"), Day("2022-11-30"), PersonId("second"), "отпуск"}});
  const OverdueQuestion question = Ask("s1", Day("2022-11-07"), Day("2022-11-10"));
  const auto check = Check(world, question);
  ASSERT_TRUE(check.ok()) << check.status();
  ASSERT_THAT(check->hits, SizeIs(1));
  const OverdueItem item = Describe(world, question, check->hits[0]);
  EXPECT_EQ(TaskOf(item).planned->id, task);
  EXPECT_TRUE(item.overdue_now);
  EXPECT_TRUE(item.overdue_on);
  EXPECT_EQ(item.missing.ru, "отчёт о выполнении");
  EXPECT_EQ(item.stage, "1");
  EXPECT_EQ(item.sign, (SignOfLife{Day("2022-10-12"), SignKind::kAcknowledged}));
  ASSERT_THAT(item.fixers, SizeIs(1));
  EXPECT_EQ(item.fixers[0].who.person, PersonId("boss"));
  EXPECT_EQ(item.fixers[0].away_to, Day("2022-11-30"));
  EXPECT_EQ(item.fixers[0].substitute, PersonId("second"));
  EXPECT_THAT(TaskOf(item).blocked_by, ElementsAre(TaskId("district/plan/1/2022-09-20")));
}

TEST(CheckOverdue, ComparesWithTheLastReport) {
  World world = AdoptedWorld();
  const TaskId late("s1/plan/2/2022-10-20");
  OverdueQuestion question = Ask("s1", Day("2022-12-20"), Day("2022-12-20"));
  question.since = Day("2022-11-15");
  EXPECT_EQ(Check(world, question)->counts.overdue_since, 1);
  // Done after the last report, and before it.
  World done = world;
  done.Do(workflow::ReportTask{late, {PersonId("boss"), Day("2022-11-16"), {}, ""}, "", {}});
  EXPECT_EQ(Check(done, question)->counts, (OverdueCounts{0, 0, 0, 1}));
  done = world;
  done.Do(workflow::ReportTask{late, {PersonId("boss"), Day("2022-11-15"), {}, ""}, "", {}});
  EXPECT_EQ(Check(done, question)->counts, (OverdueCounts{0, 0, 0, 0}));
  // Extended after the last report: it was overdue then.
  const workflow::TaskAct act{late, PersonId("boss"), Day("2022-11-17"), "болезнь"};
  done = world;
  done.Do(workflow::DecideExtension{act, true, Day("2022-12-26")});
  EXPECT_EQ(Check(done, question)->counts, (OverdueCounts{0, 0, 0, 1}));
}

TEST(CheckOverdue, ComparesWithTheReportAsItWasThoughSchoolsHaveGoneSince) {
  World world = AdoptedWorld();
  OverdueQuestion then = Ask("district", Day("2022-11-15"), Day("2022-11-15"));
  const int64_t reported = Check(world, then)->counts.overdue_on;
  ASSERT_GT(reported, 0);
  world.Do(workflow::CloseOrganization{OrganizationId("s1"),
                                       {Day("2022-12-01"), OrganizationId("s2"), "слияние"}});
  OverdueQuestion question = Ask("district", Day("2022-12-20"), Day("2022-12-20"));
  question.since = Day("2022-11-15");
  EXPECT_EQ(Check(world, question)->counts.overdue_since, reported);
}

TEST(CheckOverdue, NeverShowsASisterSchool) {
  const World world = AdoptedWorld();
  const auto check = Check(world, Ask("s1", Day("2022-12-20"), Day("2022-12-20")));
  ASSERT_TRUE(check.ok()) << check.status();
  EXPECT_FALSE(check->hits.empty());
  for (const OverdueHit& hit : check->hits) {
    EXPECT_EQ(hit.sheet->organization, OrganizationId("s1"));
  }
  EXPECT_THAT(check->by_organization, SizeIs(1));
}

TEST(CheckOverdue, RefusesWhatCannotBeAsked) {
  const World world = AdoptedWorld();
  const Date day = Day("2022-11-01");
  EXPECT_EQ(RefusalOf(world, Ask("none", day, day)), "ORGANIZATION_UNKNOWN");
  EXPECT_EQ(RefusalOf(world, Ask("other", day, day)), "NOTHING_ADOPTED");
  EXPECT_EQ(RefusalOf(world, Ask("s1", day, Day("2022-10-31"))), "REPORT_DAY_BEFORE_AS_OF");
  EXPECT_EQ(RefusalOf(world, Ask("s1", day, Day("2023-09-01"))), "REPORT_DAY_OUTSIDE_PERIOD");
  EXPECT_EQ(RefusalOf(world, Ask("s1", day, Day("2040-09-01"))), "CALENDAR_NOT_COVERED");
  OverdueQuestion question = Ask("s1", day, day);
  question.since = Day("2022-11-02");
  EXPECT_EQ(RefusalOf(world, question), "SINCE_AFTER_AS_OF");
  question.since.reset();
  question.selection.roadmap = RoadmapId("own");
  EXPECT_EQ(RefusalOf(world, question), "ROADMAP_NOT_ADOPTED");
}

// Row 2 is due on 20 October; its school is asked from 1 November on.
TEST(CheckOverdue, CountsNothingThatWasDueBeforeTheAdoption) {
  World world = workflow::BaseWorld();
  world.Do(
      workflow::AdoptRoadmap{OrganizationId("district"), RoadmapId("plan"), 3, Day("2022-11-01")});
  for (const Date as_of : {Day("2022-10-10"), Day("2022-10-25"), Day("2022-11-10")}) {
    OverdueQuestion question = Ask("district", as_of, Day("2022-11-10"));
    question.since = Day("2022-10-05");
    const auto check = Check(world, question);
    ASSERT_TRUE(check.ok()) << check.status();
    EXPECT_EQ(check->counts, OverdueCounts{});
    EXPECT_GT(check->tasks, 0);
  }
  world.Do(workflow::DecideExtension{
      {TaskId("s1/plan/2/2022-10-20"), PersonId("boss"), Day("2022-11-02"), "решение"},
      true,
      Day("2022-11-08")});
  OverdueQuestion question = Ask("district", Day("2022-11-10"), Day("2022-11-10"));
  EXPECT_EQ(Check(world, question)->counts, (OverdueCounts{1, 0, 1, 0}));
  question.since = Day("2022-11-01");  // before the extension
  EXPECT_EQ(Check(world, question)->counts.overdue_since, 0);
  question.since = Day("2022-11-09");
  EXPECT_EQ(Check(world, question)->counts.overdue_since, 1);
}

}  // namespace
}  // namespace vekha::overview
