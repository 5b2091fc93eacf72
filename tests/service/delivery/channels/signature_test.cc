#include "service/delivery/channels/signature.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <type_traits>

#include "engine/base/rejection.h"
#include "tests/service/delivery/channels/helper_process.h"

namespace vekha::delivery {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

static_assert(!std::is_convertible_v<Secret, std::string>);

TEST(Base64, IsRfc4648) {
  EXPECT_EQ(Base64(""), "");
  EXPECT_EQ(Base64("f"), "Zg==");
  EXPECT_EQ(Base64("fo"), "Zm8=");
  EXPECT_EQ(Base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(FromBase64("Zm9vYg=="), "foob");
  EXPECT_EQ(FromBase64(""), "");
  EXPECT_EQ(FromBase64("Zm9"), std::nullopt);
  EXPECT_EQ(FromBase64("Zm9!"), std::nullopt);
}

// The example of the Standard Webhooks specification.
TEST(WebhookSignature, IsThatOfStandardWebhooks) {
  EXPECT_EQ(
      SignWebhook(Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), "msg_p5jXN8AQM9LWM0D4loKWxJek",
                  sys_seconds(seconds(1614265330)), R"({"test": 2432232314})"),
      "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(WebhookSignature, TakesAnyOtherSecretAsItIs) {
  // printf 'id.1.{}' | openssl dgst -sha256 -hmac key -binary | base64
  EXPECT_EQ(SignWebhook(Secret("key"), "id", sys_seconds(seconds(1)), "{}"),
            "v1,5PVmP2AfJGwnp9flV+flrzfukNWA9zyUdqvI+IQalVs=");
}

TEST(Secret, IsTheFirstLineOfItsFile) {
  const std::string file = TestFolder() + "/secret";
  std::ofstream(file) << "s3 cret\r\nmore\n";
  EXPECT_EQ(ReadSecret(file)->Reveal(), "s3 cret");
}

TEST(Secret, IsRefusedByReason) {
  const std::string folder = TestFolder();
  const auto reason = [&](const std::string& name, const std::string& text) {
    std::ofstream(folder + "/" + name) << text;
    return RejectionOf(ReadSecret(folder + "/" + name).status()).reason;
  };
  EXPECT_EQ(reason("empty", ""), "SECRET_EMPTY");
  EXPECT_EQ(reason("blank", "\nsecret"), "SECRET_EMPTY");
  EXPECT_EQ(reason("long", std::string(5000, 'x')), "SECRET_TOO_LONG");
  EXPECT_EQ(RejectionOf(ReadSecret(folder + "/none").status()).reason, "SECRET_UNREADABLE");
  EXPECT_EQ(RejectionOf(ReadSecret(folder).status()).reason, "SECRET_UNREADABLE");
}

}  // namespace
}  // namespace vekha::delivery
