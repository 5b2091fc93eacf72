// One id of ours as each channel can carry it. Different ids never become one.
#pragma once

#include <string>
#include <string_view>

namespace vekha::delivery {

// "<id@domain>" (RFC 5322 3.6.4): characters that may not stand there are %XX, as is '%'; an id
// that would be too long is replaced by its SHA-256.
std::string MessageIdHeader(std::string_view id, std::string_view domain);

// For an HTTP header: visible ASCII as it is, all else %XX.
std::string HeaderToken(std::string_view id);

// For a file: letters, digits, '-', '_' and inner '.' as they are, all else %XX; with ".eml".
std::string SpoolFileName(std::string_view id);

}  // namespace vekha::delivery
