#include "tests/service/delivery/channels/helper_process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>

namespace vekha::delivery {

HelperProcess::HelperProcess(const std::string& script, std::vector<std::string> arguments) {
  const bool elsewhere = script.find('/') != std::string::npos;
  const std::string path = (elsewhere ? "" : "tests/service/delivery/channels/") + script;
  arguments.insert(arguments.begin(), {"/usr/bin/python3", path});
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  std::array<int, 2> in{};
  std::array<int, 2> out{};
  if (::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0) std::abort();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  if (posix_spawn(&pid_, argv[0], &actions, nullptr, argv.data(), environ) != 0) pid_ = -1;
  posix_spawn_file_actions_destroy(&actions);
  ::close(in[0]);
  ::close(out[1]);
  input_ = in[1];
  reader_ = std::thread([this, output = ::fdopen(out[0], "r")] { Read(output); });
  hello_ = TakeLine();
  EXPECT_FALSE(hello_.is_null()) << script << " did not start; it needs python3-aiosmtpd, openssl";
}

HelperProcess::~HelperProcess() { Stop(); }

void HelperProcess::Stop() {
  if (input_ >= 0) ::close(input_);
  input_ = -1;
  if (reader_.joinable()) reader_.join();
  if (pid_ > 0) ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

void HelperProcess::Read(std::FILE* output) {
  char* line = nullptr;
  size_t size = 0;
  for (ssize_t length = ::getline(&line, &size, output); length > 0;
       length = ::getline(&line, &size, output)) {
    const std::lock_guard lock(mutex_);
    lines_.emplace_back(line, static_cast<size_t>(length));
    changed_.notify_one();
  }
  std::free(line);
  std::fclose(output);
  const std::lock_guard lock(mutex_);
  ended_ = true;
  changed_.notify_one();
}

nlohmann::json HelperProcess::TakeLine() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return ended_ || !lines_.empty(); });
  if (lines_.empty()) return nullptr;
  const std::string line = std::move(lines_.front());
  lines_.pop_front();
  return nlohmann::json::parse(line);
}

nlohmann::json HelperProcess::Next() {
  nlohmann::json value = TakeLine();
  EXPECT_FALSE(value.is_null()) << "the server has ended";
  return value;
}

std::vector<nlohmann::json> HelperProcess::Rest() {
  Stop();
  std::vector<nlohmann::json> values;
  for (nlohmann::json value = TakeLine(); !value.is_null(); value = TakeLine()) {
    values.push_back(std::move(value));
  }
  return values;
}

std::string TestFolder() {
  const auto* test = testing::UnitTest::GetInstance()->current_test_info();
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) /
                                       (std::string("vekha_delivery_") + test->test_suite_name() +
                                        "_" + test->name() + "_" + std::to_string(::getpid()));
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  return folder.string();
}

int ClosedPort() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  if (::bind(socket, reinterpret_cast<sockaddr*>(&address), length) != 0) std::abort();
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &length);
  ::close(socket);
  return ntohs(address.sin_port);
}

}  // namespace vekha::delivery
