// What all conditions of a roadmap together can cost one run of one organization. Each alone is
// bounded (engine/condition/limits.h); thousands of rows, each due every month, could still run
// away together.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/roadmap/raw.h"
#include "engine/roadmap/roadmap.h"

namespace vekha::roadmap {

// In the units of condition::RunLimits: fifty conditions that each run to their own limit, half of
// what Kubernetes allows all policies of one object (RuntimeCELCostBudget).
inline constexpr int64_t kRunCostMax = 5'000'000;

class CostSum {
 public:
  // The conditions of a compiled measure, once for each of its occurrences.
  void Add(const RawMeasure& raw, const Measure& measure);

  bool IsOver() const { return total_ > kRunCostMax; }
  int64_t total() const { return total_; }

  // The condition that costs most of all.
  struct Part {
    Place place;
    std::string measure;
    int64_t cost = 0;  // of one evaluation
    int64_t times = 0;
  };
  const std::optional<Part>& largest() const { return largest_; }

 private:
  void Add(const Text& text, const Condition& condition, const Measure& measure);

  int64_t total_ = 0;
  std::optional<Part> largest_;
};

}  // namespace vekha::roadmap
