// A port, its connections and the threads that serve them.
#pragma once

#include <absl/status/statusor.h>

#include <chrono>
#include <memory>
#include <string>

#include "service/http/session.h"

namespace vekha::http {

// Thread-safe.
class Listener {
 public:
  // `address` is HOST:PORT, IPv6 in brackets; port 0 takes a free one. kUnavailable when it cannot
  // be listened on. A connection over the limit is answered 503 and closed.
  static absl::StatusOr<std::unique_ptr<Listener>> Listen(const std::string& address,
                                                          Handler handler, Limits limits);
  // Closes what is left. No handler may be called back after this.
  ~Listener();

  int port() const;
  size_t connections() const;

  // Takes nobody new, closes who is idle and lets running answers be written. True when nobody was
  // left by `until`.
  bool Drain(std::chrono::steady_clock::time_point until);

 private:
  struct Running;
  explicit Listener(std::unique_ptr<Running> running);
  std::unique_ptr<Running> running_;
};

}  // namespace vekha::http
