#include "service/delivery/channels/webhook_channel.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "engine/base/rejection.h"
#include "service/delivery/channels/address_gate.h"
#include "service/delivery/channels/curl.h"
#include "service/delivery/channels/message_id.h"
#include "service/delivery/channels/secret.h"
#include "service/delivery/channels/signature.h"
#include "service/delivery/channels/webhook_payload.h"
#include "service/delivery/channels/webhook_url.h"

namespace vekha::delivery {
namespace {

// Counts an answer's bytes and ends the transfer when they are too many.
size_t Count(char*, size_t size, size_t count, void* data) {
  auto& bytes = *static_cast<size_t*>(data);
  bytes += size * count;
  return bytes > WebhookChannel::kAnswerBytesMax ? 0 : size * count;
}

bool IsForLater(long status) {
  return status == 408 || status == 425 || status == 429 || status >= 500;
}

SendResult JudgeStatus(long status, const std::string& host) {
  using enum SendOutcome;
  if (status >= 200 && status < 300) return {.outcome = kSent, .reason = "SENT", .detail = host};
  if (status >= 300 && status < 400) {
    return {.outcome = kRefused, .reason = "HTTP_REDIRECT", .detail = host};
  }
  return {.outcome = IsForLater(status) ? kRetry : kRefused,
          .reason = fmt::format("HTTP_{}", status),
          .detail = host};
}

class Session {
 public:
  Session(const WebhookConfig& config, const service::Clock& clock)
      : config_(config), clock_(clock), curl_(MakeCurl(config.timeout_seconds, config.ca_file)) {
    absl::StatusOr<Secret> secret = ReadSecret(config.secret_file);
    if (!secret.ok()) {
      const Rejection why = RejectionOf(secret.status());
      given_up_ = {.outcome = SendOutcome::kRetry, .reason = why.reason, .detail = why.message};
    } else if (curl_ == nullptr) {
      given_up_ = {.outcome = SendOutcome::kRetry, .reason = "OUT_OF_MEMORY", .detail = {}};
    } else {
      secret_.emplace(*std::move(secret));
      SetUp();
    }
  }

  // The answer that needs no network: the session or the host is given up.
  const SendResult* KnownAnswer(const WebhookUrl& url) const {
    if (given_up_) return &*given_up_;
    const auto found = hosts_.find(url.origin);
    return found != hosts_.end() && found->second.given_up ? &*found->second.given_up : nullptr;
  }

  SendResult Send(const Message& message, const WebhookUrl& url) {
    const std::string body = WebhookPayload(message);
    const CurlList headers = Headers(message, body);
    size_t answer_bytes = 0;
    gate_ = {.reach = IsListed(url, config_.allow_hosts) ? Reach::kAnywhere : Reach::kOpenNet};
    Set(CURLOPT_URL, url.text.c_str());
    Set(CURLOPT_HTTPHEADER, headers.get());
    Set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    Set(CURLOPT_POSTFIELDS, body.c_str());
    Set(CURLOPT_WRITEDATA, &answer_bytes);
    const CURLcode code = curl_easy_perform(curl_.get());
    Set(CURLOPT_HTTPHEADER, static_cast<curl_slist*>(nullptr));
    return Judge(code, url);
  }

 private:
  struct Host {
    int failures = 0;
    std::optional<SendResult> given_up;
  };

  template <typename T>
  void Set(CURLoption option, T value) {
    curl_easy_setopt(curl_.get(), option, value);
  }

  void SetUp() {
    Set(CURLOPT_PROTOCOLS_STR, "http,https");
    Set(CURLOPT_POST, 1L);
    Set(CURLOPT_WRITEFUNCTION, &Count);
    Set(CURLOPT_USERAGENT, "vekha");
    Attach(curl_.get(), gate_);
  }

  CurlList Headers(const Message& message, const std::string& body) const {
    const std::string id = HeaderToken(message.id);
    const std::chrono::sys_seconds now = clock_.Now();
    CurlList headers;
    Append(headers, "Content-Type: application/json");
    Append(headers, "Accept:");
    Append(headers, "Expect:");  // a body of some kilobytes is not worth a round trip
    Append(headers, "Idempotency-Key: " + id);
    Append(headers, "webhook-id: " + id);
    Append(headers, fmt::format("webhook-timestamp: {}", now.time_since_epoch().count()));
    Append(headers, "webhook-signature: " + SignWebhook(*secret_, id, now, body));
    Append(headers, fmt::format("vekha-attempt: {}", message.attempt));
    return headers;
  }

  SendResult Judge(CURLcode code, const WebhookUrl& url) {
    long status = 0;
    curl_easy_getinfo(curl_.get(), CURLINFO_RESPONSE_CODE, &status);
    Host& host = hosts_[url.origin];
    // An answer that was too long was still an answer.
    if (code == CURLE_OK || (code == CURLE_WRITE_ERROR && status >= 200)) {
      host.failures = 0;
      SendResult result = JudgeStatus(status, url.host);
      if (result.outcome == SendOutcome::kRetry) result.retry_after = RetryAfter();
      return result;
    }
    if (gate_.Closed()) {
      return {.outcome = SendOutcome::kRefused, .reason = "HTTP_INTERNAL_HOST", .detail = url.host};
    }
    const std::string problem = "HTTP_" + ConnectionProblem(code);
    SendResult result{.outcome = SendOutcome::kRetry, .reason = problem, .detail = url.host};
    const bool stands = problem == "HTTP_TIMEOUT" || problem == "HTTP_DISCONNECTED";
    if (!stands || ++host.failures >= WebhookChannel::kFailuresMax) {
      host.given_up = result;
      host.given_up->detail = "not tried after: " + result.detail;
    }
    return result;
  }

  std::chrono::seconds RetryAfter() {
    curl_off_t seconds = 0;
    curl_easy_getinfo(curl_.get(), CURLINFO_RETRY_AFTER, &seconds);
    constexpr curl_off_t kDay = 86'400;  // a receiver cannot silence us for longer
    return std::chrono::seconds(std::clamp<curl_off_t>(seconds, 0, kDay));
  }

  const WebhookConfig& config_;
  const service::Clock& clock_;
  AddressGate gate_;  // outlives curl_
  CurlHandle curl_;
  std::optional<Secret> secret_;
  std::optional<SendResult> given_up_;
  std::map<std::string, Host> hosts_;  // by origin
};

}  // namespace

WebhookChannel::WebhookChannel(WebhookConfig config, const service::Clock& clock)
    : config_(std::move(config)), clock_(clock), limit_(config_.per_minute, clock) {}

std::vector<SendResult> WebhookChannel::Send(const std::vector<Message>& messages) {
  std::vector<SendResult> results;
  results.reserve(messages.size());
  Session session(config_, clock_);
  for (const Message& message : messages) {
    const auto url = ParseWebhookUrl(message.address);
    if (!url) {
      results.push_back(
          {.outcome = SendOutcome::kRefused, .reason = "ADDRESS_INVALID", .detail = {}});
    } else if (const SendResult* known = session.KnownAnswer(*url)) {
      results.push_back(*known);
    } else if (auto why = NotNow(message, clock_.Now())) {
      results.push_back(*std::move(why));
    } else if (limit_.Take()) {
      results.push_back(session.Send(message, *url));
    } else {
      results.push_back(RateLimited(limit_));
    }
  }
  return results;
}

}  // namespace vekha::delivery
