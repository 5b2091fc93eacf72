#include "service/delivery/channels/mail.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/utf8.h"
#include "engine/digest/clean.h"
#include "service/delivery/channels/signature.h"

namespace vekha::delivery {
namespace {

constexpr size_t kLineMax = 76;  // RFC 2047 section 2, RFC 2045 section 6.8
constexpr size_t kNameMax = 100;
constexpr std::string_view kWordBegin = "=?utf-8?B?";
constexpr std::string_view kWordEnd = "?=";

bool IsPlainAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7F; }) &&
         text.find("=?") == std::string_view::npos;
}

// Bytes that fit as base64 into an encoded word on a line with `used` characters.
size_t WordBytes(size_t used) {
  const size_t taken = used + kWordBegin.size() + kWordEnd.size();
  return taken + 4 > kLineMax ? 0 : (kLineMax - taken) / 4 * 3;
}

// A word holds whole characters only (RFC 2047 section 5).
std::string EncodedWords(std::string_view text, size_t used) {
  std::string out;
  std::string word;
  size_t room = WordBytes(used);
  const auto close = [&] {
    if (!word.empty()) out.append(kWordBegin).append(Base64(word)).append(kWordEnd);
    word.clear();
  };
  for (const CodePoint& point : DecodeUtf8(text)) {
    std::string character;
    AppendUtf8(point.value, character);
    if (word.size() + character.size() > room) {
      close();
      out += "\r\n ";
      room = WordBytes(1);
    }
    word += character;
  }
  close();
  return out;
}

std::string Quoted(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

// `used`: the header's name, ": " included.
std::string Mailbox(std::string_view name, const std::string& address, size_t used) {
  const std::string clean = digest::Clean(name, kNameMax);
  if (clean.empty()) return address;
  const std::string phrase = IsPlainAscii(clean) ? Quoted(clean) : EncodedWords(clean, used);
  // A name without an address is a group without members: RFC 5322 3.4.
  return address.empty() ? phrase + ":;" : fmt::format("{}\r\n <{}>", phrase, address);
}

std::string WithCrlf(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  for (size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    out.append(text.substr(0, end)).append("\r\n");
    text.remove_prefix(end + 1);
  }
  return out.append(text);
}

std::string Base64Lines(std::string_view text) {
  const std::string encoded = Base64(WithCrlf(text));
  std::string out;
  out.reserve(encoded.size() + encoded.size() / kLineMax * 2 + 2);
  for (size_t at = 0; at < encoded.size(); at += kLineMax) {
    out.append(encoded, at, kLineMax).append("\r\n");
  }
  return out;
}

std::string Part(std::string_view type, std::string_view boundary, std::string_view text) {
  return fmt::format(
      "--{}\r\nContent-Type: {}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
      boundary, type, Base64Lines(text));
}

std::string Headers(const Mail& mail, std::string_view boundary) {
  std::string out = fmt::format("Date: {}\r\n", FormatMailDate(mail.date));
  out += fmt::format("From: {}\r\n", Mailbox(mail.from_name, mail.from, 6));
  const std::string to = Mailbox(mail.to_name, mail.to, 4);
  out += fmt::format("To: {}\r\n", to.empty() ? "undisclosed-recipients:;" : to);
  if (!mail.reply_to.empty()) out += fmt::format("Reply-To: {}\r\n", mail.reply_to);
  out += fmt::format("Subject: {}\r\n", EncodeHeaderText(mail.letter.subject, 9));
  out += fmt::format("Message-ID: {}\r\n", mail.message_id);
  out += "Auto-Submitted: auto-generated\r\n";  // RFC 3834: nobody's machine answers this
  out += fmt::format("Content-Language: {}\r\n", mail.language == Language::kRussian ? "ru" : "en");
  out += "MIME-Version: 1.0\r\n";
  return out +
         fmt::format("Content-Type: multipart/alternative;\r\n boundary=\"{}\"\r\n", boundary);
}

}  // namespace

std::string EncodeHeaderText(std::string_view text, size_t used) {
  std::string clean = digest::Clean(text, std::string::npos);
  if (IsPlainAscii(clean) && used + clean.size() <= kLineMax) return clean;
  return EncodedWords(clean, used);
}

std::string FormatMailDate(std::chrono::sys_seconds time) {
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} +0000",
                     fmt::gmtime(time.time_since_epoch().count()));
}

std::string FormatMail(const Mail& mail) {
  // "_" stands in no base64 text, so no part can hold the boundary.
  const std::string boundary = "vekha_" + Sha256Hex(mail.message_id).substr(0, 32);
  return Headers(mail, boundary) + "\r\n" + Part("text/plain", boundary, mail.letter.text) +
         Part("text/html", boundary, mail.letter.html) + fmt::format("--{}--\r\n", boundary);
}

}  // namespace vekha::delivery
