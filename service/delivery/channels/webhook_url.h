#pragma once

#include <optional>
#include <string>
#include <vector>

namespace vekha::delivery {

struct WebhookUrl {
  std::string text;
  std::string origin;  // "https://hooks.school.ru:443": what is reached or not
  std::string host;
};

// Nothing for another scheme than http and https, a user or password, a fragment, a host that is
// missing, or more than 2048 bytes.
std::optional<WebhookUrl> ParseWebhookUrl(const std::string& text);

// The host is one of the list: letters of either case, an IPv6 address with brackets or without.
bool IsListed(const WebhookUrl& url, const std::vector<std::string>& hosts);

}  // namespace vekha::delivery
