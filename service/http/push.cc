#include "service/http/push.h"

#include <fmt/format.h>
#include <openssl/crypto.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <string_view>
#include <utility>

#include "service/delivery/channels/signature.h"

namespace vekha::http {
namespace {

using delivery::Secret;

constexpr size_t kIdCharsMax = 128;        // a request_id's
constexpr size_t kSignaturesMax = 16;      // of one push
constexpr size_t kTimestampCharsMax = 12;  // seconds since 1970, for some time to come

absl::Status FileRefused(absl::StatusCode code, std::string reason, const std::string& file,
                         std::string_view what, std::string_view what_ru) {
  return ToStatus({code,
                   std::move(reason),
                   fmt::format("{} {}", file, what),
                   fmt::format("Файл {} {}.", file, what_ru),
                   {{"file", file}}});
}

Rejection NotProven(std::string reason, std::string message, std::string message_ru) {
  return {absl::StatusCode::kUnauthenticated,
          std::move(reason),
          std::move(message),
          std::move(message_ru),
          {}};
}

bool IsId(std::string_view id) {
  return !id.empty() && id.size() <= kIdCharsMax && std::all_of(id.begin(), id.end(), [](char c) {
    return c >= ' ' && c <= '~' && c != '.';  // a "." would leave open where the id ends
  });
}

std::optional<std::chrono::sys_seconds> ReadTimestamp(std::string_view text) {
  int64_t seconds = 0;
  const char* end = text.data() + text.size();
  const bool formed =
      !text.empty() && text.size() <= kTimestampCharsMax &&
      std::all_of(text.begin(), text.end(), [](char c) { return '0' <= c && c <= '9'; }) &&
      std::from_chars(text.data(), end, seconds).ptr == end;
  if (!formed) return std::nullopt;
  return std::chrono::sys_seconds(std::chrono::seconds(seconds));
}

bool IsEqual(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

// `given` is a list with spaces between: a sender that changes its secret signs with both.
bool IsAmong(std::string_view given, const std::string& expected) {
  bool found = false;
  for (size_t count = 0; count < kSignaturesMax && !given.empty(); ++count) {
    const size_t end = std::min(given.find(' '), given.size());
    found |= IsEqual(given.substr(0, end), expected);
    given.remove_prefix(std::min(end + 1, given.size()));
  }
  return found;
}

}  // namespace

absl::StatusOr<std::vector<Secret>> ReadSecrets(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text(kPushSecretsMax * delivery::kSecretBytesMax + 1, '\0');
  if (in) in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad() || (!in && !in.eof())) {
    return FileRefused(absl::StatusCode::kNotFound, "SECRET_UNREADABLE", file, "cannot be read",
                       "не читается");
  }
  text.resize(static_cast<size_t>(in.gcount()));
  std::vector<Secret> out;
  for (std::string_view rest = text; !rest.empty();) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.size() > delivery::kSecretBytesMax) {
      return FileRefused(absl::StatusCode::kInvalidArgument, "SECRET_TOO_LONG", file,
                         fmt::format("has a line of more than {} bytes", delivery::kSecretBytesMax),
                         fmt::format("содержит строку длиннее {} байт", delivery::kSecretBytesMax));
    }
    if (!line.empty()) out.emplace_back(std::string(line));
  }
  if (out.empty()) {
    return FileRefused(absl::StatusCode::kInvalidArgument, "SECRET_EMPTY", file, "has no secret",
                       "не содержит секрета");
  }
  if (out.size() > kPushSecretsMax) {
    return FileRefused(absl::StatusCode::kInvalidArgument, "SECRETS_TOO_MANY", file,
                       fmt::format("has more than {} secrets", kPushSecretsMax),
                       fmt::format("содержит больше {} секретов", kPushSecretsMax));
  }
  return out;
}

std::optional<Rejection> CheckPush(const Request& request, const std::vector<Secret>& secrets,
                                   std::chrono::sys_seconds now) {
  const auto id = FindHeader(request.headers, "webhook-id");
  const auto timestamp = FindHeader(request.headers, "webhook-timestamp");
  const auto signature = FindHeader(request.headers, "webhook-signature");
  if (!id || !timestamp || !signature) {
    return NotProven("PUSH_UNSIGNED",
                     "this port takes signed calls only: webhook-id, webhook-timestamp and "
                     "webhook-signature must be there",
                     "Этот порт принимает только подписанные вызовы: нужны заголовки webhook-id, "
                     "webhook-timestamp и webhook-signature.");
  }
  if (!IsId(*id) || FindHeader(request.headers, "idempotency-key").value_or(*id) != *id) {
    return NotProven("PUSH_ID_INVALID",
                     "webhook-id must be 1 to 128 printable ASCII characters without '.', and "
                     "Idempotency-Key, where it is sent, the same",
                     "webhook-id - от 1 до 128 печатных символов ASCII без точки; Idempotency-Key, "
                     "если он есть, должен совпадать с ним.");
  }
  const auto time = ReadTimestamp(*timestamp);
  if (!time) {
    return NotProven("PUSH_TIMESTAMP_INVALID",
                     "webhook-timestamp must be the number of seconds since 1970",
                     "webhook-timestamp - число секунд с 1970 года.");
  }
  bool signed_by_one = false;
  for (const Secret& secret : secrets) {
    signed_by_one |= IsAmong(*signature, delivery::SignWebhook(secret, *id, *time, request.body));
  }
  if (!signed_by_one) {
    return NotProven("PUSH_SIGNATURE_WRONG", "webhook-signature is not that of this body",
                     "Подпись webhook-signature не подходит к телу запроса.");
  }
  if (*time < now - kPushWindow || *time > now + kPushWindow) {
    return NotProven(
        "PUSH_OUTSIDE_WINDOW",
        fmt::format("webhook-timestamp is more than {} minutes away from now", kPushWindow.count()),
        fmt::format("webhook-timestamp отличается от текущего времени больше чем на "
                    "{} минут.",
                    kPushWindow.count()));
  }
  return std::nullopt;
}

absl::StatusOr<std::optional<std::string>> ReadKey(const Request& request) {
  auto id = FindHeader(request.headers, "webhook-id");
  auto key = FindHeader(request.headers, "idempotency-key");
  if (id && key && *id != *key) {
    return ToStatus({absl::StatusCode::kInvalidArgument,
                     "KEY_AMBIGUOUS",
                     "webhook-id and Idempotency-Key differ",
                     "webhook-id и Idempotency-Key различаются.",
                     {}});
  }
  return id ? id : key;
}

}  // namespace vekha::http
