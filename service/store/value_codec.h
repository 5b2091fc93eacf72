// A condition::Value as JSON that keeps its type: {"int":"34"}, {"date":"2022-10-30"},
// {"list":[...]}. Integers are strings, as in protobuf's JSON, because readers of JSON round large
// ones.
//
// Freeze note: stored in events; add names, never reuse.
#pragma once

#include <optional>

#include "engine/condition/value.h"
#include "service/store/json_object.h"

namespace vekha::store {

// Lists and maps in one another; rules never need more than two.
inline constexpr int kValueDepthMax = 32;

// Nothing for a value that could not be read back: text that is not UTF-8, a date outside the years
// we keep, nesting over the limit.
std::optional<Json> ValueToJson(const condition::Value& value);

// Nothing when it is not what ValueToJson() writes.
std::optional<condition::Value> ValueFromJson(const Json& json);

}  // namespace vekha::store
