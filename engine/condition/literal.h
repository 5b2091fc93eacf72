// Numbers of literals and of conversions: the same digits mean the same number in both.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/condition/lexer.h"
#include "engine/condition/value.h"

namespace vekha::condition {

// The value of a literal token, an Error when it does not fit its type, nothing when the token is
// no literal. `negative`: a minus stood before it, so -9223372036854775808 can be written.
std::optional<Value> ReadLiteral(const Token& token, bool negative);

// Decimal digits only; int64 with an optional sign. Nothing for anything else or when out of range.
std::optional<int64_t> ReadInt(std::string_view text);
std::optional<uint64_t> ReadUint(std::string_view text);
// What strtod reads, with nothing around it: "1e3", "-0.0", "NaN", "Infinity".
std::optional<double> ReadDouble(std::string_view text);

}  // namespace vekha::condition
