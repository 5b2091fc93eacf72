#include "service/base/clock.h"

namespace vekha::service {

std::chrono::sys_seconds SystemClock::Now() const {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::chrono::sys_seconds FakeClock::Now() const {
  const std::lock_guard lock(mutex_);
  return now_;
}

void FakeClock::Set(std::chrono::sys_seconds now) {
  const std::lock_guard lock(mutex_);
  now_ = now;
}

}  // namespace vekha::service
