// The state as the rows hold it.
#pragma once

#include <SQLiteCpp/Database.h>
#include <absl/status/statusor.h>

#include "engine/workflow/state.h"

namespace vekha::store {

// Throws SQLite::Exception. STORE_DAMAGED or STORE_NEWER when a row cannot be read.
absl::StatusOr<workflow::State> ReadRows(SQLite::Database& database,
                                         const workflow::RuleBook& rules);

}  // namespace vekha::store
