// A simulated school year of the demonstration against real runs of the same days: the same events,
// byte for byte as they would be stored.
#include "engine/simulation/simulation.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "service/api/convert_fact.h"
#include "service/cli/demo_data.h"
#include "service/cli/fact_text.h"
#include "service/runner/runner.h"
#include "service/store/event_codec.h"
#include "service/store/memory_store.h"
#include "tests/support/rules.h"

namespace vekha::cli {
namespace {

using simulation::Assumption;
using simulation::Scenario;

std::chrono::sys_seconds MorningOf(Date date) {
  return std::chrono::sys_seconds{std::chrono::hours{9}} +
         std::chrono::days{DaysBetween(Date(1970, 1, 1), date)};
}

// Everything of rules/demo.yaml but the facts, in a real runner.
class Demonstration {
 public:
  Demonstration() : clock_(MorningOf(Date(2022, 9, 1))) {
    auto opened =
        runner::Runner::Open(std::make_unique<store::MemoryStore>(), test::Rules(), clock_);
    EXPECT_TRUE(opened.ok()) << opened.status();
    runner_ = *std::move(opened);
    const Source source("demo.yaml", test::ReadFile("rules/demo.yaml"));
    auto parsed = ParseDemoData(source);
    EXPECT_TRUE(parsed.value.has_value());
    data_ = *std::move(parsed.value);
    Prepare();
  }

  const DemoData& data() const { return data_; }

  std::vector<workflow::Event> Do(workflow::Command command) {
    auto outcome = runner_->Execute({std::move(command), "", "", "", false});
    EXPECT_TRUE(outcome.ok()) << outcome.status();
    return outcome.ok() ? std::move(outcome->events) : std::vector<workflow::Event>{};
  }

  workflow::State State() const {
    workflow::State copy;
    runner_->Read([&](const workflow::State& state) { copy = state; });
    return copy;
  }

  size_t Stored() const {
    const auto events = runner_->ReadEvents(1, 10'000'000);
    EXPECT_TRUE(events.ok()) << events.status();
    return events->size();
  }

  // The demonstration's facts of one group, observed on `on`.
  workflow::RecordFacts FactsOf(const DemoFacts& group, Date on) const {
    workflow::RecordFacts out{OrganizationId(group.organization), {}};
    for (const std::string& text : group.values) {
      auto fact = ParseFact(text, test::Rules()->facts);
      EXPECT_TRUE(fact.ok()) << fact.status();
      fact->set_source(group.source);
      auto record = api::ReadFact("fact", *fact, "Europe/Moscow", MorningOf(on));
      EXPECT_TRUE(record.ok()) << record.status();
      out.records.push_back(*std::move(record));
    }
    return out;
  }

 private:
  static roadmap::Level LevelOf(const std::string& word) {
    if (word == "region") return roadmap::Level::kRegion;
    return word == "municipality" ? roadmap::Level::kMunicipality : roadmap::Level::kSchool;
  }

  void Prepare() {
    for (const DemoOrganization& o : data_.organizations) {
      Do(workflow::PutOrganization{
          {OrganizationId(o.id), OrganizationId(o.parent), LevelOf(o.level), o.name,
           o.zone.empty() ? "Europe/Moscow" : o.zone},
          ""});
    }
    for (const DemoPerson& p : data_.people) {
      Do(workflow::PutPerson{{PersonId(p.id), p.name}, ""});
    }
    for (const DemoRole& r : data_.roles) {
      Do(workflow::PutRole{
          {OrganizationId(r.organization), r.role, PersonId(r.person), r.from, std::nullopt}});
    }
    for (const std::string& name : data_.roadmaps) {
      Do(workflow::ApplyRoadmap{name, test::ReadFile("rules/" + name), ""});
    }
    for (const DemoAdoption& a : data_.adoptions) {
      Do(workflow::AdoptRoadmap{OrganizationId(a.organization), RoadmapId(a.roadmap), 0, a.from});
    }
  }

  service::FakeClock clock_;
  std::unique_ptr<runner::Runner> runner_;
  DemoData data_;
};

std::string TextOf(const std::vector<workflow::Event>& events) {
  std::string out;
  for (const workflow::Event& event : events) {
    const auto text = store::EncodeEvent(event);
    EXPECT_TRUE(text.ok()) << text.status();
    out += fmt::format("{} {}\n", workflow::EventKind(event), *text);
  }
  return out;
}

std::map<Date, simulation::Day> Live(const Demonstration& demonstration, const Scenario& scenario) {
  std::map<Date, simulation::Day> days;
  const absl::Status status = Simulate(demonstration.State(), *test::Rules(), scenario,
                                       [&](const simulation::Day& day, const workflow::State&) {
                                         days.emplace(day.date, day);
                                         return absl::OkStatus();
                                       });
  EXPECT_TRUE(status.ok()) << status;
  return days;
}

struct Said {
  size_t notifications = 0;
  size_t closings = 0;
  void Count(const std::vector<workflow::Event>& events) {
    for (const workflow::Event& event : events) {
      if (std::holds_alternative<workflow::NotificationEmitted>(event)) ++notifications;
      if (std::holds_alternative<workflow::TaskClosed>(event)) ++closings;
    }
  }
};

const Period kSchoolYear{Date(2022, 9, 1), Date(2023, 8, 31)};

TEST(SimulatedYear, IsWhatRealRunsOfEveryDayEmit) {
  Demonstration real;
  for (const DemoFacts& group : real.data().facts) real.Do(real.FactsOf(group, group.observed));
  const auto days = Live(real, {kSchoolYear, {}});
  ASSERT_EQ(days.size(), 365u);
  Said said;
  for (const auto& [date, day] : days) {
    const auto events = real.Do(workflow::RunDay{date});
    ASSERT_EQ(TextOf(day.run), TextOf(events)) << FormatIso(date);
    EXPECT_TRUE(day.assumed.empty());
    said.Count(events);
  }
  EXPECT_GT(said.notifications, 100u);
}

// Facts as they come in during the year, and a report, each before the run of its day.
TEST(SimulatedYear, WithFactsAndReportsOnTheirDaysIsWhatRealRunsEmit) {
  Demonstration real;
  Scenario scenario{kSchoolYear, {}};
  for (const DemoFacts& group : real.data().facts) {
    if (!kSchoolYear.Contains(group.observed)) continue;
    for (facts::FactRecord& record : real.FactsOf(group, group.observed).records) {
      scenario.assumptions.emplace_back(simulation::AssumedFact{
          group.observed, OrganizationId(group.organization), std::move(record)});
    }
  }
  const Date reported(2022, 9, 6);
  const simulation::AssumedReport report{
      TaskId("kambulat/kambulat-2022/3.2/2022-09-15"),
      {PersonId("mamedov-mr"), reported, {"12", reported, "База наставляемых", ""}, ""}};
  scenario.assumptions.emplace_back(report);
  const auto days = Live(real, scenario);
  Said said;
  for (const auto& [date, day] : days) {
    std::vector<workflow::Event> inputs;
    const auto take = [&](const workflow::Command& command) {
      for (workflow::Event& event : real.Do(command)) inputs.push_back(std::move(event));
    };
    for (const DemoFacts& group : real.data().facts) {
      if (group.observed == date) take(real.FactsOf(group, date));
    }
    if (date == reported) take(workflow::ReportTask{report.task, report.report, "", reported});
    ASSERT_EQ(TextOf(day.assumed), TextOf(inputs)) << FormatIso(date);
    const auto events = real.Do(workflow::RunDay{date});
    ASSERT_EQ(TextOf(day.run), TextOf(events)) << FormatIso(date);
    said.Count(events);
    said.Count(inputs);
  }
  EXPECT_GT(said.notifications, 100u);
  EXPECT_GT(said.closings, 1u);
}

TEST(SimulatedYear, WritesNothing) {
  Demonstration real;
  real.Do(workflow::RunDay{Date(2022, 8, 31)});
  const int64_t revision = real.State().revision;
  const size_t stored = real.Stored();
  EXPECT_EQ(Live(real, {kSchoolYear, {}}).size(), 365u);
  EXPECT_EQ(real.State().revision, revision);
  EXPECT_EQ(real.Stored(), stored);
  // And the day after is run as if nothing had been asked.
  Demonstration other;
  other.Do(workflow::RunDay{Date(2022, 8, 31)});
  EXPECT_EQ(TextOf(real.Do(workflow::RunDay{Date(2022, 9, 1)})),
            TextOf(other.Do(workflow::RunDay{Date(2022, 9, 1)})));
}

}  // namespace
}  // namespace vekha::cli
