#include "service/http/push.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "service/delivery/channels/signature.h"

namespace vekha::http {
namespace {

using delivery::Secret;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr sys_seconds kNow{seconds(1'666'933'200)};

struct Push {
  std::string id = "row-17";
  sys_seconds time = kNow;
  std::string body = R"({"organization":"kambulat"})";
  std::string secret = "correct horse";
};

Request Signed(const Push& push) {
  return {
      .method = "POST",
      .target = "/",
      .headers = {{"webhook-id", push.id},
                  {"webhook-timestamp", fmt::format("{}", push.time.time_since_epoch().count())},
                  {"webhook-signature",
                   delivery::SignWebhook(Secret(push.secret), push.id, push.time, push.body)}},
      .body = push.body,
      .arrived = {}};
}

std::string ReasonOf(const Request& request) {
  const auto wrong = CheckPush(request, {Secret("correct horse"), Secret("another")}, kNow);
  if (!wrong) return "OK";
  EXPECT_EQ(wrong->code, absl::StatusCode::kUnauthenticated);
  return wrong->reason;
}

std::string& Value(Request& request, const std::string& name) {
  for (Header& header : request.headers) {
    if (header.name == name) return header.value;
  }
  request.headers.push_back({name, ""});
  return request.headers.back().value;
}

TEST(Push, IsTakenWhenSignedWithAnyOfTheSecrets) {
  EXPECT_EQ(ReasonOf(Signed({})), "OK");
  EXPECT_EQ(ReasonOf(Signed({.secret = "another"})), "OK");
  EXPECT_EQ(ReasonOf(Signed({.secret = "wrong"})), "PUSH_SIGNATURE_WRONG");
}

TEST(Push, MayCarrySeveralSignatures) {
  Request request = Signed({});
  std::string& signature = Value(request, "webhook-signature");
  signature = "v1a,xyz v1,AAAA " + signature;
  EXPECT_EQ(ReasonOf(request), "OK");
  signature = "v1,AAAA v2,BBBB";
  EXPECT_EQ(ReasonOf(request), "PUSH_SIGNATURE_WRONG");
  signature = "";
  EXPECT_EQ(ReasonOf(request), "PUSH_SIGNATURE_WRONG");
}

TEST(Push, OfWhichAnythingWasChangedIsRefused) {
  Request body = Signed({});
  body.body += " ";
  EXPECT_EQ(ReasonOf(body), "PUSH_SIGNATURE_WRONG");
  Request id = Signed({});
  Value(id, "webhook-id") = "row-18";
  EXPECT_EQ(ReasonOf(id), "PUSH_SIGNATURE_WRONG");
  Request time = Signed({});
  Value(time, "webhook-timestamp") = "1666933201";
  EXPECT_EQ(ReasonOf(time), "PUSH_SIGNATURE_WRONG");
  Request key = Signed({});
  Value(key, "idempotency-key") = "row-18";
  EXPECT_EQ(ReasonOf(key), "PUSH_ID_INVALID") << "nobody has signed Idempotency-Key";
  Value(key, "idempotency-key") = "row-17";
  EXPECT_EQ(ReasonOf(key), "OK");
}

TEST(Push, IsFreshForFiveMinutesEitherWay) {
  EXPECT_EQ(ReasonOf(Signed({.time = kNow - minutes(5)})), "OK");
  EXPECT_EQ(ReasonOf(Signed({.time = kNow + minutes(5)})), "OK");
  EXPECT_EQ(ReasonOf(Signed({.time = kNow - minutes(5) - seconds(1)})), "PUSH_OUTSIDE_WINDOW");
  EXPECT_EQ(ReasonOf(Signed({.time = kNow + minutes(5) + seconds(1)})), "PUSH_OUTSIDE_WINDOW");
  EXPECT_EQ(ReasonOf(Signed({.time = sys_seconds(seconds(0))})), "PUSH_OUTSIDE_WINDOW");
}

TEST(Push, WithoutASignatureIsRefused) {
  for (const char* name : {"webhook-id", "webhook-timestamp", "webhook-signature"}) {
    Request request = Signed({});
    std::erase_if(request.headers, [&](const Header& header) { return header.name == name; });
    EXPECT_EQ(ReasonOf(request), "PUSH_UNSIGNED") << name;
  }
}

TEST(Push, OfAnUnreadableTimeOrIdIsRefused) {
  for (const char* time : {"", "now", "-1", "1666933200.0", "9999999999999", " 1666933200",
                           "1666933200, 1666933200"}) {
    Request request = Signed({});
    Value(request, "webhook-timestamp") = time;
    EXPECT_EQ(ReasonOf(request), "PUSH_TIMESTAMP_INVALID") << time;
  }
  // "a.1" at 2 would have the bytes of "a" at 1 with a body that begins with "2.".
  for (const std::string& id :
       {std::string(), std::string("a.1"), std::string("ряд"), std::string(129, 'x')}) {
    EXPECT_EQ(ReasonOf(Signed({.id = id})), "PUSH_ID_INVALID") << id;
  }
}

TEST(Key, IsWebhookIdOrIdempotencyKey) {
  const auto read = [](std::vector<Header> headers) {
    return ReadKey(
        {.method = {}, .target = {}, .headers = std::move(headers), .body = {}, .arrived = {}});
  };
  EXPECT_EQ(*read({}), std::nullopt);
  EXPECT_EQ(*read({{"webhook-id", "a"}}), "a");
  EXPECT_EQ(*read({{"idempotency-key", "b"}}), "b");
  EXPECT_EQ(*read({{"idempotency-key", "b"}, {"webhook-id", "b"}}), "b");
  EXPECT_EQ(RejectionOf(read({{"idempotency-key", "b"}, {"webhook-id", "a"}}).status()).reason,
            "KEY_AMBIGUOUS");
}

TEST(PushSecrets, AreTheLinesOfAFile) {
  const std::string file = testing::TempDir() + "push_secrets";
  const auto read = [&](const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
    return ReadSecrets(file);
  };
  const auto secrets = read("one\r\n\n two \nwhsec_AAAA");
  ASSERT_TRUE(secrets.ok()) << secrets.status();
  ASSERT_EQ(secrets->size(), 3);
  EXPECT_EQ((*secrets)[0].Reveal(), "one");
  EXPECT_EQ((*secrets)[1].Reveal(), " two ");
  EXPECT_EQ(RejectionOf(read("").status()).reason, "SECRET_EMPTY");
  EXPECT_EQ(RejectionOf(read("\n\r\n").status()).reason, "SECRET_EMPTY");
  EXPECT_EQ(RejectionOf(read(std::string(4097, 'x')).status()).reason, "SECRET_TOO_LONG");
  std::string many;
  for (size_t i = 0; i <= kPushSecretsMax; ++i) many += "x\n";
  EXPECT_EQ(RejectionOf(read(many).status()).reason, "SECRETS_TOO_MANY");
  EXPECT_EQ(RejectionOf(ReadSecrets(testing::TempDir()).status()).reason, "SECRET_UNREADABLE");
  EXPECT_EQ(RejectionOf(ReadSecrets(file + ".none").status()).reason, "SECRET_UNREADABLE");
}

}  // namespace
}  // namespace vekha::http
