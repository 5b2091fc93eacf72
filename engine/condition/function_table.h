// The functions a condition may call, with their types: one row an overload.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/condition/condition.h"
#include "engine/condition/meter.h"
#include "engine/condition/type.h"

namespace vekha::condition {

// What a function may use besides its arguments.
struct CallContext {
  Meter& meter;
  const Activation* activation = nullptr;  // nullptr while compiling
  const DayArithmetic* days() const { return activation == nullptr ? nullptr : activation->days(); }
  const ZoneOffsets* zones() const { return activation == nullptr ? nullptr : activation->zones(); }
};

// Arguments are not copied: they stay where they lie.
class Arguments {
 public:
  explicit Arguments(std::span<const Value* const> values) : values_(values) {}
  const Value& operator[](size_t i) const { return *values_[i]; }
  size_t size() const { return values_.size(); }
  std::span<const Value* const> pointers() const { return values_; }

 private:
  std::span<const Value* const> values_;
};

// The arguments are answers of exactly the kinds the row says (a receiver is the first).
using FunctionBody = Value (*)(Arguments arguments, CallContext& context);

enum class CallStyle { kGlobal, kReceiver, kBoth };  // f(a, b), a.f(b)

struct FunctionRow {
  std::string_view name;
  CallStyle style;
  std::string_view parameters;  // "string, int"; "dyn..." takes one or more
  std::string_view result;
  FunctionBody body;
};
std::span<const FunctionRow> StringFunctions();
std::span<const FunctionRow> ConversionFunctions();
std::span<const FunctionRow> NumericFunctions();
std::span<const FunctionRow> TimeFunctions();
std::span<const FunctionRow> DateFunctions();
std::span<const FunctionRow> ListFunctions();

// sum() with the value it has for an empty list, which only the list's static type tells; no name
// an expression could write.
inline constexpr std::string_view kTypedSum = "@sum";

struct FunctionOverload {
  std::vector<Type> parameters;
  bool variadic = false;
  Type result;
  FunctionBody body = nullptr;
  bool Takes(size_t arguments) const {
    return variadic ? arguments >= 1 : arguments == parameters.size();
  }
  const Type& Parameter(size_t i) const { return parameters[variadic ? 0 : i]; }
};

struct Function {
  std::string name;
  std::vector<FunctionOverload> overloads;
};

// nullptr when no function is called this way. The table is made once and never changes.
const Function* FindFunction(std::string_view name, bool receiver);

// A function or macro with a similar name, or "".
std::string SuggestFunction(std::string_view name);

// "size(string), size(list)": for messages.
std::string FormatOverloads(const Function& function);

// Picks the overload by the kinds of the arguments; an Error when there is none.
Value CallFunction(const Function& function, Arguments arguments, CallContext& context);

}  // namespace vekha::condition
