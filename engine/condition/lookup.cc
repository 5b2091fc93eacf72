// Names, fields and elements.
#include <fmt/format.h>

#include <cmath>

#include "engine/condition/arithmetic.h"
#include "engine/condition/compare.h"
#include "engine/condition/evaluator.h"

namespace vekha::condition {

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

}  // namespace vekha::condition
