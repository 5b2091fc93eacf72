// Types of an expression over declared names (langdef "Gradual Type Checking"): it can only reject.
// Stricter than running: 1 == 1.0 runs, but to write it is a mistake.
#pragma once

#include "engine/condition/ast.h"
#include "engine/condition/names.h"
#include "engine/condition/problems.h"
#include "engine/condition/type.h"

namespace vekha::condition {

// The type of the whole; every mismatch is a problem at its operator, function or argument. Notes
// the type of every call in `names`.
Type CheckTypes(const Ast& ast, Names& names, Problems& problems);

}  // namespace vekha::condition
