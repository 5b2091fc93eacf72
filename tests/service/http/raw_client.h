// A client that says exactly what a test wants it to, byte for byte, and reads HTTP answers.
#pragma once

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "service/http/message.h"

namespace vekha::http {

class RawClient {
 public:
  explicit RawClient(int port) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval patience{.tv_sec = 20, .tv_usec = 0};  // a test that waits so long has failed
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  }
  ~RawClient() { close(socket_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  // False when the other side has gone.
  bool Send(std::string_view text) {
    while (!text.empty()) {
      const ssize_t sent = send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      text.remove_prefix(static_cast<size_t>(sent));
    }
    return true;
  }

  void EndSending() { shutdown(socket_, SHUT_WR); }

  // The next answer; status 0 when the connection ended without one.
  Answer Receive() {
    Answer out{.status = 0, .headers = {}, .body = {}};
    size_t end = std::string::npos;
    while ((end = unread_.find("\r\n\r\n")) == std::string::npos) {
      if (!ReadMore()) return out;
    }
    const std::string head = unread_.substr(0, end + 2);
    unread_.erase(0, end + 4);
    out.status = std::atoi(head.substr(head.find(' ')).c_str());
    for (size_t line = head.find("\r\n") + 2; line < head.size();) {
      const size_t colon = head.find(": ", line);
      const size_t line_end = head.find("\r\n", line);
      std::string name = head.substr(line, colon - line);
      std::transform(name.begin(), name.end(), name.begin(), ::tolower);
      out.headers.push_back({name, head.substr(colon + 2, line_end - colon - 2)});
      line = line_end + 2;
    }
    const size_t length = std::stoul(FindHeader(out.headers, "content-length").value_or("0"));
    while (unread_.size() < length && ReadMore()) {
    }
    out.body = unread_.substr(0, length);
    unread_.erase(0, length);
    return out;
  }

  // True when the other side has ended the connection and said nothing more.
  bool IsEnded() { return unread_.empty() && !ReadMore() && ended_; }

 private:
  bool ReadMore() {
    char bytes[4096];
    const ssize_t count = recv(socket_, bytes, sizeof bytes, 0);
    ended_ = count == 0 || (count < 0 && errno == ECONNRESET);
    if (count <= 0) return false;
    unread_.append(bytes, static_cast<size_t>(count));
    return true;
  }

  int socket_;
  bool ended_ = false;
  std::string unread_;
};

// A POST of JSON; `more` are whole header lines.
inline std::string Post(const std::string& path, const std::string& body,
                        const std::vector<std::string>& more = {}) {
  std::string out = fmt::format("POST {} HTTP/1.1\r\nHost: localhost\r\n", path);
  bool has_type = false;
  for (const std::string& line : more) {
    has_type |= line.starts_with("Content-Type:");
    out += line + "\r\n";
  }
  if (!has_type) out += "Content-Type: application/json\r\n";
  return out + fmt::format("Content-Length: {}\r\n\r\n{}", body.size(), body);
}

}  // namespace vekha::http
