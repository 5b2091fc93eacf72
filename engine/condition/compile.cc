#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "engine/condition/checker.h"
#include "engine/condition/condition.h"
#include "engine/condition/cost.h"
#include "engine/condition/format.h"
#include "engine/condition/names.h"
#include "engine/condition/parser.h"
#include "engine/condition/program.h"
#include "engine/condition/regex.h"

namespace vekha::condition {
namespace {

// What date(), timestamp() and duration() say of an argument they cannot read, in Russian.
std::string NotWhatIsMade(std::string_view function, const Value& argument) {
  constexpr size_t kShownBytes = 64;
  std::string shown = FormatValue(argument);
  if (shown.size() > kShownBytes) shown = "этот текст";
  if (function == "date")
    return fmt::format("{} - не день вида 2022-10-28, 1900..2199 года", shown);
  if (function == "timestamp") {
    return fmt::format("{} - не момент вида 2022-10-28T09:00:00Z, 1..9999 года", shown);
  }
  return fmt::format("{} - не длительность вида 1h30m, 90s, 100ms, до 292 лет", shown);
}

class Compiler {
 public:
  Compiler(const Ast& ast, const Names& names, Problems* constant_problems)
      : ast_(ast), names_(names), constant_problems_(constant_problems) {}

  std::shared_ptr<Program> Run(std::string_view text, Type result) {
    program_->text = text;
    program_->result = std::move(result);
    program_->local_count = names_.local_count;
    CollectNames();
    program_->root = Emit(ast_.root);
    return std::move(program_);
  }

 private:
  void CollectNames() {
    std::set<std::string> names;
    std::set<std::string> lists;
    std::set<NameBelow> below;
    for (const Reference& reference : names_.references) {
      if (reference.kind == ReferenceKind::kMembers) lists.insert(reference.name);
      if (reference.kind == ReferenceKind::kNameBelow ||
          reference.kind == ReferenceKind::kHasBelow) {
        below.insert({reference.list, reference.name});
      }
      if (reference.kind == ReferenceKind::kName || reference.kind == ReferenceKind::kHasName) {
        names.insert(reference.name);
      }
      if (reference.kind == ReferenceKind::kDynamic) names.insert(reference.candidates[0].name);
    }
    program_->names.assign(names.begin(), names.end());
    program_->member_lists.assign(lists.begin(), lists.end());
    program_->names_below.assign(below.begin(), below.end());
  }

  static uint32_t IndexIn(const std::vector<std::string>& sorted, const std::string& name) {
    const auto found = std::lower_bound(sorted.begin(), sorted.end(), name);
    return static_cast<uint32_t>(found - sorted.begin());
  }
  uint32_t NameIndex(const std::string& name) const { return IndexIn(program_->names, name); }

  uint32_t AddBelow(const Node& node, OpCode code, const Reference& reference) {
    return AddOp(
        node, code,
        Append(program_->below, BelowPlan{reference.local, reference.list, reference.name}));
  }

  template <typename T>
  static uint32_t Append(std::vector<T>& items, T item) {
    items.push_back(std::move(item));
    return static_cast<uint32_t>(items.size() - 1);
  }

  uint32_t AddOp(const Node& node, OpCode code, uint32_t index,
                 const std::vector<uint32_t>& operands = {}) {
    const auto first = static_cast<uint32_t>(program_->operands.size());
    program_->operands.insert(program_->operands.end(), operands.begin(), operands.end());
    program_->ops.push_back({code, index, first, static_cast<uint32_t>(operands.size())});
    program_->ranges.push_back(node.range);
    return static_cast<uint32_t>(program_->ops.size() - 1);
  }

  uint32_t AddConstant(const Node& node, Value value) {
    return AddOp(node, OpCode::kConstant, Append(program_->constants, std::move(value)));
  }

  std::vector<uint32_t> EmitAll(const Node& node, size_t from = 0) {
    std::vector<uint32_t> operands;
    for (size_t i = from; i < node.children.size(); ++i) operands.push_back(Emit(node.children[i]));
    return operands;
  }

  uint32_t Emit(NodeId id) {
    const Node& node = ast_[id];
    switch (node.kind) {
      case NodeKind::kConstant:
        return AddConstant(node, node.constant);
      case NodeKind::kIdent:
      case NodeKind::kSelect:
        return EmitName(id);
      case NodeKind::kHas:
        return EmitHas(id);
      case NodeKind::kCall:
        return EmitCall(id);
      case NodeKind::kIndex:
        return AddOp(node, OpCode::kIndex, 0, EmitAll(node));
      case NodeKind::kList:
        return AddOp(node, OpCode::kList, 0, EmitAll(node));
      case NodeKind::kMap:
        return AddOp(node, OpCode::kMap, 0, EmitAll(node));
      case NodeKind::kConditional:
        return AddOp(node, OpCode::kConditional, 0, EmitAll(node));
      case NodeKind::kAnd:
        return AddOp(node, OpCode::kAnd, 0, EmitAll(node));
      case NodeKind::kOr:
        return AddOp(node, OpCode::kOr, 0, EmitAll(node));
      case NodeKind::kNot:
        return AddOp(node, OpCode::kNot, 0, EmitAll(node));
      case NodeKind::kNegate:
        return AddOp(node, OpCode::kNegate, 0, EmitAll(node));
      case NodeKind::kBinary:
        return AddOp(node, CodeOf(node.op), static_cast<uint32_t>(node.op), EmitAll(node));
      case NodeKind::kFold:
        return EmitFold(id);
    }
    return 0;
  }

  static OpCode CodeOf(BinaryOp op) {
    switch (op) {
      case BinaryOp::kAdd:
      case BinaryOp::kSubtract:
      case BinaryOp::kMultiply:
      case BinaryOp::kDivide:
      case BinaryOp::kModulo:
        return OpCode::kArithmetic;
      case BinaryOp::kLess:
      case BinaryOp::kLessEqual:
      case BinaryOp::kGreater:
      case BinaryOp::kGreaterEqual:
        return OpCode::kCompare;
      case BinaryOp::kEqual:
        return OpCode::kEqual;
      case BinaryOp::kNotEqual:
        return OpCode::kNotEqual;
      case BinaryOp::kIn:
        return OpCode::kIn;
    }
    return OpCode::kArithmetic;
  }

  uint32_t EmitName(NodeId id) {
    const Node& node = ast_[id];
    const Reference& reference = names_[id];
    switch (reference.kind) {
      case ReferenceKind::kLocal:
        return AddOp(node, OpCode::kLocal, reference.local);
      case ReferenceKind::kName:
        return AddOp(node, OpCode::kName, NameIndex(reference.name));
      case ReferenceKind::kMembers:
        return AddOp(node, OpCode::kMembers, IndexIn(program_->member_lists, reference.name));
      case ReferenceKind::kNameBelow:
        return AddBelow(node, OpCode::kNameBelow, reference);
      case ReferenceKind::kType:
        return AddConstant(node, Value::OfType(reference.name));
      case ReferenceKind::kDynamic:
        return AddOp(node, OpCode::kDynamic,
                     Append(program_->dynamics, {reference.path, reference.candidates, {}}));
      case ReferenceKind::kNone:
      case ReferenceKind::kHasName:
      case ReferenceKind::kHasBelow:
      case ReferenceKind::kFunction:
        break;
    }
    const uint32_t field = Append(program_->constants, Value::String(node.text));
    return AddOp(node, OpCode::kSelect, field, EmitAll(node));
  }

  uint32_t EmitHas(NodeId id) {
    const Node& node = ast_[id];
    const Reference& reference = names_[id];
    if (reference.kind == ReferenceKind::kHasName) {
      return AddOp(node, OpCode::kHasName, NameIndex(reference.name));
    }
    if (reference.kind == ReferenceKind::kHasBelow) {
      return AddBelow(node, OpCode::kHasBelow, reference);
    }
    if (reference.kind == ReferenceKind::kDynamic) {
      const auto index = Append(program_->dynamics,
                                DynamicName{{}, reference.candidates, Value::String(node.text)});
      return AddOp(node, OpCode::kHasDynamic, index, EmitAll(node));
    }
    const uint32_t field = Append(program_->constants, Value::String(node.text));
    return AddOp(node, OpCode::kHasField, field, EmitAll(node));
  }

  uint32_t EmitCall(NodeId id) {
    const Node& node = ast_[id];
    const Reference& reference = names_[id];
    if (reference.function == nullptr) {
      return AddConstant(node, Value::OfError(fmt::format("no such function: {}", node.text)));
    }
    const std::vector<uint32_t> operands = EmitAll(node, reference.drop_receiver ? 1 : 0);
    if (auto constant = ConstantCall(node, *reference.function, operands)) {
      return AddConstant(node, std::move(*constant));
    }
    if (const auto regex = ConstantRegex(node, *reference.function, operands)) {
      return AddOp(node, OpCode::kMatch, *regex, operands);
    }
    if (reference.function->name == "sum" && operands.size() == 1) {
      return EmitSum(node, reference.type, operands[0]);
    }
    return AddOp(node, OpCode::kCall, Append(program_->functions, reference.function), operands);
  }

  // The sum of no doubles is 0.0.
  uint32_t EmitSum(const Node& node, const Type& type, uint32_t list) {
    const uint32_t zero = AddConstant(node, ZeroOf(type.kind));
    return AddOp(node, OpCode::kCall, Append(program_->functions, FindFunction(kTypedSum, false)),
                 {list, zero});
  }

  static Value ZeroOf(TypeKind kind) {
    if (kind == TypeKind::kDouble) return Value::Double(0);
    if (kind == TypeKind::kUint) return Value::Uint(0);
    if (kind == TypeKind::kDuration) return Value::OfDuration(0);
    return Value::Int(0);
  }

  const Value* ConstantAt(uint32_t op) const {
    const Op& o = program_->ops[op];
    return o.code == OpCode::kConstant ? &program_->constants[o.index] : nullptr;
  }

  void ReportConstant(const Node& node, Bilingual message) {
    if (constant_problems_ == nullptr) return;
    constant_problems_->Add(node.range, kWrongConstant, std::move(message));
  }

  // date('2022-10-28') is computed once; date('2022-02-30') is a mistake of the rule.
  std::optional<Value> ConstantCall(const Node& node, const Function& function,
                                    const std::vector<uint32_t>& operands) {
    const bool literal_maker =
        function.name == "date" || function.name == "timestamp" || function.name == "duration";
    if (!literal_maker || operands.size() != 1) return std::nullopt;
    const Value* argument = ConstantAt(operands[0]);
    if (argument == nullptr || !argument->IsAnswer()) return std::nullopt;
    Meter meter{RunLimits{}};
    CallContext context{meter};
    Value value = CallFunction(function, Arguments(std::span(&argument, 1)), context);
    if (value.IsError()) {
      ReportConstant(node, {NotWhatIsMade(function.name, *argument), value.As<Error>()->message});
    }
    return value;
  }

  std::optional<uint32_t> ConstantRegex(const Node& node, const Function& function,
                                        const std::vector<uint32_t>& operands) {
    if (function.name != "matches" || operands.size() != 2) return std::nullopt;
    const Value* pattern = ConstantAt(operands[1]);
    if (pattern == nullptr || pattern->As<std::string>() == nullptr) return std::nullopt;
    auto regex = CompileRegex(*pattern->As<std::string>());
    if (!regex->ok()) {
      ReportConstant(node, {"регулярное выражение с ошибкой: " + regex->error(),
                            "bad regular expression: " + regex->error()});
      return std::nullopt;
    }
    return Append(program_->regexes, std::move(regex));
  }

  uint32_t EmitFold(NodeId id) {
    const Node& node = ast_[id];
    const std::vector<uint32_t> range = {Emit(node.children[0])};
    const auto local = locals_;
    locals_ += static_cast<uint32_t>(node.variables.size());
    std::vector<uint32_t> operands = EmitAll(node, 1);
    locals_ = local;
    operands.insert(operands.begin(), range[0]);
    const auto plan =
        Append(program_->folds, {node.fold, local, node.variables.size() == 2, node.has_filter,
                                 !names_[id].list.empty(), node.variables.back()});
    return AddOp(node, OpCode::kFold, plan, operands);
  }

  const Ast& ast_;
  const Names& names_;
  Problems* constant_problems_;
  std::shared_ptr<Program> program_ = std::make_shared<Program>();
  uint32_t locals_ = 0;
};

}  // namespace

Parsed<std::shared_ptr<const Program>> Compile(std::string_view expression,
                                               const CompileOptions& options, const Source& source,
                                               size_t offset) {
  Problems problems(source, offset);
  Parsed<std::shared_ptr<const Program>> parsed;
  if (const auto ast = ParseExpression(expression, options.limits, problems)) {
    Names names = ResolveNames(*ast, options, problems);
    const bool checked = options.environment != nullptr;
    Type result = checked ? CheckTypes(*ast, names, problems) : Type{};
    auto program =
        Compiler(*ast, names, checked ? &problems : nullptr).Run(expression, std::move(result));
    if (checked && !problems.any()) {
      const CostEstimate cost = EstimateCost(*ast, names, options.limits, problems);
      program->estimated_cost = cost.alone;
      program->estimated_member_cost = cost.each_member;
    }
    if (!problems.any()) parsed.value = std::move(program);
  }
  parsed.diagnostics = problems.Take();
  SortDiagnostics(parsed.diagnostics);
  return parsed;
}

Parsed<std::shared_ptr<const Program>> Compile(std::string_view expression,
                                               const Environment* environment, const Source& source,
                                               size_t offset) {
  CompileOptions options;
  options.environment = environment;
  return Compile(expression, options, source, offset);
}

Parsed<std::shared_ptr<const Program>> Compile(std::string_view expression,
                                               const Environment* environment) {
  return Compile(expression, environment, Source("condition", std::string(expression)), 0);
}

const Type& ResultType(const Program& program) { return program.result; }
int64_t EstimatedCost(const Program& program) { return program.estimated_cost; }
const std::string& ExpressionText(const Program& program) { return program.text; }
int64_t EstimatedMemberCost(const Program& program) { return program.estimated_member_cost; }
const std::vector<std::string>& NamesRead(const Program& program) { return program.names; }
const std::vector<NameBelow>& NamesReadBelow(const Program& program) { return program.names_below; }
const std::vector<std::string>& MemberListsRead(const Program& program) {
  return program.member_lists;
}

}  // namespace vekha::condition
