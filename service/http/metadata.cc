#include "service/http/metadata.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "service/delivery/channels/signature.h"

namespace vekha::http {
namespace {

constexpr std::string_view kBinary = "-bin";

constexpr std::array kOwnNames = {"connection",
                                  "cookie",
                                  "date",
                                  "expect",
                                  "forwarded",
                                  "from",
                                  "host",
                                  "keep-alive",
                                  "idempotency-key",
                                  "origin",
                                  "pragma",
                                  "range",
                                  "referer",
                                  "te",
                                  "trailer",
                                  "transfer-encoding",
                                  "upgrade",
                                  "user-agent",
                                  "via",
                                  "cache-control",
                                  "dnt"};

constexpr std::array kOwnPrefixes = {"accept", "access-control-", "connect-", "content-", "grpc-",
                                     "if-",    "proxy-",          "sec-",     "webhook-"};

bool IsOwn(std::string_view name) {
  return std::any_of(kOwnNames.begin(), kOwnNames.end(),
                     [&](std::string_view own) { return name == own; }) ||
         std::any_of(kOwnPrefixes.begin(), kOwnPrefixes.end(),
                     [&](std::string_view own) { return name.starts_with(own); });
}

// gRPC aborts the program on others (PROTOCOL-HTTP2.md, "Header-Name", "ASCII-Value").
bool IsName(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
  });
}

bool IsPrintable(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

std::optional<std::string> Unbase64(std::string value) {
  while (value.size() % 4 != 0) value += '=';
  return delivery::FromBase64(value);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> ToMetadata(const std::vector<Header>& headers) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& [name, value] : headers) {
    if (IsOwn(name) || !IsName(name)) continue;
    if (!name.ends_with(kBinary)) {
      if (IsPrintable(value)) out.emplace_back(name, value);
      continue;
    }
    if (auto bytes = Unbase64(value)) out.emplace_back(name, *std::move(bytes));
  }
  return out;
}

std::vector<Header> FromMetadata(const Metadata& metadata, const std::string& prefix) {
  std::vector<Header> out;
  for (const auto& [key, bytes] : metadata) {
    const std::string name(key.data(), key.size());
    std::string value(bytes.data(), bytes.size());
    if (IsOwn(name) || !IsName(name)) continue;
    if (name.ends_with(kBinary)) {
      value = delivery::Base64(value);
      while (value.ends_with('=')) value.pop_back();
    }
    if (IsPrintable(value)) out.push_back({prefix + name, std::move(value)});
  }
  return out;
}

}  // namespace vekha::http
