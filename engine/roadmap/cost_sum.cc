#include "engine/roadmap/cost_sum.h"

#include <algorithm>

#include "engine/condition/condition.h"

namespace vekha::roadmap {

void CostSum::Add(const RawMeasure& raw, const Measure& measure) {
  if (raw.done_when && measure.done_when) Add(*raw.done_when, *measure.done_when, measure);
  if (raw.applies_when && measure.applies_when) {
    Add(*raw.applies_when, *measure.applies_when, measure);
  }
}

void CostSum::Add(const Text& text, const Condition& condition, const Measure& measure) {
  const schedule::Expansion& expansion = measure.expansion;
  const auto times = static_cast<int64_t>(
      std::max<size_t>(expansion.occurrences.size() + expansion.waits.size(), 1));
  // No evaluation spends more than its own limit: it ends there.
  const int64_t cost =
      std::min(condition::EstimatedCost(*condition.program), condition::RunLimits().cost);
  total_ += cost * times;
  if (largest_ && cost * times <= largest_->cost * largest_->times) return;
  largest_ = Part{text.place, measure.id.value(), cost, times};
}

}  // namespace vekha::roadmap
