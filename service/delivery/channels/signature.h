// Hashes, signatures and base64 (OpenSSL does the work).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "service/delivery/channels/secret.h"

namespace vekha::delivery {

std::string Base64(std::string_view bytes);
std::optional<std::string> FromBase64(std::string_view text);  // padded, without white space
std::string Sha256Hex(std::string_view bytes);

// The webhook-signature header of Standard Webhooks: "v1," and base64 of HMAC-SHA256 over
// "id.timestamp.body". A secret "whsec_..." is base64 of the key; any other is the key itself.
std::string SignWebhook(const Secret& secret, std::string_view id, std::chrono::sys_seconds now,
                        std::string_view body);

}  // namespace vekha::delivery
