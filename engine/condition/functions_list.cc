// sum, min and max of a list, as in Kubernetes' CEL library for lists.
#include <fmt/format.h>

#include "engine/condition/arithmetic.h"
#include "engine/condition/compare.h"
#include "engine/condition/function_table.h"

namespace vekha::condition {
namespace {

bool MayBeSummed(TypeKind kind) { return IsNumeric(kind) || kind == TypeKind::kDuration; }

// a[1] is the sum of nothing, of the type the elements would be of.
Value SumFrom(Arguments a, CallContext& context) {
  const List& list = *a[0].AsList();
  if (!context.meter.Charge(static_cast<int64_t>(list.size()))) {
    return Value::OfError(kCostExceeded);
  }
  if (list.empty()) return a[1];
  Value sum = list.front();
  for (size_t i = 0; i < list.size() && sum.IsAnswer(); ++i) {
    if (!MayBeSummed(KindOf(list[i]))) {
      return Value::OfError(fmt::format("no such overload: sum() of {}", KindText(list[i])));
    }
    if (i > 0) sum = ApplyArithmetic(BinaryOp::kAdd, sum, list[i], context.meter);
  }
  return sum;
}

Value Sum(Arguments a, CallContext& context) {
  const Value zero = Value::Int(0);
  const Value* const arguments[] = {&a[0], &zero};
  return SumFrom(Arguments(arguments), context);
}

Value Extreme(std::string_view name, const List& list, std::partial_ordering wanted,
              CallContext& context) {
  if (list.empty()) return Value::OfError(fmt::format("{}() of an empty list", name));
  const Value* best = &list.front();
  for (const Value& value : list) {
    if (!context.meter.Charge(1)) return Value::OfError(kCostExceeded);
    if (const auto* text = value.As<std::string>()) context.meter.ChargeText(text->size());
    const auto order = Compare(value, *best);
    if (!order) return NoOverload("<", value, *best);
    if (*order == wanted) best = &value;
  }
  return *best;
}
Value Min(Arguments a, CallContext& context) {
  return Extreme("min", *a[0].AsList(), std::partial_ordering::less, context);
}
Value Max(Arguments a, CallContext& context) {
  return Extreme("max", *a[0].AsList(), std::partial_ordering::greater, context);
}

}  // namespace

std::span<const FunctionRow> ListFunctions() {
  using enum CallStyle;
  // At run time a list is a list: the first row of a name is the one called.
  static constexpr FunctionRow kRows[] = {
      {"sum", kReceiver, "list<int>", "int", Sum},
      {"sum", kReceiver, "list<uint>", "uint", Sum},
      {"sum", kReceiver, "list<double>", "double", Sum},
      {"sum", kReceiver, "list<duration>", "duration", Sum},
      {kTypedSum, kGlobal, "list,dyn", "dyn", SumFrom},
      {"min", kReceiver, "list<int>", "int", Min},
      {"min", kReceiver, "list<uint>", "uint", Min},
      {"min", kReceiver, "list<double>", "double", Min},
      {"min", kReceiver, "list<bool>", "bool", Min},
      {"min", kReceiver, "list<string>", "string", Min},
      {"min", kReceiver, "list<bytes>", "bytes", Min},
      {"min", kReceiver, "list<duration>", "duration", Min},
      {"min", kReceiver, "list<timestamp>", "timestamp", Min},
      {"min", kReceiver, "list<date>", "date", Min},
      {"max", kReceiver, "list<int>", "int", Max},
      {"max", kReceiver, "list<uint>", "uint", Max},
      {"max", kReceiver, "list<double>", "double", Max},
      {"max", kReceiver, "list<bool>", "bool", Max},
      {"max", kReceiver, "list<string>", "string", Max},
      {"max", kReceiver, "list<bytes>", "bytes", Max},
      {"max", kReceiver, "list<duration>", "duration", Max},
      {"max", kReceiver, "list<timestamp>", "timestamp", Max},
      {"max", kReceiver, "list<date>", "date", Max},
  };
  return kRows;
}

}  // namespace vekha::condition
