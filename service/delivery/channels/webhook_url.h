#pragma once

#include <optional>
#include <string>

namespace vekha::delivery {

struct WebhookUrl {
  std::string text;
  std::string origin;  // "https://hooks.school.ru:443": what is reached or not
  std::string host;
};

// Nothing for another scheme than http and https, a user or password, a fragment, a host that is
// missing, or more than 2048 bytes.
std::optional<WebhookUrl> ParseWebhookUrl(const std::string& text);

}  // namespace vekha::delivery
