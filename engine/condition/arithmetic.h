// + - * / % and unary minus (langdef "Numeric Values"): never between different numeric types,
// overflow and division by zero are errors; + also joins strings, bytes and lists and moves
// timestamps.
#pragma once

#include "engine/condition/ast.h"
#include "engine/condition/meter.h"
#include "engine/condition/value.h"

namespace vekha::condition {

// Both operands are answers. An Error when the operator has no meaning for them.
Value ApplyArithmetic(BinaryOp op, const Value& a, const Value& b, Meter& meter);
Value Negate(const Value& value);

// "no such overload: int + string".
Value NoOverload(std::string_view op, const Value& a, const Value& b);

// The type of a value in messages: "int", "list".
std::string_view KindText(const Value& value);

}  // namespace vekha::condition
