#include "engine/condition/quotient.h"

#include <algorithm>
#include <set>

#include "engine/condition/program.h"

namespace vekha::condition {
namespace {

class Reader {
 public:
  explicit Reader(const Program& program) : program_(program) {}

  Dividend Read(uint32_t op) {
    Visit(op);
    Dividend side;
    side.range = program_.ranges[op];
    side.text = program_.text.substr(side.range.begin, side.range.end - side.range.begin);
    side.names.assign(names_.begin(), names_.end());
    side.names_below.assign(below_.begin(), below_.end());
    return side;
  }

 private:
  void Visit(uint32_t index) {
    const Op& op = program_.ops[index];
    if (op.code == OpCode::kName || op.code == OpCode::kHasName) {
      names_.insert(program_.names[op.index]);
    } else if (op.code == OpCode::kNameBelow || op.code == OpCode::kHasBelow) {
      const BelowPlan& plan = program_.below[op.index];
      below_.insert({plan.list, plan.name});
    }
    for (uint32_t i = 0; i < op.count; ++i) Visit(program_.Operand(op, i));
  }

  const Program& program_;
  std::set<std::string> names_;
  std::set<NameBelow> below_;
};

}  // namespace

std::vector<Quotient> QuotientsOf(const Program& program) {
  std::vector<Quotient> quotients;
  for (const Op& op : program.ops) {
    const bool divides =
        op.code == OpCode::kArithmetic && static_cast<BinaryOp>(op.index) == BinaryOp::kDivide;
    if (!divides) continue;
    quotients.push_back({Reader(program).Read(program.Operand(op, 0)),
                         Reader(program).Read(program.Operand(op, 1))});
  }
  return quotients;
}

}  // namespace vekha::condition
