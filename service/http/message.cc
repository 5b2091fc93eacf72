#include "service/http/message.h"

namespace vekha::http {

std::optional<std::string> FindHeader(const std::vector<Header>& headers, std::string_view name) {
  std::optional<std::string> out;
  for (const Header& header : headers) {
    if (header.name != name) continue;
    out = out ? *out + ", " + header.value : header.value;
  }
  return out;
}

}  // namespace vekha::http
