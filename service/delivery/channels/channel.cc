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
  return {.outcome = SendOutcome::kRetry, .reason = "TOO_LATE", .detail = {}};
}

}  // namespace vekha::delivery
