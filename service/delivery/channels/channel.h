// Ways for a digest to leave the house. A channel knows how to hand messages over and what the
// other side's answers mean; who gets what and when, and what becomes of a message that failed, is
// decided by its caller. Delivery is at least once: after a lost answer the caller sends again,
// under the same id, by which the receiver knows it.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/date.h"
#include "engine/base/language.h"
#include "engine/digest/digest.h"

namespace vekha::delivery {

struct Message {
  std::string id;       // stable over all attempts: Message-ID, Idempotency-Key, file name
  int attempt = 1;      // 1-based
  std::string to_name;  // as the person is written in letters
  std::string address;  // in the channel's own form: mail address, URL, anything for a spool
  Date day;             // the digest's, in the reader's zone
  // It is not begun later: his evening comes, or the lease on it ends.
  std::chrono::sys_seconds not_after = std::chrono::sys_seconds::max();
  digest::Digest digest;
  Language language = Language::kRussian;
};

enum class SendOutcome {
  kSent,     // the other side has taken it
  kRetry,    // not now: later it may work
  kRefused,  // it will never work: the address or the message was refused
};
std::string_view SendOutcomeName(SendOutcome outcome);  // "sent", "retry", "refused"

struct SendResult {
  SendOutcome outcome = SendOutcome::kRetry;
  std::string reason;  // stable: SENT, SMTP_UNREACHABLE, HTTP_500, RATE_LIMITED ...;
                       // docs/formats/delivery.md
  // For a log: no secret, and of the address only its domain or host.
  std::string detail;
  // For kRetry, when it is known: earlier is useless.
  std::chrono::seconds retry_after{0};
  bool tried = true;  // false: it was not begun, which is no attempt
  bool operator==(const SendResult&) const = default;
};

// Results of what was not begun: its time passed while those before it were sent; the program ends.
SendResult TooLate();
SendResult Stopped();

// What a rate limit leaves.
struct Room {
  int messages = 0;              // that may go now
  std::chrono::seconds wait{0};  // with none: until one may
};

class Channel {
 public:
  virtual ~Channel() = default;
  virtual std::string_view name() const = 0;  // "smtp", "webhook", "spool"

  // Of its rate limit; nothing when it has none. A message sent beyond it gets kRetry,
  // RATE_LIMITED.
  virtual std::optional<Room> Left() { return std::nullopt; }

  // One result a message, in order. Reuses connections within the call. Never throws. Every message
  // has a time limit; when the other side cannot be reached at all, the messages left get kRetry
  // with the reason without being tried. Not for two threads at a time.
  virtual std::vector<SendResult> Send(const std::vector<Message>& messages) = 0;

  // Asked before each message of a slow channel: then what is left is not begun. Not during Send().
  void StopWhen(std::function<bool()> stopped) { stopped_ = std::move(stopped); }

 protected:
  // Why a message is not begun now, if it is not.
  std::optional<SendResult> NotNow(const Message& message, std::chrono::sys_seconds now) const;

 private:
  std::function<bool()> stopped_;
};

}  // namespace vekha::delivery
