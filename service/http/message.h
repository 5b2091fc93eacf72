// One HTTP exchange without its wire: what a session reads and what it is to answer.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vekha::http {

struct Header {
  std::string name;  // in lower case
  std::string value;
  bool operator==(const Header&) const = default;
};

struct Request {
  std::string method;  // "POST"
  std::string target;  // "/vekha.v1.StateService/RecordFacts"
  std::vector<Header> headers;
  std::string body;
  std::chrono::steady_clock::time_point arrived;  // when its head had been read
};

struct Answer {
  int status = 200;
  std::vector<Header>
      headers;  // without Content-Length, Date and Connection: they are the session's
  std::string body;
};

// The values of all headers of that name (lower case), joined by ", " as HTTP joins them, so that
// one sent twice is never read as if it had been sent once. Nothing when there is none.
std::optional<std::string> FindHeader(const std::vector<Header>& headers, std::string_view name);

}  // namespace vekha::http
