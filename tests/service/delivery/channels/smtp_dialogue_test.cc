// What a server's answer at each stage means: every row is one dialogue.
#include "service/delivery/channels/smtp_dialogue.h"

#include <gtest/gtest.h>

namespace vekha::delivery {
namespace {

struct Case {
  std::vector<std::string> lines;  // "C: " sent, "S: " received
  CURLcode code;
  std::string reason;
  SendOutcome outcome;
  bool for_all = false;
  bool connection = false;
};

SmtpDialogue Heard(const std::vector<std::string>& lines) {
  SmtpDialogue dialogue;
  for (const std::string& line : lines) {
    if (line.starts_with("C: ")) dialogue.Sent(line.substr(3) + "\r\n");
    if (line.starts_with("S: ")) dialogue.Received(line.substr(3) + "\r\n");
  }
  return dialogue;
}

TEST(SmtpDialogue, IsJudgedByStageAndReply) {
  using enum SendOutcome;
  const std::vector<std::string> hello = {"S: 220 mail", "C: EHLO me", "S: 250-mail",
                                          "S: 250 SIZE"};
  const auto after = [&](std::vector<std::string> more) {
    more.insert(more.begin(), hello.begin(), hello.end());
    return more;
  };
  const std::vector<Case> cases = {
      {{}, CURLE_COULDNT_CONNECT, "SMTP_UNREACHABLE", kRetry, true, true},
      {{}, CURLE_COULDNT_RESOLVE_HOST, "SMTP_UNREACHABLE", kRetry, true, true},
      {{}, CURLE_OPERATION_TIMEDOUT, "SMTP_TIMEOUT", kRetry, true, true},
      {{"S: 554 no service here"}, CURLE_WEIRD_SERVER_REPLY, "SMTP_UNAVAILABLE", kRetry, true},
      {{"S: 421 busy"}, CURLE_WEIRD_SERVER_REPLY, "SMTP_UNAVAILABLE", kRetry, true, true},
      {hello, CURLE_USE_SSL_FAILED, "SMTP_TLS_UNAVAILABLE", kRetry, true, true},
      {after({"C: STARTTLS", "S: 454 TLS not available"}), CURLE_USE_SSL_FAILED,
       "SMTP_TLS_UNAVAILABLE", kRetry, true},
      {after({"C: STARTTLS", "S: 220 go"}), CURLE_PEER_FAILED_VERIFICATION, "SMTP_TLS_UNTRUSTED",
       kRetry, true, true},
      {after({"C: AUTH PLAIN AGEA", "S: 535 5.7.8 no"}), CURLE_LOGIN_DENIED, "SMTP_AUTH_REFUSED",
       kRetry, true},
      {after({"C: AUTH PLAIN AGEA", "S: 454 4.7.0 later"}), CURLE_LOGIN_DENIED, "SMTP_UNAVAILABLE",
       kRetry, true},
      {after({"C: MAIL FROM:<a@b>", "S: 530 5.7.0 Authentication required"}), CURLE_SEND_ERROR,
       "SMTP_AUTH_REQUIRED", kRetry, true},
      {after({"C: MAIL FROM:<a@b>", "S: 550 no"}), CURLE_SEND_ERROR, "SMTP_REFUSED_SENDER", kRetry,
       true},
      {after({"C: MAIL FROM:<a@b> SIZE=9", "S: 552 too big"}), CURLE_SEND_ERROR,
       "SMTP_REFUSED_MESSAGE", kRefused},
      {after({"C: MAIL FROM:<a@b>", "S: 451 no"}), CURLE_SEND_ERROR, "SMTP_TEMPORARY", kRetry},
      {after({"C: MAIL FROM:<a@b>", "S: 250 OK", "C: RCPT TO:<x@y>", "S: 550-5.1.1 nobody",
              "S: 550 5.1.1 here"}),
       CURLE_SEND_ERROR, "SMTP_REFUSED_RECIPIENT", kRefused},
      {after({"C: RCPT TO:<x@y>", "S: 550 nobody", "C: QUIT", "S: 221 Bye"}), CURLE_SEND_ERROR,
       "SMTP_REFUSED_RECIPIENT", kRefused},
      {after({"C: RCPT TO:<x@y>", "S: 450 4.2.0 greylisted"}), CURLE_SEND_ERROR, "SMTP_GREYLISTED",
       kRetry},
      {after({"C: RCPT TO:<x@y>", "S: 452 full"}), CURLE_SEND_ERROR, "SMTP_TEMPORARY", kRetry},
      {after({"C: RCPT TO:<x@y>", "S: 421 too many"}), CURLE_SEND_ERROR, "SMTP_UNAVAILABLE", kRetry,
       false, true},
      {after({"C: RCPT TO:<x@y>"}), CURLE_OPERATION_TIMEDOUT, "SMTP_TIMEOUT", kRetry, false, true},
      {after({"C: RCPT TO:<x@y>", "S: 250 OK", "C: DATA", "S: 354 go", "S: 554 spam"}),
       CURLE_WEIRD_SERVER_REPLY, "SMTP_REFUSED_MESSAGE", kRefused},
      {after({"C: RCPT TO:<x@y>", "S: 250 OK", "C: DATA", "S: 451 later"}), CURLE_SEND_ERROR,
       "SMTP_TEMPORARY", kRetry},
      {after({"C: RCPT TO:<x@y>", "S: 250 OK", "C: DATA", "S: 354 go"}), CURLE_RECV_ERROR,
       "SMTP_DISCONNECTED", kRetry, false, true},
      {{}, CURLE_OUT_OF_MEMORY, "OUT_OF_MEMORY", kRetry, true},
  };
  for (const Case& c : cases) {
    const SmtpVerdict verdict = JudgeSmtp(c.code, Heard(c.lines), "school.ru");
    const std::string last = c.lines.empty() ? "" : c.lines.back();
    EXPECT_EQ(verdict.result.reason, c.reason) << last;
    EXPECT_EQ(SendOutcomeName(verdict.result.outcome), SendOutcomeName(c.outcome)) << last;
    EXPECT_EQ(verdict.for_all, c.for_all) << last;
    EXPECT_EQ(verdict.connection, c.connection) << last;
  }
}

TEST(SmtpDialogue, KnowsAServerThatEndedTheConnectionFromOneThatIsSlow) {
  const SmtpDialogue asked = Heard({"C: MAIL FROM:<a@b>"});
  EXPECT_TRUE(JudgeSmtp(CURLE_RECV_ERROR, asked, "b").closed);
  EXPECT_FALSE(JudgeSmtp(CURLE_OPERATION_TIMEDOUT, asked, "b").closed);
  const SmtpDialogue told = Heard({"C: MAIL FROM:<a@b>", "S: 421 too many"});
  EXPECT_TRUE(JudgeSmtp(CURLE_SEND_ERROR, told, "b").closed);
}

TEST(SmtpDialogue, GivesNoNameAway) {
  const SmtpDialogue dialogue =
      Heard({"C: RCPT TO:<ivanov@school.ru>", "S: 550 5.1.1 <ivanov@school.ru> unknown"});
  EXPECT_EQ(JudgeSmtp(CURLE_SEND_ERROR, dialogue, "school.ru").result.detail,
            "550 5.1.1 at RCPT TO, for school.ru");
}

TEST(SmtpDialogue, OutlivesAnythingAServerSays) {
  for (const std::string line :
       {"", "\r\n", "2", "25", "abc hello", "999999 x", "5500", "-55 x", "250"}) {
    SmtpDialogue dialogue;
    dialogue.Sent("MAIL FROM:<a@b>\r\n");
    dialogue.Received(line);
    JudgeSmtp(CURLE_WEIRD_SERVER_REPLY, dialogue, "school.ru");
  }
}

}  // namespace
}  // namespace vekha::delivery
