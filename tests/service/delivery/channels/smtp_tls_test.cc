// TLS and authentication of the SMTP channel, with a certificate made for the test.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "service/delivery/channels/smtp_channel.h"
#include "tests/service/delivery/channels/helper_process.h"
#include "tests/service/delivery/channels/messages.h"

namespace vekha::delivery {
namespace {

using testing::Each;
using testing::ElementsAre;

struct Case {
  std::string word;
  Security security;
};

class SmtpTls : public testing::TestWithParam<Case> {
 protected:
  // A server of that kind that wants the user "vekha", and the configuration for it.
  void Start() {
    folder_ = TestFolder();
    server_ = std::make_unique<HelperProcess>(
        "mail_server.py", std::vector<std::string>{folder_, "--security", GetParam().word, "--auth",
                                                   "vekha", "correct horse"});
    config_.host = "127.0.0.1";
    config_.port = server_->port();
    config_.security = GetParam().security;
    config_.from = "vekha@school.ru";
    config_.timeout_seconds = 20;
    config_.ca_file = server_->hello().at("ca_file").get<std::string>();
    config_.user = "vekha";
    config_.password_file = folder_ + "/password";
    WritePassword("correct horse\n");
  }

  void WritePassword(const std::string& password) {
    std::ofstream(config_.password_file) << password;
  }

  std::vector<SendResult> Send(size_t count = 2) {
    const service::FakeClock clock(kMorning);
    return SmtpChannel(config_, clock)
        .Send(MakeMessages(std::vector<std::string>(count, "a@b.ru")));
  }

  std::string folder_;
  std::unique_ptr<HelperProcess> server_;
  SmtpConfig config_;
};

TEST_P(SmtpTls, SendsAuthenticatedInSecret) {
  Start();
  EXPECT_THAT(Reasons(Send(3)), Each("SENT"));
  const auto connection = server_->Next()["connection"];
  for (int i = 1; i < 3; ++i) {
    const auto record = server_->Next();
    EXPECT_EQ(record["authenticated"], true);
    EXPECT_EQ(record["tls"], true);
    EXPECT_EQ(record["connection"], connection);
  }
}

TEST_P(SmtpTls, DoesNotTrustAStranger) {
  Start();
  config_.ca_file.clear();
  EXPECT_THAT(Reasons(Send()), Each("SMTP_TLS_UNTRUSTED"));
  config_.ca_file = folder_ + "/none.pem";
  EXPECT_THAT(Reasons(Send()), Each("SMTP_CA_FILE_UNREADABLE"));
  EXPECT_TRUE(server_->Rest().empty());
}

TEST_P(SmtpTls, TriesAWrongPasswordOnce) {
  Start();
  WritePassword("wrong");
  const auto results = Send(20);
  EXPECT_THAT(Reasons(results), Each("SMTP_AUTH_REFUSED"));
  EXPECT_EQ(results[0].outcome, SendOutcome::kRetry);
  for (const SendResult& result : results) {
    EXPECT_EQ(result.detail.find("wrong"), std::string::npos) << result.detail;
  }
  // One call, one login, whatever mechanisms there are.
  EXPECT_EQ(server_->Rest().size(), 1U);
}

TEST_P(SmtpTls, NeedsItsPasswordFile) {
  Start();
  config_.password_file = folder_ + "/none";
  EXPECT_THAT(Reasons(Send()), Each("SECRET_UNREADABLE"));
  EXPECT_TRUE(server_->Rest().empty());
}

TEST_P(SmtpTls, IsToldThatAUserIsWanted) {
  Start();
  config_.user.clear();
  EXPECT_THAT(Reasons(Send()), Each("SMTP_AUTH_REQUIRED"));
}

INSTANTIATE_TEST_SUITE_P(Modes, SmtpTls,
                         testing::Values(Case{"starttls", Security::kStartTls},
                                         Case{"tls", Security::kTls}),
                         [](const auto& mode) { return mode.param.word; });

TEST(SmtpStartTls, SaysNothingInTheOpenWhenThereIsNoTls) {
  HelperProcess server("mail_server.py", {TestFolder()});
  SmtpConfig config;
  config.host = "127.0.0.1";
  config.port = server.port();
  config.security = Security::kStartTls;
  config.from = "vekha@school.ru";
  const service::FakeClock clock(kMorning);
  EXPECT_THAT(Reasons(SmtpChannel(config, clock).Send(MakeMessages({"a@b.ru", "c@b.ru"}))),
              Each("SMTP_TLS_UNAVAILABLE"));
  EXPECT_TRUE(server.Rest().empty());
}

}  // namespace
}  // namespace vekha::delivery
