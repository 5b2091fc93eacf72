#include "service/http/session.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include "service/http/error.h"

namespace vekha::http {
namespace {

namespace beast = boost::beast;
namespace net = boost::asio;
using beast::error_code;
using BeastError = beast::http::error;

constexpr size_t kFirstReadBytes = 4096;
constexpr size_t kBufferBytes = size_t{64} << 10;  // of a body at a time
constexpr unsigned kClientClosedRequest = 499;

std::string Text(beast::string_view text) { return {text.data(), text.size()}; }

std::string Now() {
  const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(now));
}

std::vector<Header> HeadersOf(const beast::http::fields& fields) {
  std::vector<Header> out;
  for (const auto& field : fields) {
    std::string name = Text(field.name_string());
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    out.push_back({std::move(name), Text(field.value())});
  }
  return out;
}

Answer Malformed() {
  return ErrorAnswer(Rejection{absl::StatusCode::kInvalidArgument,
                               "HTTP_MALFORMED",
                               "this is no HTTP/1.1 request",
                               "Это не запрос HTTP/1.1.",
                               {}});
}

Answer TooLarge(const std::string& reason, size_t bytes_max, int http_status) {
  const bool head = http_status != 0;
  return ErrorAnswer(
      Rejection{absl::StatusCode::kResourceExhausted,
                reason,
                fmt::format("the {} of the request has more than {} bytes", head ? "head" : "body",
                            bytes_max),
                fmt::format("{} запроса больше {} байт.", head ? "Заголовок" : "Тело", bytes_max),
                {{"bytes_max", fmt::format("{}", bytes_max)}}},
      http_status);
}

class HttpSession : public Session, public std::enable_shared_from_this<HttpSession> {
 public:
  HttpSession(net::ip::tcp::socket socket, const Handler& handler, const Limits& limits,
              std::function<void(Session*)> ended)
      : stream_(std::move(socket)),
        handler_(handler),
        limits_(limits),
        ended_(std::move(ended)),
        buffer_(limits.head_bytes_max + kBufferBytes) {}

  ~HttpSession() override { ended_(this); }

  void Start() override {
    net::dispatch(stream_.get_executor(), [self = shared_from_this()] { self->Wait(); });
  }

  void Drain() override {
    net::post(stream_.get_executor(), [self = shared_from_this()] {
      self->draining_ = true;
      if (self->waiting_) self->stream_.cancel();
    });
  }

 private:
  // For the first byte of a request, so that waiting for work and being slow at it are two things.
  void Wait() {
    if (draining_) return Close();
    if (buffer_.size() > 0) return ReadHead();
    waiting_ = true;
    stream_.expires_after(limits_.idle);
    stream_.async_read_some(buffer_.prepare(kFirstReadBytes),
                            beast::bind_front_handler(&HttpSession::OnFirst, shared_from_this()));
  }

  void OnFirst(error_code error, size_t bytes) {
    waiting_ = false;
    if (error) return Close();
    buffer_.commit(bytes);
    ReadHead();
  }

  void ReadHead() {
    head_only_ = false;
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(limits_.head_bytes_max));
    parser_->body_limit(limits_.body_bytes_max);
    stream_.expires_after(limits_.read);
    beast::http::async_read_header(
        stream_, buffer_, *parser_,
        beast::bind_front_handler(&HttpSession::OnHead, shared_from_this()));
  }

  void OnHead(error_code error, size_t /*bytes*/) {
    if (error) return Refuse(error);
    arrived_ = std::chrono::steady_clock::now();
    const auto expect = parser_->get()[beast::http::field::expect];
    if (parser_->is_done() || !beast::iequals(expect, "100-continue")) return ReadBody();
    continue_ = {beast::http::status::continue_, 11};
    stream_.expires_after(limits_.write);
    beast::http::async_write(stream_, continue_,
                             [self = shared_from_this()](error_code failed, size_t) {
                               return failed ? self->Close() : self->ReadBody();
                             });
  }

  void ReadBody() {
    stream_.expires_after(limits_.read);
    beast::http::async_read(stream_, buffer_, *parser_,
                            beast::bind_front_handler(&HttpSession::OnBody, shared_from_this()));
  }

  void OnBody(error_code error, size_t /*bytes*/) {
    if (error) return Refuse(error);
    stream_.expires_never();
    auto message = parser_->release();
    keep_alive_ = message.keep_alive();
    version_ = message.version();
    head_only_ = message.method() == beast::http::verb::head;
    handler_({.method = Text(message.method_string()),
              .target = Text(message.target()),
              .headers = HeadersOf(message),
              .body = std::move(message.body()),
              .arrived = arrived_},
             [self = shared_from_this()](Answer answer) {
               net::post(self->stream_.get_executor(),
                         [self, answer = std::move(answer)]() mutable {
                           self->Write(std::move(answer));
                         });
             });
  }

  // What could not be read: told where somebody may be there to hear it.
  void Refuse(error_code error) {
    keep_alive_ = false;
    linger_ = true;
    const bool is_http = error.category() == make_error_code(BeastError::bad_method).category();
    if (!is_http || error == BeastError::end_of_stream || error == BeastError::partial_message) {
      return Close();
    }
    if (error == BeastError::body_limit) {
      return Write(TooLarge("BODY_TOO_LARGE", limits_.body_bytes_max, 0));
    }
    if (error == BeastError::header_limit || error == BeastError::buffer_overflow) {
      return Write(TooLarge("HEAD_TOO_LARGE", limits_.head_bytes_max, 431));
    }
    Write(Malformed());
  }

  void Write(Answer answer) {
    response_ = {};
    response_.version(version_);
    response_.result(static_cast<unsigned>(answer.status));
    if (response_.result_int() == kClientClosedRequest) response_.reason("Client Closed Request");
    for (const Header& header : answer.headers) response_.insert(header.name, header.value);
    response_.set(beast::http::field::date, Now());
    response_.keep_alive(keep_alive_ && !draining_);
    if (!head_only_) response_.body() = std::move(answer.body);
    response_.prepare_payload();
    stream_.expires_after(limits_.write);
    beast::http::async_write(
        stream_, response_, beast::bind_front_handler(&HttpSession::OnWritten, shared_from_this()));
  }

  void OnWritten(error_code error, size_t /*bytes*/) {
    if (error) return Close();
    if (response_.keep_alive()) return Wait();
    if (!linger_) return Close();
    error_code ignored;
    stream_.socket().shutdown(net::ip::tcp::socket::shutdown_send, ignored);
    stream_.expires_after(limits_.linger);
    Discard();
  }

  // A connection closed over unread bytes is reset, and the answer with it.
  void Discard() {
    buffer_.clear();
    stream_.async_read_some(buffer_.prepare(kFirstReadBytes),
                            [self = shared_from_this()](error_code error, size_t) {
                              return error ? self->Close() : self->Discard();
                            });
  }

  // Nothing is begun after this, so the session goes with its last handler.
  void Close() {
    error_code ignored;
    stream_.socket().shutdown(net::ip::tcp::socket::shutdown_both, ignored);
    stream_.close();
  }

  beast::tcp_stream stream_;
  const Handler& handler_;
  const Limits& limits_;
  std::function<void(Session*)> ended_;
  beast::flat_buffer buffer_;
  std::optional<beast::http::request_parser<beast::http::string_body>> parser_;
  beast::http::response<beast::http::string_body> response_;
  beast::http::response<beast::http::empty_body> continue_;
  std::chrono::steady_clock::time_point arrived_;
  unsigned version_ = 11;
  bool keep_alive_ = true;
  bool head_only_ = false;
  bool waiting_ = false;
  bool draining_ = false;
  bool linger_ = false;
};

}  // namespace

std::shared_ptr<Session> MakeSession(net::ip::tcp::socket socket, const Handler& handler,
                                     const Limits& limits, std::function<void(Session*)> ended) {
  return std::make_shared<HttpSession>(std::move(socket), handler, limits, std::move(ended));
}

}  // namespace vekha::http
