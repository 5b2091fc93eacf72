// Cases of CEL's conformance suite as lines of JSON: expression, bindings, expected value or error.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "engine/condition/value.h"

namespace vekha::condition {

// {"type": "int", "value": "1"} and so on; an Error value when the JSON is none of these.
Value ValueFromJson(const nlohmann::json& json);

// "" when the case passes, otherwise what differs.
std::string RunConformanceCase(const nlohmann::json& test);

}  // namespace vekha::condition
