// Comprehensions. all and exists absorb like && and ||; exists_one, map and filter need every
// element to answer (langdef "Macros").
#include <fmt/format.h>

#include <utility>

#include "engine/condition/arithmetic.h"
#include "engine/condition/evaluator.h"

namespace vekha::condition {
namespace {

size_t SizeOf(const Value& range) {
  const List* list = range.AsList();
  return list != nullptr ? list->size() : range.AsMap()->size();
}

}  // namespace

Value Evaluator::ComputeFold(const Op& op) {
  const FoldPlan& plan = program_.folds[op.index];
  Value scratch;
  const Value& range = Eval(program_.Operand(op, 0), scratch);
  if (plan.kind == FoldKind::kBind) {
    locals_[plan.local].at = &range;
    Value result;
    return Eval(program_.Operand(op, 1), result);
  }
  if (!range.IsAnswer()) return range;
  if (range.AsList() == nullptr && range.AsMap() == nullptr) {
    return Value::OfError(fmt::format("no such overload: a macro over {}", KindText(range)));
  }
  if (SizeOf(range) > meter_.elements_max()) {
    return Value::OfError("the list is too long to go over");
  }
  return FoldElements(op, plan, range);
}

Value Evaluator::FoldElements(const Op& op, const FoldPlan& plan, const Value& range) {
  std::vector<TraceStep>* const trace = std::exchange(trace_, nullptr);
  Value value = FoldUntraced(op, plan, range);
  trace_ = trace;
  const bool decides = plan.kind == FoldKind::kAll || plan.kind == FoldKind::kExists;
  if (trace_ != nullptr && decides && decided_) TraceDecision(op, plan, range);
  return value;
}

// Of the many times the body runs, the one that made all false or exists true is shown.
void Evaluator::TraceDecision(const Op& op, const FoldPlan& plan, const Value& range) {
  BindElement(plan, range, *std::exchange(decided_, std::nullopt));
  if (plan.over_members) TraceMember(plan);
  Value scratch;
  Eval(program_.Operand(op, 1), scratch);
}

Value Evaluator::FoldUntraced(const Op& op, const FoldPlan& plan, const Value& range) {
  switch (plan.kind) {
    case FoldKind::kAll:
      return FoldLogic(op, plan, range, false);
    case FoldKind::kExists:
      return FoldLogic(op, plan, range, true);
    case FoldKind::kExistsOne:
      return FoldExistsOne(op, plan, range);
    case FoldKind::kMap:
    case FoldKind::kFilter:
    case FoldKind::kTransformMap:
    case FoldKind::kBind:
      return FoldMap(op, plan, range);
  }
  return Value::OfError("no value");
}

bool Evaluator::BindElement(const FoldPlan& plan, const Value& range, size_t i) {
  if (i >= SizeOf(range) || !meter_.Charge(1)) return false;
  if (const List* list = range.AsList()) {
    if (plan.two_variables) {
      Local& index = locals_[plan.local];
      index.own = Value::Int(static_cast<int64_t>(i));
      index.at = &index.own;
    }
    locals_[plan.local + (plan.two_variables ? 1 : 0)].at = &(*list)[i];
  } else {
    const auto& [key, value] = (*range.AsMap())[i];
    locals_[plan.local].at = &key;
    if (plan.two_variables) locals_[plan.local + 1].at = &value;
  }
  return true;
}

Value Evaluator::FoldLogic(const Op& op, const FoldPlan& plan, const Value& range, bool absorbing) {
  Hindrance hindrance;
  for (size_t i = 0; BindElement(plan, range, i); ++i) {
    const Truth truth = Decide(program_.Operand(op, 1), hindrance);
    if (truth != (absorbing ? Truth::kTrue : Truth::kFalse)) continue;
    decided_ = i;
    return Value::Bool(absorbing);
  }
  decided_ = std::nullopt;
  return hindrance.any() ? hindrance.Take() : Value::Bool(!absorbing);
}

Value Evaluator::FoldExistsOne(const Op& op, const FoldPlan& plan, const Value& range) {
  Hindrance hindrance;
  int64_t count = 0;
  for (size_t i = 0; BindElement(plan, range, i); ++i) {
    if (Decide(program_.Operand(op, 1), hindrance) == Truth::kTrue) ++count;
  }
  return hindrance.any() ? hindrance.Take() : Value::Bool(count == 1);
}

Value Evaluator::FoldMap(const Op& op, const FoldPlan& plan, const Value& range) {
  const bool filters = plan.has_filter || plan.kind == FoldKind::kFilter;
  Hindrance hindrance;
  List list;
  Map map;
  for (size_t i = 0; BindElement(plan, range, i); ++i) {
    if (filters && Decide(program_.Operand(op, 1), hindrance) != Truth::kTrue) continue;
    if (plan.kind == FoldKind::kFilter) {
      list.push_back(*locals_[plan.local].at);
      continue;
    }
    Value result_scratch;
    const Value& result = Eval(program_.Operand(op, op.count - 1), result_scratch);
    hindrance.Add(result);
    if (plan.kind == FoldKind::kTransformMap) {
      map.emplace_back(*locals_[plan.local].at, result);
    } else {
      list.push_back(result);
    }
  }
  if (hindrance.any()) return hindrance.Take();
  return plan.kind == FoldKind::kTransformMap ? Value::OfMap(std::move(map))
                                              : Value::OfList(std::move(list));
}

}  // namespace vekha::condition
