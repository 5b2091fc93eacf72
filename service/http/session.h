// One connection: requests in, answers out, one after the other (HTTP/1.1, RFC 9112). Boost.Beast
// reads and writes; who answers is not known here.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

#include <boost/asio/ip/tcp.hpp>

#include "service/http/message.h"

namespace vekha::http {

// Called from the listener's threads. Answers exactly once, at once or later, from any thread.
using Handler = std::function<void(Request, std::function<void(Answer)>)>;

struct Limits {
  size_t head_bytes_max = size_t{8} << 10;  // what gRPC allows for metadata
  size_t body_bytes_max = size_t{4} << 20;
  size_t connections_max = 256;
  std::chrono::milliseconds idle{75'000};   // between two requests of a connection
  std::chrono::milliseconds read{30'000};   // for a whole head; the same again for a whole body
  std::chrono::milliseconds write{30'000};  // for a whole answer
  std::chrono::milliseconds linger{2'000};  // for a refused sender to notice
};

class Session {
 public:
  virtual ~Session() = default;
  virtual void Start() = 0;
  // Ends at once when no request is being read or answered, else after that answer.
  virtual void Drain() = 0;
};

// `handler` and `limits` must outlive the session, which lives as long as something is to come of
// it. `ended` is called when it is gone.
//
// Refused here, each with an error in JSON, after which the connection is closed: what is no HTTP/1
// (400 HTTP_MALFORMED), a head over its limit (431 HEAD_TOO_LARGE), a body over its limit (429
// BODY_TOO_LARGE). A sender that is too slow is cut off without a word.
std::shared_ptr<Session> MakeSession(boost::asio::ip::tcp::socket socket, const Handler& handler,
                                     const Limits& limits, std::function<void(Session*)> ended);

}  // namespace vekha::http
