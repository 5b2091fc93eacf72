// How an adapter asks a journal: one request, one answer. A request holds the school's token, so it
// has no way to be printed.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vekha::intake {

struct HttpRequest {
  std::string url;                                             // whole, with its query
  std::vector<std::pair<std::string, std::string>> headers{};  // name and value
  std::optional<std::string> body{};                           // with one it is a POST
  std::string content_type{};                                  // of the body
  std::chrono::seconds timeout{20};                            // for all of it
  size_t bytes_max = size_t{16} << 20;                         // of the answer's body
};

struct HttpAnswer {
  // Why there is no whole answer: UNREACHABLE, TIMEOUT, DISCONNECTED, TRUNCATED, TOO_LARGE,
  // TLS_UNTRUSTED, TLS_FAILED, CA_FILE_UNREADABLE, INTERNAL_HOST, OUT_OF_MEMORY. Empty: there is
  // one, and the rest holds.
  std::string problem{};
  int status = 0;
  std::string content_type{};
  std::optional<std::chrono::seconds> retry_after{};
  std::string body{};
};

class HttpPort {
 public:
  virtual ~HttpPort() = default;
  // Never follows a redirect, never throws. Not for two threads at a time.
  virtual HttpAnswer Send(const HttpRequest& request) = 0;
};

// Waits between attempts are a port, too: tests do not sleep.
class Waiter {
 public:
  virtual ~Waiter() = default;
  virtual void Wait(std::chrono::seconds time) = 0;
};

class SleepingWaiter : public Waiter {
 public:
  void Wait(std::chrono::seconds time) override;
};

}  // namespace vekha::intake
