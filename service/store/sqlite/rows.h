// The state as the rows hold it.
#pragma once

#include <SQLiteCpp/Database.h>
#include <absl/status/statusor.h>

#include "engine/workflow/state.h"
#include "service/store/sqlite/statements.h"

namespace vekha::store {

// Throws SQLite::Exception. STORE_DAMAGED or STORE_NEWER when a row cannot be read.
absl::StatusOr<workflow::State> ReadRows(SQLite::Database& database,
                                         const workflow::RuleBook& rules);

// One row, for folding an event into it; empty, or nothing, when there is none yet.
absl::StatusOr<workflow::OrganizationEntry> ReadOrganization(Statements& statements,
                                                             const OrganizationId& id);
absl::StatusOr<task::TaskRecord> ReadTask(Statements& statements,
                                          const OrganizationId& organization, const TaskId& task);
absl::StatusOr<std::optional<workflow::DigestEntry>> ReadDigest(Statements& statements,
                                                                const std::string& id);

}  // namespace vekha::store
