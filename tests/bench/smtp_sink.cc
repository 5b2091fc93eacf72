#include "tests/bench/smtp_sink.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <string_view>

namespace vekha::bench {
namespace {

constexpr std::string_view kEnd = "\r\n.\r\n";

sockaddr_in Loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  return address;
}

bool Say(int socket, std::string_view text) {
  while (!text.empty()) {
    const ssize_t sent = ::send(socket, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    text.remove_prefix(static_cast<size_t>(sent));
  }
  return true;
}

// Takes from the socket all up to and with `end`; empty when the other side has gone.
class Listener {
 public:
  explicit Listener(int socket) : socket_(socket) {}

  std::string_view Until(std::string_view end) {
    buffer_.erase(0, taken_);
    taken_ = 0;
    size_t from = 0;
    while (true) {
      const size_t at = buffer_.find(end, from);
      if (at != std::string::npos) {
        taken_ = at + end.size();
        return std::string_view(buffer_).substr(0, taken_);
      }
      from = buffer_.size() < end.size() ? 0 : buffer_.size() - end.size();
      char bytes[65536];
      const ssize_t length = ::recv(socket_, bytes, sizeof bytes, 0);
      if (length <= 0) return {};
      buffer_.append(bytes, static_cast<size_t>(length));
    }
  }

 private:
  const int socket_;
  std::string buffer_;
  size_t taken_ = 0;
};

void NoDelay(int socket) {
  const int yes = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

void Talk(int socket) {
  Listener client(socket);
  Say(socket, "220 sink\r\n");
  for (auto line = client.Until("\r\n"); !line.empty(); line = client.Until("\r\n")) {
    if (line.starts_with("DATA")) {
      if (!Say(socket, "354 go\r\n") || client.Until(kEnd).empty()) return;
    } else if (line.starts_with("QUIT")) {
      Say(socket, "221 bye\r\n");
      return;
    }
    if (!Say(socket, line.starts_with("EHLO") ? "250-sink\r\n250 SIZE\r\n" : "250 ok\r\n")) return;
  }
}

}  // namespace

SmtpSink::SmtpSink() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address = Loopback(0);
  socklen_t length = sizeof address;
  auto* where = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_, where, length) != 0 || ::listen(listener_, 8) != 0 ||
      ::getsockname(listener_, where, &length) != 0) {
    std::abort();
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { Serve(); });
}

SmtpSink::~SmtpSink() {
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

void SmtpSink::Serve() {
  for (int socket = ::accept(listener_, nullptr, nullptr); socket >= 0;
       socket = ::accept(listener_, nullptr, nullptr)) {
    NoDelay(socket);
    Talk(socket);
    ::close(socket);
  }
}

}  // namespace vekha::bench
