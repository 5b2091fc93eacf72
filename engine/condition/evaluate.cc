#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/condition/arithmetic.h"
#include "engine/condition/compare.h"
#include "engine/condition/evaluator.h"

namespace vekha::condition {

void Hindrance::Add(const Value& value) {
  if (const auto* unknown = value.As<Unknown>()) {
    std::vector<std::string> merged;
    std::set_union(facts_.begin(), facts_.end(), unknown->facts.begin(), unknown->facts.end(),
                   std::back_inserter(merged));
    facts_ = std::move(merged);
    if (unknown->below == nullptr) return;
    for (const MissingBelow& missing : *unknown->below) AddBelow(missing);
  } else if (const auto* error = value.As<Error>()) {
    AddError(error->message);
  }
}

// Organizations mostly come in order and one by one.
void Hindrance::AddBelow(const MissingBelow& missing) {
  const auto known = std::lower_bound(
      below_.begin(), below_.end(), missing.fact,
      [](const MissingBelow& m, const std::string& fact) { return m.fact < fact; });
  if (known == below_.end() || known->fact != missing.fact) {
    below_.insert(known, missing);
    return;
  }
  std::vector<std::string>& members = known->members;
  if (members.back() < missing.members.front()) {
    members.insert(members.end(), missing.members.begin(), missing.members.end());
    return;
  }
  if (members.back() == missing.members.front() && missing.members.size() == 1) return;
  std::vector<std::string> merged;
  std::set_union(members.begin(), members.end(), missing.members.begin(), missing.members.end(),
                 std::back_inserter(merged));
  members = std::move(merged);
}

void Hindrance::AddError(std::string message) {
  if (!error_) error_ = std::move(message);
}

Value Hindrance::Take() {
  if (!facts_.empty() || !below_.empty()) {
    Unknown unknown{std::move(facts_)};
    if (!below_.empty()) {
      unknown.below = std::make_shared<const std::vector<MissingBelow>>(std::move(below_));
    }
    return Value(Value::Storage(std::move(unknown)));
  }
  return Value::OfError(std::move(error_).value_or("no value"));
}

Value Evaluator::Run() {
  if (!IsObserved()) {
    const Truth truth = TryQuickTruth(program_.root);
    if (truth != Truth::kHard && !meter_.exhausted()) return Value::Bool(truth == Truth::kTrue);
  }
  Value scratch;
  const Value& result = Eval(program_.root, scratch);
  if (meter_.exhausted()) return Value::OfError(kCostExceeded);
  return &result == &scratch ? std::move(scratch) : result;
}

const Value& Evaluator::Eval(uint32_t op, Value& scratch) {
  if (trace_ != nullptr) return EvalTraced(op, scratch);
  return branches_.empty() ? EvalPlain(op, scratch) : EvalCovered(op, scratch);
}

const Value& Evaluator::EvalCovered(uint32_t op, Value& scratch) {
  const Value& value = EvalPlain(op, scratch);
  BranchCoverage* const branch = branches_[op];
  if (branch == nullptr) return value;
  ++(value.IsTrue()    ? branch->seen_true
     : value.IsFalse() ? branch->seen_false
                       : branch->seen_neither);
  return value;
}

const Value& Evaluator::EvalTraced(uint32_t op, Value& scratch) {
  if (program_.ops[op].code == OpCode::kConstant) return EvalPlain(op, scratch);
  const size_t step = trace_->size();
  const SourceRange range = program_.ranges[op];
  trace_->push_back(
      {program_.text.substr(range.begin, range.end - range.begin), {}, depth_, range});
  ++depth_;
  const Value& value = EvalPlain(op, scratch);
  --depth_;
  (*trace_)[step].value = Shown(program_.ops[op], value);
  return value;
}

const Value& Evaluator::EvalPlain(uint32_t index, Value& scratch) {
  const Op& op = program_.ops[index];
  if (op.code == OpCode::kConstant) return program_.constants[op.index];
  if (!meter_.Charge(1)) {
    scratch = Value::OfError(kCostExceeded);
    return scratch;
  }
  if (op.code == OpCode::kLocal) return *locals_[op.index].at;
  if (op.code == OpCode::kName && has_slots_) return slots_[op.index];
  if (op.code == OpCode::kSelect) return EvalSelect(op, scratch);
  if (op.code == OpCode::kIndex) return EvalIndex(op, scratch);
  scratch = Compute(op);
  return scratch;
}

Value Evaluator::Compute(const Op& op) {
  switch (op.code) {
    case OpCode::kConstant:
      return program_.constants[op.index];
    case OpCode::kLocal:
      return *locals_[op.index].at;
    case OpCode::kName:
      return activation_.Get(program_.names[op.index]);
    case OpCode::kMembers:
      return ComputeMembers(op);
    case OpCode::kNameBelow:
      return ComputeBelow(op);
    case OpCode::kHasBelow:
      return Value::Bool(HasBelow(op));
    case OpCode::kDynamic:
      return ComputeDynamic(program_.dynamics[op.index]);
    case OpCode::kHasName:
      return Value::Bool(activation_.Has(program_.names[op.index]));
    case OpCode::kHasDynamic:
      return ComputeHasDynamic(op);
    case OpCode::kHasField:
      return ComputeHasField(op, program_.constants[op.index]);
    case OpCode::kSelect:
    case OpCode::kIndex:  // found where they lie, above
      break;
    case OpCode::kCall:
      return ComputeCall(op);
    case OpCode::kMatch:
      return ComputeMatch(op);
    case OpCode::kList:
      return ComputeList(op);
    case OpCode::kMap:
      return ComputeMap(op);
    case OpCode::kConditional:
      return ComputeConditional(op);
    case OpCode::kAnd:
      return ComputeLogic(op, false);
    case OpCode::kOr:
      return ComputeLogic(op, true);
    case OpCode::kNot:
    case OpCode::kNegate:
      return ComputeUnary(op);
    case OpCode::kArithmetic:
    case OpCode::kCompare:
    case OpCode::kEqual:
    case OpCode::kNotEqual:
    case OpCode::kIn:
      return ComputeBinary(op);
    case OpCode::kFold:
      return ComputeFold(op);
  }
  return Value::OfError("no value");
}

Value Evaluator::ComputeCall(const Op& op) {
  constexpr size_t kFew = 4;  // no function of ours has more, but math.greatest
  if (op.count > kFew) return ComputeLongCall(op);
  std::array<Value, kFew> scratch;
  std::array<const Value*, kFew> arguments{};
  bool answers = true;
  for (uint32_t i = 0; i < op.count; ++i) {
    arguments[i] = &Eval(program_.Operand(op, i), scratch[i]);
    answers = answers && arguments[i]->IsAnswer();
  }
  return Call(op, std::span(arguments).first(op.count), answers);
}

Value Evaluator::ComputeLongCall(const Op& op) {
  std::vector<Value> scratch(op.count);
  std::vector<const Value*> arguments(op.count);
  bool answers = true;
  for (uint32_t i = 0; i < op.count; ++i) {
    arguments[i] = &Eval(program_.Operand(op, i), scratch[i]);
    answers = answers && arguments[i]->IsAnswer();
  }
  return Call(op, arguments, answers);
}

Value Evaluator::Call(const Op& op, std::span<const Value* const> arguments, bool answers) {
  if (answers) return CallFunction(*program_.functions[op.index], Arguments(arguments), context_);
  Hindrance hindrance;
  for (const Value* argument : arguments) hindrance.Add(*argument);
  return hindrance.Take();
}

Value Evaluator::ComputeMatch(const Op& op) {
  Value scratch;
  const Value& text = Eval(program_.Operand(op, 0), scratch);
  if (!text.IsAnswer()) return text;
  const auto* string = text.As<std::string>();
  if (string == nullptr) {
    return Value::OfError(fmt::format("no such overload: matches({}, string)", KindText(text)));
  }
  const RE2& regex = *program_.regexes[op.index];
  const size_t price = (string->size() / 10 + 1) * (regex.pattern().size() / 4 + 1);
  if (!meter_.Charge(static_cast<int64_t>(price))) return Value::OfError(kCostExceeded);
  return Value::Bool(RE2::PartialMatch(*string, regex));
}

Value Evaluator::ComputeList(const Op& op) {
  meter_.Charge(10);
  Hindrance hindrance;
  List list;
  list.reserve(op.count);
  for (uint32_t i = 0; i < op.count; ++i) {
    Value scratch;
    list.push_back(Eval(program_.Operand(op, i), scratch));
    hindrance.Add(list.back());
  }
  return hindrance.any() ? hindrance.Take() : Value::OfList(std::move(list));
}

Value Evaluator::ComputeMap(const Op& op) {
  meter_.Charge(30);
  Hindrance hindrance;
  Map map;
  map.reserve(op.count / 2);
  for (uint32_t i = 0; i + 1 < op.count; i += 2) {
    Value key_scratch;
    Value scratch;
    const Value& key = Eval(program_.Operand(op, i), key_scratch);
    const Value& value = Eval(program_.Operand(op, i + 1), scratch);
    hindrance.Add(key);
    hindrance.Add(value);
    if (!key.IsAnswer()) continue;
    const TypeKind kind = KindOf(key);
    if (kind != TypeKind::kInt && kind != TypeKind::kUint && kind != TypeKind::kBool &&
        kind != TypeKind::kString) {
      hindrance.AddError(fmt::format("unsupported key type: {}", KindText(key)));
    } else if (FindKey(map, key, meter_) != nullptr) {
      hindrance.AddError(fmt::format("repeated key: {}", FormatValue(key)));
    }
    map.emplace_back(key, value);
  }
  return hindrance.any() ? hindrance.Take() : Value::OfMap(std::move(map));
}

Value Evaluate(const Program& program, const Activation& activation, const RunLimits& limits) {
  return Evaluator(program, activation, limits).Run();
}

Value Evaluate(const Program& program, const Activation& activation) {
  return Evaluate(program, activation, RunLimits{});
}

Value EvaluateSlots(const Program& program, std::span<const Value> values, const Activation& rest) {
  Evaluator evaluator(program, rest, RunLimits{});
  evaluator.UseSlots(values);
  return evaluator.Run();
}

Value EvaluateTraced(const Program& program, const Activation& activation,
                     std::vector<TraceStep>& trace) {
  Evaluator evaluator(program, activation, RunLimits{});
  evaluator.UseTrace(trace);
  return evaluator.Run();
}

}  // namespace vekha::condition
