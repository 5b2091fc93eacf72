// The clock is a port: time is read once at the edge and passed down. engine/ never sees it.
#pragma once

#include <chrono>
#include <mutex>

#include "engine/base/date.h"

namespace vekha::service {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual std::chrono::sys_seconds Now() const = 0;
};

class SystemClock : public Clock {
 public:
  std::chrono::sys_seconds Now() const override;
};

// For tests. Safe to share between threads.
class FakeClock : public Clock {
 public:
  explicit FakeClock(std::chrono::sys_seconds now) : now_(now) {}
  std::chrono::sys_seconds Now() const override;
  void Set(std::chrono::sys_seconds now);

 private:
  mutable std::mutex mutex_;
  std::chrono::sys_seconds now_;
};

}  // namespace vekha::service
