#include "service/delivery/channels/webhook_url.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "service/delivery/channels/curl.h"

namespace vekha::delivery {
namespace {

constexpr size_t kUrlMax = 2048;

std::optional<std::string> Part(const CurlUrl& url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url.get(), part, &text, flags) != CURLUE_OK) return std::nullopt;
  std::string found(text);
  curl_free(text);
  return found;
}

// Without the brackets of an IPv6 address.
std::string_view Bare(std::string_view host) {
  const bool brackets = host.starts_with('[') && host.ends_with(']');
  return brackets ? host.substr(1, host.size() - 2) : host;
}

bool IsSame(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

std::optional<WebhookUrl> ParseWebhookUrl(const std::string& text) {
  const bool clean = std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) > ' ' && c != 0x7F;
  });
  const CurlUrl url(curl_url());
  if (!clean || text.size() > kUrlMax || url == nullptr ||
      curl_url_set(url.get(), CURLUPART_URL, text.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK) {
    return std::nullopt;
  }
  const auto scheme = Part(url, CURLUPART_SCHEME);
  const auto host = Part(url, CURLUPART_HOST);
  const auto port = Part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
  const bool web = scheme && (*scheme == "http" || *scheme == "https");
  if (!web || !host || host->empty() || !port || Part(url, CURLUPART_USER) ||
      Part(url, CURLUPART_PASSWORD) || Part(url, CURLUPART_FRAGMENT)) {
    return std::nullopt;
  }
  return WebhookUrl{text, fmt::format("{}://{}:{}", *scheme, *host, *port), *host};
}

bool IsListed(const WebhookUrl& url, const std::vector<std::string>& hosts) {
  return std::any_of(hosts.begin(), hosts.end(),
                     [&](const std::string& host) { return IsSame(Bare(url.host), Bare(host)); });
}

}  // namespace vekha::delivery
