// Who wants to hear of commits.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace vekha::runner {

// Safe to share between threads; owned by a shared_ptr, because handles outlive it at will.
class Listeners : public std::enable_shared_from_this<Listeners> {
 public:
  using Listener = std::function<void(int64_t revision)>;

  // When the handle is gone, no call runs and none will come (but the one it is destroyed from).
  std::shared_ptr<void> Add(Listener listener);

  // Calls every listener, without holding a lock of the whole.
  void Notify(int64_t revision);

 private:
  struct Entry {
    std::recursive_mutex mutex;  // recursive: a listener may end its own subscription
    Listener listener;
    bool ended = false;
  };

  void Remove(int64_t id);

  std::mutex mutex_;
  int64_t next_id_ = 0;
  std::map<int64_t, std::shared_ptr<Entry>> entries_;
};

}  // namespace vekha::runner
