#include "service/base/clock.h"

#include <gtest/gtest.h>

namespace vekha::service {
namespace {

TEST(FakeClock, StandsStillUntilItIsSet) {
  FakeClock clock{std::chrono::sys_seconds(std::chrono::seconds(100))};
  EXPECT_EQ(clock.Now(), clock.Now());
  clock.Set(std::chrono::sys_seconds(std::chrono::seconds(90)));
  EXPECT_EQ(clock.Now().time_since_epoch().count(), 90);
}

TEST(SystemClock, IsAfterTheDayItWasWritten) {
  EXPECT_GT(SystemClock().Now(), std::chrono::sys_days(std::chrono::year(2022) / 1 / 1));
}

}  // namespace
}  // namespace vekha::service
