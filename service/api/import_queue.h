// Imports are worked off one after another in a thread of their own: reading a large one would keep
// gRPC's threads from all else.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace vekha::api {

class ImportQueue {
 public:
  static constexpr size_t kWaitingMax = 64;
  static constexpr size_t kOpenMax = 128;

  ImportQueue() : thread_([this] { Work(); }) {}
  // Does what still waits, then ends.
  ~ImportQueue() {
    {
      const std::lock_guard lock(mutex_);
      ending_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }
  ImportQueue(const ImportQueue&) = delete;
  ImportQueue& operator=(const ImportQueue&) = delete;

  // Of uploads that are open, each of which takes room on the disk: false when there are too many.
  bool Open() {
    const std::lock_guard lock(mutex_);
    if (open_ >= kOpenMax) return false;
    ++open_;
    return true;
  }
  void Close() {
    const std::lock_guard lock(mutex_);
    --open_;
  }

  // False when too many wait already.
  bool Add(std::function<void()> job) {
    {
      const std::lock_guard lock(mutex_);
      if (ending_ || waiting_.size() >= kWaitingMax) return false;
      waiting_.push_back(std::move(job));
    }
    changed_.notify_all();
    return true;
  }

 private:
  void Work() {
    while (true) {
      std::function<void()> job;
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        job = std::move(waiting_.front());
        waiting_.pop_front();
      }
      job();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> waiting_;
  size_t open_ = 0;
  bool ending_ = false;
  std::thread thread_;  // last: it uses the rest
};

}  // namespace vekha::api
