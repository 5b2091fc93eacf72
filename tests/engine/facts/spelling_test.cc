#include "engine/facts/spelling.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>

namespace vekha::facts {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(EditDistance, CountsCodePointsAndSwaps) {
  EXPECT_EQ(EditDistance("срок", "сорк", 4), 1);
  EXPECT_EQ(EditDistance("срок", "строк", 4), 1);
  EXPECT_EQ(EditDistance("ИТОГ", "итог", 4), 0);
  EXPECT_EQ(EditDistance("", "abc", 4), 3);
  EXPECT_EQ(EditDistance("kitten", "sitting", 4), 3);
}

TEST(EditDistance, DoesNotMeasureBeyondTheLimit) {
  EXPECT_EQ(EditDistance("abc", "xyz", 1), 2);
  EXPECT_EQ(EditDistance(std::string(100'000, 'a'), std::string(100'000, 'b'), 2), 3);
}

TEST(NearestNames, GivesThreeAtMostNearestFirst) {
  constexpr auto kNames =
      std::to_array<std::string_view>({"title", "tilte", "titles", "titel", "period"});
  EXPECT_THAT(NearestNames("titl", kNames), ElementsAre("title", "titel"));
  EXPECT_THAT(NearestNames("titlle", kNames), ElementsAre("title", "tilte", "titles"));
  EXPECT_THAT(NearestNames("zzz", kNames), IsEmpty());
}

TEST(DidYouMean, IsAQuestion) {
  EXPECT_TRUE(DidYouMean({}).empty());
  EXPECT_EQ(DidYouMean({"a"}).en, "did you mean \"a\"?");
  EXPECT_EQ(DidYouMean({"a", "b"}).en, "did you mean \"a\", \"b\"?");
  EXPECT_EQ(DidYouMean({"a"}).ru, "возможно, \"a\"?");
}

}  // namespace
}  // namespace vekha::facts
