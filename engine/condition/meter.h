// What an evaluation has spent, against its limit.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "engine/condition/limits.h"

namespace vekha::condition {

inline constexpr const char* kCostExceeded = "the condition ran past its cost limit";

class Meter {
 public:
  explicit Meter(const RunLimits& limits)
      : limits_(limits), left_(limits.cost), elements_max_(limits.list_elements) {}

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
  // For going over `members` organizations; what is made of each of them may be as long a list.
  void Grant(size_t members) {
    left_ += limits_.member_cost * static_cast<int64_t>(members);
    elements_max_ = std::max(elements_max_, members);
  }
  size_t elements_max() const { return elements_max_; }
  const RunLimits& limits() const { return limits_; }

 private:
  RunLimits limits_;
  int64_t left_;
  size_t elements_max_;
};

}  // namespace vekha::condition
