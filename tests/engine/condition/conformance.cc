#include "tests/engine/condition/conformance.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/condition/instant.h"
#include "tests/engine/condition/test_facts.h"

namespace vekha::condition {
namespace {

std::string FromBase64(const std::string& text) {
  static constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    const size_t digit = kAlphabet.find(c);
    if (digit == std::string_view::npos) break;
    bits = (bits << 6) | static_cast<unsigned>(digit);
    count += 6;
    if (count >= 8) {
      count -= 8;
      out.push_back(static_cast<char>((bits >> count) & 0xFF));
    }
  }
  return out;
}

double DoubleFromText(const std::string& text) {
  if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (text == "Infinity") return std::numeric_limits<double>::infinity();
  if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
  return std::stod(text);
}

// Maps without order, NaN as NaN, 0.0 as -0.0, everything else of the same type.
bool SameValue(const Value& a, const Value& b) {
  if (KindOf(a) != KindOf(b)) return false;
  if (const auto* x = a.As<double>()) {
    const double y = *b.As<double>();
    return *x == y || (std::isnan(*x) && std::isnan(y));
  }
  if (const List* x = a.AsList()) {
    return std::equal(x->begin(), x->end(), b.AsList()->begin(), b.AsList()->end(), SameValue);
  }
  if (const Map* x = a.AsMap()) {
    const Map& y = *b.AsMap();
    return x->size() == y.size() && std::all_of(x->begin(), x->end(), [&](const auto& entry) {
             return std::any_of(y.begin(), y.end(), [&](const auto& other) {
               return SameValue(entry.first, other.first) && SameValue(entry.second, other.second);
             });
           });
  }
  return Identical(a, b);
}

TestFacts FactsOf(const nlohmann::json& test) {
  TestFacts facts;
  for (const auto& [name, value] : test["bindings"].items()) {
    const bool typed = test.contains("type_env") && test["type_env"].contains(name);
    const std::string type = typed ? test["type_env"][name].get<std::string>() : "dyn";
    facts.Declare(name, type, ValueFromJson(value));
  }
  if (test.contains("type_env")) {
    for (const auto& [name, type] : test["type_env"].items()) {
      if (!facts.FindVariable(name)) facts.Declare(name, type.get<std::string>());
    }
  }
  return facts;
}

}  // namespace

Value ValueFromJson(const nlohmann::json& json) {
  const std::string type = json["type"];
  if (type == "null") return Value();
  const nlohmann::json& value = json["value"];
  if (type == "bool") return Value::Bool(value);
  if (type == "int") return Value::Int(std::stoll(value.get<std::string>()));
  if (type == "uint") return Value::Uint(std::stoull(value.get<std::string>()));
  if (type == "double") return Value::Double(DoubleFromText(value));
  if (type == "string") return Value::String(value);
  if (type == "bytes") return Value::OfBytes(FromBase64(value));
  if (type == "timestamp")
    return Value::OfTimestamp(ReadTimestamp(value.get<std::string>()).value());
  if (type == "duration") return Value::OfDuration(ReadDuration(value.get<std::string>())->nanos);
  if (type == "type") return Value::OfType(value);
  if (type == "list") {
    List list;
    for (const auto& element : value) list.push_back(ValueFromJson(element));
    return Value::OfList(std::move(list));
  }
  if (type == "map") {
    Map map;
    for (const auto& entry : value) {
      map.emplace_back(ValueFromJson(entry[0]), ValueFromJson(entry[1]));
    }
    return Value::OfMap(std::move(map));
  }
  return Value::OfError("a value of type " + type);
}

std::string RunConformanceCase(const nlohmann::json& test) {
  const TestFacts facts = FactsOf(test);
  const std::string expression = test["expr"];
  CompileOptions options;
  if (!test.value("disable_check", false)) options.environment = &facts;
  options.container = test.value("container", "");
  const Source source("case", expression);
  const auto parsed = Compile(expression, options, source, 0);
  const bool error_expected = test["expect"].contains("error");
  if (!parsed.value) {
    if (error_expected) return {};
    return FormatDiagnostic(parsed.diagnostics.front(), &source);
  }
  const Value value = Evaluate(**parsed.value, facts);
  if (error_expected)
    return value.IsError() ? "" : "an error is expected, not " + FormatValue(value);
  if (test.value("check_only", false)) return {};
  const Value expected = ValueFromJson(test["expect"]["value"]);
  if (SameValue(value, expected)) return {};
  return fmt::format("{} is expected, not {}", FormatValue(expected), FormatValue(value));
}

}  // namespace vekha::condition
