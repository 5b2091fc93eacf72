// Sizes, and the part of math.* that rules need (cel-go ext/math.go).
#include <algorithm>
#include <cmath>

#include "engine/condition/compare.h"
#include "engine/condition/function_table.h"

namespace vekha::condition {
namespace {

Value SizeOfBytes(Arguments a, CallContext&) {
  return Value::Int(static_cast<int64_t>(a[0].As<Bytes>()->data.size()));
}
Value SizeOfList(Arguments a, CallContext&) {
  return Value::Int(static_cast<int64_t>(a[0].AsList()->size()));
}
Value SizeOfMap(Arguments a, CallContext&) {
  return Value::Int(static_cast<int64_t>(a[0].AsMap()->size()));
}

// Finds the largest (order greater) or smallest number; the first of equals.
class Extreme {
 public:
  explicit Extreme(std::partial_ordering wanted) : wanted_(wanted) {}

  // False when it is no number.
  bool Add(const Value& value) {
    if (!IsNumeric(KindOf(value))) return false;
    if (best_ == nullptr || Compare(value, *best_) == wanted_) best_ = &value;
    return true;
  }
  Value Take() const {
    return best_ == nullptr ? Value::OfError("math.greatest and math.least need a number") : *best_;
  }

 private:
  std::partial_ordering wanted_;
  const Value* best_ = nullptr;
};

Value FindExtreme(Arguments a, std::partial_ordering wanted, CallContext& context) {
  const List* list = a.size() == 1 ? a[0].AsList() : nullptr;
  const size_t count = list == nullptr ? a.size() : list->size();
  if (!context.meter.Charge(static_cast<int64_t>(count))) return Value::OfError(kCostExceeded);
  Extreme extreme(wanted);
  for (size_t i = 0; i < count; ++i) {
    if (!extreme.Add(list == nullptr ? a[i] : (*list)[i])) {
      return Value::OfError("no such overload: math.greatest and math.least take numbers");
    }
  }
  return extreme.Take();
}
Value Greatest(Arguments a, CallContext& c) {
  return FindExtreme(a, std::partial_ordering::greater, c);
}
Value Least(Arguments a, CallContext& c) { return FindExtreme(a, std::partial_ordering::less, c); }

double Double(const Value& value) { return *value.As<double>(); }

Value Ceil(Arguments a, CallContext&) { return Value::Double(std::ceil(Double(a[0]))); }
Value Floor(Arguments a, CallContext&) { return Value::Double(std::floor(Double(a[0]))); }
Value Round(Arguments a, CallContext&) { return Value::Double(std::round(Double(a[0]))); }
Value Trunc(Arguments a, CallContext&) { return Value::Double(std::trunc(Double(a[0]))); }
Value Sqrt(Arguments a, CallContext&) { return Value::Double(std::sqrt(Double(a[0]))); }
Value SqrtOfInt(Arguments a, CallContext&) {
  return Value::Double(std::sqrt(static_cast<double>(*a[0].As<int64_t>())));
}
Value SqrtOfUint(Arguments a, CallContext&) {
  return Value::Double(std::sqrt(static_cast<double>(*a[0].As<uint64_t>())));
}
Value AbsOfDouble(Arguments a, CallContext&) { return Value::Double(std::fabs(Double(a[0]))); }
Value AbsOfInt(Arguments a, CallContext&) {
  const int64_t value = *a[0].As<int64_t>();
  if (value == INT64_MIN) return Value::OfError("overflow in math.abs");
  return Value::Int(value < 0 ? -value : value);
}
Value Same(Arguments a, CallContext&) { return a[0]; }

Value SignOfDouble(Arguments a, CallContext&) {
  const double value = Double(a[0]);
  if (std::isnan(value)) return a[0];
  return Value::Double(value > 0 ? 1.0 : value < 0 ? -1.0 : 0.0);
}
Value SignOfInt(Arguments a, CallContext&) {
  const int64_t value = *a[0].As<int64_t>();
  return Value::Int(value > 0 ? 1 : value < 0 ? -1 : 0);
}
Value SignOfUint(Arguments a, CallContext&) {
  return Value::Uint(*a[0].As<uint64_t>() > 0 ? 1 : 0);
}

Value IsNan(Arguments a, CallContext&) { return Value::Bool(std::isnan(Double(a[0]))); }
Value IsInf(Arguments a, CallContext&) { return Value::Bool(std::isinf(Double(a[0]))); }
Value IsFinite(Arguments a, CallContext&) { return Value::Bool(std::isfinite(Double(a[0]))); }

template <typename Int>
Int Operand(const Value& value) {
  return *value.As<Int>();
}
template <typename Int>
Value BitAnd(Arguments a, CallContext&) {
  return Value(Value::Storage(Operand<Int>(a[0]) & Operand<Int>(a[1])));
}
template <typename Int>
Value BitOr(Arguments a, CallContext&) {
  return Value(Value::Storage(Operand<Int>(a[0]) | Operand<Int>(a[1])));
}
template <typename Int>
Value BitXor(Arguments a, CallContext&) {
  return Value(Value::Storage(Operand<Int>(a[0]) ^ Operand<Int>(a[1])));
}
template <typename Int>
Value BitNot(Arguments a, CallContext&) {
  return Value(Value::Storage(static_cast<Int>(~Operand<Int>(a[0]))));
}

// The bits are shifted, not the number: a right shift brings in zeros, and 64 places leave nothing.
template <typename Int, bool kLeft>
Value BitShift(Arguments a, CallContext&) {
  const int64_t places = Operand<int64_t>(a[1]);
  if (places < 0) return Value::OfError("math.bitShift needs places of 0 or more");
  const auto bits = static_cast<uint64_t>(Operand<Int>(a[0]));
  const uint64_t shifted = places >= 64 ? 0 : kLeft ? bits << places : bits >> places;
  return Value(Value::Storage(static_cast<Int>(shifted)));
}

}  // namespace

std::span<const FunctionRow> NumericFunctions() {
  using enum CallStyle;
  static constexpr FunctionRow kRows[] = {
      {"size", kBoth, "bytes", "int", SizeOfBytes},
      {"size", kBoth, "list", "int", SizeOfList},
      {"size", kBoth, "map", "int", SizeOfMap},
      {"count", kBoth, "list", "int", SizeOfList},
      {"math.greatest", kGlobal, "dyn...", "dyn", Greatest},
      {"math.least", kGlobal, "dyn...", "dyn", Least},
      {"math.ceil", kGlobal, "double", "double", Ceil},
      {"math.floor", kGlobal, "double", "double", Floor},
      {"math.round", kGlobal, "double", "double", Round},
      {"math.trunc", kGlobal, "double", "double", Trunc},
      {"math.sqrt", kGlobal, "double", "double", Sqrt},
      {"math.sqrt", kGlobal, "int", "double", SqrtOfInt},
      {"math.sqrt", kGlobal, "uint", "double", SqrtOfUint},
      {"math.abs", kGlobal, "double", "double", AbsOfDouble},
      {"math.abs", kGlobal, "int", "int", AbsOfInt},
      {"math.abs", kGlobal, "uint", "uint", Same},
      {"math.sign", kGlobal, "double", "double", SignOfDouble},
      {"math.sign", kGlobal, "int", "int", SignOfInt},
      {"math.sign", kGlobal, "uint", "uint", SignOfUint},
      {"math.isNaN", kGlobal, "double", "bool", IsNan},
      {"math.isInf", kGlobal, "double", "bool", IsInf},
      {"math.isFinite", kGlobal, "double", "bool", IsFinite},
      {"math.bitAnd", kGlobal, "int,int", "int", BitAnd<int64_t>},
      {"math.bitAnd", kGlobal, "uint,uint", "uint", BitAnd<uint64_t>},
      {"math.bitOr", kGlobal, "int,int", "int", BitOr<int64_t>},
      {"math.bitOr", kGlobal, "uint,uint", "uint", BitOr<uint64_t>},
      {"math.bitXor", kGlobal, "int,int", "int", BitXor<int64_t>},
      {"math.bitXor", kGlobal, "uint,uint", "uint", BitXor<uint64_t>},
      {"math.bitNot", kGlobal, "int", "int", BitNot<int64_t>},
      {"math.bitShiftLeft", kGlobal, "int,int", "int", BitShift<int64_t, true>},
      {"math.bitShiftRight", kGlobal, "int,int", "int", BitShift<int64_t, false>},
      {"math.bitNot", kGlobal, "uint", "uint", BitNot<uint64_t>},
      {"math.bitShiftLeft", kGlobal, "uint,int", "uint", BitShift<uint64_t, true>},
      {"math.bitShiftRight", kGlobal, "uint,int", "uint", BitShift<uint64_t, false>},
  };
  return kRows;
}

}  // namespace vekha::condition
