#include "engine/rule_test/coverage.h"

#include <algorithm>

namespace vekha::rule_test {
namespace {

Branches BranchesOf(const std::optional<roadmap::Condition>& condition) {
  return condition ? condition::BranchesOf(*condition->program) : Branches{};
}

// Both are of one condition; of different versions of it only what stands in both counts.
void Join(Branches& into, const Branches& from) {
  for (condition::BranchCoverage& one : into) {
    const auto same = std::find_if(from.begin(), from.end(), [&](const auto& other) {
      return other.text == one.text && other.range == one.range;
    });
    if (same == from.end()) continue;
    one.seen_true += same->seen_true;
    one.seen_false += same->seen_false;
    one.seen_neither += same->seen_neither;
  }
}

void CountAnswers(const Branches& branches, Coverage::Count& count) {
  for (const condition::BranchCoverage& branch : branches) {
    count.all += 2;
    count.seen += (branch.seen_true > 0 ? 1 : 0) + (branch.seen_false > 0 ? 1 : 0);
  }
}

}  // namespace

Coverage::Coverage(const roadmap::Roadmap& roadmap) : roadmap_(roadmap.id) {
  for (const roadmap::Measure* measure : roadmap::WorkMeasures(roadmap)) {
    measures_.push_back({measure->id, measure->position, false, BranchesOf(measure->done_when),
                         BranchesOf(measure->applies_when)});
  }
}

MeasureCoverage* Coverage::Find(const MeasureId& id) {
  const auto found = std::find_if(measures_.begin(), measures_.end(),
                                  [&](const MeasureCoverage& m) { return m.id == id; });
  return found == measures_.end() ? nullptr : &*found;
}

void Coverage::Name(const MeasureId& id) {
  if (MeasureCoverage* measure = Find(id)) measure->named = true;
}

condition::Value Coverage::See(const roadmap::Measure& measure, Kind kind,
                               const condition::Activation& facts) {
  const auto& condition = kind == Kind::kDone ? measure.done_when : measure.applies_when;
  MeasureCoverage* seen = Find(measure.id);
  if (!condition || seen == nullptr) return condition::Value();
  Branches& branches = kind == Kind::kDone ? seen->done_when : seen->applies_when;
  return condition::EvaluateCovered(*condition->program, facts, branches);
}

void Coverage::Add(const Coverage& other) {
  for (const MeasureCoverage& from : other.measures_) {
    MeasureCoverage* into = Find(from.id);
    if (into == nullptr) continue;
    into->named = into->named || from.named;
    Join(into->done_when, from.done_when);
    Join(into->applies_when, from.applies_when);
  }
}

Coverage::Count Coverage::measures_named() const {
  const auto named = std::count_if(measures_.begin(), measures_.end(),
                                   [](const MeasureCoverage& m) { return m.named; });
  return {static_cast<int>(measures_.size()), static_cast<int>(named)};
}

Coverage::Count Coverage::answers() const {
  Count count;
  for (const MeasureCoverage& measure : measures_) {
    CountAnswers(measure.done_when, count);
    CountAnswers(measure.applies_when, count);
  }
  return count;
}

}  // namespace vekha::rule_test
