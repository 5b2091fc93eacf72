#include "service/delivery/channels/smtp_channel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <optional>

#include "engine/base/mail_address.h"
#include "engine/base/rejection.h"
#include "service/delivery/channels/curl.h"
#include "service/delivery/channels/mail.h"
#include "service/delivery/channels/message_id.h"
#include "service/delivery/channels/secret.h"
#include "service/delivery/channels/smtp_dialogue.h"

namespace vekha::delivery {
namespace {

// What libcurl reads from while it sends a mail.
struct Upload {
  std::string_view text;
  size_t at = 0;
};

size_t Read(char* buffer, size_t size, size_t count, void* data) {
  auto& upload = *static_cast<Upload*>(data);
  const size_t length = std::min(size * count, upload.text.size() - upload.at);
  std::memcpy(buffer, upload.text.data() + upload.at, length);
  upload.at += length;
  return length;
}

int Listen(CURL*, curl_infotype type, char* text, size_t size, void* data) {
  auto& dialogue = *static_cast<SmtpDialogue*>(data);
  if (type == CURLINFO_HEADER_OUT) dialogue.Sent({text, size});
  if (type == CURLINFO_HEADER_IN) dialogue.Received({text, size});
  return 0;
}

std::string Url(const SmtpConfig& config) {
  const bool numeric6 = config.host.find(':') != std::string::npos;
  return fmt::format("{}://{}{}{}:{}", config.security == Security::kTls ? "smtps" : "smtp",
                     numeric6 ? "[" : "", config.host, numeric6 ? "]" : "", config.port);
}

// The sender of one batch: its connection, and whether it is worth going on.
class Session {
 public:
  Session(const SmtpConfig& config, const service::Clock& clock)
      : config_(config), clock_(clock), curl_(MakeCurl(config.timeout_seconds, config.ca_file)) {
    if (curl_ == nullptr) {
      GiveUp({.outcome = SendOutcome::kRetry, .reason = "OUT_OF_MEMORY", .detail = {}});
      return;
    }
    SetUp();
    if (!config.user.empty()) LogIn();
  }

  // The answer for every message left, once the session is over.
  const std::optional<SendResult>& given_up() const { return given_up_; }

  SendResult Send(const Message& message) {
    const auto to = ParseMailAddress(message.address);
    if (!to) {
      return {.outcome = SendOutcome::kRefused, .reason = "ADDRESS_INVALID", .detail = {}};
    }
    const std::string mail = Write(message, *to);
    SmtpVerdict verdict = Perform(*to, mail);
    // A server may end a connection after so many mails, or after a while: that is not a failure.
    if (verdict.closed && reused_ && !body_sent_) verdict = Perform(*to, mail);
    Account(verdict);
    return verdict.result;
  }

 private:
  template <typename T>
  void Set(CURLoption option, T value) {
    curl_easy_setopt(curl_.get(), option, value);
  }

  void SetUp() {
    Set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    Set(CURLOPT_URL, Url(config_).c_str());
    Set(CURLOPT_USE_SSL,
        static_cast<long>(config_.security == Security::kNone ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    Set(CURLOPT_MAIL_FROM, fmt::format("<{}>", config_.from).c_str());
    Set(CURLOPT_UPLOAD, 1L);
    Set(CURLOPT_READFUNCTION, &Read);
    Set(CURLOPT_VERBOSE, 1L);  // the debug function hears the dialogue; nothing is printed
    Set(CURLOPT_DEBUGFUNCTION, &Listen);
    Set(CURLOPT_DEBUGDATA, &dialogue_);
  }

  void LogIn() {
    const absl::StatusOr<Secret> password = ReadSecret(config_.password_file);
    if (!password.ok()) {
      const Rejection why = RejectionOf(password.status());
      GiveUp({.outcome = SendOutcome::kRetry, .reason = why.reason, .detail = why.message});
      return;
    }
    Set(CURLOPT_USERNAME, config_.user.c_str());
    Set(CURLOPT_PASSWORD, password->Reveal().c_str());
  }

  std::string Write(const Message& message, const MailAddress& to) const {
    const std::string domain = config_.from.substr(config_.from.find('@') + 1);
    return FormatMail({.message_id = MessageIdHeader(message.id, domain),
                       .date = clock_.Now(),
                       .from_name = config_.from_name,
                       .from = config_.from,
                       .to_name = message.to_name,
                       .to = to.Text(),
                       .reply_to = config_.reply_to,
                       .language = message.language,
                       .letter = digest::Render(message.digest, message.language)});
  }

  SmtpVerdict Perform(const MailAddress& to, const std::string& mail) {
    CurlList recipients;
    Append(recipients, fmt::format("<{}>", to.Text()));
    Upload upload{.text = mail};
    dialogue_ = {};
    Set(CURLOPT_MAIL_RCPT, recipients.get());
    Set(CURLOPT_READDATA, &upload);
    Set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(mail.size()));
    const CURLcode code = curl_easy_perform(curl_.get());
    Set(CURLOPT_MAIL_RCPT, static_cast<curl_slist*>(nullptr));
    long connects = 0;
    curl_easy_getinfo(curl_.get(), CURLINFO_NUM_CONNECTS, &connects);
    reused_ = connects == 0;
    body_sent_ = upload.at > 0;
    if (code != CURLE_OK) return JudgeSmtp(code, dialogue_, to.domain);
    return {.result = {.outcome = SendOutcome::kSent, .reason = "SENT", .detail = to.domain}};
  }

  void Account(const SmtpVerdict& verdict) {
    failures_ = verdict.connection ? failures_ + 1 : 0;
    if (verdict.for_all || failures_ >= SmtpChannel::kFailuresMax) GiveUp(verdict.result);
  }

  void GiveUp(SendResult result) {
    result.detail = "not tried after: " + result.detail;
    given_up_ = std::move(result);
  }

  const SmtpConfig& config_;
  const service::Clock& clock_;
  SmtpDialogue dialogue_;  // outlives curl_, which still says QUIT
  CurlHandle curl_;
  bool reused_ = false;
  bool body_sent_ = false;
  int failures_ = 0;
  std::optional<SendResult> given_up_;
};

}  // namespace

SmtpChannel::SmtpChannel(SmtpConfig config, const service::Clock& clock)
    : config_(std::move(config)), clock_(clock), limit_(config_.per_minute, clock) {}

std::vector<SendResult> SmtpChannel::Send(const std::vector<Message>& messages) {
  std::vector<SendResult> results;
  results.reserve(messages.size());
  Session session(config_, clock_);
  for (const Message& message : messages) {
    if (session.given_up()) {
      results.push_back(*session.given_up());
    } else if (auto why = NotNow(message, clock_.Now())) {
      results.push_back(*std::move(why));
    } else if (limit_.Take()) {
      results.push_back(session.Send(message));
    } else {
      results.push_back(RateLimited(limit_));
    }
  }
  return results;
}

}  // namespace vekha::delivery
