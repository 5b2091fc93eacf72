#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

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
  } else if (const auto* error = value.As<Error>()) {
    AddError(error->message);
  }
}

void Hindrance::AddError(std::string message) {
  if (!error_) error_ = std::move(message);
}

Value Hindrance::Take() {
  if (!facts_.empty()) return Value::OfUnknown(std::move(facts_));
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
  std::vector<TraceStep>* const trace = trace_;
  // The inside of a comprehension runs many times: its result is one step.
  if (program_.ops[op].code == OpCode::kFold) trace_ = nullptr;
  const Value& value = EvalPlain(op, scratch);
  trace_ = trace;
  --depth_;
  (*trace_)[step].value = value;
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

Value Evaluator::ComputeDynamic(const DynamicName& name) {
  for (const Candidate& candidate : name.candidates) {
    Value value;
    if (FindDenotation(candidate.name)) {
      value = Value::OfType(candidate.name);
    } else if (activation_.Declares(candidate.name)) {
      value = activation_.Get(candidate.name);
    } else {
      continue;
    }
    for (size_t i = candidate.depth; i < name.path.size() && value.IsAnswer(); ++i) {
      Value scratch;
      Value field = SelectFrom(value, name.path[i], scratch, meter_);
      value = std::move(field);
    }
    return value;
  }
  return Value::OfError(fmt::format("undeclared reference to '{}'", name.path.front()));
}

Value Evaluator::ComputeHasDynamic(const Op& op) {
  const DynamicName& name = program_.dynamics[op.index];
  for (const Candidate& candidate : name.candidates) {
    if (activation_.Declares(candidate.name)) return Value::Bool(activation_.Has(candidate.name));
  }
  return ComputeHasField(op, name.field);
}

Value Evaluator::ComputeHasField(const Op& op, const Value& field) {
  Value scratch;
  const Value& operand = Eval(program_.Operand(op, 0), scratch);
  if (!operand.IsAnswer()) return operand;
  const Map* map = operand.AsMap();
  if (map == nullptr) {
    return Value::OfError(
        fmt::format("no such overload: has() of a field of {}", KindText(operand)));
  }
  return Value::Bool(FindKey(*map, field, meter_) != nullptr);
}

// What `operand` refers to outlives this step unless it lies in `own`.
const Value& Evaluator::EvalSelect(const Op& op, Value& scratch) {
  Value own;
  const Value& operand = Eval(program_.Operand(op, 0), own);
  const bool passes = !operand.IsAnswer();
  const Value& found = passes ? operand
                              : SelectFrom(operand, *program_.constants[op.index].As<std::string>(),
                                           scratch, meter_);
  if (&operand != &own || &found == &scratch) return found;
  scratch = Value(found);
  return scratch;
}

const Value& Evaluator::EvalIndex(const Op& op, Value& scratch) {
  Value own;
  Value own_index;
  const Value& operand = Eval(program_.Operand(op, 0), own);
  const Value& index = Eval(program_.Operand(op, 1), own_index);
  if (!operand.IsAnswer() || !index.IsAnswer()) {
    Hindrance hindrance;
    hindrance.Add(operand);
    hindrance.Add(index);
    scratch = hindrance.Take();
    return scratch;
  }
  const Value& found = IndexInto(operand, index, scratch, meter_);
  if (&operand != &own || &found == &scratch) return found;
  scratch = Value(found);
  return scratch;
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

bool Holds(BinaryOp op, std::partial_ordering order) {
  switch (op) {
    case BinaryOp::kLess:
      return order < 0;
    case BinaryOp::kLessEqual:
      return order <= 0;
    case BinaryOp::kGreater:
      return order > 0;
    default:
      return order >= 0;
  }
}

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

namespace {

// A number that is whole and inside the list, whatever its type.
std::optional<size_t> PositionIn(const List& list, const Value& index) {
  const auto size = static_cast<double>(list.size());
  if (const auto* i = index.As<int64_t>()) {
    if (*i >= 0 && static_cast<uint64_t>(*i) < list.size()) return static_cast<size_t>(*i);
  } else if (const auto* u = index.As<uint64_t>()) {
    if (*u < list.size()) return static_cast<size_t>(*u);
  } else if (const auto* d = index.As<double>()) {
    if (*d >= 0 && *d < size && std::trunc(*d) == *d) return static_cast<size_t>(*d);
  }
  return std::nullopt;
}

}  // namespace

const Value& SelectFrom(const Value& container, const std::string& field, Value& scratch,
                        Meter& meter) {
  const Map* map = container.AsMap();
  const Value* found = map == nullptr ? nullptr : FindField(*map, field, meter);
  if (found != nullptr) return *found;
  scratch = Value::OfError(map == nullptr
                               ? fmt::format("no such overload: {}.{}", KindText(container), field)
                               : fmt::format("no such key: {}", FormatValue(Value::String(field))));
  return scratch;
}

const Value& IndexInto(const Value& container, const Value& index, Value& scratch, Meter& meter) {
  if (const Map* map = container.AsMap()) {
    if (const Value* found = FindKey(*map, index, meter)) return *found;
    scratch = Value::OfError(fmt::format("no such key: {}", FormatValue(index)));
    return scratch;
  }
  const List* list = container.AsList();
  if (list == nullptr || !IsNumeric(KindOf(index))) {
    scratch = Value::OfError(
        fmt::format("no such overload: {}[{}]", KindText(container), KindText(index)));
    return scratch;
  }
  if (const auto position = PositionIn(*list, index)) return (*list)[*position];
  scratch = Value::OfError(
      fmt::format("no element {} in a list of {}", FormatValue(index), list->size()));
  return scratch;
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
