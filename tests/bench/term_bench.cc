// Phrases a second on one core, over the labelled phrases: read alone, and read and held against a
// period.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/schedule/schedule.h"
#include "engine/term/term.h"

namespace vekha {
namespace {

struct BenchCase {
  std::string phrase;
  Period period;
};

std::vector<BenchCase> ReadCases() {
  std::vector<BenchCase> cases;
  for (const auto& entry : std::filesystem::directory_iterator("tests/corpus/terms")) {
    if (entry.path().extension() != ".jsonl") continue;
    std::ifstream in(entry.path());
    for (std::string text; std::getline(in, text);) {
      if (text.empty()) continue;
      const nlohmann::json line = nlohmann::json::parse(text);
      const auto day = [&](size_t n) {
        return ParseIsoDate(line.at("period").at(n).get<std::string>()).value();
      };
      cases.push_back({line.at("phrase"), {day(0), day(1)}});
    }
  }
  return cases;
}

void CountPhrases(benchmark::State& state, size_t cases) {
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations()) * static_cast<int64_t>(cases));
}

void ParsePhrases(benchmark::State& state) {
  const std::vector<BenchCase> cases = ReadCases();
  for (auto round : state) {
    (void)round;
    for (const BenchCase& one : cases) benchmark::DoNotOptimize(term::ParseTerm(one.phrase));
  }
  CountPhrases(state, cases.size());
}
BENCHMARK(ParsePhrases)->Unit(benchmark::kMillisecond);

void ParseAndExpandPhrases(benchmark::State& state) {
  const std::vector<BenchCase> cases = ReadCases();
  for (auto round : state) {
    (void)round;
    for (const BenchCase& one : cases) {
      benchmark::DoNotOptimize(schedule::Expand(term::ParseTerm(one.phrase), one.period));
    }
  }
  CountPhrases(state, cases.size());
}
BENCHMARK(ParseAndExpandPhrases)->Unit(benchmark::kMillisecond);

// The longest phrase that is read, of one piece repeated: a figure a character, which must not
// grow.
void ParseLongPhrase(benchmark::State& state) {
  std::string phrase;
  for (int64_t n = 0; n < state.range(0); ++n) phrase += "до 15 мая, ";
  for (auto round : state) {
    (void)round;
    benchmark::DoNotOptimize(term::ParseTerm(phrase));
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations()) *
                          static_cast<int64_t>(phrase.size()));
}
BENCHMARK(ParseLongPhrase)->Arg(10)->Arg(40)->Arg(160);

}  // namespace
}  // namespace vekha
