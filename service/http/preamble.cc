#include "service/http/preamble.h"

#include <algorithm>
#include <charconv>

#include "engine/base/rejection.h"
#include "service/http/error.h"

namespace vekha::http {
namespace {

constexpr size_t kTimeoutDigitsMax = 10;

Rejection Unsupported(std::string reason, std::string message, std::string message_ru) {
  return {absl::StatusCode::kUnimplemented,
          std::move(reason),
          std::move(message),
          std::move(message_ru),
          {}};
}

// "Enveloped-Message" of the protocol: flags, length (big-endian), message.
std::string EndOfStream(const std::string& message) {
  constexpr char kEndOfStream = 2;
  std::string out(1, kEndOfStream);
  for (int shift = 24; shift >= 0; shift -= 8) {
    out += static_cast<char>((message.size() >> shift) & 0xFF);
  }
  return out + message;
}

absl::StatusOr<std::chrono::milliseconds> ReadTimeout(const std::string& text) {
  int64_t milliseconds = 0;
  const char* end = text.data() + text.size();
  const bool formed =
      !text.empty() && text.size() <= kTimeoutDigitsMax &&
      std::all_of(text.begin(), text.end(), [](char c) { return '0' <= c && c <= '9'; }) &&
      std::from_chars(text.data(), end, milliseconds).ptr == end;
  if (formed) return std::chrono::milliseconds(milliseconds);
  return ToStatus({absl::StatusCode::kInvalidArgument,
                   "TIMEOUT_INVALID",
                   "Connect-Timeout-Ms must be a number of at most 10 digits",
                   "Connect-Timeout-Ms - число не длиннее 10 цифр.",
                   {}});
}

}  // namespace

std::string PathOf(const std::string& target) {
  size_t begin = 0;
  if (const size_t scheme = target.find("://"); !target.starts_with('/') && scheme != target.npos) {
    begin = std::min(target.find('/', scheme + 3), target.size());
  }
  return target.substr(begin, target.find_first_of("?#", begin) - begin);
}

absl::StatusOr<Preamble> ReadPreamble(const Request& request) {
  if (FindHeader(request.headers, "content-encoding").value_or("identity") != "identity") {
    return ToStatus(Unsupported("ENCODING_UNSUPPORTED",
                                "the body must not be compressed: only identity is supported",
                                "Тело запроса нельзя сжимать: принимается только identity."));
  }
  if (FindHeader(request.headers, "connect-protocol-version").value_or("1") != "1") {
    return ToStatus({absl::StatusCode::kInvalidArgument,
                     "CONNECT_VERSION_UNKNOWN",
                     "Connect-Protocol-Version must be 1",
                     "Connect-Protocol-Version должна быть 1.",
                     {}});
  }
  Preamble out;
  if (const auto timeout = FindHeader(request.headers, "connect-timeout-ms")) {
    const auto read = ReadTimeout(*timeout);
    if (!read.ok()) return read.status();
    out.timeout = *read;
  }
  return out;
}

Answer TimedOut() {
  return ErrorAnswer(Rejection{absl::StatusCode::kDeadlineExceeded,
                               "TIMEOUT_PASSED",
                               "Connect-Timeout-Ms had passed before the call could begin",
                               "Время Connect-Timeout-Ms вышло раньше, чем вызов начался.",
                               {}});
}

Answer MethodUnknown() {
  return ErrorAnswer(Unsupported("METHOD_UNKNOWN", "there is no such method on this server",
                                 "На этом сервере нет такого метода."),
                     404);
}

Answer OnlyPost() {
  Answer out = ErrorAnswer(Unsupported("HTTP_METHOD_UNSUPPORTED", "methods are called with POST",
                                       "Методы вызываются через POST."),
                           405);
  out.headers.push_back({"allow", "POST"});
  return out;
}

Answer ContentTypeUnknown() {
  Answer out = ErrorAnswer(
      Unsupported("CONTENT_TYPE_UNSUPPORTED",
                  "Content-Type must be application/json (in UTF-8) or application/proto",
                  "Content-Type должен быть application/json (в UTF-8) или application/proto."),
      415);
  out.headers.push_back({"accept-post", "application/json, application/proto"});
  return out;
}

Answer MethodStreams(const std::string& content_type) {
  Answer out = ErrorAnswer(Unsupported("METHOD_STREAMS",
                                       "the method streams; over HTTP only unary methods are "
                                       "served, gRPC serves all",
                                       "Метод потоковый: он доступен только по gRPC."));
  if (content_type != "application/connect+json" && content_type != "application/connect+proto") {
    return out;
  }
  return {.status = 200,
          .headers = {{"content-type", content_type}},
          .body = EndOfStream(R"({"error":)" + out.body + "}")};
}

Answer SecretsUnreadable() {
  return ErrorAnswer(Rejection{absl::StatusCode::kUnavailable,
                               "SECRETS_UNREADABLE",
                               "the server cannot read its secrets, so no call can be let in",
                               "Сервер не может прочитать секреты, поэтому не принимает вызовы.",
                               {}});
}

}  // namespace vekha::http
