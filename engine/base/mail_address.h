// Addresses of mail and hosts, in the one form that every mail server understands.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vekha {

// A mail address that can be written to: "local@domain" in ASCII. A domain in other letters
// (школа.рф) is put into its ASCII form (UTS 46). Only the plain form is taken: no quotes, comments
// or display names, at most 64 + 1 + 189 characters; so it can break out of no header or command.
struct MailAddress {
  std::string local;
  std::string domain;
  std::string Text() const { return local + "@" + domain; }
};
std::optional<MailAddress> ParseMailAddress(std::string_view text);

// A host name or a numeric address, without port, as it may stand in a configuration.
bool IsHostName(std::string_view text);

}  // namespace vekha
