// What all conditions of a roadmap together can cost one run of one organization. Each alone is
// bounded (engine/condition/limits.h); thousands of rows, each due every month, could still run
// away together.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/condition/condition.h"
#include "engine/roadmap/raw.h"
#include "engine/roadmap/roadmap.h"

namespace vekha::roadmap {

// In the units of condition::RunLimits: fifty conditions that each run to their own limit, half of
// what Kubernetes allows all policies of one object (RuntimeCELCostBudget).
inline constexpr int64_t kRunCostMax = 5'000'000;
// And for each organization below that is gone over, as fifty conditions may.
inline constexpr int64_t kRunMemberCostMax = 50 * condition::kMemberCost;

class CostSum {
 public:
  // The condition that costs most of all.
  struct Part {
    Place place;
    std::string measure;
    int64_t cost = 0;  // of one evaluation
    int64_t times = 0;
  };
  struct Sum {
    int64_t total = 0;
    std::optional<Part> largest;
  };

  // The conditions of a compiled measure, once for each of its occurrences.
  void Add(const RawMeasure& raw, const Measure& measure);

  const Sum& alone() const { return alone_; }
  const Sum& each_member() const { return each_member_; }

 private:
  void Add(const Text& text, const Condition& condition, const Measure& measure);

  Sum alone_;
  Sum each_member_;
};

}  // namespace vekha::roadmap
