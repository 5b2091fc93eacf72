// What a rule's author most likely meant by an operation that has no meaning. Internal to the room.
#pragma once

#include <string>

#include "engine/base/language.h"
#include "engine/condition/ast.h"
#include "engine/condition/type.h"

namespace vekha::condition {

// "write a or b".
Bilingual Write(const std::string& text, const std::string& other = {});

Bilingual ArithmeticHint(BinaryOp op, const Type& a, const Type& b);
Bilingual ComparisonHint(const Type& a, const Type& b);

}  // namespace vekha::condition
