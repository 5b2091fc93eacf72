// A condition of a rule file, compiled, with its problems placed in the file: also inside quoted
// and folded scalars, where a byte of the expression is not a byte of the file.
#pragma once

#include <optional>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/condition/condition.h"
#include "engine/roadmap/raw.h"

namespace vekha::roadmap {

enum class Wanted { kBool, kNumber };

// Nothing, and an error, when it does not compile or gives another type than wanted.
std::optional<Condition> CompileCondition(const Text& expression, Wanted wanted,
                                          const condition::Environment& names,
                                          std::vector<Diagnostic>& diagnostics);

}  // namespace vekha::roadmap
