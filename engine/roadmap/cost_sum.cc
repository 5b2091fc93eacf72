#include "engine/roadmap/cost_sum.h"

#include <algorithm>
#include <utility>

namespace vekha::roadmap {
namespace {

void AddTo(CostSum::Sum& sum, CostSum::Part part) {
  const int64_t cost = part.cost * part.times;
  sum.total += cost;
  if (sum.largest && cost <= sum.largest->cost * sum.largest->times) return;
  sum.largest = std::move(part);
}

}  // namespace

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
  AddTo(alone_, {text.place, measure.id.value(), cost, times});
  AddTo(each_member_, {text.place, measure.id.value(),
                       condition::EstimatedMemberCost(*condition.program), times});
}

}  // namespace vekha::roadmap
