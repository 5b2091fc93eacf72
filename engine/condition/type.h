// Static types of expressions. kDyn is "known only when it runs"; a list or map knows its elements.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/condition/value.h"

namespace vekha::condition {

enum class TypeKind {
  kDyn,
  kNull,
  kBool,
  kInt,
  kUint,
  kDouble,
  kString,
  kBytes,
  kList,
  kMap,
  kTimestamp,
  kDuration,
  kDate,
  kType,
  // One of the organizations below: only its facts, id and name can be asked of it. While a
  // condition runs it is its id, a string; no other value is of this type.
  kMember
};

struct Type {
  TypeKind kind = TypeKind::kDyn;
  std::vector<Type> parameters;  // list: element; map: key, value
  bool operator==(const Type&) const = default;
};

// "int", "list<string>", "map<string, int>"; CEL's own "list(string)" too. Nothing for anything
// else, or for more than eight levels; an organization cannot be asked for.
std::optional<Type> ParseType(std::string_view text);
std::string FormatType(const Type& type);

// list without parameters means list<dyn>.
Type ElementType(const Type& list);
Type KeyType(const Type& map);
Type MappedType(const Type& map);
Type ListOf(Type element);
Type MapOf(Type key, Type value);

// May a value of type `from` stand where `to` is asked for? dyn may always.
bool IsAssignable(const Type& from, const Type& to);

// Is it an organization below, or does it hold some?
bool HoldsMembers(const Type& type);

// The narrowest type both belong to: dyn when they differ.
Type JoinTypes(const Type& a, const Type& b);

bool IsNumeric(TypeKind kind);  // int, uint, double

// The kind of a value that is an answer; kDyn for Unknown and Error.
TypeKind KindOf(const Value& value);

// The name type() gives: "int", "google.protobuf.Timestamp", "date".
std::string_view DenotationOf(TypeKind kind);

// The kind an identifier in an expression denotes, e.g. `int`; `dyn` denotes none.
std::optional<TypeKind> FindDenotation(std::string_view name);

}  // namespace vekha::condition
