#include "service/delivery/channels/rate_limit.h"

namespace vekha::delivery {
namespace {

size_t SlotOf(std::chrono::sys_seconds second) {
  const auto since = second.time_since_epoch().count() % 60;
  return static_cast<size_t>(since < 0 ? since + 60 : since);
}

}  // namespace

RateLimit::RateLimit(int per_minute, const service::Clock& clock)
    : per_minute_(per_minute), clock_(clock), now_(clock.Now()) {}

void RateLimit::Advance() {
  const std::chrono::sys_seconds now = clock_.Now();
  if (now < now_ || now - now_ >= std::chrono::seconds(kSeconds)) {
    const int kept = now < now_ ? sum_ : 0;
    taken_.fill(0);
    taken_[SlotOf(now)] = kept;
    sum_ = kept;
    now_ = now;
    return;
  }
  while (now_ < now) {
    now_ += std::chrono::seconds(1);
    sum_ -= taken_[SlotOf(now_)];
    taken_[SlotOf(now_)] = 0;
  }
}

bool RateLimit::Take() {
  if (per_minute_ <= 0) return true;
  Advance();
  if (sum_ >= per_minute_) return false;
  ++taken_[SlotOf(now_)];
  ++sum_;
  return true;
}

std::optional<Room> RateLimit::Left() {
  if (per_minute_ <= 0) return std::nullopt;
  const std::chrono::seconds wait = UntilNext();
  return Room{per_minute_ - sum_, wait};
}

std::chrono::seconds RateLimit::UntilNext() {
  if (per_minute_ <= 0) return std::chrono::seconds(0);
  Advance();
  int left = sum_;
  std::chrono::seconds wait(0);
  while (left >= per_minute_) {
    ++wait;
    left -= taken_[SlotOf(now_ + wait)];
  }
  return wait;
}

SendResult RateLimited(RateLimit& limit) {
  return {.outcome = SendOutcome::kRetry,
          .reason = "RATE_LIMITED",
          .detail = {},
          .retry_after = limit.UntilNext()};
}

}  // namespace vekha::delivery
