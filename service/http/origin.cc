#include "service/http/origin.h"

#include <algorithm>
#include <string_view>

namespace vekha::http {

bool IsOrigin(const std::string& text) {
  std::string_view rest = text;
  const bool https = rest.starts_with("https://");
  if (!https && !rest.starts_with("http://")) return false;
  rest.remove_prefix(https ? 8 : 7);
  const size_t bracket = rest.starts_with('[') ? rest.find(']') : 0;
  const size_t colon = bracket == std::string_view::npos ? bracket : rest.find(':', bracket);
  const std::string_view host = rest.substr(0, colon);
  const bool has_port = colon != std::string_view::npos;
  const std::string_view port = has_port ? rest.substr(colon + 1) : std::string_view();
  const bool port_formed =
      !has_port ||
      (!port.empty() && port.size() <= 5 && port != (https ? "443" : "80") &&
       std::all_of(port.begin(), port.end(), [](char c) { return '0' <= c && c <= '9'; }));
  return port_formed && !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                  std::string_view("-._[]:").find(c) != std::string_view::npos;
         });
}

std::optional<Rejection> CheckOrigin(const Request& request,
                                     const std::vector<std::string>& allowed) {
  const auto origin = FindHeader(request.headers, "origin");
  if (!origin || std::find(allowed.begin(), allowed.end(), *origin) != allowed.end()) {
    return std::nullopt;
  }
  return Rejection{absl::StatusCode::kPermissionDenied,
                   "ORIGIN_FORBIDDEN",
                   "pages of this origin may not call; the server is told which may",
                   "Страницам этого сайта обращаться сюда не разрешено.",
                   {}};
}

bool IsPreflight(const Request& request) {
  return request.method == "OPTIONS" && FindHeader(request.headers, "origin") &&
         FindHeader(request.headers, "access-control-request-method");
}

Answer PreflightAnswer(const Request& request) {
  Answer out{.status = 204, .headers = {}, .body = {}};
  AllowOrigin(request, out);
  out.headers.push_back({"access-control-allow-methods", "POST"});
  out.headers.push_back({"access-control-allow-headers",
                         "Authorization, Connect-Protocol-Version, Connect-Timeout-Ms, "
                         "Content-Type, Idempotency-Key"});
  out.headers.push_back({"access-control-max-age", "7200"});
  return out;
}

void AllowOrigin(const Request& request, Answer& answer) {
  answer.headers.push_back({"vary", "Origin"});
  const auto origin = FindHeader(request.headers, "origin");
  if (!origin) return;
  answer.headers.push_back({"access-control-allow-origin", *origin});
  std::string exposed;
  for (const Header& header : answer.headers) {
    if (!header.name.starts_with("trailer-")) continue;
    exposed += (exposed.empty() ? "" : ", ") + header.name;
  }
  if (!exposed.empty()) answer.headers.push_back({"access-control-expose-headers", exposed});
}

}  // namespace vekha::http
