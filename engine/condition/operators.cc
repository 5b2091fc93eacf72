// Operators, with CEL's absorption of errors by && and ||.
#include <fmt/format.h>

#include <algorithm>

#include "engine/condition/arithmetic.h"
#include "engine/condition/compare.h"
#include "engine/condition/evaluator.h"

namespace vekha::condition {

Value Evaluator::ComputeConditional(const Op& op) {
  Value scratch;
  const Value& condition = Eval(program_.Operand(op, 0), scratch);
  if (!condition.IsAnswer()) return condition;
  const auto* chosen = condition.As<bool>();
  if (chosen == nullptr) {
    return Value::OfError(fmt::format("no such overload: {} ? :", KindText(condition)));
  }
  Value result_scratch;
  return Eval(program_.Operand(op, *chosen ? 1 : 2), result_scratch);
}

Evaluator::Truth Evaluator::Decide(uint32_t op, Hindrance& hindrance) {
  if (!IsObserved()) {
    const Truth truth = TryQuickTruth(op);
    if (truth != Truth::kHard) return truth;
  }
  Value scratch;
  const Value& value = Eval(op, scratch);
  if (value.IsAnswer() && value.As<bool>() == nullptr) {
    hindrance.AddError(fmt::format("no such overload: a macro's condition is {}", KindText(value)));
  } else {
    hindrance.Add(value);
  }
  return TruthOf(value);
}

// One operand that decides is enough, whatever the others are.
Value Evaluator::ComputeLogic(const Op& op, bool absorbing) {
  Hindrance hindrance;
  for (uint32_t i = 0; i < op.count; ++i) {
    Value scratch;
    const Value& value = Eval(program_.Operand(op, i), scratch);
    if (const auto* known = value.As<bool>()) {
      if (*known == absorbing) return Value::Bool(absorbing);
    } else if (value.IsAnswer()) {
      hindrance.AddError(
          fmt::format("no such overload: {} {}", absorbing ? "||" : "&&", KindText(value)));
    } else {
      hindrance.Add(value);
    }
  }
  return hindrance.any() ? hindrance.Take() : Value::Bool(!absorbing);
}

Value Evaluator::ComputeUnary(const Op& op) {
  Value scratch;
  const Value& operand = Eval(program_.Operand(op, 0), scratch);
  if (!operand.IsAnswer()) return operand;
  if (op.code == OpCode::kNegate) return Negate(operand);
  const auto* known = operand.As<bool>();
  if (known == nullptr) {
    return Value::OfError(fmt::format("no such overload: !{}", KindText(operand)));
  }
  return Value::Bool(!*known);
}

Value Evaluator::ComputeBinary(const Op& op) {
  const bool comparison =
      op.code == OpCode::kCompare || op.code == OpCode::kEqual || op.code == OpCode::kNotEqual;
  if (comparison && !IsObserved()) {
    const int64_t left = meter_.left();
    const Truth truth = QuickComparison(op);
    if (truth != Truth::kHard) return Value::Bool(truth == Truth::kTrue);
    meter_.Restore(left);
  }
  Value scratch_a;
  Value scratch_b;
  const Value& a = Eval(program_.Operand(op, 0), scratch_a);
  const Value& b = Eval(program_.Operand(op, 1), scratch_b);
  if (!a.IsAnswer() || !b.IsAnswer()) {
    Hindrance hindrance;
    hindrance.Add(a);
    hindrance.Add(b);
    return hindrance.Take();
  }
  return ApplyBinary(op, a, b);
}

namespace {

Value CompareValues(BinaryOp op, const Value& a, const Value& b, Meter& meter) {
  if (const auto* x = a.As<std::string>()) meter.ChargeText(x->size());
  const auto order = Compare(a, b);
  if (!order) return NoOverload(OperatorText(op), a, b);
  return Value::Bool(Holds(op, *order));
}

Value FindIn(const Value& element, const Value& container, Meter& meter) {
  if (const Map* map = container.AsMap()) {
    return Value::Bool(FindKey(*map, element, meter) != nullptr);
  }
  const List* list = container.AsList();
  if (list == nullptr) return NoOverload("in", element, container);
  meter.Charge(static_cast<int64_t>(list->size()));
  return Value::Bool(std::any_of(list->begin(), list->end(), [&](const Value& candidate) {
    return Equal(candidate, element, meter);
  }));
}

}  // namespace

Value Evaluator::ApplyBinary(const Op& op, const Value& a, const Value& b) {
  const auto binary = static_cast<BinaryOp>(op.index);
  switch (op.code) {
    case OpCode::kArithmetic:
      return ApplyArithmetic(binary, a, b, meter_);
    case OpCode::kCompare:
      return CompareValues(binary, a, b, meter_);
    case OpCode::kEqual:
      return Value::Bool(Equal(a, b, meter_));
    case OpCode::kNotEqual:
      return Value::Bool(!Equal(a, b, meter_));
    default:
      return FindIn(a, b, meter_);
  }
}

}  // namespace vekha::condition
