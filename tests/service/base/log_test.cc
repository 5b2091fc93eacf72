#include "service/base/log.h"

#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include "engine/base/rejection.h"

namespace vekha::service {
namespace {

TEST(SetUpLog, TakesEveryNamedLevel) {
  for (const char* level : {"trace", "debug", "info", "warning", "error", "off"}) {
    EXPECT_TRUE(SetUpLog(level).ok()) << level;
  }
  EXPECT_EQ(spdlog::default_logger()->level(), spdlog::level::off);
}

TEST(SetUpLog, RefusesAnUnknownLevelAndKeepsTheOldOne) {
  ASSERT_TRUE(SetUpLog("error").ok());
  const absl::Status status = SetUpLog("loud");
  EXPECT_EQ(RejectionOf(status).reason, "LOG_LEVEL_UNKNOWN");
  EXPECT_EQ(spdlog::default_logger()->level(), spdlog::level::err);
}

}  // namespace
}  // namespace vekha::service
