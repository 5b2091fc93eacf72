// Values of conditions as typed JSON: {"type": "int", "value": "34"}.
//
// null (no value), bool, int and uint (decimal text), double (text, NaN, Infinity, -Infinity),
// string, bytes (base64), list [V, ...], map [[K, V], ...], type (its name), timestamp (RFC 3339),
// duration
// ("1.5s"), date ("2022-10-30").
#pragma once

#include <optional>

#include "engine/condition/value.h"
#include "service/cli/json_text.h"

namespace vekha::cli {

// Nothing when it is not of this shape.
std::optional<condition::Value> ValueFromJson(const Json& json);

// Of an answer; Unknown and Error have no JSON form.
Json ValueToJson(const condition::Value& value);

}  // namespace vekha::cli
