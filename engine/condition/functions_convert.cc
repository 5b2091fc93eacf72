// Conversions between types (langdef "Type Conversions"): what does not fit is an error, never
// rounded into something else; double to integer truncates.
#include <fmt/format.h>

#include <cmath>

#include "engine/base/utf8.h"
#include "engine/condition/arithmetic.h"
#include "engine/condition/format.h"
#include "engine/condition/function_table.h"
#include "engine/condition/instant.h"
#include "engine/condition/literal.h"

namespace vekha::condition {
namespace {

constexpr double kTwo63 = 9223372036854775808.0;
constexpr double kTwo64 = 18446744073709551616.0;

const std::string& Text(const Value& value) { return *value.As<std::string>(); }

Value CannotRead(const Value& text, std::string_view type) {
  std::string shown = Text(text).size() <= 64 ? QuoteText(Text(text)) : "a long text";
  return Value::OfError(fmt::format("{} is not {}", shown, type));
}
Value OutOfRange(std::string_view type) {
  return Value::OfError(fmt::format("out of the range of {}", type));
}

Value Same(Arguments a, CallContext&) { return a[0]; }

Value TypeOf(Arguments a, CallContext&) {
  return Value::OfType(std::string(DenotationOf(KindOf(a[0]))));
}

Value IntOfUint(Arguments a, CallContext&) {
  const uint64_t value = *a[0].As<uint64_t>();
  if (value > static_cast<uint64_t>(INT64_MAX)) return OutOfRange("int");
  return Value::Int(static_cast<int64_t>(value));
}
// Both ends are open, as cel-spec has it: -2^63 as a double may have been a smaller number.
Value IntOfDouble(Arguments a, CallContext&) {
  const double value = *a[0].As<double>();
  if (!(value > -kTwo63 && value < kTwo63)) return OutOfRange("int");
  return Value::Int(static_cast<int64_t>(value));
}
Value IntOfString(Arguments a, CallContext&) {
  const auto value = ReadInt(Text(a[0]));
  return value ? Value::Int(*value) : CannotRead(a[0], "an int");
}
Value IntOfTimestamp(Arguments a, CallContext&) {
  return Value::Int(a[0].As<Timestamp>()->seconds);
}

Value UintOfInt(Arguments a, CallContext&) {
  const int64_t value = *a[0].As<int64_t>();
  return value < 0 ? OutOfRange("uint") : Value::Uint(static_cast<uint64_t>(value));
}
Value UintOfDouble(Arguments a, CallContext&) {
  const double value = *a[0].As<double>();
  if (!(value >= 0 && value < kTwo64)) return OutOfRange("uint");
  return Value::Uint(static_cast<uint64_t>(value));
}
Value UintOfString(Arguments a, CallContext&) {
  const auto value = ReadUint(Text(a[0]));
  return value ? Value::Uint(*value) : CannotRead(a[0], "a uint");
}

Value DoubleOfInt(Arguments a, CallContext&) {
  return Value::Double(static_cast<double>(*a[0].As<int64_t>()));
}
Value DoubleOfUint(Arguments a, CallContext&) {
  return Value::Double(static_cast<double>(*a[0].As<uint64_t>()));
}
Value DoubleOfString(Arguments a, CallContext&) {
  const auto value = ReadDouble(Text(a[0]));
  return value ? Value::Double(*value) : CannotRead(a[0], "a double");
}

Value BoolOfString(Arguments a, CallContext&) {
  const std::string_view text = Text(a[0]);
  for (const std::string_view yes : {"1", "t", "true", "TRUE", "True"}) {
    if (text == yes) return Value::Bool(true);
  }
  for (const std::string_view no : {"0", "f", "false", "FALSE", "False"}) {
    if (text == no) return Value::Bool(false);
  }
  return CannotRead(a[0], "a bool");
}

Value StringOfBool(Arguments a, CallContext&) {
  return Value::String(*a[0].As<bool>() ? "true" : "false");
}
Value StringOfInt(Arguments a, CallContext&) {
  return Value::String(fmt::format("{}", *a[0].As<int64_t>()));
}
Value StringOfUint(Arguments a, CallContext&) {
  return Value::String(fmt::format("{}", *a[0].As<uint64_t>()));
}
Value StringOfDouble(Arguments a, CallContext&) {
  return Value::String(FormatDouble(*a[0].As<double>()));
}
Value StringOfBytes(Arguments a, CallContext& context) {
  const std::string& data = a[0].As<Bytes>()->data;
  context.meter.ChargeText(data.size());
  if (FindInvalidUtf8(data)) return Value::OfError("the bytes are not valid UTF-8");
  return Value::String(data);
}
Value StringOfTimestamp(Arguments a, CallContext&) {
  return Value::String(FormatTimestamp(*a[0].As<Timestamp>()));
}
Value StringOfDuration(Arguments a, CallContext&) {
  return Value::String(FormatDuration(*a[0].As<Duration>()));
}
Value StringOfDate(Arguments a, CallContext&) { return Value::String(FormatIso(*a[0].As<Date>())); }

Value BytesOfString(Arguments a, CallContext& context) {
  context.meter.ChargeText(Text(a[0]).size());
  return Value::OfBytes(Text(a[0]));
}

Value TimestampOfString(Arguments a, CallContext&) {
  const auto value = ReadTimestamp(Text(a[0]));
  return value ? Value::OfTimestamp(*value)
               : CannotRead(a[0], "a timestamp (2022-10-28T09:00:00Z, years 1..9999)");
}
Value TimestampOfInt(Arguments a, CallContext&) {
  const int64_t seconds = *a[0].As<int64_t>();
  if (seconds < kFirstSecond || seconds > kLastSecond) return OutOfRange("timestamp");
  return Value::OfTimestamp({seconds, 0});
}
Value DurationOfString(Arguments a, CallContext&) {
  const auto value = ReadDuration(Text(a[0]));
  return value ? Value::OfDuration(value->nanos)
               : CannotRead(a[0], "a duration (1h30m, 90s, 100ms; up to 292 years)");
}

}  // namespace

std::span<const FunctionRow> ConversionFunctions() {
  using enum CallStyle;
  static constexpr FunctionRow kRows[] = {
      {"type", kGlobal, "dyn", "type", TypeOf},
      {"dyn", kGlobal, "dyn", "dyn", Same},
      {"bool", kGlobal, "bool", "bool", Same},
      {"bool", kGlobal, "string", "bool", BoolOfString},
      {"int", kGlobal, "int", "int", Same},
      {"int", kGlobal, "uint", "int", IntOfUint},
      {"int", kGlobal, "double", "int", IntOfDouble},
      {"int", kGlobal, "string", "int", IntOfString},
      {"int", kGlobal, "timestamp", "int", IntOfTimestamp},
      {"uint", kGlobal, "uint", "uint", Same},
      {"uint", kGlobal, "int", "uint", UintOfInt},
      {"uint", kGlobal, "double", "uint", UintOfDouble},
      {"uint", kGlobal, "string", "uint", UintOfString},
      {"double", kGlobal, "double", "double", Same},
      {"double", kGlobal, "int", "double", DoubleOfInt},
      {"double", kGlobal, "uint", "double", DoubleOfUint},
      {"double", kGlobal, "string", "double", DoubleOfString},
      {"string", kGlobal, "string", "string", Same},
      {"string", kGlobal, "bool", "string", StringOfBool},
      {"string", kGlobal, "int", "string", StringOfInt},
      {"string", kGlobal, "uint", "string", StringOfUint},
      {"string", kGlobal, "double", "string", StringOfDouble},
      {"string", kGlobal, "bytes", "string", StringOfBytes},
      {"string", kGlobal, "timestamp", "string", StringOfTimestamp},
      {"string", kGlobal, "duration", "string", StringOfDuration},
      {"string", kGlobal, "date", "string", StringOfDate},
      {"bytes", kGlobal, "bytes", "bytes", Same},
      {"bytes", kGlobal, "string", "bytes", BytesOfString},
      {"timestamp", kGlobal, "timestamp", "timestamp", Same},
      {"timestamp", kGlobal, "string", "timestamp", TimestampOfString},
      {"timestamp", kGlobal, "int", "timestamp", TimestampOfInt},
      {"duration", kGlobal, "duration", "duration", Same},
      {"duration", kGlobal, "string", "duration", DurationOfString},
  };
  return kRows;
}

}  // namespace vekha::condition
