// Offsets of time zones, by name or written out.
#pragma once

#include <optional>
#include <string>

#include "engine/condition/condition.h"

namespace vekha::condition {

// Seconds east of UTC. "UTC", "Z" and fixed offsets are known without `zones`.
std::optional<int> ZoneOffset(const std::string& zone, int64_t epoch_seconds,
                              const ZoneOffsets* zones);

}  // namespace vekha::condition
