#include "engine/condition/evaluator.h"

namespace vekha::condition {
namespace {

std::optional<std::strong_ordering> OrderOf(const Value& a, const Value& b) {
  if (const auto* x = a.As<int64_t>()) {
    if (const auto* y = b.As<int64_t>()) return *x <=> *y;
  } else if (const auto* d = a.As<Date>()) {
    if (const auto* e = b.As<Date>()) return d->day_number() <=> e->day_number();
  }
  return std::nullopt;
}

bool Holds(BinaryOp op, std::strong_ordering order) {
  switch (op) {
    case BinaryOp::kLess:
      return order < 0;
    case BinaryOp::kLessEqual:
      return order <= 0;
    case BinaryOp::kGreater:
      return order > 0;
    case BinaryOp::kGreaterEqual:
      return order >= 0;
    case BinaryOp::kEqual:
      return order == 0;
    default:
      return order != 0;
  }
}

}  // namespace

const Value* Evaluator::InPlace(uint32_t index) const {
  const Op& op = program_.ops[index];
  if (op.code == OpCode::kConstant) return &program_.constants[op.index];
  if (op.code == OpCode::kLocal) return &locals_[op.index];
  return op.code == OpCode::kName && has_slots_ ? &slots_[op.index] : nullptr;
}

std::optional<bool> Evaluator::CompareInPlace(const Op& op) {
  const bool comparison =
      op.code == OpCode::kCompare || op.code == OpCode::kEqual || op.code == OpCode::kNotEqual;
  if (!comparison || IsObserved()) return std::nullopt;
  const Value* a = InPlace(program_.Operand(op, 0));
  const Value* b = InPlace(program_.Operand(op, 1));
  if (a == nullptr || b == nullptr) return std::nullopt;
  const auto order = OrderOf(*a, *b);
  if (!order) return std::nullopt;
  meter_.Charge(2);
  return Holds(static_cast<BinaryOp>(op.index), *order);
}

}  // namespace vekha::condition
