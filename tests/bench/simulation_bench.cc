// A simulated school year, September to May: one school, and a district of schools, each with 45
// measures. The figure is the whole year: every day's run decided and applied.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "engine/simulation/simulation.h"

namespace vekha {
namespace {

using simulation::Scenario;

std::string Read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::shared_ptr<const workflow::RuleBook> Rules() {
  std::vector<Source> sources;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("rules")) {
    if (entry.path().extension() != ".yaml") continue;
    sources.emplace_back(std::filesystem::relative(entry.path(), "rules").generic_string(),
                         Read(entry.path()));
  }
  auto rules = workflow::LoadRuleBook(sources);
  if (!rules.value) std::abort();
  return *rules.value;
}

// 45 measures: yearly, quarterly and monthly ones, ongoing work, some that facts close, some that
// wait for others.
std::string RoadmapOf45() {
  std::string text =
      "roadmap: bench\ntitle: План\nlevel: school\nsource: {document: plan.txt}\n"
      "period: 2022-09-01..2023-08-31\ncalendar: RU\nweek: 6\nnonworking: preceding\n"
      "control: none\nladder: standard\nstages:\n  - id: \"1\"\n    title: Этап\n    measures:\n";
  const char* const months[] = {"сентября", "октября", "ноября", "декабря", "января",
                                "февраля",  "марта",   "апреля", "мая"};
  for (int i = 1; i <= 45; ++i) {
    std::string term = fmt::format("до {} {}", 3 + i % 25, months[i % 9]);
    if (i % 15 == 4) term = "ежеквартально";
    if (i % 15 == 9) term = "ежемесячно";
    if (i % 15 == 14) term = "в течение года";
    text += fmt::format(
        "      - {{id: \"{}\", title: Мероприятие {}, term: {}, responsible: Куратор{}{}}}\n", i, i,
        term,
        i % 3 == 0 ? ", done_when: \"mentees.count > 0 && mentees.without_request == 0\"" : "",
        i % 5 == 0 ? fmt::format(", after: [\"{}\"]", i - 1) : "");
  }
  return text;
}

void Do(workflow::State& state, const workflow::RuleBook& rules, const workflow::Command& command) {
  const auto decision = workflow::Decide(state, rules, command);
  if (!decision.ok()) {
    fmt::print(stderr, "{}\n", decision.status().ToString());
    std::abort();
  }
  const int64_t revision = state.revision + 1;
  for (const workflow::Event& event : decision->events) Apply(state, event, revision, rules);
}

workflow::State Schools(int64_t count, const std::string& roadmap, const RoadmapId& id,
                        const workflow::RuleBook& rules) {
  workflow::State state;
  const Date from(2022, 1, 1);
  const Date first(2022, 9, 1);
  Do(state, rules, workflow::ApplyRoadmap{"roadmap.yaml", roadmap, ""});
  for (int64_t i = 0; i < count; ++i) {
    const OrganizationId school(fmt::format("school-{}", i));
    const PersonId curator(fmt::format("curator-{}", i));
    const PersonId head(fmt::format("head-{}", i));
    Do(state, rules, workflow::PutOrganization{{school, {}, roadmap::Level::kSchool, "Школа"}, ""});
    Do(state, rules, workflow::PutPerson{{curator, fmt::format("Куратор {}", i)}, ""});
    Do(state, rules, workflow::PutPerson{{head, fmt::format("Директор {}", i)}, ""});
    Do(state, rules, workflow::PutRole{{school, "curator", curator, from, std::nullopt}});
    Do(state, rules, workflow::PutRole{{school, "head", head, from, std::nullopt}});
    Do(state, rules, workflow::AdoptRoadmap{school, id, 0, first});
  }
  return state;
}

// Every school's base of mentees is there in the middle of September.
Scenario Year(int64_t schools) {
  Scenario scenario{{Date(2022, 9, 1), Date(2023, 5, 31)}, {}};
  for (int64_t i = 0; i < schools && scenario.assumptions.size() < 9'000; ++i) {
    for (const char* name : {"mentees.count", "mentees.without_request"}) {
      simulation::AssumedFact fact{
          Date(2022, 9, 14), OrganizationId(fmt::format("school-{}", i)), {}};
      fact.record.name = name;
      fact.record.value = condition::Value::Int(name == std::string_view("mentees.count") ? 34 : 0);
      scenario.assumptions.emplace_back(std::move(fact));
    }
  }
  return scenario;
}

void SimulateYear(benchmark::State& state, const std::string& roadmap, const char* id) {
  const auto rules = Rules();
  const workflow::State schools = Schools(state.range(0), roadmap, RoadmapId(id), *rules);
  const Scenario scenario = Year(state.range(0));
  size_t notices = 0;
  for (auto round : state) {
    (void)round;
    notices = 0;
    const absl::Status done = simulation::Simulate(
        schools, *rules, scenario, [&](const simulation::Day& day, const workflow::State&) {
          for (const workflow::Event& event : day.run) {
            if (std::holds_alternative<workflow::NotificationEmitted>(event)) ++notices;
          }
          return absl::OkStatus();
        });
    if (!done.ok()) state.SkipWithError(done.ToString().c_str());
  }
  state.counters["notifications"] = static_cast<double>(notices);
}
BENCHMARK_CAPTURE(SimulateYear, Measures45, RoadmapOf45(), "bench")
    ->Arg(1)
    ->Arg(100)
    ->Arg(1000)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(SimulateYear, Kambulat, Read("rules/roadmaps/000-kambulat-school.yaml"),
                  "kambulat-2022")
    ->Arg(1)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace vekha
