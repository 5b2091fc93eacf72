// Which web pages may call (fetch.spec.whatwg.org, "CORS protocol"). A request that names another
// page's origin is refused, not only left without the header a browser looks for: so a page that
// points its own name at this address reaches nothing either.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/rejection.h"
#include "service/http/message.h"

namespace vekha::http {

// "https://school.example" or "http://localhost:5173": scheme http or https, a host in lower case,
// a port unless it is the scheme's own, and nothing after it. "*" and "null" are none.
bool IsOrigin(const std::string& text);

// ORIGIN_FORBIDDEN (kPermissionDenied) for a request from a page that is not among `allowed`; a
// request that names no page, as programs send it, passes.
std::optional<Rejection> CheckOrigin(const Request& request,
                                     const std::vector<std::string>& allowed);

// A browser's question before the call itself.
bool IsPreflight(const Request& request);
Answer PreflightAnswer(const Request& request);

// Lets the page that asked read the answer; call it last, when the answer has all its headers.
void AllowOrigin(const Request& request, Answer& answer);

}  // namespace vekha::http
