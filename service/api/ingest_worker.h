// A thread for what must not hold up those that read from the network.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace vekha::api {

// Safe to share between threads. The thread begins with the first task.
class IngestWorker {
 public:
  // In the order they were posted. When the worker goes, what was posted is still done.
  void Post(std::function<void()> task);

  IngestWorker() = default;
  ~IngestWorker();
  IngestWorker(const IngestWorker&) = delete;
  IngestWorker& operator=(const IngestWorker&) = delete;

 private:
  void Run();

  std::mutex mutex_;
  std::condition_variable wanted_;
  std::deque<std::function<void()>> tasks_;
  bool ending_ = false;
  std::optional<std::thread> thread_;
};

}  // namespace vekha::api
