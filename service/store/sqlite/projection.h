// The rows each event means. Reading them back (rows.h) gives what folding the events gives.
#pragma once

#include <absl/status/status.h>

#include <cstdint>

#include "engine/workflow/event.h"
#include "service/store/sqlite/statements.h"

namespace vekha::store {

// Throws SQLite::Exception; the caller is inside a transaction.
absl::Status WriteRows(Statements& statements, const workflow::Event& event, int64_t revision,
                       int index);

}  // namespace vekha::store
