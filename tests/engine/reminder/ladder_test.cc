#include "engine/reminder/ladder.h"

#include <gtest/gtest.h>

#include "tests/support/rules.h"

namespace vekha::reminder {
namespace {

TEST(LoadLadders, ReadsTheProjectsOwn) {
  const auto& ladders = test::Rules()->ladders;
  ASSERT_TRUE(ladders.contains("standard"));
  const Ladder& standard = ladders.at("standard");
  EXPECT_EQ(standard.rungs.front().offset, -10);
  EXPECT_EQ(standard.rungs.back().kind, NoticeKind::kAlert);
}

struct WrongLadder {
  const char* rungs;
  const char* code;
  int line;
};

class WrongLadderTest : public ::testing::TestWithParam<WrongLadder> {};

TEST_P(WrongLadderTest, IsRefusedWithItsPlace) {
  const std::string text =
      std::string("ladders:\n  standard:\n    title: Лестница\n    rungs:\n") + GetParam().rungs;
  const auto loaded = LoadLadders(Source("ladders.yaml", text));
  EXPECT_FALSE(loaded.value.has_value());
  ASSERT_FALSE(loaded.diagnostics.empty());
  EXPECT_EQ(loaded.diagnostics[0].code, GetParam().code) << loaded.diagnostics[0].message;
  EXPECT_EQ(loaded.diagnostics[0].position.line, GetParam().line);
  EXPECT_NE(loaded.diagnostics[0].message_ru, "");
  EXPECT_NE(loaded.diagnostics[0].message_ru, loaded.diagnostics[0].message);
}

INSTANTIATE_TEST_SUITE_P(
    All, WrongLadderTest,
    ::testing::Values(
        WrongLadder{"      - {id: a, offset: 1, kind: reminder, audience: [responsible]}\n",
                    "E0503", 5},
        WrongLadder{"      - {id: a, offset: 1, kind: alert, audience: []}\n", "E0504", 5},
        WrongLadder{"      - {id: a, offset: 3, kind: alert, audience: [x]}\n"
                    "      - {id: b, offset: 1, kind: alert, audience: [x]}\n",
                    "E0505", 6},
        WrongLadder{"      - {id: a, offset: 1, kind: alert, audience: [x, y]}\n"
                    "      - {id: b, offset: 3, kind: alert, audience: [x]}\n",
                    "E0506", 6},
        WrongLadder{"      - {id: a, offset: 1, kind: alert, audience: [x]}\n"
                    "      - {id: a, offset: 3, kind: alert, audience: [x]}\n",
                    "E0502", 6},
        WrongLadder{"      - {id: a, offset: 1, kind: alert, audience: [x]}\n"
                    "    control:\n"
                    "      - {id: c, offset: 1, kind: alert, audience: [x]}\n",
                    "E0507", 7},
        WrongLadder{"      - {id: a, offset: 1, kind: alarm, audience: [x]}\n", "E0027", 5},
        WrongLadder{"      - {id: a, ofset: 1, kind: alert, audience: [x]}\n", "E0021", 5}));

TEST(LoadLadders, AllowsFiftyRungs) {
  std::string text = "ladders:\n  long:\n    title: Лестница\n    rungs:\n";
  for (int i = 1; i <= 51; ++i) {
    text += "      - {id: r" + std::to_string(i) + ", offset: " + std::to_string(i) +
            ", kind: alert, audience: [x]}\n";
  }
  const auto loaded = LoadLadders(Source("ladders.yaml", text));
  ASSERT_EQ(loaded.diagnostics.size(), 1u);
  EXPECT_EQ(loaded.diagnostics[0].code, "E0501");
  EXPECT_EQ(loaded.diagnostics[0].message_ru, "в лестнице не больше 50 ступеней");
}

}  // namespace
}  // namespace vekha::reminder
