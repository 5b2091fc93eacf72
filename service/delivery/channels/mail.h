// A letter as mail goes over the wire (RFC 5322, MIME): multipart/alternative, UTF-8 in base64, so
// that no line is long and no server changes a byte. The same message gives the same bytes but for
// the Date.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "engine/base/language.h"
#include "engine/digest/digest.h"

namespace vekha::delivery {

struct Mail {
  std::string message_id;  // "<id@domain>"
  std::chrono::sys_seconds date;
  std::string from_name, from;  // an address in ASCII (engine/base/mail_address.h)
  std::string to_name, to;      // to: empty for a letter that is printed or handed over
  std::string reply_to;         // may be empty
  Language language = Language::kRussian;
  digest::Letter letter;
};

// With CRLF line ends.
std::string FormatMail(const Mail& mail);

// `text` as it may stand in an unstructured header (RFC 2047), when `used` characters of its first
// line are taken. Lines are folded at 76 characters.
std::string EncodeHeaderText(std::string_view text, size_t used);

// "Fri, 28 Oct 2022 06:00:00 +0000".
std::string FormatMailDate(std::chrono::sys_seconds time);

}  // namespace vekha::delivery
