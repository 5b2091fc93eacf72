// Imports are worked off one after another in a thread of their own: reading a large one would keep
// gRPC's threads from all else.
#pragma once

#include <absl/status/status.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace vekha::api {

// SERVER_STOPPING (kUnavailable).
absl::Status IntakeStopping();

class ImportQueue {
 public:
  static constexpr size_t kWaitingMax = 64;
  static constexpr size_t kOpenMax = 128;

  ImportQueue() : thread_([this] { Work(); }) {}
  // Stop() comes first; ends after the job in work.
  ~ImportQueue();
  ImportQueue(const ImportQueue&) = delete;
  ImportQueue& operator=(const ImportQueue&) = delete;

  // Of uploads that are open, each of which takes room on the disk: INTAKE_BUSY when there are too
  // many, SERVER_STOPPING.
  absl::Status Open();
  void Close();

  // `job` is called once: when its turn comes, or by Drop() when `stop` was requested before; it is
  // to look at that first. INTAKE_BUSY when too many wait already, SERVER_STOPPING: it is not
  // called.
  absl::Status Add(std::stop_token stop, std::function<void()> job);
  // Ends in this thread what waits and was told to stop.
  void Drop();

  // Refuses what comes and tells whoever asked `stopping()` to be told. Does not wait.
  void Stop();
  std::stop_token stopping() const { return stopping_.get_token(); }

 private:
  struct Waiting {
    std::stop_token stop;
    std::function<void()> job;
  };
  void Work();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Waiting> waiting_;
  size_t open_ = 0;
  bool ending_ = false;
  std::stop_source stopping_;
  std::thread thread_;  // last: it uses the rest
};

}  // namespace vekha::api
