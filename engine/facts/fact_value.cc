// Recorded values against declared types.
#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <utility>

#include "engine/base/overload.h"
#include "engine/facts/fact_catalog.h"
#include "engine/facts/spelling.h"

namespace vekha::facts {
namespace {

using condition::List;
using condition::Type;
using condition::TypeKind;
using condition::Value;

std::optional<Value> Conform(const Value& value, const Type& type);

std::optional<Value> ConformList(const Value& value, const Type& type) {
  const auto* list = value.As<std::shared_ptr<const List>>();
  if (list == nullptr) return std::nullopt;
  if (type.parameters.empty()) return value;
  List out;
  out.reserve((*list)->size());
  for (const Value& element : **list) {
    std::optional<Value> conformed = Conform(element, type.parameters.front());
    if (!conformed) return std::nullopt;
    out.push_back(*std::move(conformed));
  }
  return Value::OfList(std::move(out));
}

std::optional<Value> ConformDouble(const Value& value) {
  if (const auto* number = value.As<int64_t>()) return Value::Double(static_cast<double>(*number));
  if (const auto* number = value.As<double>(); number != nullptr && std::isfinite(*number)) {
    return value;
  }
  return std::nullopt;
}

template <typename T>
std::optional<Value> ConformExactly(const Value& value) {
  return value.As<T>() == nullptr ? std::nullopt : std::optional(value);
}

std::optional<Value> Conform(const Value& value, const Type& type) {
  switch (type.kind) {
    case TypeKind::kBool:
      return ConformExactly<bool>(value);
    case TypeKind::kInt:
      return ConformExactly<int64_t>(value);
    case TypeKind::kDouble:
      return ConformDouble(value);
    case TypeKind::kString:
      return ConformExactly<std::string>(value);
    case TypeKind::kDate:
      return ConformExactly<Date>(value);
    case TypeKind::kList:
      return ConformList(value, type);
    case TypeKind::kDyn:
    case TypeKind::kNull:
    case TypeKind::kUint:
    case TypeKind::kBytes:
    case TypeKind::kMap:
    case TypeKind::kTimestamp:
    case TypeKind::kDuration:
    case TypeKind::kType:
    case TypeKind::kMember:
      return std::nullopt;  // no fact is declared so: fact_catalog_reader.cc
  }
  return std::nullopt;
}

}  // namespace

std::string TypeOfValue(const Value& value) {
  using std::string;
  return std::visit(
      Overload{[](const condition::Null&) -> string { return "null"; },
               [](bool) -> string { return "bool"; }, [](int64_t) -> string { return "int"; },
               [](uint64_t) -> string { return "uint"; },
               [](double d) -> string { return std::isfinite(d) ? "double" : "not finite"; },
               [](const string&) -> string { return "string"; },
               [](const condition::Bytes&) -> string { return "bytes"; },
               [](const std::shared_ptr<const List>& list) -> string {
                 return list->empty() ? "list" : "list<" + TypeOfValue(list->front()) + ">";
               },
               [](const std::shared_ptr<const condition::Map>&) -> string { return "map"; },
               [](const condition::Timestamp&) -> string { return "timestamp"; },
               [](const condition::Duration&) -> string { return "duration"; },
               [](const Date&) -> string { return "date"; },
               [](const condition::TypeName&) -> string { return "type"; },
               [](const condition::Unknown&) -> string { return "unknown"; },
               [](const condition::Error&) -> string { return "error"; }},
      value.storage());
}

absl::StatusOr<Value> ConformFact(const FactCatalog& catalog, std::string_view name,
                                  const Value& value) {
  const FactDeclaration* declaration = catalog.Find(name);
  if (declaration == nullptr) {
    const std::string near = DidYouMean(catalog.Suggest(name)).en;
    return absl::NotFoundError(
        fmt::format("fact \"{}\" is not declared{}{}", name, near.empty() ? "" : "; ", near));
  }
  if (value.As<condition::Null>() != nullptr) return value;
  std::optional<Value> conformed = Conform(value, declaration->type);
  if (conformed) return *std::move(conformed);
  return absl::InvalidArgumentError(fmt::format("fact \"{}\" is declared {}, the value is {}", name,
                                                condition::FormatType(declaration->type),
                                                TypeOfValue(value)));
}

absl::Status ValidateFact(const FactCatalog& catalog, std::string_view name, const Value& value) {
  return ConformFact(catalog, name, value).status();
}

}  // namespace vekha::facts
