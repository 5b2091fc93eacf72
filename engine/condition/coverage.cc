#include "engine/condition/coverage.h"

#include <algorithm>

#include "engine/condition/evaluator.h"
#include "engine/condition/program.h"

namespace vekha::condition {
namespace {

// Finds the ops whose value decides something.
class BranchFinder {
 public:
  explicit BranchFinder(const Program& program) : program_(program) {}

  std::vector<uint32_t> Run() {
    Decide(program_.root);
    for (const Op& op : program_.ops) {
      if (op.code == OpCode::kFold) DecideFold(op);
      if (IsLogic(op.code)) DecideOperands(op);
      if (op.code == OpCode::kConditional) Decide(program_.Operand(op, 0));
    }
    std::sort(found_.begin(), found_.end(), [&](uint32_t a, uint32_t b) {
      const SourceRange& x = program_.ranges[a];
      const SourceRange& y = program_.ranges[b];
      return std::pair(x.begin, y.end) < std::pair(y.begin, x.end);
    });
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    return std::move(found_);
  }

 private:
  static bool IsLogic(OpCode code) {
    return code == OpCode::kAnd || code == OpCode::kOr || code == OpCode::kNot;
  }

  void Decide(uint32_t index) {
    const Op& op = program_.ops[index];
    if (IsLogic(op.code)) return;  // its operands decide, and are found as such
    if (op.code == OpCode::kConditional) {
      Decide(program_.Operand(op, 1));
      Decide(program_.Operand(op, 2));
    } else if (op.code != OpCode::kConstant) {
      found_.push_back(index);
    }
  }

  void DecideOperands(const Op& op) {
    for (uint32_t i = 0; i < op.count; ++i) Decide(program_.Operand(op, i));
  }

  void DecideFold(const Op& op) {
    const FoldPlan& plan = program_.folds[op.index];
    switch (plan.kind) {
      case FoldKind::kAll:
      case FoldKind::kExists:
      case FoldKind::kExistsOne:
      case FoldKind::kFilter:
        return Decide(program_.Operand(op, 1));
      case FoldKind::kMap:
      case FoldKind::kTransformMap:
        if (plan.has_filter) Decide(program_.Operand(op, 1));
        return;
      case FoldKind::kBind:
        return;
    }
  }

  const Program& program_;
  std::vector<uint32_t> found_;
};

}  // namespace

std::vector<BranchCoverage> BranchesOf(const Program& program) {
  std::vector<BranchCoverage> branches;
  for (const uint32_t op : BranchFinder(program).Run()) {
    const SourceRange range = program.ranges[op];
    BranchCoverage branch;
    branch.text = program.text.substr(range.begin, range.end - range.begin);
    branch.range = range;
    branches.push_back(std::move(branch));
  }
  return branches;
}

Value EvaluateCovered(const Program& program, const Activation& activation,
                      std::vector<BranchCoverage>& branches) {
  std::vector<BranchCoverage*> by_op(program.ops.size(), nullptr);
  const std::vector<uint32_t> ops = BranchFinder(program).Run();
  for (size_t i = 0; i < ops.size() && i < branches.size(); ++i) by_op[ops[i]] = &branches[i];
  Evaluator evaluator(program, activation, RunLimits{});
  evaluator.UseCoverage(by_op);
  return evaluator.Run();
}

}  // namespace vekha::condition
