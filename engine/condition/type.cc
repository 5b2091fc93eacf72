#include "engine/condition/type.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace vekha::condition {
namespace {

struct KindName {
  TypeKind kind;
  std::string_view name;        // in declarations
  std::string_view denotation;  // in expressions
};
constexpr std::array<KindName, 15> kNames = {{
    {TypeKind::kDyn, "dyn", ""},
    {TypeKind::kNull, "null", "null_type"},
    {TypeKind::kBool, "bool", "bool"},
    {TypeKind::kInt, "int", "int"},
    {TypeKind::kUint, "uint", "uint"},
    {TypeKind::kDouble, "double", "double"},
    {TypeKind::kString, "string", "string"},
    {TypeKind::kBytes, "bytes", "bytes"},
    {TypeKind::kList, "list", "list"},
    {TypeKind::kMap, "map", "map"},
    {TypeKind::kTimestamp, "timestamp", "google.protobuf.Timestamp"},
    {TypeKind::kDuration, "duration", "google.protobuf.Duration"},
    {TypeKind::kDate, "date", "date"},
    {TypeKind::kType, "type", "type"},
    {TypeKind::kMember, "organization", ""},
}};

constexpr int kTypeDepthMax = 8;

class TypeReader {
 public:
  explicit TypeReader(std::string_view text) : rest_(text) {}

  std::optional<Type> ReadAll() {
    auto type = Read(0);
    SkipSpaces();
    return rest_.empty() ? type : std::nullopt;
  }

 private:
  std::optional<Type> Read(int depth) {
    if (depth > kTypeDepthMax) return std::nullopt;
    const auto kind = ReadKind();
    if (!kind) return std::nullopt;
    Type type{*kind, {}};
    if (*kind == TypeKind::kList && !ReadParameters(type, 1, depth)) return std::nullopt;
    if (*kind == TypeKind::kMap && !ReadParameters(type, 2, depth)) return std::nullopt;
    return type;
  }

  std::optional<TypeKind> ReadKind() {
    SkipSpaces();
    size_t n = 0;
    while (n < rest_.size() &&
           std::string_view("<>(), ").find(rest_[n]) == std::string_view::npos) {
      ++n;
    }
    const std::string_view word = rest_.substr(0, n);
    rest_.remove_prefix(n);
    for (const KindName& k : kNames) {
      if (k.kind == TypeKind::kMember) continue;
      if (word == k.name || (!k.denotation.empty() && word == k.denotation)) return k.kind;
    }
    return std::nullopt;
  }

  bool ReadParameters(Type& type, size_t count, int depth) {
    if (!Take('<') && !Take('(')) return true;
    for (size_t i = 0; i < count; ++i) {
      if (i > 0 && !Take(',')) return false;
      auto parameter = Read(depth + 1);
      if (!parameter) return false;
      type.parameters.push_back(std::move(*parameter));
    }
    return Take('>') || Take(')');
  }

  bool Take(char c) {
    SkipSpaces();
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void SkipSpaces() {
    while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
  }

  std::string_view rest_;
};

Type Parameter(const Type& type, size_t index) {
  return index < type.parameters.size() ? type.parameters[index] : Type{};
}

}  // namespace

std::optional<Type> ParseType(std::string_view text) { return TypeReader(text).ReadAll(); }

std::string FormatType(const Type& type) {
  const std::string_view name = kNames[static_cast<size_t>(type.kind)].name;
  if (type.parameters.empty()) return std::string(name);
  std::string out = fmt::format("{}<", name);
  for (size_t i = 0; i < type.parameters.size(); ++i) {
    if (i > 0) out += ", ";
    out += FormatType(type.parameters[i]);
  }
  return out + ">";
}

Type ElementType(const Type& list) { return Parameter(list, 0); }
Type KeyType(const Type& map) { return Parameter(map, 0); }
Type MappedType(const Type& map) { return Parameter(map, 1); }
Type ListOf(Type element) { return Type{TypeKind::kList, {std::move(element)}}; }
Type MapOf(Type key, Type value) {
  return Type{TypeKind::kMap, {std::move(key), std::move(value)}};
}

bool IsAssignable(const Type& from, const Type& to) {
  if (from.kind == TypeKind::kDyn || to.kind == TypeKind::kDyn) return true;
  if (from.kind != to.kind) return false;
  return IsAssignable(Parameter(from, 0), Parameter(to, 0)) &&
         IsAssignable(Parameter(from, 1), Parameter(to, 1));
}

bool HoldsMembers(const Type& type) {
  return type.kind == TypeKind::kMember ||
         std::any_of(type.parameters.begin(), type.parameters.end(), HoldsMembers);
}

Type JoinTypes(const Type& a, const Type& b) {
  if (a == b) return a;
  if (a.kind != b.kind) return Type{};
  Type joined{a.kind, {}};
  for (size_t i = 0; i < std::min(a.parameters.size(), b.parameters.size()); ++i) {
    joined.parameters.push_back(JoinTypes(a.parameters[i], b.parameters[i]));
  }
  return joined;
}

bool IsNumeric(TypeKind kind) {
  return kind == TypeKind::kInt || kind == TypeKind::kUint || kind == TypeKind::kDouble;
}

TypeKind KindOf(const Value& value) {
  // In the order of Value::Storage.
  static constexpr std::array<TypeKind, std::variant_size_v<Value::Storage>> kKinds = {
      TypeKind::kNull,     TypeKind::kBool,  TypeKind::kInt,  TypeKind::kUint, TypeKind::kDouble,
      TypeKind::kString,   TypeKind::kBytes, TypeKind::kList, TypeKind::kMap,  TypeKind::kTimestamp,
      TypeKind::kDuration, TypeKind::kDate,  TypeKind::kType, TypeKind::kDyn,  TypeKind::kDyn};
  return kKinds[value.storage().index()];
}

std::string_view DenotationOf(TypeKind kind) {
  return kNames[static_cast<size_t>(kind)].denotation;
}

std::optional<TypeKind> FindDenotation(std::string_view name) {
  for (const KindName& k : kNames) {
    if (!k.denotation.empty() && k.denotation == name) return k.kind;
  }
  return std::nullopt;
}

}  // namespace vekha::condition
