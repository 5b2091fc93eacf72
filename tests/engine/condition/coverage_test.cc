#include "engine/condition/coverage.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/condition/test_facts.h"

namespace vekha::condition {
namespace {

using testing::ElementsAre;

std::shared_ptr<const Program> Compiled(std::string_view expression) {
  auto parsed = Compile(expression, nullptr);
  EXPECT_TRUE(parsed.value) << expression;
  return *parsed.value;
}

// "text: true x1, false x0, neither x0", only what was seen.
std::vector<std::string> Seen(const std::vector<BranchCoverage>& branches) {
  std::vector<std::string> out;
  for (const BranchCoverage& branch : branches) {
    out.push_back(fmt::format("{}: {} {} {}", branch.text, branch.seen_true, branch.seen_false,
                              branch.seen_neither));
  }
  return out;
}

std::vector<std::string> SeenOnce(std::string_view expression) {
  const auto program = Compiled(expression);
  auto branches = BranchesOf(*program);
  EvaluateCovered(*program, SchoolFacts(), branches);
  return Seen(branches);
}

TEST(Coverage, OperandsOfLogicAreBranches) {
  EXPECT_THAT(SeenOnce("pairs > 3 && !(mentees.count > 40) || share > 1.0"),
              ElementsAre("pairs > 3: 1 0 0", "mentees.count > 40: 0 1 0", "share > 1.0: 0 0 0"));
}

TEST(Coverage, WhatIsNotNeededIsNotSeen) {
  EXPECT_THAT(SeenOnce("pairs > 30 && mentees.count > 3"),
              ElementsAre("pairs > 30: 0 1 0", "mentees.count > 3: 0 0 0"));
}

TEST(Coverage, AnUnknownFactIsNeitherTrueNorFalse) {
  EXPECT_THAT(SeenOnce("mentees.without_request == 0 && pairs > 3"),
              ElementsAre("mentees.without_request == 0: 0 0 1", "pairs > 3: 1 0 0"));
}

TEST(Coverage, TheConditionAndTheArmsOfAChoiceAreBranches) {
  EXPECT_THAT(SeenOnce("pairs > 3 ? share > 99.0 : true"),
              ElementsAre("pairs > 3: 1 0 0", "share > 99.0: 0 1 0"));
  EXPECT_THAT(SeenOnce("(pairs > 3 ? 1 : 2) == 1"),
              ElementsAre("(pairs > 3 ? 1 : 2) == 1: 1 0 0", "pairs > 3: 1 0 0"));
}

TEST(Coverage, APredicateIsSeenOnceAnElement) {
  EXPECT_THAT(SeenOnce("[1, 2, 3].exists(x, x > pairs || x == 2)"),
              ElementsAre("[1, 2, 3].exists(x, x > pairs || x == 2): 1 0 0", "x > pairs: 0 2 0",
                          "x == 2: 1 1 0"));
}

TEST(Coverage, AWholeConditionWithoutLogicIsOneBranch) {
  EXPECT_THAT(SeenOnce("pairs > 3"), ElementsAre("pairs > 3: 1 0 0"));
  EXPECT_THAT(SeenOnce("true"), ElementsAre());
}

TEST(Coverage, AddsUpOverEvaluations) {
  const auto program = Compiled("pairs > 3 && share > 1.0");
  auto branches = BranchesOf(*program);
  TestFacts few = SchoolFacts();
  few.Declare("pairs", "int", Value::Int(1));
  EXPECT_TRUE(EvaluateCovered(*program, SchoolFacts(), branches).IsTrue());
  EXPECT_FALSE(IsCovered(branches[0]));
  EXPECT_TRUE(EvaluateCovered(*program, few, branches).IsFalse());
  EXPECT_TRUE(IsCovered(branches[0]));
  EXPECT_FALSE(IsCovered(branches[1]));
  EXPECT_EQ(branches[1].range, (SourceRange{13, 24}));
}

}  // namespace
}  // namespace vekha::condition
