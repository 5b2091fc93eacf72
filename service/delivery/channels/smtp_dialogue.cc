#include "service/delivery/channels/smtp_dialogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "service/delivery/channels/curl.h"

namespace vekha::delivery {
namespace {

std::string_view StageName(SmtpStage stage) {
  switch (stage) {
    case SmtpStage::kConnect:
      return "connecting";
    case SmtpStage::kHello:
      return "EHLO";
    case SmtpStage::kTls:
      return "STARTTLS";
    case SmtpStage::kAuth:
      return "AUTH";
    case SmtpStage::kMail:
      return "MAIL FROM";
    case SmtpStage::kRecipient:
      return "RCPT TO";
    case SmtpStage::kData:
      return "DATA";
    case SmtpStage::kBody:
      return "the end of the mail";
  }
  return "";
}

bool IsEnhanced(std::string_view word) {
  return word.size() >= 5 && word.size() <= 9 && (word[0] == '4' || word[0] == '5') &&
         word[1] == '.' && std::count(word.begin(), word.end(), '.') == 2 &&
         word.find_first_not_of("0123456789.") == std::string_view::npos;
}

SmtpVerdict Verdict(SendOutcome outcome, std::string reason, bool for_all = false) {
  return {.result = {.outcome = outcome, .reason = std::move(reason), .detail = {}},
          .for_all = for_all,
          .connection = false,
          .closed = false};
}

// The server said no (reply >= 400) at a stage after the connection stood.
SmtpVerdict JudgeReply(const SmtpDialogue& dialogue) {
  using enum SendOutcome;
  const int reply = dialogue.reply;
  if (reply == 530) return Verdict(kRetry, "SMTP_AUTH_REQUIRED", true);
  switch (dialogue.stage) {
    case SmtpStage::kConnect:
    case SmtpStage::kHello:
      return Verdict(kRetry, "SMTP_UNAVAILABLE", true);
    case SmtpStage::kTls:
      return Verdict(kRetry, "SMTP_TLS_UNAVAILABLE", true);
    case SmtpStage::kAuth:
      return Verdict(kRetry, reply < 500 ? "SMTP_UNAVAILABLE" : "SMTP_AUTH_REFUSED", true);
    case SmtpStage::kMail:
      if (reply == 552) return Verdict(kRefused, "SMTP_REFUSED_MESSAGE");  // RFC 1870: too big
      return reply < 500 ? Verdict(kRetry, "SMTP_TEMPORARY")
                         : Verdict(kRetry, "SMTP_REFUSED_SENDER", true);
    case SmtpStage::kRecipient:
      if (reply >= 500) return Verdict(kRefused, "SMTP_REFUSED_RECIPIENT");
      return Verdict(kRetry, reply == 450 || reply == 451 ? "SMTP_GREYLISTED" : "SMTP_TEMPORARY");
    case SmtpStage::kData:
    case SmtpStage::kBody:
      return reply < 500 ? Verdict(kRetry, "SMTP_TEMPORARY")
                         : Verdict(kRefused, "SMTP_REFUSED_MESSAGE");
  }
  return Verdict(kRetry, "SMTP_TEMPORARY");
}

SmtpVerdict JudgeConnection(CURLcode code, const SmtpDialogue& dialogue) {
  const std::string problem = ConnectionProblem(code);
  // Before a mail was begun the recipient has no part in it.
  const bool early = dialogue.stage < SmtpStage::kMail && dialogue.reply < 400;
  SmtpVerdict verdict = Verdict(SendOutcome::kRetry, "SMTP_" + problem, early);
  verdict.connection = true;
  verdict.closed = code != CURLE_OPERATION_TIMEDOUT;
  return verdict;
}

}  // namespace

void SmtpDialogue::Sent(std::string_view command) {
  if (command.starts_with("QUIT\r")) over = true;
  if (over) return;
  const auto begins = [&](std::string_view verb) { return command.starts_with(verb); };
  if (begins("EHLO ") || begins("HELO ")) {
    stage = SmtpStage::kHello;
  } else if (begins("STARTTLS\r")) {
    stage = SmtpStage::kTls;
  } else if (begins("AUTH ")) {
    stage = SmtpStage::kAuth;
  } else if (begins("MAIL FROM:")) {
    stage = SmtpStage::kMail;
  } else if (begins("RCPT TO:")) {
    stage = SmtpStage::kRecipient;
  } else if (stage == SmtpStage::kRecipient && begins("DATA\r")) {
    stage = SmtpStage::kData;
  }
  reply = 0;
  enhanced.clear();
}

void SmtpDialogue::Received(std::string_view line) {
  if (over || line.size() < 3 || (line.size() > 3 && line[3] == '-')) return;  // more lines follow
  int code = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + 3, code);
  if (error != std::errc() || end != line.data() + 3) return;
  reply = code;
  if (stage == SmtpStage::kData && code == 354) {
    stage = SmtpStage::kBody;
    reply = 0;
  }
  const std::string_view rest = line.size() > 4 ? line.substr(4) : std::string_view();
  const std::string_view word = rest.substr(0, rest.find_first_of(" \r\n"));
  enhanced = IsEnhanced(word) ? std::string(word) : std::string();
}

SmtpVerdict JudgeSmtp(CURLcode code, const SmtpDialogue& dialogue, std::string_view domain) {
  SmtpVerdict verdict;
  if (code == CURLE_LOGIN_DENIED && dialogue.reply < 400) {
    verdict = Verdict(SendOutcome::kRetry, "SMTP_AUTH_REFUSED", true);
  } else if (code == CURLE_OUT_OF_MEMORY) {
    verdict = Verdict(SendOutcome::kRetry, "OUT_OF_MEMORY", true);
  } else if (dialogue.reply == 421) {  // "closing transmission channel", at any stage
    verdict = Verdict(SendOutcome::kRetry, "SMTP_UNAVAILABLE", dialogue.stage < SmtpStage::kMail);
    verdict.connection = verdict.closed = true;
  } else if (dialogue.reply >= 400) {
    verdict = JudgeReply(dialogue);
  } else {
    verdict = JudgeConnection(code, dialogue);
  }
  std::string answer;
  if (dialogue.reply != 0) {
    answer = fmt::format("{}{}{} ", dialogue.reply, dialogue.enhanced.empty() ? "" : " ",
                         dialogue.enhanced);
  }
  verdict.result.detail = fmt::format("{}at {}, for {}", answer, StageName(dialogue.stage), domain);
  return verdict;
}

}  // namespace vekha::delivery
