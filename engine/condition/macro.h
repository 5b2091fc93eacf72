// Macros: calls by their shape that bind a name or look at a selection instead of its value
// (langdef "Macros"; two variables as in cel-go's ext/comprehensions).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/condition/ast.h"
#include "engine/condition/problems.h"

namespace vekha::condition {

// If `call` has the name and the number of arguments of a macro, the node it stands for. Misuse
// (has(1), all(a.b, ...)) is a problem and gives the call back.
std::optional<Node> ExpandMacro(const Ast& ast, const Node& call, Problems& problems);

// Their names, for hints; repeated where a macro takes several numbers of arguments.
std::vector<std::string_view> MacroNames();

}  // namespace vekha::condition
