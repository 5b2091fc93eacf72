// The listener against clients that behave, and clients that do not.
#include "service/http/session.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include <nlohmann/json.hpp>

#include "service/http/listener.h"
#include "tests/service/http/raw_client.h"

namespace vekha::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// Says back what it was sent; "/hold" waits for Release().
class Sessions : public testing::Test {
 protected:
  void Listen(Limits limits = {}) {
    auto listener = Listener::Listen(
        "127.0.0.1:0",
        [this](Request request, std::function<void(Answer)> answered) {
          Answer answer{.headers = {{"x-method", request.method}, {"x-target", request.target}},
                        .body = request.body};
          if (request.target != "/hold") return answered(std::move(answer));
          const std::lock_guard lock(mutex_);
          held_.push_back([answer, answered] { answered(answer); });
          arrived_.notify_all();
        },
        limits);
    ASSERT_TRUE(listener.ok()) << listener.status();
    listener_ = *std::move(listener);
  }

  void WaitUntilHeld(size_t count = 1) {
    std::unique_lock lock(mutex_);
    ASSERT_TRUE(arrived_.wait_for(lock, seconds(20), [&] { return held_.size() >= count; }));
  }

  void Release() {
    const std::lock_guard lock(mutex_);
    for (const auto& answer : held_) answer();
    held_.clear();
  }

  int port() const { return listener_->port(); }

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<std::function<void()>> held_;
  std::unique_ptr<Listener> listener_;
};

std::string CodeOf(const Answer& answer) {
  return nlohmann::json::parse(answer.body, nullptr, false).value("code", "");
}

TEST_F(Sessions, KeepTheConnectionForTheNextRequest) {
  Listen();
  RawClient client(port());
  for (const char* body : {"one", "", "three"}) {
    client.Send(Post("/a", body));
    const Answer answer = client.Receive();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, body);
    EXPECT_TRUE(FindHeader(answer.headers, "date"));
  }
  EXPECT_EQ(listener_->connections(), 1);
}

TEST_F(Sessions, AnswerPipelinedRequestsInTheirOrder) {
  Listen();
  RawClient client(port());
  client.Send(Post("/a", "1") + Post("/b", "2") + Post("/c", "3"));
  for (const char* body : {"1", "2", "3"}) EXPECT_EQ(client.Receive().body, body);
}

TEST_F(Sessions, EndWhenAskedTo) {
  Listen();
  RawClient client(port());
  client.Send(Post("/a", "x", {"Connection: close"}));
  const Answer answer = client.Receive();
  EXPECT_EQ(answer.body, "x");
  EXPECT_EQ(FindHeader(answer.headers, "connection"), "close");
  EXPECT_TRUE(client.IsEnded());
  RawClient old(port());
  old.Send("POST /a HTTP/1.0\r\nContent-Length: 1\r\n\r\ny");
  EXPECT_EQ(old.Receive().body, "y");
  EXPECT_TRUE(old.IsEnded());
}

TEST_F(Sessions, ReadAChunkedBodyAndOneThatComesInPieces) {
  Listen();
  RawClient client(port());
  client.Send("POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
  client.Send("2\r\nde\r\n0\r\n\r\n");
  EXPECT_EQ(client.Receive().body, "abcde");
  const std::string request = Post("/a", "pieces");
  for (const char byte : request) client.Send(std::string(1, byte));
  EXPECT_EQ(client.Receive().body, "pieces");
}

TEST_F(Sessions, TellAClientThatWaitsToGoOn) {
  Listen();
  RawClient client(port());
  const std::string request = Post("/a", "body", {"Expect: 100-continue"});
  client.Send(request.substr(0, request.size() - 4));
  EXPECT_EQ(client.Receive().status, 100);
  client.Send("body");
  EXPECT_EQ(client.Receive().body, "body");
}

TEST_F(Sessions, AnswerHeadWithoutABody) {
  Listen();
  RawClient client(port());
  client.Send("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n" + Post("/b", "next"));
  EXPECT_EQ(FindHeader(client.Receive().headers, "x-method"), "HEAD");
  EXPECT_EQ(client.Receive().body, "next");
}

TEST_F(Sessions, RefuseWhatIsNoHttp) {
  Listen();
  using std::string_literals::operator""s;
  for (const std::string& text : {
           "\r\n\r\n\r\n\r\n"s,
           "GET\r\n\r\n"s,
           "GET /\r\n\r\n"s,
           "GET / HTTP/9.9\r\n\r\n"s,
           "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"s,
           "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"s,
           "G\0T / HTTP/1.1\r\n\r\n"s,
           "GET / HTTP/1.1\r\nno colon\r\n\r\n"s,
           "GET / HTTP/1.1\r\n: empty\r\n\r\n"s,
           "GET / HTTP/1.1\r\nA b: c\r\n\r\n"s,
           "GET / HTTP/1.1\r\nA: \0\r\n\r\n"s,
           "GET / HTTP/1.1\nHost: x\n\n"s,
           "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"s,
           "POST / HTTP/1.1\r\nContent-Length: 1x\r\n\r\n"s,
           "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n"s,
           "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"s,
           "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n"s,
           "POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"s,
           "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n"s,
       }) {
    RawClient client(port());
    client.Send(text);
    const Answer answer = client.Receive();
    EXPECT_EQ(answer.status, 400) << text;
    EXPECT_EQ(CodeOf(answer), "invalid_argument") << text;
    EXPECT_EQ(FindHeader(answer.headers, "connection"), "close") << text;
    client.EndSending();
    EXPECT_TRUE(client.IsEnded()) << text;
  }
}

TEST_F(Sessions, ForgetAClientThatLeavesInTheMiddle) {
  Listen();
  const std::string request = Post("/a", "body");
  for (size_t bytes = 0; bytes < request.size(); bytes += 7) {
    RawClient client(port());
    client.Send(request.substr(0, bytes));
    client.EndSending();
    EXPECT_EQ(client.Receive().status, 0) << bytes;
  }
  RawClient client(port());
  client.Send(request);
  EXPECT_EQ(client.Receive().body, "body") << "and serve the next";
}

TEST_F(Sessions, RefuseAHeadOverItsLimit) {
  Listen({.head_bytes_max = 2000});
  RawClient fits(port());
  fits.Send(Post("/a", "x", {"X: " + std::string(1500, 'x')}));
  EXPECT_EQ(fits.Receive().status, 200);
  RawClient client(port());
  client.Send(Post("/a", "x", {"X: " + std::string(100'000, 'x')}));
  const Answer answer = client.Receive();
  EXPECT_EQ(answer.status, 431);
  EXPECT_EQ(CodeOf(answer), "resource_exhausted");
}

TEST_F(Sessions, RefuseABodyOverItsLimit) {
  Listen({.body_bytes_max = 1000});
  RawClient fits(port());
  fits.Send(Post("/a", std::string(1000, 'x')));
  EXPECT_EQ(fits.Receive().status, 200);
  RawClient said(port());
  EXPECT_TRUE(said.Send(Post("/a", std::string(1'000'000, 'x'))));
  const Answer answer = said.Receive();
  EXPECT_EQ(answer.status, 429);
  EXPECT_EQ(CodeOf(answer), "resource_exhausted");
  RawClient unsaid(port());
  unsaid.Send("POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n500\r\n" +
              std::string(0x500, 'x'));
  EXPECT_EQ(unsaid.Receive().status, 429);
}

TEST_F(Sessions, CutOffWhoIsTooSlow) {
  Listen({.idle = milliseconds(50), .read = milliseconds(50)});
  RawClient silent(port());
  EXPECT_TRUE(silent.IsEnded());
  RawClient slow_head(port());
  slow_head.Send("POST /a HT");
  EXPECT_TRUE(slow_head.IsEnded());
  RawClient slow_body(port());
  slow_body.Send("POST /a HTTP/1.1\r\nContent-Length: 9\r\n\r\nhalf");
  EXPECT_TRUE(slow_body.IsEnded());
}

TEST_F(Sessions, CutOffWhoDoesNotRead) {
  Listen({.body_bytes_max = size_t{64} << 20, .write = milliseconds(50)});
  RawClient client(port());
  client.Send(Post("/a", std::string(size_t{32} << 20, 'x')));
  while (listener_->connections() > 0) std::this_thread::yield();
}

TEST_F(Sessions, ThinkAsLongAsTheyNeed) {
  Listen({.idle = milliseconds(20), .read = milliseconds(20), .write = milliseconds(20)});
  RawClient client(port());
  client.Send(Post("/hold", "x"));
  WaitUntilHeld();
  RawClient silent(port());
  EXPECT_TRUE(silent.IsEnded()) << "its time is over";
  Release();
  EXPECT_EQ(client.Receive().body, "x");
}

TEST_F(Sessions, AreBoundedInNumber) {
  Listen({.connections_max = 2});
  RawClient first(port());
  auto second = std::make_unique<RawClient>(port());
  first.Send(Post("/hold", "1"));
  second->Send(Post("/hold", "2"));
  WaitUntilHeld(2);
  RawClient third(port());
  const Answer answer = third.Receive();
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(CodeOf(answer), "unavailable");
  Release();
  EXPECT_EQ(second->Receive().body, "2");
  second.reset();
  while (listener_->connections() > 1) std::this_thread::yield();
  RawClient fourth(port());
  fourth.Send(Post("/a", "4"));
  EXPECT_EQ(fourth.Receive().body, "4");
}

TEST_F(Sessions, DrainWithoutLosingAnAnswer) {
  Listen();
  RawClient idle(port());
  idle.Send(Post("/a", "x"));
  EXPECT_EQ(idle.Receive().status, 200);
  RawClient busy(port());
  busy.Send(Post("/hold", "last"));
  WaitUntilHeld();
  EXPECT_FALSE(listener_->Drain(std::chrono::steady_clock::now()));
  EXPECT_TRUE(idle.IsEnded());
  Release();
  const Answer answer = busy.Receive();
  EXPECT_EQ(answer.body, "last");
  EXPECT_EQ(FindHeader(answer.headers, "connection"), "close");
  EXPECT_TRUE(listener_->Drain(std::chrono::steady_clock::now() + seconds(20)));
}

TEST_F(Sessions, EndWithTheListener) {
  Listen();
  RawClient busy(port());
  busy.Send(Post("/hold", "x"));
  WaitUntilHeld();
  {
    const std::lock_guard lock(mutex_);
    held_.clear();
  }
  listener_.reset();
  EXPECT_EQ(busy.Receive().status, 0);
}

TEST(Listener, SaysWhatItCannotListenOn) {
  const auto handler = [](Request, const std::function<void(Answer)>&) {};
  const auto first = Listener::Listen("127.0.0.1:0", handler, {});
  ASSERT_TRUE(first.ok());
  const std::string taken = fmt::format("127.0.0.1:{}", (*first)->port());
  for (const std::string& address : {taken, std::string("no port"), std::string("192.0.2.1:0"),
                                     std::string("nobody.invalid:1")}) {
    EXPECT_TRUE(absl::IsUnavailable(Listener::Listen(address, handler, {}).status())) << address;
  }
}

}  // namespace
}  // namespace vekha::http
