// What sources said, in rows beside the log. Each function throws SQLite::Exception.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "service/store/sqlite/statements.h"
#include "service/store/store.h"

namespace vekha::store {

// The change of a commit that has one, once its request is written. The caller is inside a
// transaction.
void WriteIntake(Statements& statements, const Commit& commit);

// By source.
std::vector<IntakeRow> ReadIntakeRows(Statements& statements, const OrganizationId& organization);

// Empty when there is none.
std::string ReadRosterRow(Statements& statements, const OrganizationId& organization,
                          const std::string& source);
std::string ReadQuarantineRow(Statements& statements, const OrganizationId& organization,
                              const std::string& source);
std::string ReadAnswerRow(Statements& statements, const std::string& request_id);

}  // namespace vekha::store
