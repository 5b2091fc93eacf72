// RFC 8259 and nothing more: protobuf's own reader also takes single quotes, names without quotes,
// commas too many and a field said twice, of which it keeps one.
#pragma once

#include <optional>
#include <string_view>

#include "engine/base/rejection.h"

namespace vekha::http {

inline constexpr int kJsonDepthMax = 64;

// JSON_INVALID (kInvalidArgument; `line` and `column`, both from 1, the column in bytes, where it
// stops being JSON) or FIELD_REPEATED (`field`: the path of a name that its object has already).
// or JSON_TOO_DEEP. Nothing of the text itself is repeated but names of fields.
std::optional<Rejection> CheckJson(std::string_view text);

}  // namespace vekha::http
