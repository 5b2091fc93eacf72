#include "service/delivery/channels/channel.h"

namespace vekha::delivery {

std::string_view SendOutcomeName(SendOutcome outcome) {
  switch (outcome) {
    case SendOutcome::kSent:
      return "sent";
    case SendOutcome::kRetry:
      return "retry";
    case SendOutcome::kRefused:
      return "refused";
  }
  return "";
}

SendResult TooLate() {
  return {.outcome = SendOutcome::kRetry, .reason = "TOO_LATE", .detail = {}, .tried = false};
}

SendResult Stopped() {
  return {.outcome = SendOutcome::kRetry, .reason = "STOPPED", .detail = {}, .tried = false};
}

std::optional<SendResult> Channel::NotNow(const Message& message,
                                          std::chrono::sys_seconds now) const {
  if (stopped_ && stopped_()) return Stopped();
  if (message.not_after < now) return TooLate();
  return std::nullopt;
}

}  // namespace vekha::delivery
