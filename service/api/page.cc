#include "service/api/page.h"

#include <absl/strings/escaping.h>
#include <absl/strings/numbers.h>
#include <absl/strings/str_split.h>
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "engine/base/rejection.h"
#include "engine/base/status.h"

namespace vekha::api {
namespace {

constexpr size_t kTokenBytesMax = 4096;
constexpr size_t kFingerprintChars = 32;
constexpr char kVersion[] = "1";

absl::Status Refused(std::string reason, std::string_view field, std::string message,
                     std::string message_ru) {
  return ToStatus({absl::StatusCode::kInvalidArgument,
                   std::move(reason),
                   std::move(message),
                   std::move(message_ru),
                   {{"field", std::string(field)}}});
}

absl::Status InvalidToken() {
  return Refused("PAGE_TOKEN_INVALID", "page_token", "the page_token was not made by this service",
                 "Такой отметки страницы служба не выдавала.");
}

}  // namespace

absl::Status CheckPageSize(int size) {
  if (size >= 0) return absl::OkStatus();
  return Refused("PAGE_SIZE_NEGATIVE", "page_size", "page_size must not be negative",
                 "Размер страницы не может быть отрицательным.");
}

absl::StatusOr<Page> Page::Read(int size, std::string_view token, std::string query) {
  VEKHA_RETURN_IF_ERROR(CheckPageSize(size));
  Page page;
  page.size_ = size == 0 ? kPageSizeDefault : std::min(size, kPageSizeMax);
  page.query_ = query.substr(0, kFingerprintChars);
  if (token.empty()) return page;

  std::string text;
  if (token.size() > kTokenBytesMax ||
      !absl::WebSafeBase64Unescape(absl::string_view(token.data(), token.size()), &text)) {
    return InvalidToken();
  }
  const std::vector<std::string> parts = absl::StrSplit(text, absl::MaxSplits('\n', 5));
  uint64_t next = 0;
  if (parts.size() != 6 || parts[0] != kVersion || !absl::SimpleAtoi(parts[2], &page.revision_) ||
      !absl::SimpleAtoi(parts[4], &next) || next == 0) {
    return InvalidToken();
  }
  if (parts[1] != page.query_) {
    return Refused("PAGE_TOKEN_FOREIGN", "page_token", "the page_token belongs to another query",
                   "Отметка страницы — от другого запроса.");
  }
  page.day_ = ParseIsoDate(parts[3]);
  page.next_ = next;
  page.last_ = parts[5];
  page.first_ = false;
  return page;
}

void Page::Begin(int64_t revision, std::optional<Date> day) {
  if (!first_) return;
  revision_ = revision;
  day_ = day;
}

std::string Page::Token(size_t next, std::string_view last) const {
  return absl::WebSafeBase64Escape(fmt::format("{}\n{}\n{}\n{}\n{}\n{}", kVersion, query_,
                                               revision_, day_ ? FormatIso(*day_) : "", next,
                                               last));
}

}  // namespace vekha::api
