// A fact's event as text, without a tree of JSON in between: facts come by the hundred thousand.
// Byte for byte what the tree gives (event_codec.cc).
#pragma once

#include <optional>
#include <string>

#include "engine/workflow/event.h"

namespace vekha::store {

// Nothing for what is left to the tree: an origin, a list, a text with anything to escape, whatever
// could not be read back.
std::optional<std::string> PlainFactPayload(const workflow::FactRecorded& event);

// The value's own part: {"int":"34"}. The same.
std::optional<std::string> PlainValue(const condition::Value& value);

}  // namespace vekha::store
