// Which ways the branches of a condition have gone, for tests of rules: a condition whose branches
// have each been seen true and false is tested whole.
//
//   std::vector<BranchCoverage> branches = BranchesOf(program);
//   for each situation: EvaluateCovered(program, activation, branches);
//   missing = those not IsCovered().
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/source.h"
#include "engine/condition/condition.h"

namespace vekha::condition {

// A part that decides: an operand of && || ! that is none of these itself, the condition of ?:, the
// predicate of a macro (counted once an element); the whole condition when it is none of these.
// Constants decide nothing and are none.
struct BranchCoverage {
  std::string text;          // its own words
  SourceRange range;         // bytes of ExpressionText()
  int64_t seen_true = 0;     // evaluations that gave true
  int64_t seen_false = 0;    // that gave false
  int64_t seen_neither = 0;  // Unknown, Error or no bool
  bool operator==(const BranchCoverage&) const = default;
};

inline bool IsCovered(const BranchCoverage& branch) {
  return branch.seen_true > 0 && branch.seen_false > 0;
}

// In source order, nothing seen yet.
std::vector<BranchCoverage> BranchesOf(const Program& program);

// Evaluate(), adding what was seen to `branches`, which is BranchesOf() the same program. A part
// that was not needed (&& after a false) is not seen.
Value EvaluateCovered(const Program& program, const Activation& activation,
                      std::vector<BranchCoverage>& branches);

}  // namespace vekha::condition
