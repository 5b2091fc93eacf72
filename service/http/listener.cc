#include "service/http/listener.h"

#include <fmt/format.h>

#include <array>
#include <condition_variable>
#include <mutex>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

namespace vekha::http {
namespace {

namespace net = boost::asio;
using boost::system::error_code;
using net::ip::tcp;

constexpr int kThreads = 2;
constexpr std::chrono::milliseconds kAcceptAgain{100};  // after having run out of descriptors

constexpr std::string_view kFull =
    "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nContent-Length: 72\r\n"
    "Connection: close\r\nRetry-After: 1\r\n\r\n"
    R"({"code":"unavailable","message":"too many connections; come back soon"})"
    "\n";

}  // namespace

// `io` stands after what its handlers use on their way out.
struct Listener::Running {
  Handler handler;
  Limits limits;
  mutable std::mutex mutex;
  std::condition_variable changed;
  std::unordered_map<Session*, std::weak_ptr<Session>> sessions;
  bool draining = false;
  net::io_context io{kThreads};
  // The threads also wait while all there is to come is an answer of the handler's.
  net::executor_work_guard<net::io_context::executor_type> more{io.get_executor()};
  tcp::acceptor acceptor{net::make_strand(io)};
  net::steady_timer again{acceptor.get_executor()};
  std::vector<std::thread> threads;

  error_code Open(const std::string& address);
  void Accept();
  void OnAccept(error_code error, tcp::socket socket);
  void Add(tcp::socket socket);
  void Remove(Session* session);
  void Stop();
};

error_code Listener::Running::Open(const std::string& address) {
  const size_t colon = address.rfind(':');
  if (colon == std::string::npos) return net::error::invalid_argument;
  std::string host = address.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  error_code error;
  const auto found =
      tcp::resolver(io).resolve(host, address.substr(colon + 1), tcp::resolver::passive, error);
  if (error) return error;
  for (const auto& entry : found) {
    acceptor.close(error);
    if (acceptor.open(entry.endpoint().protocol(), error)) continue;
    acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (acceptor.bind(entry.endpoint(), error)) continue;
    if (!acceptor.listen(net::socket_base::max_listen_connections, error)) return {};
  }
  return error ? error : error_code(net::error::host_not_found);
}

void Listener::Running::Accept() {
  acceptor.async_accept(net::make_strand(io), [this](error_code error, tcp::socket socket) {
    OnAccept(error, std::move(socket));
  });
}

void Listener::Running::OnAccept(error_code error, tcp::socket socket) {
  if (!acceptor.is_open() || error == net::error::operation_aborted) return;
  if (!error) {
    Add(std::move(socket));
    return Accept();
  }
  again.expires_after(kAcceptAgain);
  again.async_wait([this](error_code cancelled) {
    if (!cancelled) Accept();
  });
}

void Listener::Running::Add(tcp::socket socket) {
  error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  std::shared_ptr<Session> session;
  {
    const std::lock_guard lock(mutex);
    if (draining || sessions.size() >= limits.connections_max) {
      socket.non_blocking(true, ignored);
      socket.send(net::buffer(kFull.data(), kFull.size()), 0, ignored);
      return;
    }
    session =
        MakeSession(std::move(socket), handler, limits, [this](Session* gone) { Remove(gone); });
    sessions.emplace(session.get(), session);
  }
  session->Start();
}

void Listener::Running::Remove(Session* session) {
  const std::lock_guard lock(mutex);
  sessions.erase(session);
  changed.notify_all();
}

void Listener::Running::Stop() {
  io.stop();
  for (std::thread& thread : threads) thread.join();
  threads.clear();
}

absl::StatusOr<std::unique_ptr<Listener>> Listener::Listen(const std::string& address,
                                                           Handler handler, Limits limits) {
  auto running = std::make_unique<Running>();
  running->handler = std::move(handler);
  running->limits = limits;
  if (const error_code error = running->Open(address)) {
    return absl::UnavailableError(fmt::format("cannot listen on {}: {}", address, error.message()));
  }
  running->Accept();
  for (int i = 0; i < kThreads; ++i) {
    running->threads.emplace_back([&io = running->io] { io.run(); });
  }
  return std::unique_ptr<Listener>(new Listener(std::move(running)));
}

Listener::Listener(std::unique_ptr<Running> running) : running_(std::move(running)) {}

Listener::~Listener() {
  Drain(std::chrono::steady_clock::now());
  running_->Stop();
}

int Listener::port() const {
  error_code ignored;
  return running_->acceptor.local_endpoint(ignored).port();
}

size_t Listener::connections() const {
  const std::lock_guard lock(running_->mutex);
  return running_->sessions.size();
}

bool Listener::Drain(std::chrono::steady_clock::time_point until) {
  net::post(running_->acceptor.get_executor(), [running = running_.get()] {
    error_code ignored;
    running->again.cancel();
    running->acceptor.close(ignored);
  });
  std::unique_lock lock(running_->mutex);
  running_->draining = true;
  std::vector<std::shared_ptr<Session>> left;
  for (const auto& [session, weak] : running_->sessions) {
    if (auto held = weak.lock()) left.push_back(std::move(held));
  }
  lock.unlock();
  for (const auto& session : left) session->Drain();
  left.clear();
  lock.lock();
  return running_->changed.wait_until(lock, until, [this] { return running_->sessions.empty(); });
}

}  // namespace vekha::http
