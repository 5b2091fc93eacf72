#include "engine/roadmap/dependency_graph.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vekha::roadmap {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(FindCycles, FindsNoneInAChain) {
  EXPECT_THAT(FindCycles({}), IsEmpty());
  EXPECT_THAT(FindCycles({{}, {0}, {0, 1}}), IsEmpty());
}

TEST(FindCycles, FindsAMeasureThatWaitsForItself) {
  EXPECT_THAT(FindCycles({{}, {1}}), ElementsAre(ElementsAre(1)));
}

TEST(FindCycles, ShowsAShortestWayRound) {
  // 0 -> 1 -> 2 -> 3 -> 0, with a short cut 1 -> 3.
  EXPECT_THAT(FindCycles({{1}, {2, 3}, {3}, {0}}), ElementsAre(ElementsAre(0, 1, 3)));
}

TEST(FindCycles, ShowsOneForEachKnot) {
  EXPECT_THAT(FindCycles({{1}, {0}, {0, 3}, {2}, {4}}),
              ElementsAre(ElementsAre(0, 1), ElementsAre(2, 3), ElementsAre(4)));
}

TEST(FindCycles, TakesAChainOfAnyLength) {
  constexpr size_t kRows = 200'000;
  DependencyGraph graph(kRows);
  for (size_t i = 1; i < kRows; ++i) graph[i] = {i - 1};
  EXPECT_THAT(FindCycles(graph), IsEmpty());
  graph[0] = {kRows - 1};
  EXPECT_EQ(FindCycles(graph).size(), 1U);
}

}  // namespace
}  // namespace vekha::roadmap
