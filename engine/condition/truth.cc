// The common conditions without making a value: logic over comparisons of names, fields and
// constants. The cost is charged as on the long way.
#include "engine/condition/compare.h"
#include "engine/condition/evaluator.h"

namespace vekha::condition {
namespace {

constexpr size_t kQuickText = 64;  // longer texts are charged by length: the long way

// Nothing but for two ints, days, doubles, bools or short texts, or null on either side of == and
// !=.
std::optional<bool> CompareSimple(BinaryOp op, const Value& a, const Value& b) {
  if (const auto* x = a.As<int64_t>()) {
    if (const auto* y = b.As<int64_t>()) return Holds(op, *x <=> *y);
  } else if (const auto* d = a.As<Date>()) {
    if (const auto* e = b.As<Date>()) return Holds(op, d->day_number() <=> e->day_number());
  } else if (const auto* s = a.As<std::string>()) {
    const auto* t = b.As<std::string>();
    if (t != nullptr && s->size() <= kQuickText && t->size() <= kQuickText) {
      return Holds(op, s->compare(*t) <=> 0);
    }
  } else if (const auto* p = a.As<double>()) {
    if (const auto* q = b.As<double>()) return Holds(op, *p <=> *q);
  } else if (const auto* u = a.As<bool>()) {
    if (const auto* v = b.As<bool>()) return Holds(op, *u <=> *v);
  }
  const bool equality = op == BinaryOp::kEqual || op == BinaryOp::kNotEqual;
  const bool a_null = a.As<Null>() != nullptr;
  const bool b_null = b.As<Null>() != nullptr;
  if (!equality || !(a_null || b_null) || !a.IsAnswer() || !b.IsAnswer()) return std::nullopt;
  return (a_null && b_null) == (op == BinaryOp::kEqual);
}

}  // namespace

Evaluator::Truth Evaluator::TruthOf(const Value& value) {
  const auto* known = value.As<bool>();
  if (known == nullptr) return Truth::kHard;
  return *known ? Truth::kTrue : Truth::kFalse;
}

const Value* Evaluator::Peek(uint32_t index, Value& scratch) {
  const Op& op = program_.ops[index];
  switch (op.code) {
    case OpCode::kConstant:
      return &program_.constants[op.index];
    case OpCode::kLocal:
      meter_.Charge(1);
      return locals_[op.index].at;
    case OpCode::kName:
      meter_.Charge(1);
      if (has_slots_) return &slots_[op.index];
      scratch = activation_.Get(program_.names[op.index]);
      return &scratch;
    case OpCode::kNameBelow:
      meter_.Charge(1);
      scratch = ComputeBelow(op);
      return &scratch;
    case OpCode::kSelect: {
      const Value* container = Peek(program_.Operand(op, 0), scratch);
      const Map* map = container == nullptr ? nullptr : container->AsMap();
      if (map == nullptr || container == &scratch) return nullptr;
      meter_.Charge(1);
      return FindField(*map, *program_.constants[op.index].As<std::string>(), meter_);
    }
    default:
      return nullptr;
  }
}

Evaluator::Truth Evaluator::TryQuickTruth(uint32_t op) {
  const int64_t left = meter_.left();
  const Truth truth = QuickTruth(op);
  if (truth == Truth::kHard) meter_.Restore(left);
  return truth;
}

Evaluator::Truth Evaluator::QuickTruth(uint32_t index) {
  const Op& op = program_.ops[index];
  switch (op.code) {
    case OpCode::kAnd:
      return QuickLogic(op, false);
    case OpCode::kOr:
      return QuickLogic(op, true);
    case OpCode::kNot: {
      meter_.Charge(1);
      const Truth truth = QuickTruth(program_.Operand(op, 0));
      if (truth == Truth::kHard) return truth;
      return truth == Truth::kTrue ? Truth::kFalse : Truth::kTrue;
    }
    case OpCode::kCompare:
    case OpCode::kEqual:
    case OpCode::kNotEqual:
      return QuickComparison(op);
    case OpCode::kHasName:
      meter_.Charge(1);
      return activation_.Has(program_.names[op.index]) ? Truth::kTrue : Truth::kFalse;
    case OpCode::kHasBelow:
      meter_.Charge(1);
      return HasBelow(op) ? Truth::kTrue : Truth::kFalse;
    case OpCode::kConstant:
    case OpCode::kLocal:
    case OpCode::kName:
    case OpCode::kNameBelow:
    case OpCode::kSelect: {
      Value scratch;
      const Value* value = Peek(index, scratch);
      return value == nullptr ? Truth::kHard : TruthOf(*value);
    }
    default:
      return Truth::kHard;
  }
}

Evaluator::Truth Evaluator::QuickLogic(const Op& op, bool absorbing) {
  const Truth decisive = absorbing ? Truth::kTrue : Truth::kFalse;
  meter_.Charge(1);
  for (uint32_t i = 0; i < op.count; ++i) {
    const Truth truth = QuickTruth(program_.Operand(op, i));
    if (truth == decisive || truth == Truth::kHard) return truth;
  }
  return absorbing ? Truth::kFalse : Truth::kTrue;
}

Evaluator::Truth Evaluator::QuickComparison(const Op& op) {
  meter_.Charge(1);
  Value scratch_a;
  const Value* a = Peek(program_.Operand(op, 0), scratch_a);
  if (a == nullptr) return Truth::kHard;
  Value scratch_b;
  const Value* b = Peek(program_.Operand(op, 1), scratch_b);
  if (b == nullptr) return Truth::kHard;
  const auto holds = CompareSimple(static_cast<BinaryOp>(op.index), *a, *b);
  if (!holds) return Truth::kHard;
  return *holds ? Truth::kTrue : Truth::kFalse;
}

}  // namespace vekha::condition
