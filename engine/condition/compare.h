// Order and equality of values (langdef "Equality", "Ordering"): numbers of different types on one
// number line; everything else only with its own type.
#pragma once

#include <compare>
#include <optional>

#include "engine/condition/meter.h"
#include "engine/condition/value.h"

namespace vekha::condition {

// Nothing when the two have no order: other types, lists, maps, null. NaN is unordered.
std::optional<std::partial_ordering> Compare(const Value& a, const Value& b);

// CEL's ==: never an error; different types are unequal, NaN is not NaN, maps compare without
// order. Lists and maps are charged by element, since shared ones can be far larger than they look.
bool Equal(const Value& a, const Value& b, Meter& meter);

// nullptr when there is no such key. 3.0 and 3u find 3.
const Value* FindKey(const Map& map, const Value& key, Meter& meter);

// FindKey() of a text.
const Value* FindField(const Map& map, const std::string& field, Meter& meter);

}  // namespace vekha::condition
