// The SMTP channel against a real server on loopback (mail_server.py).
#include "service/delivery/channels/smtp_channel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/delivery/channels/helper_process.h"
#include "tests/service/delivery/channels/messages.h"

namespace vekha::delivery {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using Json = nlohmann::json;

HelperProcess StartServer(std::vector<std::string> options = {}) {
  options.insert(options.begin(), TestFolder());
  return HelperProcess("mail_server.py", std::move(options));
}

SmtpConfig ConfigFor(int port) {
  SmtpConfig config;
  config.host = "127.0.0.1";
  config.port = port;
  config.security = Security::kNone;
  config.from = "vekha@school.ru";
  config.timeout_seconds = 20;
  return config;
}

std::vector<SendResult> SendTo(const SmtpConfig& config,
                               const std::vector<std::string>& addresses) {
  const service::FakeClock clock(kMorning);
  return SmtpChannel(config, clock).Send(MakeMessages(addresses));
}

TEST(SmtpChannel, SendsAMailThatReadersUnderstand) {
  HelperProcess server = StartServer();
  SmtpConfig config = ConfigFor(server.port());
  config.reply_to = "kurator@school.ru";
  const service::FakeClock clock(kMorning);
  const Message message = MakeMessage("digest/mamedov/2022-10-28", "mamedov@school.ru");
  EXPECT_THAT(Reasons(SmtpChannel(config, clock).Send({message})), ElementsAre("SENT"));
  const Json record = server.Next();
  EXPECT_EQ(record["envelope_from"], "vekha@school.ru");
  EXPECT_EQ(record["envelope_to"], Json::array({"mamedov@school.ru"}));
  const Json& mail = record["mail"];
  const digest::Letter letter = digest::Render(message.digest, Language::kRussian);
  EXPECT_EQ(mail["defects"], Json::array());
  EXPECT_EQ(mail["headers"]["subject"], letter.subject);
  EXPECT_EQ(mail["headers"]["message-id"], "<digest/mamedov/2022-10-28@school.ru>");
  EXPECT_EQ(mail["headers"]["auto-submitted"], "auto-generated");
  EXPECT_EQ(mail["headers"]["content-language"], "ru");
  EXPECT_EQ(mail["headers"]["mime-version"], "1.0");
  EXPECT_EQ(mail["date"], "2022-10-28T05:00:00+00:00");
  EXPECT_EQ(mail["from"], Json::array({{{"name", "Веха"}, {"address", "vekha@school.ru"}}}));
  EXPECT_EQ(mail["to"][0]["address"], "mamedov@school.ru");
  EXPECT_EQ(mail["decoded_to"], message.to_name + " <mamedov@school.ru>");
  EXPECT_EQ(mail["reply_to"][0]["address"], "kurator@school.ru");
  EXPECT_EQ(mail["content_type"], "multipart/alternative");
  EXPECT_EQ(mail["parts"], Json::array({"text/plain", "text/html"}));
  EXPECT_EQ(mail["texts"][0], letter.text);
  EXPECT_EQ(mail["texts"][1], letter.html);
  EXPECT_LE(mail["longest_line"], 100);
  EXPECT_EQ(mail["ascii"], true);
  EXPECT_EQ(mail["bare_line_ends"], 0);
}

// Whatever stands in names and titles, a reader finds one mail with its headers, and the text as it
// was written.
TEST(SmtpChannel, CarriesHostileTextsWhole) {
  HelperProcess server = StartServer();
  const std::vector<std::string> hostile = {"x\r\nBcc: all@school.ru\r\n\r\nbody",
                                            "\r\n.\r\nMAIL FROM:<evil@school.ru>\r\n",
                                            "=?utf-8?B?DQpCY2M6IHg=?=",
                                            "\"<evil@school.ru>, \\\"",
                                            "--vekha_00\n--vekha_00--",
                                            std::string(3000, 'x'),
                                            "Ф\xD0\xFF\u202Eabc\x01" + std::string(1, '\0'),
                                            "😀 ё́ ﷽",
                                            "</pre><script>",
                                            ""};
  std::vector<Message> messages;
  for (const std::string& text : hostile) {
    Message message = MakeMessage(text, "a@school.ru");
    message.to_name = text;
    message.digest.person_name = text;
    for (digest::Line& line : message.digest.lines) line.title = line.organization = text;
    messages.push_back(message);
  }
  const service::FakeClock clock(kMorning);
  EXPECT_THAT(Reasons(SmtpChannel(ConfigFor(server.port()), clock).Send(messages)), Each("SENT"));
  const std::vector<Json> records = server.Rest();
  ASSERT_EQ(records.size(), messages.size());
  for (size_t i = 0; i < records.size(); ++i) {
    const Json& mail = records[i]["mail"];
    const digest::Letter letter = digest::Render(messages[i].digest, Language::kRussian);
    EXPECT_EQ(mail["defects"], Json::array()) << hostile[i];
    EXPECT_EQ(mail["names"], Json({"Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted",
                                   "Content-Language", "MIME-Version", "Content-Type"}))
        << hostile[i];
    EXPECT_EQ(mail["to"].size(), 1U) << hostile[i];
    EXPECT_EQ(mail["to"][0]["address"], "a@school.ru") << hostile[i];
    EXPECT_EQ(mail["headers"]["subject"], letter.subject) << hostile[i];
    EXPECT_EQ(mail["texts"], Json({letter.text, letter.html})) << hostile[i];
    EXPECT_LE(mail["longest_line"], 300) << hostile[i];
  }
}

TEST(SmtpChannel, SendsABatchOverOneConnection) {
  HelperProcess server = StartServer();
  const std::vector<std::string> addresses(50, "ivanov@school.ru");
  EXPECT_THAT(Reasons(SendTo(ConfigFor(server.port()), addresses)), Each("SENT"));
  for (size_t i = 1; i <= addresses.size(); ++i) {
    const Json record = server.Next();
    EXPECT_EQ(record["connection"], 1);
    EXPECT_EQ(record["mail"]["headers"]["message-id"], "<m" + std::to_string(i) + "@school.ru>");
  }
}

TEST(SmtpChannel, IsNotStoppedByARefusal) {
  HelperProcess server = StartServer();
  const auto results =
      SendTo(ConfigFor(server.port()), {"a@school.ru", "refused@school.ru", "content@school.ru",
                                        "full@school.ru", "later@school.ru", "b@школа.рф"});
  EXPECT_THAT(Reasons(results),
              ElementsAre("SENT", "SMTP_REFUSED_RECIPIENT", "SMTP_REFUSED_MESSAGE",
                          "SMTP_TEMPORARY", "SMTP_TEMPORARY", "SENT"));
  EXPECT_EQ(results[1].outcome, SendOutcome::kRefused);
  EXPECT_EQ(results[1].detail, "550 5.1.1 at RCPT TO, for school.ru");
  EXPECT_EQ(results[2].outcome, SendOutcome::kRefused);
  EXPECT_EQ(results[3].outcome, SendOutcome::kRetry);
  EXPECT_EQ(results[4].outcome, SendOutcome::kRetry);
  EXPECT_EQ(server.Next()["envelope_to"][0], "a@school.ru");
  EXPECT_EQ(server.Next()["envelope_to"][0], "b@xn--80atdl2c.xn--p1ai");
}

TEST(SmtpChannel, ComesAgainToAGreylistUnderTheSameId) {
  HelperProcess server = StartServer();
  const SmtpConfig config = ConfigFor(server.port());
  const auto first = SendTo(config, {"greylisted@school.ru"});
  EXPECT_THAT(Reasons(first), ElementsAre("SMTP_GREYLISTED"));
  EXPECT_EQ(first[0].outcome, SendOutcome::kRetry);
  EXPECT_THAT(Reasons(SendTo(config, {"greylisted@school.ru"})), ElementsAre("SENT"));
  EXPECT_EQ(server.Next()["mail"]["headers"]["message-id"], "<m1@school.ru>");
}

TEST(SmtpChannel, SendsAgainUnderTheSameIdAfterALostAnswer) {
  HelperProcess server = StartServer();
  const SmtpConfig config = ConfigFor(server.port());
  EXPECT_THAT(Reasons(SendTo(config, {"drop@school.ru", "a@school.ru"})),
              ElementsAre("SMTP_DISCONNECTED", "SENT"));
  EXPECT_THAT(Reasons(SendTo(config, {"drop@school.ru"})), ElementsAre("SMTP_DISCONNECTED"));
  EXPECT_EQ(server.Next()["mail"]["headers"]["message-id"], "<m1@school.ru>");
  EXPECT_EQ(server.Next()["mail"]["headers"]["message-id"], "<m2@school.ru>");
  EXPECT_EQ(server.Next()["mail"]["headers"]["message-id"], "<m1@school.ru>");
}

TEST(SmtpChannel, LeavesAServerThatDropsEveryMail) {
  HelperProcess server = StartServer();
  const auto results =
      SendTo(ConfigFor(server.port()), std::vector<std::string>(8, "drop@school.ru"));
  EXPECT_THAT(Reasons(results), Each("SMTP_DISCONNECTED"));
  EXPECT_THAT(results.back().detail, HasSubstr("not tried"));
  EXPECT_EQ(server.Rest().size(), static_cast<size_t>(SmtpChannel::kFailuresMax));
}

TEST(SmtpChannel, WaitsNoLongerThanItsTimeForOneRecipient) {
  HelperProcess server = StartServer();
  SmtpConfig config = ConfigFor(server.port());
  config.timeout_seconds = 3;
  EXPECT_THAT(Reasons(SendTo(config, {"a@school.ru", "hang@school.ru", "b@school.ru"})),
              ElementsAre("SENT", "SMTP_TIMEOUT", "SENT"));
}

TEST(SmtpChannel, WaitsOnceForAServerThatSaysNothing) {
  HelperProcess server = StartServer({"--hang", "greeting"});
  SmtpConfig config = ConfigFor(server.port());
  config.timeout_seconds = 1;
  const auto results = SendTo(config, std::vector<std::string>(100, "a@school.ru"));
  EXPECT_THAT(Reasons(results), Each("SMTP_TIMEOUT"));
  EXPECT_THAT(results.back().detail, HasSubstr("not tried"));
}

TEST(SmtpChannel, HasSentEvenWhenTheServerDoesNotSayGoodbye) {
  HelperProcess server = StartServer({"--hang", "quit"});
  SmtpConfig config = ConfigFor(server.port());
  config.timeout_seconds = 3;
  EXPECT_THAT(Reasons(SendTo(config, {"a@school.ru"})), ElementsAre("SENT"));
}

TEST(SmtpChannel, DoesNotBeginWhatCameToBeTooLate) {
  HelperProcess server = StartServer();
  const service::FakeClock clock(kMorning);
  std::vector<Message> messages = MakeMessages({"a@school.ru", "b@school.ru"});
  messages[0].not_after = kMorning;
  messages[1].not_after = kMorning - std::chrono::seconds(1);
  EXPECT_THAT(Reasons(SmtpChannel(ConfigFor(server.port()), clock).Send(messages)),
              ElementsAre("SENT", "TOO_LATE"));
}

TEST(SmtpChannel, BeginsNothingMoreWhenTheProgramEnds) {
  HelperProcess server = StartServer();
  const service::FakeClock clock(kMorning);
  SmtpChannel channel(ConfigFor(server.port()), clock);
  int asked = 0;
  channel.StopWhen([&] { return ++asked > 1; });
  const auto results = channel.Send(MakeMessages({"a@school.ru", "b@school.ru"}));
  EXPECT_THAT(Reasons(results), ElementsAre("SENT", "STOPPED"));
  EXPECT_FALSE(results[1].tried);
}

TEST(SmtpChannel, KnowsAServerThatIsNotThere) {
  const auto results = SendTo(ConfigFor(ClosedPort()), {"a@school.ru", "b@school.ru"});
  EXPECT_THAT(Reasons(results), Each("SMTP_UNREACHABLE"));
  EXPECT_EQ(results[0].outcome, SendOutcome::kRetry);
  EXPECT_EQ(results[0].detail, "at connecting, for school.ru");
  EXPECT_THAT(results[1].detail, HasSubstr("not tried"));
}

TEST(SmtpChannel, ConnectsAgainWhereAServerTakesFewMailsAtATime) {
  HelperProcess server = StartServer({"--per-connection", "3"});
  EXPECT_THAT(
      Reasons(SendTo(ConfigFor(server.port()), std::vector<std::string>(10, "a@school.ru"))),
      Each("SENT"));
  const auto records = server.Rest();
  ASSERT_EQ(records.size(), 10U);
  EXPECT_EQ(records.back()["connection"], 4);
}

TEST(SmtpChannel, DoesNotBlameRecipientsForARefusedSender) {
  HelperProcess server = StartServer({"--refuse-sender"});
  const auto results = SendTo(ConfigFor(server.port()), {"a@school.ru", "b@school.ru"});
  EXPECT_THAT(Reasons(results), Each("SMTP_REFUSED_SENDER"));
  EXPECT_EQ(results[0].outcome, SendOutcome::kRetry);
}

TEST(SmtpChannel, TouchesNoServerForABadAddress) {
  const auto results =
      SendTo(ConfigFor(ClosedPort()), {"", "ivanov", "a@school.ru>\r\nRCPT TO:<b@school.ru"});
  EXPECT_THAT(Reasons(results), Each("ADDRESS_INVALID"));
  EXPECT_EQ(results[0].outcome, SendOutcome::kRefused);
}

TEST(SmtpChannel, KeepsToItsRate) {
  HelperProcess server = StartServer();
  SmtpConfig config = ConfigFor(server.port());
  config.per_minute = 2;
  service::FakeClock clock(kMorning);
  SmtpChannel channel(config, clock);
  const auto messages = MakeMessages({"a@school.ru", "b@school.ru", "c@school.ru"});
  const auto results = channel.Send(messages);
  EXPECT_THAT(Reasons(results), ElementsAre("SENT", "SENT", "RATE_LIMITED"));
  EXPECT_EQ(results[2].outcome, SendOutcome::kRetry);
  EXPECT_EQ(results[2].retry_after, std::chrono::seconds(60));
  clock.Set(kMorning + std::chrono::seconds(60));
  EXPECT_THAT(Reasons(channel.Send({messages[2]})), ElementsAre("SENT"));
  EXPECT_EQ(server.Rest().size(), 3U);
}

TEST(SmtpChannel, GivesNothingForNothing) {
  EXPECT_TRUE(SendTo(ConfigFor(ClosedPort()), {}).empty());
}

}  // namespace
}  // namespace vekha::delivery
