// One evaluation of one program. Internal to the room.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/condition/condition.h"
#include "engine/condition/coverage.h"
#include "engine/condition/meter.h"
#include "engine/condition/program.h"

namespace vekha::condition {

// What a comparison operator says of an order; unordered (NaN) holds of != alone.
template <typename Ordering>
bool Holds(BinaryOp op, Ordering order) {
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

// What kept an operation from an answer, gathered over its operands: every missing fact, and the
// first error. Unknown is the stronger.
class Hindrance {
 public:
  void Add(const Value& value);
  void AddError(std::string message);
  bool any() const { return !facts_.empty() || !below_.empty() || error_.has_value(); }
  Value Take();

 private:
  void AddBelow(const MissingBelow& missing);

  std::vector<std::string> facts_;
  std::vector<MissingBelow> below_;
  std::optional<std::string> error_;
};

class Evaluator {
 public:
  Evaluator(const Program& program, const Activation& activation, const RunLimits& limits)
      : program_(program),
        activation_(activation),
        meter_(limits),
        context_{meter_, &activation},
        locals_(program.local_count),
        granted_(program.member_lists.size()) {}

  void UseSlots(std::span<const Value> values) {
    slots_ = values;
    has_slots_ = true;
  }
  void UseTrace(std::vector<TraceStep>& trace) { trace_ = &trace; }
  // By op; nullptr for an op that is no branch. Lives as long as the evaluation.
  void UseCoverage(std::span<BranchCoverage* const> branches) { branches_ = branches; }

  Value Run();

 private:
  // A reference to where the value lies already, or to `scratch`.
  const Value& Eval(uint32_t op, Value& scratch);
  const Value& EvalTraced(uint32_t op, Value& scratch);
  const Value& EvalCovered(uint32_t op, Value& scratch);
  bool IsObserved() const { return trace_ != nullptr || !branches_.empty(); }
  const Value& EvalPlain(uint32_t op, Value& scratch);
  const Value& EvalSelect(const Op& op, Value& scratch);
  const Value& EvalIndex(const Op& op, Value& scratch);
  Value Compute(const Op& op);

  // truth.cc: the common `count > 3 && today > date(...)` without making a value. kHard when it
  // has no simple answer; then the ways above find it, and what is wrong.
  enum class Truth : uint8_t { kFalse, kTrue, kHard };
  static Truth TruthOf(const Value& value);
  Truth TryQuickTruth(uint32_t op);  // charges nothing for a kHard
  Truth QuickTruth(uint32_t op);
  Truth QuickLogic(const Op& op, bool absorbing);
  Truth QuickComparison(const Op& op);
  // Where the value of a name, constant or field lies, `scratch` included; nullptr for anything
  // else.
  const Value* Peek(uint32_t op, Value& scratch);

  // The value of a macro's condition; kHard is noted as what kept it from being true or false.
  Truth Decide(uint32_t op, Hindrance& hindrance);

  Value ComputeDynamic(const DynamicName& name);
  Value ComputeHasDynamic(const Op& op);
  Value ComputeMembers(const Op& op);
  Value ComputeBelow(const Op& op);
  bool HasBelow(const Op& op) const;
  // The organization a macro's variable stands for.
  const std::string& MemberAt(const Op& op) const {
    return *locals_[program_.below[op.index].local].at->As<std::string>();
  }
  // As a trace shows it: of a list of organizations the first few.
  Value Shown(const Op& op, const Value& value) const;
  void TraceMember(const FoldPlan& plan);
  Value ComputeHasField(const Op& op, const Value& field);
  Value ComputeCall(const Op& op);
  Value ComputeLongCall(const Op& op);
  Value Call(const Op& op, std::span<const Value* const> arguments, bool answers);
  Value ComputeMatch(const Op& op);
  Value ComputeList(const Op& op);
  Value ComputeMap(const Op& op);
  Value ComputeConditional(const Op& op);
  Value ComputeLogic(const Op& op, bool absorbing);
  Value ComputeUnary(const Op& op);
  Value ComputeBinary(const Op& op);
  Value ApplyBinary(const Op& op, const Value& a, const Value& b);

  // fold.cc
  Value ComputeFold(const Op& op);
  Value FoldElements(const Op& op, const FoldPlan& plan, const Value& range);
  Value FoldUntraced(const Op& op, const FoldPlan& plan, const Value& range);
  void TraceDecision(const Op& op, const FoldPlan& plan, const Value& range);
  Value FoldLogic(const Op& op, const FoldPlan& plan, const Value& range, bool absorbing);
  Value FoldExistsOne(const Op& op, const FoldPlan& plan, const Value& range);
  Value FoldMap(const Op& op, const FoldPlan& plan, const Value& range);
  // Binds the macro's variables to the i-th element; false past the last or past the cost limit.
  bool BindElement(const FoldPlan& plan, const Value& range, size_t i);

  const Program& program_;
  const Activation& activation_;
  Meter meter_;
  CallContext context_;
  struct Local {
    const Value* at = nullptr;
    Value own;  // what lies nowhere else: an index, what cel.bind computed
  };
  std::vector<Local> locals_;
  std::span<const Value> slots_;
  bool has_slots_ = false;
  std::vector<bool> granted_;  // by member list: what going over it may cost was granted
  std::vector<TraceStep>* trace_ = nullptr;
  std::span<BranchCoverage* const> branches_;
  int depth_ = 0;
  std::optional<size_t> decided_;  // the element that decided the last all or exists
};

// container.field and container[index]: where it lies in the container, or the language's error in
// `scratch`.
const Value& SelectFrom(const Value& container, const std::string& field, Value& scratch,
                        Meter& meter);
const Value& IndexInto(const Value& container, const Value& index, Value& scratch, Meter& meter);

}  // namespace vekha::condition
