#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "tests/engine/workflow/world.h"

namespace vekha::workflow {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

const Notification* Find(const std::vector<Notification>& all, std::string_view task) {
  for (const Notification& n : all) {
    if (n.task.value() == task) return &n;
  }
  return nullptr;
}

constexpr char kPairs[] = "kambulat/kambulat-2022/3.5/2022-10-30";

TEST(Run, EmitsOnceAndSaysNothingTheSecondTime) {
  World world = KambulatWorld();
  const auto first = world.Run("2022-10-24");
  EXPECT_THAT(first, Not(IsEmpty()));
  const Notification* pairs = Find(first, kPairs);
  ASSERT_NE(pairs, nullptr);
  EXPECT_EQ(pairs->person, PersonId("mamedov"));
  EXPECT_EQ(pairs->due_date, test::Day("2022-10-29"));
  EXPECT_EQ(pairs->nominal_due, test::Day("2022-10-30"));
  EXPECT_EQ(pairs->reason, "DUE_IN_5_WORKING_DAYS");
  EXPECT_THAT(world.Do(RunDay{test::Day("2022-10-24")}), IsEmpty());
}

TEST(Run, ClosesWhatFactsShowDoneAndDoesNotNagAboutIt) {
  World world = KambulatWorld();
  world.Fact("kambulat", "mentees.count", condition::Value::Int(34), "2022-09-14");
  world.Fact("kambulat", "mentees.without_request", condition::Value::Int(0), "2022-09-14");
  const TaskId base("kambulat/kambulat-2022/3.2/2022-09-15");
  const auto events = world.Do(RunDay{test::Day("2022-10-24")});
  EXPECT_EQ(Find(World::NotificationsOf(events), base.value()), nullptr);
  ASSERT_TRUE(world.state.tasks.contains(base));
  const task::TaskRecord& record = world.state.tasks.at(base);
  ASSERT_TRUE(record.closing.has_value());
  EXPECT_EQ(record.closing->by, task::ClosedBy::kFacts);
  EXPECT_THAT(record.closing->facts, SizeIs(2));
  EXPECT_EQ(world.state.rungs.at({base, 1, "d+1"}).outcome, reminder::RungOutcome::kSuppressed);
}

TEST(Run, EscalatesOverDaysAndNeverLeavesOutTheResponsible) {
  World world = KambulatWorld();
  std::map<std::string, std::set<std::string>>
      told;  // rung -> people, of the mentee base due 15 September
  for (Date day = test::Day("2022-09-01"); day <= test::Day("2022-10-01"); day = AddDays(day, 1)) {
    for (const Notification& n : World::NotificationsOf(world.Do(RunDay{day}))) {
      if (n.task.value() == "kambulat/kambulat-2022/3.2/2022-09-15") {
        told[n.rung].insert(n.person.value());
      }
    }
  }
  EXPECT_EQ(told["d-3"], (std::set<std::string>{"mamedov"}));
  EXPECT_EQ(told["d+1"], (std::set<std::string>{"mamedov"}));
  EXPECT_EQ(told["d+3"], (std::set<std::string>{"mamedov", "osmanov"}));
}

TEST(Run, SaysWhenNobodyHoldsTheRole) {
  World world = KambulatWorld();
  world.Run("2022-09-15");
  bool undeliverable = false;
  for (const Notification& n : world.Run("2022-10-24")) {
    if (n.audience == "coordinator") {
      EXPECT_TRUE(n.person.empty());
      EXPECT_FALSE(n.addressee.empty());
      undeliverable = true;
    }
  }
  EXPECT_TRUE(undeliverable);
}

TEST(Run, RefusesADayBeforeTheMark) {
  World world = KambulatWorld();
  world.Run("2022-10-24");
  EXPECT_EQ(world.Refusal(RunDay{test::Day("2022-10-23")}), "CLOCK_WENT_BACK");
  world.Organization("later", roadmap::Level::kSchool);
  world.Do(AdoptRoadmap{OrganizationId("later"), RoadmapId("kambulat-2022"), 0,
                        test::Day("2022-11-01")});
  EXPECT_EQ(world.Refusal(RunDay{test::Day("2022-10-23")}), "CLOCK_WENT_BACK");
  EXPECT_EQ(world.Refusal(RunDay{test::Day("2022-11-02")}), "");
}

TEST(Run, RefusesADayThatHasNotComeYet) {
  World world = KambulatWorld();
  RunDay run{test::Day("2022-10-24")};
  run.today = test::Day("2022-10-23");
  EXPECT_EQ(world.Refusal(run), "RUN_IN_FUTURE");
  run.today = test::Day("2022-10-24");
  EXPECT_EQ(world.Refusal(run), "");
}

TEST(Run, AnswersWhatIfForAnyDayAsTheRealRunDid) {
  World world = KambulatWorld();
  world.Run("2022-10-23");
  const auto real = world.Run("2022-10-24");
  const auto what_if = Decide(world.state, *test::Rules(), RunDay{test::Day("2022-10-24"), true});
  ASSERT_TRUE(what_if.ok());
  EXPECT_EQ(World::NotificationsOf(what_if->events), real);
}

TEST(Run, NamesTheYearWithoutACalendar) {
  World world = KambulatWorld();
  EXPECT_EQ(world.Refusal(RunDay{test::Day("2031-01-15")}), "CALENDAR_NOT_COVERED");
  // Before every adoption, too: nobody has ever meant such a day.
  const auto early = world.Try(RunDay{test::Day("2017-05-01")});
  EXPECT_EQ(RejectionOf(early.status()).message_ru,
            "В календаре RU нет данных за 2017 год (есть: 2018-2027).");
}

constexpr char kRegional[] =
    "level: school\nperiod: 2022-09-01..2027-12-31\ncalendar: RU-DA\nweek: 6\n"
    "nonworking: preceding\ncontrol: none\nladder: standard\n";

// The calendar of Dagestan ends before the federal one.
TEST(Run, SkipsOneAdoptionWhoseCalendarEndsAndRunsTheOthers) {
  World world = KambulatWorld();
  world.Organization("edge", roadmap::Level::kSchool);
  const auto edge = test::Rules()->calendars.Get(calendar::CalendarKey{"RU-DA"});
  ASSERT_TRUE(edge.ok());
  const std::string last = std::to_string((*edge)->last_year());
  const std::string row = "      - {id: \"1\", title: А, term: 31 декабря " + last +
                          " года, responsible: Иванов И. И.}\n";
  world.Do(ApplyRoadmap{"plan.yaml", test::RoadmapText(row, kRegional), ""});
  world.Do(AdoptRoadmap{OrganizationId("edge"), RoadmapId("plan"), 0, test::Day("2022-09-01")});

  world.Run("2024-02-01");
  const std::string after = std::to_string((*edge)->last_year() + 1) + "-01-18";
  const auto decision = Decide(world.state, *test::Rules(), RunDay{test::Day(after)});
  ASSERT_TRUE(decision.ok()) << decision.status();
  ASSERT_THAT(decision->skipped, SizeIs(1));
  EXPECT_EQ(decision->skipped[0].adoption.organization, OrganizationId("edge"));
  EXPECT_EQ(RejectionOf(decision->skipped[0].why).reason, "CALENDAR_NOT_COVERED");
  for (const Event& event : decision->events) {
    EXPECT_NE(OrganizationOf(event), OrganizationId("edge")) << EventKind(event);
  }
  world.Do(RunDay{test::Day(after)});
  const auto mark = [&](const char* organization, const char* roadmap) {
    return world.state.adoptions.at({OrganizationId(organization), RoadmapId(roadmap)}).mark;
  };
  EXPECT_EQ(mark("edge", "plan"), test::Day("2024-02-01"));
  EXPECT_EQ(mark("kambulat", "kambulat-2022"), test::Day(after));
}

TEST(Run, LeavesTheMarkOfARoadmapThatNoLongerFitsTheRules) {
  World world = KambulatWorld();
  world.Run("2022-10-03");
  RoadmapVersion& version = world.state.roadmaps.at(RoadmapId("kambulat-2022")).back();
  const auto compiled = std::exchange(version.compiled, nullptr);
  version.problem = "1:1: error";
  const auto decision = Decide(world.state, *test::Rules(), RunDay{test::Day("2022-10-24")});
  ASSERT_TRUE(decision.ok());
  EXPECT_THAT(decision->events, IsEmpty());
  ASSERT_THAT(decision->skipped, SizeIs(1));
  EXPECT_EQ(RejectionOf(decision->skipped[0].why).reason, "ROADMAP_BROKEN");
  version.compiled = compiled;
  EXPECT_NE(Find(world.Run("2022-10-24"), kPairs), nullptr);
}

std::set<TaskId> Held(const State& state, Date day) {
  std::set<TaskId> held;
  const auto sheets = SheetsOf(state, *test::Rules(), OrganizationId("kambulat"), day, false);
  EXPECT_TRUE(sheets.ok()) << sheets.status();
  for (const TaskSheet& sheet : *sheets) {
    for (const task::Task& task : sheet.tasks) {
      if (task.blocked_by_overdue) held.insert(task.planned->id);
    }
  }
  return held;
}

// However an outage cuts the days, every rung of every task has one outcome and nobody hears one
// twice.
TEST(Run, AccountsForEveryRungOnceUnderRandomOutages) {
  World daily = KambulatWorld();
  for (Date day = test::Day("2022-09-01"); day <= test::Day("2023-02-01"); day = AddDays(day, 1)) {
    daily.Do(RunDay{day});
  }
  for (unsigned seed = 1; seed <= 10; ++seed) {
    std::mt19937 random(seed);
    World world = KambulatWorld();
    std::set<std::string> ids;
    Date day = test::Day("2022-09-01");
    while (true) {
      for (const Event& event : world.Do(RunDay{day})) {
        if (const auto* e = std::get_if<NotificationEmitted>(&event)) {
          EXPECT_TRUE(ids.insert(e->notification.id).second) << e->notification.id;
        }
      }
      if (day == test::Day("2023-02-01")) break;
      day = std::min(AddDays(day, 1 + static_cast<int>(random() % 12)), test::Day("2023-02-01"));
    }
    // Alerts of a task that an overdue one blocks wait; which of them do depends on the days of
    // runs.
    const std::set<TaskId> held = Held(world.state, test::Day("2023-02-01"));
    const auto missing = [&held](const World& from, const World& in) {
      std::vector<std::string> out;
      for (const auto& [key, account] : from.state.rungs) {
        const bool waits = held.contains(key.task);
        if (!waits && !in.state.rungs.contains(key)) out.push_back(key.task.value() + key.rung);
      }
      return out;
    };
    EXPECT_THAT(missing(daily, world), IsEmpty()) << "seed " << seed;
    EXPECT_THAT(missing(world, daily), IsEmpty()) << "seed " << seed;
  }
}

constexpr char kAnchored[] = R"(
      - {id: "1", title: Договоры, term: {phrase: До начала обучения, anchor: training.started_on, before: 3wd}, responsible: Иванов И. И.}
)";

TEST(Run, ArmsTheLadderAnewWhenAFactMovesTheDay) {
  World world;
  world.Organization("school", roadmap::Level::kSchool);
  world.Person("ivanov", "Иванов И. И.");
  world.Do(ApplyRoadmap{"plan.yaml", test::RoadmapText(kAnchored), ""});
  world.Do(AdoptRoadmap{OrganizationId("school"), RoadmapId("plan"), 0, test::Day("2022-09-01")});
  EXPECT_THAT(world.Run("2022-10-01"), IsEmpty());
  world.Fact("school", "training.started_on", condition::Value::OfDate(test::Day("2022-10-17")),
             "2022-10-01");
  const auto first = world.Run("2022-10-11");  // two working days before 13 October
  ASSERT_THAT(first, SizeIs(1));
  EXPECT_EQ(first[0].due_revision, 1);
  world.Fact("school", "training.started_on", condition::Value::OfDate(test::Day("2022-11-17")),
             "2022-10-12");
  EXPECT_THAT(world.Run("2022-10-20"), IsEmpty());  // the old day is silent
  const auto second = world.Run("2022-11-14");
  ASSERT_THAT(second, SizeIs(1));
  EXPECT_EQ(second[0].due_revision, 2);
  EXPECT_EQ(second[0].due_date, test::Day("2022-11-14"));
}

TEST(Run, GivesEverySchoolOfADistrictItsOwnTask) {
  World world;
  world.Organization("district", roadmap::Level::kMunicipality);
  for (const char* school : {"north", "south"}) {
    world.Organization(school, roadmap::Level::kSchool, "district");
    world.Person(std::string("curator-") + school, std::string("Куратор ") + school);
    world.Role(school, "curator", std::string("curator-") + school);
  }
  const std::string head =
      "level: municipality\nperiod: 2022-01-01..2022-12-31\ncalendar: RU\nweek: 5\n"
      "nonworking: preceding\ncontrol: none\nladder: standard\nroles: {ОО: curator}\n";
  world.Do(ApplyRoadmap{"plan.yaml",
                        test::RoadmapText(R"(
      - {id: "1", title: Базы, term: 15.02.2022, responsible: ОО, for: each school}
)",
                                          head),
                        ""});
  world.Do(AdoptRoadmap{OrganizationId("district"), RoadmapId("plan"), 0, test::Day("2022-01-10")});
  const auto notices = world.Run("2022-02-15");
  ASSERT_THAT(notices, SizeIs(2));
  EXPECT_EQ(notices[0].task.value(), "north/plan/1/2022-02-15");
  EXPECT_EQ(notices[0].person, PersonId("curator-north"));
  EXPECT_EQ(notices[1].person, PersonId("curator-south"));
}

}  // namespace
}  // namespace vekha::workflow
