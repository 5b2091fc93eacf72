// Organizations below: their lists, what is asked of each, and how a trace shows them.
#include <fmt/format.h>

#include "engine/condition/evaluator.h"

namespace vekha::condition {

Value Evaluator::ComputeMembers(const Op& op) {
  Value members = activation_.MemberIds(program_.member_lists[op.index]);
  const List* list = members.AsList();
  if (list == nullptr) return members;
  const size_t max = meter_.limits().members;
  if (list->size() > max) {
    return Value::OfError(
        fmt::format("{} organizations below are more than {}, the limit", list->size(), max));
  }
  if (!granted_[op.index]) meter_.Grant(list->size());
  granted_[op.index] = true;
  return members;
}

Value Evaluator::ComputeBelow(const Op& op) {
  return activation_.GetBelow(MemberAt(op), program_.below[op.index].name);
}

bool Evaluator::HasBelow(const Op& op) const {
  return activation_.HasBelow(MemberAt(op), program_.below[op.index].name);
}

Value Evaluator::Shown(const Op& op, const Value& value) const {
  const List* list = value.AsList();
  const bool members = op.code == OpCode::kMembers ||
                       (op.code == OpCode::kFold && program_.folds[op.index].over_members);
  if (list == nullptr || !members || list->size() <= kShownMembers) return value;
  List first(list->begin(), list->begin() + kShownMembers);
  first.push_back(Value::String(fmt::format("... +{}", list->size() - kShownMembers)));
  return Value::OfList(std::move(first));
}

void Evaluator::TraceMember(const FoldPlan& plan) {
  const Value& member = *locals_[plan.local + (plan.two_variables ? 1 : 0)].at;
  const Value name = activation_.GetBelow(*member.As<std::string>(), "name");
  trace_->push_back({plan.variable + ".id", member, depth_, {}});
  if (name.IsAnswer()) trace_->push_back({plan.variable + ".name", name, depth_, {}});
}

}  // namespace vekha::condition
