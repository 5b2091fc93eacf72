// At most so many messages in any 60 seconds, whatever the clock does.
#pragma once

#include <array>
#include <chrono>
#include <optional>

#include "service/base/clock.h"
#include "service/delivery/channels/channel.h"

namespace vekha::delivery {

class RateLimit {
 public:
  // `per_minute` 0 or less is no limit. `clock` must outlive this.
  RateLimit(int per_minute, const service::Clock& clock);

  // Takes one message's leave, or says no.
  bool Take();

  // Nothing without a limit.
  std::optional<Room> Left();

  // After a no: how long until Take() may say yes. 0 when it would now.
  std::chrono::seconds UntilNext();

 private:
  static constexpr size_t kSeconds = 60;

  // Forgets seconds that lie a minute back. A clock that went back stands still here: what was
  // taken counts as taken now.
  void Advance();

  const int per_minute_;
  const service::Clock& clock_;
  std::chrono::sys_seconds now_;
  std::array<int, kSeconds> taken_{};  // by second of the minute
  int sum_ = 0;
};

// What a message gets that was not allowed to leave.
SendResult RateLimited(RateLimit& limit);

}  // namespace vekha::delivery
