#include "service/delivery/channels/rate_limit.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace vekha::delivery {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;
constexpr sys_seconds kStart{seconds(1'000'000)};

TEST(RateLimit, LetsSoManyGoInAMinute) {
  service::FakeClock clock(kStart);
  RateLimit limit(2, clock);
  EXPECT_TRUE(limit.Take());
  clock.Set(kStart + seconds(20));
  EXPECT_TRUE(limit.Take());
  EXPECT_FALSE(limit.Take());
  EXPECT_EQ(limit.UntilNext(), seconds(40));
  clock.Set(kStart + seconds(59));
  EXPECT_FALSE(limit.Take());
  clock.Set(kStart + seconds(60));
  EXPECT_EQ(limit.UntilNext(), seconds(0));
  EXPECT_TRUE(limit.Take());
  EXPECT_FALSE(limit.Take());
}

TEST(RateLimit, OfZeroIsNone) {
  service::FakeClock clock(kStart);
  RateLimit limit(0, clock);
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(limit.Take());
  EXPECT_EQ(limit.UntilNext(), seconds(0));
}

TEST(RateLimit, HoldsForAMinuteWhenTheClockWentBack) {
  service::FakeClock clock(kStart);
  RateLimit limit(1, clock);
  EXPECT_TRUE(limit.Take());
  clock.Set(kStart - seconds(3600));
  EXPECT_FALSE(limit.Take());
  EXPECT_EQ(limit.UntilNext(), seconds(60));
  clock.Set(kStart - seconds(3540));
  EXPECT_TRUE(limit.Take());
}

TEST(RateLimit, NeverLetsMoreGoInAny60Seconds) {
  std::mt19937 random(1);
  for (int run = 0; run < 50; ++run) {
    service::FakeClock clock(kStart);
    const int per_minute = 1 + static_cast<int>(random() % 20);
    RateLimit limit(per_minute, clock);
    sys_seconds now = kStart;
    std::vector<sys_seconds> taken;
    for (int step = 0; step < 400; ++step) {
      if (random() % 3 == 0) now += seconds(random() % 25);
      clock.Set(now);
      const seconds wait = limit.UntilNext();
      EXPECT_EQ(limit.Take(), wait == seconds(0));
      if (wait == seconds(0)) taken.push_back(now);
    }
    for (size_t i = static_cast<size_t>(per_minute); i < taken.size(); ++i) {
      EXPECT_GE(taken[i] - taken[i - static_cast<size_t>(per_minute)], seconds(60)) << run;
    }
  }
}

}  // namespace
}  // namespace vekha::delivery
