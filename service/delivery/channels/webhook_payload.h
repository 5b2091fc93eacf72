#pragma once

#include <string>

#include "service/delivery/channels/channel.h"

namespace vekha::delivery {

// The body of a webhook: one JSON object with stable snake_case names (docs/formats/delivery.md).
// The same message gives the same bytes in every attempt.
std::string WebhookPayload(const Message& message);

}  // namespace vekha::delivery
