// A server of tests/service/delivery/channels/*.py as a child process.
#pragma once

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <nlohmann/json.hpp>

namespace vekha::delivery {

// Runs the script (of this folder, or with its path) with Debian's Python, which has Debian's
// python3-aiosmtpd; ends it when destroyed.
class HelperProcess {
 public:
  HelperProcess(const std::string& script, std::vector<std::string> arguments);
  ~HelperProcess();
  HelperProcess(const HelperProcess&) = delete;
  HelperProcess& operator=(const HelperProcess&) = delete;

  // What it said first; null when it did not start.
  const nlohmann::json& hello() const { return hello_; }
  int port() const { return hello_.is_null() ? 0 : hello_.at("port").get<int>(); }

  // What it says next: waits for it. Fails the test and is null when it has ended.
  nlohmann::json Next();
  // Ends it and gives all it had still said.
  std::vector<nlohmann::json> Rest();

 private:
  // Its lines are read as they come: a full pipe would stop it.
  void Read(std::FILE* output);
  nlohmann::json TakeLine();
  void Stop();

  int pid_ = -1;
  int input_ = -1;  // its stdin: closing it ends it
  std::thread reader_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> lines_;
  bool ended_ = false;
  nlohmann::json hello_;
};

// A folder of this test's own, empty.
std::string TestFolder();

// A port on which nobody listens.
int ClosedPort();

}  // namespace vekha::delivery
