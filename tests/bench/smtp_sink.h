// A mail server that takes everything and keeps nothing, as fast as a socket allows, and a sender
// that does no more than it must: what the SMTP channel is measured against.
#pragma once

#include <string>
#include <string_view>
#include <thread>
#include <vector>

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

// Sends the mails over one connection to 127.0.0.1; the number that was taken.
size_t SendBare(int port, const std::vector<std::string>& mails, std::string_view from,
                std::string_view to);

}  // namespace vekha::bench
