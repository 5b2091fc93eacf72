// The webhook channel against a real receiver on loopback (http_receiver.py).
#include "service/delivery/channels/webhook_channel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/service/delivery/channels/helper_process.h"
#include "tests/service/delivery/channels/messages.h"

namespace vekha::delivery {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using Json = nlohmann::json;

class Webhook : public testing::Test {
 protected:
  void SetUp() override {
    config_.secret_file = TestFolder() + "/secret";
    config_.timeout_seconds = 20;
    config_.allow_hosts = {"127.0.0.1"};
    std::ofstream(config_.secret_file) << "s3cret\n";
  }

  std::string Url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(receiver_.port()) + path;
  }

  std::vector<SendResult> Send(const std::vector<std::string>& urls) {
    return WebhookChannel(config_, clock_).Send(MakeMessages(urls));
  }

  service::FakeClock clock_{kMorning};
  HelperProcess receiver_{"http_receiver.py", {"s3cret"}};
  WebhookConfig config_;
};

TEST_F(Webhook, DoesNotBeginWhatCameToBeTooLate) {
  std::vector<Message> messages = MakeMessages({Url("/a"), Url("/b")});
  messages[1].not_after = kMorning - std::chrono::seconds(1);
  EXPECT_THAT(Reasons(WebhookChannel(config_, clock_).Send(messages)),
              ElementsAre("SENT", "TOO_LATE"));
}

TEST_F(Webhook, IsSignedAndSaysEverything) {
  Message message = MakeMessage("digest/mamedov/2022-10-28", Url("/vekha"));
  message.attempt = 3;
  EXPECT_THAT(Reasons(WebhookChannel(config_, clock_).Send({message})), ElementsAre("SENT"));
  const Json request = receiver_.Next();
  EXPECT_EQ(request["signed"], true);
  EXPECT_EQ(request["path"], "/vekha");
  const Json& headers = request["headers"];
  EXPECT_EQ(headers["webhook-id"], message.id);
  EXPECT_EQ(headers["idempotency-key"], message.id);
  EXPECT_EQ(headers["webhook-timestamp"], "1666933200");
  EXPECT_EQ(headers["content-type"], "application/json");
  EXPECT_EQ(headers["vekha-attempt"], "3");
  const Json& body = request["body"];
  EXPECT_EQ(body["type"], "digest");
  EXPECT_EQ(body["id"], message.id);
  EXPECT_EQ(body["day"], "2022-10-28");
  EXPECT_EQ(body["language"], "ru");
  EXPECT_EQ(body["person"], message.to_name);
  const digest::Letter letter = digest::Render(message.digest, Language::kRussian);
  EXPECT_EQ(body["subject"], letter.subject);
  EXPECT_EQ(body["text"], letter.text);
  ASSERT_EQ(body["lines"].size(), message.digest.lines.size());
  EXPECT_EQ(body["lines"][0],
            Json({{"section", "overdue"},
                  {"task", "kambulat/kambulat-2022/2.2/2022-10-15"},
                  {"organization", "Камбулатская СОШ"},
                  {"roadmap", message.digest.lines[3].roadmap},
                  {"number", "2.2"},
                  {"title", "Сбор данных"},
                  {"due_date", "2022-10-15"},
                  {"days_late", 11},
                  {"text", "срок 15.10.2022 (суббота), просрочено на 11 рабочих дней"},
                  {"text_en", "due 2022-10-15 (Saturday), 11 working days late"},
                  {"because", "вы соисполнитель"},
                  {"because_en", "you help with it"},
                  {"instead_of", ""}}));
  EXPECT_EQ(body["lines"].back()["due_date"], nullptr);
}

TEST_F(Webhook, SaysTheSameUnderTheSameIdWhenRepeated) {
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(Reasons(Send({Url("/status/500")})), ElementsAre("HTTP_500"));
    clock_.Set(kMorning + std::chrono::seconds(300));
  }
  const Json first = receiver_.Next();
  const Json second = receiver_.Next();
  EXPECT_EQ(first["body"], second["body"]);
  EXPECT_EQ(first["headers"]["idempotency-key"], second["headers"]["idempotency-key"]);
  EXPECT_NE(first["headers"]["webhook-signature"], second["headers"]["webhook-signature"]);
  EXPECT_EQ(second["signed"], true);
}

TEST_F(Webhook, UsesOneConnectionForABatch) {
  EXPECT_THAT(Reasons(Send(std::vector<std::string>(30, Url("/")))), Each("SENT"));
  for (int i = 0; i < 30; ++i) EXPECT_EQ(receiver_.Next()["connection"], 1);
}

TEST_F(Webhook, JudgesTheAnswer) {
  using enum SendOutcome;
  const std::vector<std::tuple<int, SendOutcome>> statuses = {
      {200, kSent},    {201, kSent},    {204, kSent},  {302, kRefused}, {400, kRefused},
      {401, kRefused}, {404, kRefused}, {408, kRetry}, {410, kRefused}, {413, kRefused},
      {425, kRetry},   {429, kRetry},   {500, kRetry}, {502, kRetry},   {503, kRetry}};
  std::vector<std::string> urls;
  for (const auto& [status, outcome] : statuses)
    urls.push_back(Url("/status/" + std::to_string(status)));
  const auto results = Send(urls);
  for (size_t i = 0; i < statuses.size(); ++i) {
    const auto& [status, outcome] = statuses[i];
    EXPECT_EQ(SendOutcomeName(results[i].outcome), SendOutcomeName(outcome)) << status;
    EXPECT_EQ(results[i].reason, outcome == kSent    ? "SENT"
                                 : status / 100 == 3 ? "HTTP_REDIRECT"
                                                     : "HTTP_" + std::to_string(status));
  }
}

TEST_F(Webhook, FollowsNoRedirect) {
  const auto results = Send({Url("/redirect")});
  EXPECT_THAT(Reasons(results), ElementsAre("HTTP_REDIRECT"));
  EXPECT_EQ(results[0].outcome, SendOutcome::kRefused);
  EXPECT_EQ(receiver_.Rest().size(), 1U);
}

TEST_F(Webhook, WaitsNoLongerThanItsTime) {
  config_.timeout_seconds = 3;
  const auto results = Send({Url("/hang"), Url("/ok")});
  EXPECT_THAT(Reasons(results), ElementsAre("HTTP_TIMEOUT", "SENT"));
  EXPECT_EQ(results[0].detail, "127.0.0.1");
}

TEST_F(Webhook, LeavesAHostThatDropsEverythingButNotOthers) {
  HelperProcess other("http_receiver.py", {"s3cret"});
  std::vector<std::string> urls(6, Url("/drop"));
  urls.push_back("http://127.0.0.1:" + std::to_string(other.port()) + "/");
  const auto results = Send(urls);
  EXPECT_THAT(Reasons(results),
              ElementsAre("HTTP_DISCONNECTED", "HTTP_DISCONNECTED", "HTTP_DISCONNECTED",
                          "HTTP_DISCONNECTED", "HTTP_DISCONNECTED", "HTTP_DISCONNECTED", "SENT"));
  EXPECT_THAT(results[5].detail, HasSubstr("not tried"));
  EXPECT_EQ(receiver_.Rest().size(), static_cast<size_t>(WebhookChannel::kFailuresMax));
}

TEST_F(Webhook, KnowsAHostThatIsNotThere) {
  const std::string nobody = "http://127.0.0.1:" + std::to_string(ClosedPort()) + "/";
  const auto results = Send({nobody, nobody, Url("/")});
  EXPECT_THAT(Reasons(results), ElementsAre("HTTP_UNREACHABLE", "HTTP_UNREACHABLE", "SENT"));
  EXPECT_THAT(results[1].detail, HasSubstr("not tried"));
}

TEST_F(Webhook, ReadsNoAnswerWithoutEnd) {
  EXPECT_THAT(Reasons(Send({Url("/big"), Url("/")})), ElementsAre("SENT", "SENT"));
}

TEST_F(Webhook, WaitsAsLongAsItIsAskedTo) {
  const auto results = Send({Url("/wait")});
  EXPECT_THAT(Reasons(results), ElementsAre("HTTP_503"));
  EXPECT_EQ(results[0].retry_after, std::chrono::seconds(120));
}

TEST_F(Webhook, RefusesOtherAddresses) {
  const auto results = Send({"", "ivanov@school.ru", "file:///etc/passwd", "ftp://127.0.0.1/",
                             "http://user:word@127.0.0.1/"});
  EXPECT_THAT(Reasons(results), Each("ADDRESS_INVALID"));
  EXPECT_EQ(results[0].outcome, SendOutcome::kRefused);
}

TEST_F(Webhook, DoesNotReachIntoTheHouse) {
  const std::string port = std::to_string(receiver_.port());
  config_.allow_hosts = {"elsewhere.local"};
  const auto results =
      Send({Url("/"), "http://localhost:" + port + "/", "http://0.0.0.0:" + port + "/",
            "http://[::ffff:127.0.0.1]:" + port + "/", "http://2130706433:" + port + "/",
            "http://192.168.255.254/", "http://169.254.169.254/", "http://[::1]:" + port + "/"});
  EXPECT_THAT(Reasons(results), Each("HTTP_INTERNAL_HOST"));
  EXPECT_EQ(results[0].outcome, SendOutcome::kRefused);
  EXPECT_EQ(results[1].detail, "localhost");
  EXPECT_TRUE(receiver_.Rest().empty());
}

TEST_F(Webhook, ReachesTheHostsOfTheHouseThatAreAllowed) {
  const std::string port = std::to_string(receiver_.port());
  config_.allow_hosts = {"LOCALHOST"};
  EXPECT_THAT(Reasons(Send({"http://localhost:" + port + "/", Url("/")})),
              ElementsAre("SENT", "HTTP_INTERNAL_HOST"));
  EXPECT_EQ(receiver_.Rest().size(), 1U);
}

TEST_F(Webhook, NeedsItsSecret) {
  config_.secret_file += ".none";
  const auto results = Send({Url("/"), Url("/")});
  EXPECT_THAT(Reasons(results), Each("SECRET_UNREADABLE"));
  EXPECT_TRUE(receiver_.Rest().empty());
}

TEST_F(Webhook, KeepsToItsRate) {
  config_.per_minute = 1;
  EXPECT_THAT(Reasons(Send({Url("/"), Url("/")})), ElementsAre("SENT", "RATE_LIMITED"));
  EXPECT_EQ(receiver_.Rest().size(), 1U);
}

}  // namespace
}  // namespace vekha::delivery
