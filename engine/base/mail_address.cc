#include "engine/base/mail_address.h"

#include <unicode/uidna.h>

#include <algorithm>
#include <array>
#include <memory>

namespace vekha {
namespace {

constexpr size_t kAddressMax = 254;  // RFC 5321 4.5.3.1.3, without the brackets
constexpr size_t kLocalMax = 64;     // 4.5.3.1.1

bool IsAlphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool IsLocalPart(std::string_view text) {
  constexpr std::string_view kAtext = ".!#$%&'*+-/=?^_`{|}~";
  return !text.empty() && text.size() <= kLocalMax && text.front() != '.' && text.back() != '.' &&
         text.find("..") == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), [&](char c) {
           return IsAlphanumeric(c) || kAtext.find(c) != std::string_view::npos;
         });
}

bool IsAsciiDomain(std::string_view text) {
  return !text.empty() && text.front() != '.' && text.front() != '-' && text.back() != '.' &&
         text.back() != '-' && text.find("..") == std::string_view::npos &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return IsAlphanumeric(c) || c == '.' || c == '-'; });
}

std::optional<std::string> AsciiDomain(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UIDNA, decltype(&uidna_close)> idna(
      uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI | UIDNA_USE_STD3_RULES,
                      &error),
      &uidna_close);
  if (U_FAILURE(error)) return std::nullopt;
  std::array<char, kAddressMax + 1> out{};
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  const int32_t length =
      uidna_nameToASCII_UTF8(idna.get(), text.data(), static_cast<int32_t>(text.size()), out.data(),
                             static_cast<int32_t>(out.size()), &info, &error);
  if (U_FAILURE(error) || info.errors != 0) return std::nullopt;
  std::string domain(out.data(), static_cast<size_t>(length));
  return IsAsciiDomain(domain) ? std::optional(std::move(domain)) : std::nullopt;
}

}  // namespace

std::optional<MailAddress> ParseMailAddress(std::string_view text) {
  const size_t at = text.find('@');
  if (at == std::string_view::npos || text.size() > 4 * kAddressMax) return std::nullopt;
  if (!IsLocalPart(text.substr(0, at))) return std::nullopt;
  std::optional<std::string> domain = AsciiDomain(text.substr(at + 1));
  if (!domain || at + 1 + domain->size() > kAddressMax) return std::nullopt;
  return MailAddress{std::string(text.substr(0, at)), std::move(*domain)};
}

bool IsHostName(std::string_view text) {
  const bool numeric6 = text.find(':') != std::string_view::npos;
  if (numeric6) {
    return text.size() <= 45 && std::all_of(text.begin(), text.end(), [](char c) {
             return c == ':' || c == '.' || IsAlphanumeric(c);
           });
  }
  return text.size() <= kAddressMax && AsciiDomain(text).has_value();
}

}  // namespace vekha
