#include "engine/base/rejection.h"

#include <gtest/gtest.h>

namespace vekha {
namespace {

TEST(Rejection, TravelsWholeInAStatus) {
  const Rejection given{absl::StatusCode::kAborted,
                        "STALE_ETAG",
                        "changed",
                        "Изменено.",
                        {{"current", "r5"}, {"etag", ""}}};
  const absl::Status status = ToStatus(given);
  EXPECT_TRUE(absl::IsAborted(status));
  const Rejection back = RejectionOf(status);
  EXPECT_EQ(back.reason, given.reason);
  EXPECT_EQ(back.message_ru, given.message_ru);
  EXPECT_EQ(back.metadata, given.metadata);
}

TEST(Rejection, NamesAForeignStatusByItsCode) {
  const Rejection back = RejectionOf(absl::UnavailableError("disk"));
  EXPECT_EQ(back.reason, "UNAVAILABLE");
  EXPECT_FALSE(back.message_ru.empty());
}

}  // namespace
}  // namespace vekha
