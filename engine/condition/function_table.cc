#include "engine/condition/function_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "engine/condition/arithmetic.h"
#include "engine/condition/macro.h"

namespace vekha::condition {
namespace {

using FunctionMap = std::map<std::string, Function, std::less<>>;

struct Table {
  FunctionMap global;
  FunctionMap receiver;
};

FunctionOverload MakeOverload(const FunctionRow& row) {
  FunctionOverload overload;
  overload.body = row.body;
  overload.result = ParseType(row.result).value();
  std::string_view rest = row.parameters;
  while (!rest.empty()) {
    const size_t comma = std::min(rest.find(','), rest.size());
    std::string_view name = rest.substr(0, comma);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
    if (name.ends_with("...")) {
      overload.variadic = true;
      name.remove_suffix(3);
    }
    overload.parameters.push_back(ParseType(name).value());
  }
  return overload;
}

void AddRow(FunctionMap& functions, const FunctionRow& row) {
  Function& function = functions[std::string(row.name)];
  function.name = row.name;
  function.overloads.push_back(MakeOverload(row));
}

Table MakeTable() {
  Table table;
  for (const auto rows : {StringFunctions(), ConversionFunctions(), NumericFunctions(),
                          TimeFunctions(), DateFunctions(), ListFunctions()}) {
    for (const FunctionRow& row : rows) {
      if (row.style != CallStyle::kReceiver) AddRow(table.global, row);
      if (row.style != CallStyle::kGlobal) AddRow(table.receiver, row);
    }
  }
  return table;
}

const Table& FunctionTable() {
  static const Table table = MakeTable();
  return table;
}

size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = row[0]++;
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

bool Matches(const FunctionOverload& overload, Arguments arguments) {
  if (!overload.Takes(arguments.size())) return false;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const TypeKind wanted = overload.Parameter(i).kind;
    if (wanted != TypeKind::kDyn && wanted != KindOf(arguments[i])) return false;
  }
  return true;
}

}  // namespace

const Function* FindFunction(std::string_view name, bool receiver) {
  const auto& functions = receiver ? FunctionTable().receiver : FunctionTable().global;
  const auto found = functions.find(name);
  return found == functions.end() ? nullptr : &found->second;
}

std::string SuggestFunction(std::string_view name) {
  std::vector<std::string_view> candidates = MacroNames();
  for (const FunctionMap* functions : {&FunctionTable().global, &FunctionTable().receiver}) {
    for (const auto& entry : *functions) candidates.push_back(entry.first);
  }
  const size_t close_enough = std::max<size_t>(1, name.size() / 3);
  std::string_view best;
  size_t best_distance = close_enough + 1;
  for (const std::string_view candidate : candidates) {
    if (candidate == kTypedSum) continue;
    const size_t distance = EditDistance(name, candidate);
    if (distance >= best_distance) continue;
    best = candidate;
    best_distance = distance;
  }
  return std::string(best);
}

std::string FormatOverloads(const Function& function) {
  std::string out;
  for (const FunctionOverload& overload : function.overloads) {
    std::string parameters;
    for (const Type& parameter : overload.parameters) {
      if (!parameters.empty()) parameters += ", ";
      parameters += FormatType(parameter);
    }
    if (!out.empty()) out += ", ";
    out += fmt::format("{}({}{})", function.name, parameters, overload.variadic ? "..." : "");
  }
  return out;
}

Value CallFunction(const Function& function, Arguments arguments, CallContext& context) {
  for (const FunctionOverload& overload : function.overloads) {
    if (Matches(overload, arguments)) return overload.body(arguments, context);
  }
  std::string kinds;
  for (const Value* argument : arguments.pointers()) {
    if (!kinds.empty()) kinds += ", ";
    kinds += KindText(*argument);
  }
  return Value::OfError(fmt::format("no such overload: {}({})", function.name, kinds));
}

}  // namespace vekha::condition
