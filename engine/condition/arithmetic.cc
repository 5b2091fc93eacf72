#include "engine/condition/arithmetic.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "engine/condition/instant.h"
#include "engine/condition/type.h"

namespace vekha::condition {
namespace {

Value Overflow(BinaryOp op) {
  return Value::OfError(fmt::format("overflow in {}", OperatorText(op)));
}

template <typename Int>
Value Integers(BinaryOp op, Int a, Int b) {
  Int result = 0;
  switch (op) {
    case BinaryOp::kAdd:
      if (__builtin_add_overflow(a, b, &result)) return Overflow(op);
      break;
    case BinaryOp::kSubtract:
      if (__builtin_sub_overflow(a, b, &result)) return Overflow(op);
      break;
    case BinaryOp::kMultiply:
      if (__builtin_mul_overflow(a, b, &result)) return Overflow(op);
      break;
    case BinaryOp::kDivide:
    case BinaryOp::kModulo:
      if (b == 0)
        return Value::OfError(op == BinaryOp::kDivide ? "divide by zero" : "modulus by zero");
      if (std::numeric_limits<Int>::is_signed && a == std::numeric_limits<Int>::min() &&
          b == static_cast<Int>(-1)) {
        return Overflow(op);
      }
      result = static_cast<Int>(op == BinaryOp::kDivide ? a / b : a % b);
      break;
    default:
      break;
  }
  return Value(Value::Storage(result));
}

Value Doubles(BinaryOp op, double a, double b) {
  switch (op) {
    case BinaryOp::kAdd:
      return Value::Double(a + b);
    case BinaryOp::kSubtract:
      return Value::Double(a - b);
    case BinaryOp::kMultiply:
      return Value::Double(a * b);
    case BinaryOp::kDivide:
      return Value::Double(a / b);
    default:
      return NoOverload(OperatorText(op), Value::Double(a), Value::Double(b));
  }
}

Value JoinTexts(const std::string& a, const std::string& b, bool bytes, Meter& meter) {
  if (a.size() + b.size() > meter.limits().string_bytes) {
    return Value::OfError("the text would be too long");
  }
  meter.ChargeText(a.size() + b.size());
  return bytes ? Value::OfBytes(a + b) : Value::String(a + b);
}

Value JoinLists(const List& a, const List& b, Meter& meter) {
  if (a.size() + b.size() > meter.elements_max()) {
    return Value::OfError("the list would be too long");
  }
  if (!meter.Charge(static_cast<int64_t>(a.size() + b.size())))
    return Value::OfError(kCostExceeded);
  List joined;
  joined.reserve(a.size() + b.size());
  joined.insert(joined.end(), a.begin(), a.end());
  joined.insert(joined.end(), b.begin(), b.end());
  return Value::OfList(std::move(joined));
}

Value Add(const Value& a, const Value& b, Meter& meter) {
  if (const auto* x = a.As<std::string>()) {
    if (const auto* y = b.As<std::string>()) return JoinTexts(*x, *y, false, meter);
  }
  if (const auto* x = a.As<Bytes>()) {
    if (const auto* y = b.As<Bytes>()) return JoinTexts(x->data, y->data, true, meter);
  }
  if (const List* x = a.AsList()) {
    if (const List* y = b.AsList()) return JoinLists(*x, *y, meter);
  }
  const auto* moved = a.As<Timestamp>() != nullptr ? a.As<Timestamp>() : b.As<Timestamp>();
  const auto* by = b.As<Duration>() != nullptr ? b.As<Duration>() : a.As<Duration>();
  if (moved != nullptr && by != nullptr) return AddDuration(*moved, *by);
  return NoOverload("+", a, b);
}

Value Subtract(const Value& a, const Value& b) {
  if (const auto* x = a.As<Timestamp>()) {
    if (const auto* y = b.As<Timestamp>()) return TimeBetween(*x, *y);
    if (const auto* y = b.As<Duration>()) return SubtractDuration(*x, *y);
  }
  return NoOverload("-", a, b);
}

Value Durations(BinaryOp op, Duration a, Duration b) {
  const Value nanos = Integers<int64_t>(op, a.nanos, b.nanos);
  if (nanos.IsError()) return nanos;
  return Value::OfDuration(*nanos.As<int64_t>());
}

}  // namespace

Value ApplyArithmetic(BinaryOp op, const Value& a, const Value& b, Meter& meter) {
  if (const auto* x = a.As<int64_t>()) {
    if (const auto* y = b.As<int64_t>()) return Integers(op, *x, *y);
  }
  if (const auto* x = a.As<uint64_t>()) {
    if (const auto* y = b.As<uint64_t>()) return Integers(op, *x, *y);
  }
  if (const auto* x = a.As<double>()) {
    if (const auto* y = b.As<double>()) return Doubles(op, *x, *y);
  }
  if (op == BinaryOp::kAdd || op == BinaryOp::kSubtract) {
    const auto* x = a.As<Duration>();
    const auto* y = b.As<Duration>();
    if (x != nullptr && y != nullptr) return Durations(op, *x, *y);
    return op == BinaryOp::kAdd ? Add(a, b, meter) : Subtract(a, b);
  }
  return NoOverload(OperatorText(op), a, b);
}

Value Negate(const Value& value) {
  if (const auto* x = value.As<int64_t>()) return Integers<int64_t>(BinaryOp::kSubtract, 0, *x);
  if (const auto* x = value.As<double>()) return Value::Double(-*x);
  return Value::OfError(fmt::format("no such overload: -{}", KindText(value)));
}

Value NoOverload(std::string_view op, const Value& a, const Value& b) {
  return Value::OfError(fmt::format("no such overload: {} {} {}", KindText(a), op, KindText(b)));
}

std::string_view KindText(const Value& value) {
  const TypeKind kind = KindOf(value);
  if (kind == TypeKind::kNull) return "null";
  if (kind == TypeKind::kTimestamp) return "timestamp";
  if (kind == TypeKind::kDuration) return "duration";
  return DenotationOf(kind);
}

}  // namespace vekha::condition
