// CEL's conformance cases: some of ours beside this file, and the larger set when it lies beside
// the project.
#include "tests/engine/condition/conformance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace vekha::condition {
namespace {

struct Tally {
  int passed = 0;
  int core_passed = 0;
  std::vector<std::string> failures;
};

Tally RunFile(std::ifstream& file) {
  Tally tally;
  for (std::string line; std::getline(file, line);) {
    if (line.empty()) continue;
    const auto test = nlohmann::json::parse(line);
    const std::string problem = RunConformanceCase(test);
    if (problem.empty()) {
      ++tally.passed;
      tally.core_passed += test.value("core", true) ? 1 : 0;
    } else {
      tally.failures.push_back(test["id"].get<std::string>() + ": " +
                               test["expr"].get<std::string>() + "\n  " + problem);
    }
  }
  return tally;
}

TEST(Conformance, OurCasesPass) {
  std::ifstream file("tests/engine/condition/cases.jsonl");
  ASSERT_TRUE(file.is_open());
  const Tally tally = RunFile(file);
  EXPECT_THAT(tally.failures, testing::IsEmpty());
  EXPECT_GE(tally.passed, 90);
}

TEST(Conformance, TheStandardCasesPass) {
  std::ifstream file("../shared/cel/conformance.jsonl");
  if (!file.is_open()) GTEST_SKIP() << "the standard cases do not lie beside the project";
  const Tally tally = RunFile(file);
  EXPECT_THAT(tally.failures, testing::IsEmpty());
  EXPECT_GE(tally.core_passed, 558);
  EXPECT_GE(tally.passed, 631);
}

}  // namespace
}  // namespace vekha::condition
