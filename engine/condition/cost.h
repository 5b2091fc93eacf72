// What a condition can cost at most, told before it runs: so that a rule that could run away is
// refused when it is published, not aborted on the day.
#pragma once

#include "engine/condition/ast.h"
#include "engine/condition/limits.h"
#include "engine/condition/names.h"
#include "engine/condition/problems.h"

namespace vekha::condition {

// In the units of RunLimits::cost, for facts as large as `assumed` says, every branch taken and no
// comprehension left early. Over limits.estimate it is a problem, at the innermost part that alone
// goes over it. At most 10^15.
int64_t EstimateCost(const Ast& ast, const Names& names, const Limits& limits, Problems& problems);

}  // namespace vekha::condition
