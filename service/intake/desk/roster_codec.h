// A roster as bytes, for the store: a byte that says how the rest is written, then the roster, a
// fifth of what it is in memory. Personal data: nobody but the desk reads it.
//
// Freeze note: such bytes are in databases. A change of shape takes another first byte.
#pragma once

#include <absl/status/statusor.h>

#include <string>
#include <string_view>

#include "engine/roster/roster.h"

namespace vekha::intake {

std::string EncodeRoster(const roster::Roster& roster);

// STORE_NEWER for a first byte this program does not know, STORE_DAMAGED for bytes that are cut off
// or of another shape. An empty text is an empty roster.
absl::StatusOr<roster::Roster> DecodeRoster(std::string_view bytes);

}  // namespace vekha::intake
