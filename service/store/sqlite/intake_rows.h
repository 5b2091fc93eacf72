// What sources said, in rows beside the log. Each function throws SQLite::Exception.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "service/store/sqlite/statements.h"
#include "service/store/store.h"

namespace vekha::store {

// The caller is inside a transaction.
void WriteIntake(Statements& statements, const IntakeChange& change, int64_t revision);

// By source.
std::vector<IntakeRow> ReadIntakeRows(Statements& statements, const OrganizationId& organization);

// Empty when there is none.
std::string ReadRosterRow(Statements& statements, const OrganizationId& organization,
                          const std::string& source);
std::string ReadQuarantineRow(Statements& statements, const OrganizationId& organization,
                              const std::string& source);

}  // namespace vekha::store
