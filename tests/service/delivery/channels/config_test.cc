#include "service/delivery/channels/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/delivery/channels/recording_channel.h"
#include "tests/service/delivery/channels/messages.h"

namespace vekha::delivery {
namespace {

using testing::ElementsAre;

Parsed<DeliveryConfig> Load(const std::string& text) {
  return LoadDeliveryConfig(Source("delivery.yaml", text));
}

TEST(DeliveryConfig, IsReadWhole) {
  const auto loaded = Load(R"(smtp:
  host: mail.school.ru
  security: tls
  user: vekha@школа.рф
  password_file: /etc/vekha/smtp.password
  from: vekha@школа.рф
  from_name: Веха школы 7
  reply_to: kurator@school.ru
  ca_file: /etc/ssl/our.pem
  timeout_seconds: 15
  per_minute: 300
webhook: {secret_file: /etc/vekha/webhook.secret, allow_hosts: [bot.local, "::1"], timeout_seconds: 5, per_minute: 60}
spool: {folder: /var/spool/vekha}
)");
  ASSERT_TRUE(loaded.value) << FormatDiagnostic(loaded.diagnostics.front());
  EXPECT_EQ(loaded.value->smtp->port, 465);
  EXPECT_EQ(loaded.value->smtp->security, Security::kTls);
  EXPECT_EQ(loaded.value->smtp->from, "vekha@xn--80atdl2c.xn--p1ai");
  EXPECT_EQ(loaded.value->smtp->from_name, "Веха школы 7");
  EXPECT_EQ(loaded.value->smtp->timeout_seconds, 15);
  EXPECT_EQ(loaded.value->smtp->per_minute, 300);
  EXPECT_EQ(loaded.value->webhook->secret_file, "/etc/vekha/webhook.secret");
  EXPECT_THAT(loaded.value->webhook->allow_hosts, ElementsAre("bot.local", "::1"));
  EXPECT_EQ(loaded.value->spool->folder, "/var/spool/vekha");
  const service::FakeClock clock(kMorning);
  std::vector<std::string> names;
  for (const auto& channel : MakeChannels(*loaded.value, clock))
    names.emplace_back(channel->name());
  EXPECT_THAT(names, ElementsAre("smtp", "webhook", "spool"));
}

TEST(DeliveryConfig, HasDefaults) {
  const auto loaded = Load("smtp: {host: localhost, from: a@b.ru}\n");
  ASSERT_TRUE(loaded.value);
  EXPECT_EQ(loaded.value->smtp->security, Security::kStartTls);
  EXPECT_EQ(loaded.value->smtp->port, 587);
  EXPECT_EQ(loaded.value->smtp->per_minute, 0);
  EXPECT_FALSE(loaded.value->webhook);
  const auto open = Load("smtp: {host: localhost, from: a@b.ru, security: none, port: 2525}\n");
  EXPECT_EQ(open.value->smtp->port, 2525);
}

TEST(DeliveryConfig, RefusesEachMistakeAtItsPlace) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "1:1 E0012"},
      {"{}", "1:1 E0906"},
      {"smtp:\n", "1:6 E0020"},
      {"fax: {}\n", "1:1 E0021"},
      {"smtp: {host: a, from: a@b.ru, hots: x}\n", "1:31 E0021"},
      {"smtp: {from: a@b.ru}\n", "1:7 E0022"},
      {"smtp: {host: a}\n", "1:7 E0022"},
      {"smtp: {host: \"a:25\", from: a@b.ru}\n", ""},
      {"smtp: {host: a/b, from: a@b.ru}\n", "1:14 E0903"},
      {"smtp: {host: a, from: Веха}\n", "1:23 E0902"},
      {"smtp: {host: a, from: a@b.ru, reply_to: x}\n", "1:41 E0902"},
      {"smtp: {host: a, from: a@b.ru, from_name: \"a\\nBcc: x\"}\n", "1:43 E0020"},
      {"smtp: {host: a, from: a@b.ru, port: 70000}\n", "1:37 E0023"},
      {"smtp: {host: a, from: a@b.ru, timeout_seconds: 0}\n", "1:48 E0023"},
      {"smtp: {host: a, from: a@b.ru, per_minute: -1}\n", "1:43 E0023"},
      {"smtp: {host: a, from: a@b.ru, security: ssl}\n", "1:41 E0027"},
      {"smtp: {host: a, from: a@b.ru, user: u}\n", "1:37 E0904"},
      {"smtp: {host: a, from: a@b.ru, password_file: f}\n", "1:46 E0904"},
      {"smtp: {host: a, from: a@b.ru, user: u, password_file: f, security: none}\n", "1:37 E0905"},
      {"smtp: {host: a, from: a@b.ru, password: p}\n", "1:31 E0901"},
      {"webhook: {secret_file: f, secret: p}\n", "1:27 E0901"},
      {"webhook: {}\n", "1:10 E0022"},
      {"webhook: {secret_file: f, allow_hosts: a}\n", "1:40 E0020"},
      {"webhook: {secret_file: f, allow_hosts: [a, \"http://b/\"]}\n", "1:45 E0903"},
      {"spool: {}\n", "1:8 E0022"},
      {"spool: {folder: a, from: b}\n", "1:26 E0902"},
  };
  for (const auto& [text, expected] : cases) {
    const auto loaded = Load(text);
    std::string found;
    if (!loaded.diagnostics.empty()) {
      const Diagnostic& first = loaded.diagnostics.front();
      found = std::to_string(first.position.line) + ":" + std::to_string(first.position.column) +
              " " + first.code;
    }
    EXPECT_EQ(found, expected) << text;
    EXPECT_EQ(loaded.value.has_value(), expected.empty()) << text;
  }
}

TEST(DeliveryConfig, ReportsAllMistakesInOneGo) {
  EXPECT_EQ(Load("smtp: {port: x, security: y}\nspool: {}\nfax: 1\n").diagnostics.size(), 6U);
}

TEST(RecordingChannel, KeepsWhatItWasGiven) {
  RecordingChannel channel("smtp", [](const Message& message) {
    const bool good = message.address == "a";
    return SendResult{.outcome = good ? SendOutcome::kSent : SendOutcome::kRetry,
                      .reason = good ? "SENT" : "SMTP_GREYLISTED",
                      .detail = {}};
  });
  EXPECT_THAT(Reasons(channel.Send(MakeMessages({"a", "b"}))),
              ElementsAre("SENT", "SMTP_GREYLISTED"));
  EXPECT_EQ(channel.Tried().size(), 2U);
  EXPECT_EQ(channel.Sent().size(), 1U);
  EXPECT_EQ(channel.calls(), 1U);
}

}  // namespace
}  // namespace vekha::delivery
