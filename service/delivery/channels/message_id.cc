#include "service/delivery/channels/message_id.h"

#include <fmt/format.h>

#include "service/delivery/channels/signature.h"

namespace vekha::delivery {
namespace {

constexpr size_t kIdMax = 180;  // with a domain a header line stays far below 998 bytes

bool IsAlphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Escapes what `keep(position)` does not keep, and '%' always.
template <typename Keep>
std::string Escape(std::string_view id, Keep keep) {
  std::string out;
  for (size_t i = 0; i < id.size(); ++i) {
    if (id[i] != '%' && keep(i)) {
      out += id[i];
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(id[i]));
    }
  }
  return out;
}

// A dot stands between two others, or it is escaped.
bool IsInnerDot(std::string_view id, size_t i) {
  return id[i] == '.' && i > 0 && i + 1 < id.size() && id[i - 1] != '.';
}

std::string Shortened(std::string escaped, std::string_view id) {
  if (escaped.empty() || escaped.size() > kIdMax) escaped = "sha256%-" + Sha256Hex(id);
  return escaped;
}

}  // namespace

std::string MessageIdHeader(std::string_view id, std::string_view domain) {
  constexpr std::string_view kAtext = "!#$&'*+-/=?^_`{|}~";
  const auto keep = [&](size_t i) {
    return IsAlphanumeric(id[i]) || kAtext.find(id[i]) != std::string_view::npos ||
           IsInnerDot(id, i);
  };
  return fmt::format("<{}@{}>", Shortened(Escape(id, keep), id), domain);
}

std::string HeaderToken(std::string_view id) {
  return Shortened(Escape(id, [&](size_t i) { return id[i] > ' ' && id[i] < 0x7F; }), id);
}

std::string SpoolFileName(std::string_view id) {
  const auto keep = [&](size_t i) {
    return IsAlphanumeric(id[i]) || id[i] == '-' || id[i] == '_' || IsInnerDot(id, i);
  };
  return Shortened(Escape(id, keep), id) + ".eml";
}

}  // namespace vekha::delivery
