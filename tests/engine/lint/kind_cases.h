// Each kind by a small rule file: one it is found in, and one that only looks like it.
#pragma once

#include <vector>

#include "tests/engine/lint/plan.h"

namespace vekha::lint {

struct Case {
  const char* kind;
  Plan found;
  Plan missed;
};

std::vector<Case> Cases();

}  // namespace vekha::lint
