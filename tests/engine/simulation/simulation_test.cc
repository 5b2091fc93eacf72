#include "engine/simulation/simulation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "tests/engine/workflow/world.h"

namespace vekha::simulation {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;
using workflow::KambulatWorld;
using workflow::World;

constexpr char kBase[] = "kambulat/kambulat-2022/3.2/2022-09-15";
constexpr char kPairs[] = "kambulat/kambulat-2022/3.5/2022-10-30";

Period Span(std::string_view text) { return *ParsePeriod(text); }

AssumedFact Fact(std::string_view on, std::string name, int64_t value) {
  AssumedFact fact{test::Day(on), OrganizationId("kambulat"), {}};
  fact.record.name = std::move(name);
  fact.record.value = condition::Value::Int(value);
  return fact;
}

AssumedReport Report(std::string_view on, const char* task) {
  return {TaskId(task),
          {PersonId("mamedov"), test::Day(on), {"12", test::Day(on), "База", ""}, ""}};
}

std::vector<Day> Live(const World& world, const Scenario& scenario) {
  std::vector<Day> days;
  const absl::Status status =
      Simulate(world.state, *test::Rules(), scenario, [&](const Day& day, const workflow::State&) {
        days.push_back(day);
        return absl::OkStatus();
      });
  EXPECT_TRUE(status.ok()) << status;
  return days;
}

std::string Refusal(const World& world, const Scenario& scenario) {
  const absl::Status status =
      Simulate(world.state, *test::Rules(), scenario,
               [](const Day&, const workflow::State&) { return absl::OkStatus(); });
  return status.ok() ? "" : RejectionOf(status).reason;
}

// The rungs said of a task, each with its day.
std::map<std::string, std::string> Said(const std::vector<Day>& days, std::string_view task) {
  std::map<std::string, std::string> said;
  for (const Day& day : days) {
    for (const workflow::Notification& n : World::NotificationsOf(day.run)) {
      if (n.task.value() == task) said[n.rung] = FormatIso(n.as_of);
    }
  }
  return said;
}

TEST(Simulate, GivesEveryDayOfTheSpanWithBothEnds) {
  const auto days = Live(KambulatWorld(), {Span("2022-09-01..2022-09-05"), {}});
  ASSERT_EQ(days.size(), 5u);
  EXPECT_EQ(days.front().date, test::Day("2022-09-01"));
  EXPECT_EQ(days.back().date, test::Day("2022-09-05"));
}

TEST(Simulate, EveryDayIsWhatARunOfThatDaySays) {
  World real = KambulatWorld();
  const auto days = Live(real, {Span("2022-09-01..2022-12-31"), {}});
  for (const Day& day : days) {
    const auto events = real.Do(workflow::RunDay{day.date});
    EXPECT_EQ(World::NotificationsOf(day.run), World::NotificationsOf(events))
        << FormatIso(day.date);
    EXPECT_EQ(day.run.size(), events.size()) << FormatIso(day.date);
  }
}

TEST(Simulate, AFactAssumedInTimeKeepsTheReminderFromBeingSaid) {
  const World world = KambulatWorld();
  const Period span = Span("2022-09-01..2022-10-15");
  EXPECT_THAT(Said(Live(world, {span, {}}), kBase), Contains(testing::Key("d+1")));
  const auto days = Live(world, {span,
                                 {Fact("2022-09-12", "mentees.count", 34),
                                  Fact("2022-09-12", "mentees.without_request", 0)}});
  const auto said = Said(days, kBase);
  EXPECT_THAT(said, Contains(testing::Key("d-10")));
  EXPECT_THAT(said, Not(Contains(testing::Key("d+1"))));
  EXPECT_EQ(days[11].assumed.size(), 2u);
}

TEST(Simulate, AReportClosesItsTask) {
  const World world = KambulatWorld();
  const auto days = Live(world, {Span("2022-09-01..2022-10-15"), {Report("2022-09-12", kBase)}});
  EXPECT_THAT(Said(days, kBase), Not(Contains(testing::Key("d+1"))));
}

AssumedAct Acknowledged(std::string_view on, const char* task) {
  return {workflow::AcknowledgeTask{{TaskId(task), PersonId("mamedov"), test::Day(on)}}};
}

TEST(Simulate, AnActOnATaskCountsFromItsDay) {
  const World world = KambulatWorld();
  const auto days =
      Live(world, {Span("2022-09-01..2022-10-15"), {Acknowledged("2022-09-12", kBase)}});
  EXPECT_EQ(days[11].assumed.size(), 1u);
  EXPECT_NE(Said(days, kBase)["d-1"], "2022-09-13");
  const Absence away{PersonId("mamedov"), test::Day("2022-09-10"), std::nullopt};
  const Period span = Span("2022-09-01..2022-09-30");
  EXPECT_EQ(Refusal(world, {span, {away, Acknowledged("2022-09-12", kBase)}}), "ASSUMPTION_ABSENT");
  EXPECT_EQ(Refusal(world, {span, {Acknowledged("2022-10-12", kBase)}}), "ASSUMPTION_OUT_OF_SPAN");
  EXPECT_EQ(Refusal(world, {span, {Acknowledged("2022-09-12", "kambulat/no/1/2022-09-15")}}),
            "TASK_UNKNOWN");
}

TEST(Simulate, AnAssumptionBeforeTheSpanIsKnownOnItsFirstDay) {
  const auto days = Live(
      KambulatWorld(), {Span("2022-09-10..2022-09-20"), {Fact("2022-09-05", "mentees.count", 34)}});
  EXPECT_EQ(days.front().assumed.size(), 1u);
}

TEST(Simulate, WhatIsSaidToAnAbsentPersonIsUnread) {
  const auto days =
      Live(KambulatWorld(),
           {Span("2022-09-01..2022-09-30"),
            {Absence{PersonId("mamedov"), test::Day("2022-09-10"), test::Day("2022-09-20")}}});
  size_t unread = 0;
  for (const Day& day : days) {
    unread += day.unread.size();
    for (const std::string& id : day.unread) EXPECT_THAT(id, testing::EndsWith("|mamedov"));
    if (day.date < test::Day("2022-09-10") || day.date > test::Day("2022-09-20")) {
      EXPECT_THAT(day.unread, IsEmpty());
    }
  }
  EXPECT_GT(unread, 0u);
}

TEST(Simulate, AnIdleSchoolDoesNothingOfWhatIsAssumed) {
  const World world = KambulatWorld();
  const Period span = Span("2022-09-01..2022-10-15");
  const auto idle = Live(world, {span,
                                 {Fact("2022-09-12", "mentees.count", 34),
                                  Report("2022-09-12", kBase), Idle{OrganizationId("kambulat")}}});
  EXPECT_EQ(Said(idle, kBase), Said(Live(world, {span, {}}), kBase));
}

TEST(Simulate, GoesOnAfterTheDaysThatHaveBeenRun) {
  World world = KambulatWorld();
  world.Run("2022-10-23");
  EXPECT_EQ(Refusal(world, {Span("2022-10-23..2022-10-30"), {}}), "SPAN_ALREADY_RUN");
  const auto days = Live(world, {Span("2022-10-24..2022-10-30"), {}});
  EXPECT_EQ(Said(days, kPairs)["d-3"], "2022-10-26");
}

// The 15th is a day off in Dagestan: the base of mentees is due on the 14th.
TEST(Simulate, ShowsTheStateAfterTheDay) {
  const World world = KambulatWorld();
  std::vector<int> late;
  const absl::Status status = Simulate(
      world.state, *test::Rules(), {Span("2022-09-13..2022-09-16"), {}},
      [&](const Day& day, const workflow::State& after) {
        const auto sheets = workflow::SheetsOf(after, *test::Rules(), OrganizationId("kambulat"),
                                               day.date, /*subtree=*/false);
        EXPECT_TRUE(sheets.ok()) << sheets.status();
        for (const task::Task& task : sheets->front().tasks) {
          if (task.planned->id.value() == kBase) late.push_back(task.overdue ? 1 : 0);
        }
        return absl::OkStatus();
      });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(late, (std::vector<int>{0, 0, 1, 1}));
}

TEST(Simulate, AnErrorOfTheVisitorEndsIt) {
  int days = 0;
  const absl::Status status =
      Simulate(KambulatWorld().state, *test::Rules(), {Span("2022-09-01..2022-09-30"), {}},
               [&](const Day&, const workflow::State&) {
                 return ++days == 3 ? absl::CancelledError("enough") : absl::OkStatus();
               });
  EXPECT_TRUE(absl::IsCancelled(status));
  EXPECT_EQ(days, 3);
}

TEST(Simulate, RefusesWhatCannotBe) {
  const World world = KambulatWorld();
  const Period span = Span("2022-09-01..2022-09-30");
  const Absence away{PersonId("mamedov"), test::Day("2022-09-01"), std::nullopt};
  EXPECT_EQ(Refusal(world, {Span("2020-01-01..2026-01-01"), {}}), "SPAN_TOO_LONG");
  EXPECT_EQ(Refusal(world, {span, std::vector<Assumption>(kAssumptionsMax + 1, away)}),
            "ASSUMPTIONS_TOO_MANY");
  EXPECT_EQ(Refusal(world, {span, {Fact("2022-10-01", "mentees.count", 1)}}),
            "ASSUMPTION_OUT_OF_SPAN");
  EXPECT_EQ(Refusal(world, {span, {away, Report("2022-09-12", kBase)}}), "ASSUMPTION_ABSENT");
  EXPECT_EQ(Refusal(world, {span, {Fact("2022-09-02", "mentees.countt", 1)}}), "FACT_UNDECLARED");
  EXPECT_EQ(Refusal(world, {span, {Report("2022-09-12", "kambulat/kambulat-2022/99/x")}}),
            "TASK_UNKNOWN");
  EXPECT_EQ(Refusal(world, {span, {Absence{PersonId("nobody"), span.first, std::nullopt}}}),
            "PERSON_UNKNOWN");
  EXPECT_EQ(Refusal(world, {span, {Idle{OrganizationId("nowhere")}}}), "ORGANIZATION_UNKNOWN");
  EXPECT_EQ(Refusal(world, {Span("2030-09-01..2030-09-30"), {}}), "CALENDAR_NOT_COVERED");
}

TEST(Simulate, ARefusalNamesTheAssumption) {
  const absl::Status status =
      Simulate(KambulatWorld().state, *test::Rules(),
               {Span("2022-09-01..2022-09-30"),
                {Fact("2022-09-02", "mentees.count", 1), Fact("2022-09-02", "mentees.countt", 1)}},
               [](const Day&, const workflow::State&) { return absl::OkStatus(); });
  EXPECT_EQ(RejectionOf(status).metadata.at("assumption"), "2");
}

}  // namespace
}  // namespace vekha::simulation
