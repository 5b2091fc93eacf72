// Questions over a region of 1,000 and a country of 40,000 schools, each with 45 measures of one
// roadmap for each school: with everything remembered, with nothing, and after one fact. "marks_mb"
// is what remembering costs, "resident_mb" the whole process with both.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "engine/overview/overdue.h"
#include "engine/overview/summary.h"
#include "engine/workflow/command.h"

namespace vekha {
namespace {

std::shared_ptr<const workflow::RuleBook> Rules() {
  std::vector<Source> sources;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("rules")) {
    if (entry.path().extension() != ".yaml") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    sources.emplace_back(std::filesystem::relative(entry.path(), "rules").generic_string(),
                         std::string(std::istreambuf_iterator<char>(in), {}));
  }
  auto rules = workflow::LoadRuleBook(sources);
  if (!rules.value) std::abort();
  return *rules.value;
}

// One task a measure and school.
std::string Roadmap() {
  std::string text =
      "roadmap: bench\ntitle: План\nlevel: region\nsource: {document: plan.txt}\n"
      "period: 2022-09-01..2023-08-31\ncalendar: RU\nweek: 6\nnonworking: preceding\n"
      "control: none\nladder: standard\nroles: {Куратор: curator}\nstages:\n";
  const char* const months[] = {"сентября", "октября", "ноября", "декабря", "января",
                                "февраля",  "марта",   "апреля", "мая"};
  for (int i = 0; i < 45; ++i) {
    if (i % 9 == 0) {
      text += fmt::format("  - id: \"{}\"\n    title: Этап\n    measures:\n", i / 9 + 1);
    }
    text += fmt::format(
        "      - {{id: \"{}\", title: Мероприятие, term: до {} {} ежегодно, responsible: Куратор, "
        "for: each school{}}}\n",
        i + 1, 3 + i % 25, months[i % 9],
        i % 3 == 0 ? ", done_when: \"mentees.count > 0 && mentees.without_request == 0\"" : "");
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

struct Country {
  std::shared_ptr<const workflow::RuleBook> rules = Rules();
  workflow::State state;

  explicit Country(int64_t schools) {
    using workflow::Apply;
    using workflow::OrganizationPut;
    Do(state, *rules, workflow::ApplyRoadmap{"roadmap.yaml", Roadmap(), ""});
    Apply(state, OrganizationPut{{OrganizationId("top"), {}, roadmap::Level::kRegion, "Страна"}}, 2,
          *rules);
    for (int64_t i = 0; i < schools; ++i) {
      const OrganizationId district(fmt::format("district-{}", i / 40));
      if (i % 40 == 0) {
        Apply(state,
              OrganizationPut{
                  {district, OrganizationId("top"), roadmap::Level::kMunicipality, "Район"}},
              3, *rules);
      }
      const OrganizationId school(fmt::format("school-{}", i));
      const PersonId curator(fmt::format("curator-{}", i));
      Apply(state, OrganizationPut{{school, district, roadmap::Level::kSchool, "Школа"}}, 4,
            *rules);
      Apply(state, workflow::PersonPut{{curator, fmt::format("Куратор {}", i)}}, 5, *rules);
      Apply(state, workflow::RolePut{{school, "curator", curator, Date(2022, 1, 1), std::nullopt}},
            6, *rules);
    }
    Do(state, *rules,
       workflow::AdoptRoadmap{OrganizationId("top"), RoadmapId("bench"), 0, Date(2022, 9, 1)});
  }
};

const Country& Of(int64_t schools) {
  static const Country kRegion(1'000);
  static const Country kWhole(40'000);
  return schools == 1'000 ? kRegion : kWhole;
}

void Fact(workflow::State& state, const workflow::RuleBook& rules, int64_t value) {
  facts::FactRecord record;
  record.name = "mentees.count";
  record.scope = "2022/23";
  record.value = condition::Value::Int(value);
  record.source = "bench";
  record.observed_at = value;
  Apply(state, workflow::FactRecorded{OrganizationId("school-7"), record}, state.revision + 1,
        rules);
}

// With the first page of items.
void Check(benchmark::State& round, const Country& country, const workflow::State& state) {
  const overview::OverdueQuestion question{{OrganizationId("top"), {}, {}, {}},
                                           Date(2022, 12, 1),
                                           Date(2022, 12, 20),
                                           Date(2022, 11, 1)};
  const auto check = overview::CheckOverdue(state, *country.rules, question);
  if (!check.ok()) return round.SkipWithError(check.status().ToString().c_str());
  for (size_t i = 0; i < 50 && i < check->hits.size(); ++i) {
    benchmark::DoNotOptimize(
        overview::DescribeHit(state, *country.rules, question, check->hits[i]));
  }
  round.counters["overdue"] = static_cast<double>(check->counts.overdue_on);
  round.counters["tasks"] = static_cast<double>(check->tasks);
}

double ResidentMb() {
  std::ifstream in("/proc/self/statm");
  double size = 0;
  double resident = 0;
  in >> size >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1e6;
}

void CheckOverdueWarm(benchmark::State& round) {
  const Country& country = Of(round.range(0));
  static std::map<int64_t, double> marks_mb;  // by size; read once
  const double before = ResidentMb();
  Check(round, country, country.state);
  marks_mb.try_emplace(round.range(0), ResidentMb() - before);
  round.counters["marks_mb"] = marks_mb.at(round.range(0));
  round.counters["resident_mb"] = ResidentMb();
  for (auto one : round) {
    (void)one;
    Check(round, country, country.state);
  }
}

void CheckOverdueCold(benchmark::State& round) {
  const Country& country = Of(round.range(0));
  for (auto one : round) {
    (void)one;
    round.PauseTiming();
    workflow::State state = country.state;
    state.plans = std::make_shared<task::PlanCache>();
    round.ResumeTiming();
    Check(round, country, state);
  }
}

void CheckOverdueAfterOneFact(benchmark::State& round) {
  const Country& country = Of(round.range(0));
  workflow::State state = country.state;
  Check(round, country, state);
  int64_t value = 0;
  for (auto one : round) {
    (void)one;
    Fact(state, *country.rules, ++value);
    Check(round, country, state);
  }
}

void SummarizeWarm(benchmark::State& round, overview::GroupBy by) {
  const Country& country = Of(round.range(0));
  for (auto one : round) {
    (void)one;
    const auto summary = overview::Summarize(
        country.state, *country.rules, {OrganizationId("top"), {}, {}, {}}, Date(2022, 12, 20), by);
    if (!summary.ok()) round.SkipWithError(summary.status().ToString().c_str());
    round.counters["groups"] = static_cast<double>(summary->groups.size());
  }
}

#define SIZES Arg(1'000)->Arg(40'000)->Unit(benchmark::kMillisecond)
BENCHMARK(CheckOverdueWarm)->SIZES;
BENCHMARK(CheckOverdueAfterOneFact)->SIZES;
BENCHMARK_CAPTURE(SummarizeWarm, ByOrganization, overview::GroupBy::kOrganization)->SIZES;
BENCHMARK_CAPTURE(SummarizeWarm, ByStage, overview::GroupBy::kStage)->SIZES;
BENCHMARK_CAPTURE(SummarizeWarm, ByPerson, overview::GroupBy::kPerson)->SIZES;
BENCHMARK(CheckOverdueCold)->SIZES->Iterations(1);
#undef SIZES

}  // namespace
}  // namespace vekha
