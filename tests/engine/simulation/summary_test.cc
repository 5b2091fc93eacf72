#include "engine/simulation/summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/workflow/world.h"

namespace vekha::simulation {
namespace {

using workflow::World;

struct Lived {
  Summary summary;
  size_t notifications = 0;
};

Lived Live(const World& world, const Scenario& scenario) {
  Lived lived;
  const absl::Status status = Simulate(
      world.state, *test::Rules(), scenario, [&](const Day& day, const workflow::State& after) {
        lived.summary.Add(day);
        lived.notifications += World::NotificationsOf(day.run).size();
        if (day.date != scenario.span.last) return absl::OkStatus();
        const auto sheets = AllSheets(after, *test::Rules(), day.date);
        if (sheets.ok()) lived.summary.AddDue(*sheets, scenario.span);
        return sheets.status();
      });
  EXPECT_TRUE(status.ok()) << status;
  return lived;
}

Scenario September() { return {*ParsePeriod("2022-09-01..2022-09-30"), {}}; }

TEST(Summary, CountsEveryMessageOnceByPersonAndByDay) {
  const Lived lived = Live(workflow::KambulatWorld(), September());
  size_t by_person = 0;
  size_t by_day = 0;
  for (const Load& load : lived.summary.Loads()) {
    by_person += static_cast<size_t>(load.total);
    int sum = 0;
    for (const auto& [day, count] : load.by_day) sum += count;
    EXPECT_EQ(sum, load.total) << load.addressee;
  }
  for (const auto& [date, day] : lived.summary.calendar()) {
    by_day += static_cast<size_t>(day.notified);
  }
  EXPECT_GT(lived.notifications, 0u);
  EXPECT_EQ(by_person, lived.notifications);
  EXPECT_EQ(by_day, lived.notifications);
}

TEST(Summary, ShowsWhatIsDueOnItsEffectiveDay) {
  const Lived lived = Live(workflow::KambulatWorld(), September());
  std::vector<std::string> due;
  for (const DueTask& task : lived.summary.calendar().at(test::Day("2022-09-14")).due) {
    due.push_back(task.task.value());
  }
  EXPECT_THAT(due, testing::Contains("kambulat/kambulat-2022/3.2/2022-09-15"));
}

TEST(Summary, CountsClosings) {
  Scenario scenario = September();
  for (const char* name : {"mentees.count", "mentees.without_request"}) {
    AssumedFact fact{test::Day("2022-09-12"), OrganizationId("kambulat"), {}};
    fact.record.name = name;
    fact.record.value = condition::Value::Int(name == std::string("mentees.count") ? 34 : 0);
    scenario.assumptions.emplace_back(fact);
  }
  const Lived lived = Live(workflow::KambulatWorld(), scenario);
  EXPECT_GE(lived.summary.calendar().at(test::Day("2022-09-12")).closed, 1);
}

TEST(Summary, TellsWhatTheAbsentDoNotRead) {
  Scenario scenario = September();
  scenario.assumptions.emplace_back(
      Absence{PersonId("mamedov"), test::Day("2022-09-01"), std::nullopt});
  for (const Load& load : Live(workflow::KambulatWorld(), scenario).summary.Loads()) {
    EXPECT_EQ(load.unread, load.person == PersonId("mamedov") ? load.total : 0) << load.addressee;
  }
}

}  // namespace
}  // namespace vekha::simulation
