// What an evaluation has spent, against its limit.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/condition/limits.h"

namespace vekha::condition {

inline constexpr const char* kCostExceeded = "the condition ran past its cost limit";

class Meter {
 public:
  explicit Meter(const RunLimits& limits) : limits_(limits), left_(limits.cost) {}

  // False once the limit is passed; then nothing may be computed any more.
  bool Charge(int64_t units) {
    left_ = units > left_ ? -1 : left_ - units;
    return left_ >= 0;
  }
  bool ChargeText(size_t bytes) { return Charge(static_cast<int64_t>(bytes / 10)); }
  // For work that was tried and will be done, and charged, another way.
  int64_t left() const { return left_; }
  void Restore(int64_t left) { left_ = left; }
  bool exhausted() const { return left_ < 0; }
  const RunLimits& limits() const { return limits_; }

 private:
  RunLimits limits_;
  int64_t left_;
};

}  // namespace vekha::condition
