// What a condition can cost at most, told before it runs: so that a rule that could run away is
// refused when it is published, not aborted on the day.
#pragma once

#include "engine/condition/ast.h"
#include "engine/condition/limits.h"
#include "engine/condition/names.h"
#include "engine/condition/problems.h"

namespace vekha::condition {

struct CostEstimate {
  int64_t alone = 0;        // with no organizations below
  int64_t each_member = 0;  // and for each of them, on average over limits.assumed.members
};

// In the units of RunLimits::cost, for facts as large as `assumed` says, every branch taken and no
// comprehension left early. Over limits.estimate, and kMemberCost for each organization below, it
// is a problem, at the innermost part that alone goes over it. At most 10^15.
CostEstimate EstimateCost(const Ast& ast, const Names& names, const Limits& limits,
                          Problems& problems);

}  // namespace vekha::condition
