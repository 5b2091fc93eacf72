// A mail server that takes everything and keeps nothing, as fast as a socket allows.
#pragma once

#include <thread>

namespace vekha::bench {

class SmtpSink {
 public:
  SmtpSink();
  ~SmtpSink();
  int port() const { return port_; }

 private:
  void Serve();

  int listener_ = -1;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace vekha::bench
