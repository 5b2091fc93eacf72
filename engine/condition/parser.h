// CEL text -> Ast, by recursive descent with precedence climbing for the binary operators.
#pragma once

#include <optional>
#include <string_view>

#include "engine/condition/ast.h"
#include "engine/condition/limits.h"
#include "engine/condition/problems.h"

namespace vekha::condition {

// Nothing, and at least one problem, when the text is not an expression or is too large. Macros
// (has, all, exists ...) are already folded.
std::optional<Ast> ParseExpression(std::string_view text, const Limits& limits, Problems& problems);

}  // namespace vekha::condition
