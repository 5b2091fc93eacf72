#include "service/store/sqlite/intake_rows.h"

namespace vekha::store {
namespace {

struct BlobTable {
  const char* insert;
  const char* remove;
  const char* select;
};

constexpr BlobTable kRoster = {
    "INSERT OR REPLACE INTO roster (organization, source, content) VALUES (?1, ?2, ?3)",
    "DELETE FROM roster WHERE organization = ?1 AND source = ?2",
    "SELECT content FROM roster WHERE organization = ?1 AND source = ?2"};
constexpr BlobTable kQuarantine = {
    "INSERT OR REPLACE INTO quarantine (organization, source, content) VALUES (?1, ?2, ?3)",
    "DELETE FROM quarantine WHERE organization = ?1 AND source = ?2",
    "SELECT content FROM quarantine WHERE organization = ?1 AND source = ?2"};

void WriteBlob(Statements& statements, const BlobTable& table, const IntakeChange& change,
               const std::optional<std::string>& content) {
  if (!content) return;
  if (content->empty()) {
    statements.Run(table.remove, change.organization.value(), change.source);
    return;
  }
  SQLite::Statement& insert = statements.Get(table.insert);
  insert.bind(1, change.organization.value());
  insert.bind(2, change.source);
  insert.bindNoCopy(3, content->data(), static_cast<int>(content->size()));
  insert.exec();
  insert.reset();
  insert.clearBindings();
}

std::string ReadBlob(Statements& statements, const BlobTable& table,
                     const OrganizationId& organization, const std::string& source) {
  SQLite::Statement& query = statements.Get(table.select);
  query.bind(1, organization.value());
  query.bind(2, source);
  std::string content;
  if (query.executeStep()) content = query.getColumn(0).getString();
  query.reset();
  return content;
}

}  // namespace

namespace {

void WriteParts(Statements& statements, const IntakeChange& change, int64_t revision) {
  statements.Run(
      "INSERT INTO intake (organization, source, good, refused, revision)"
      " VALUES (?1, ?2, coalesce(?3, ''), coalesce(?4, ''), ?5)"
      " ON CONFLICT (organization, source) DO UPDATE SET good = coalesce(?3, good),"
      " refused = coalesce(?4, refused), revision = excluded.revision",
      change.organization.value(), change.source, change.good, change.refused, revision);
  WriteBlob(statements, kRoster, change, change.roster);
  WriteBlob(statements, kQuarantine, change, change.quarantine);
}

void Forget(Statements& statements, const IntakeChange& change, int64_t revision) {
  statements.Run(
      "INSERT INTO intake (organization, source, revision, forgotten) VALUES (?1, ?2, ?3, ?4)"
      " ON CONFLICT (organization, source) DO UPDATE SET good = '', refused = '',"
      " revision = excluded.revision, forgotten = excluded.forgotten",
      change.organization.value(), change.source, revision, change.forgotten);
  WriteBlob(statements, kRoster, change, "");
  WriteBlob(statements, kQuarantine, change, "");
  statements.Run("DELETE FROM intake_answer WHERE organization = ?1 AND source = ?2",
                 change.organization.value(), change.source);
}

}  // namespace

void WriteIntake(Statements& statements, const Commit& commit) {
  const IntakeChange& change = *commit.intake;
  if (change.forgotten != 0) {
    Forget(statements, change, commit.revision);
  } else {
    WriteParts(statements, change, commit.revision);
  }
  if (!commit.request || !change.answer) return;
  statements.Run(
      "INSERT INTO intake_answer (request_id, organization, source, content)"
      " VALUES (?1, ?2, ?3, ?4)",
      commit.request->request_id, change.organization.value(), change.source, *change.answer);
}

std::vector<IntakeRow> ReadIntakeRows(Statements& statements, const OrganizationId& organization) {
  SQLite::Statement& query = statements.Get(
      "SELECT source, good, refused, revision, forgotten FROM intake WHERE organization = ?1"
      " ORDER BY source");
  query.bind(1, organization.value());
  std::vector<IntakeRow> rows;
  while (query.executeStep()) {
    rows.push_back({query.getColumn(0).getString(), query.getColumn(1).getString(),
                    query.getColumn(2).getString(), query.getColumn(3).getInt64(),
                    query.getColumn(4).getInt64()});
  }
  query.reset();
  return rows;
}

std::string ReadRosterRow(Statements& statements, const OrganizationId& organization,
                          const std::string& source) {
  return ReadBlob(statements, kRoster, organization, source);
}

std::string ReadQuarantineRow(Statements& statements, const OrganizationId& organization,
                              const std::string& source) {
  return ReadBlob(statements, kQuarantine, organization, source);
}

std::string ReadAnswerRow(Statements& statements, const std::string& request_id) {
  SQLite::Statement& query =
      statements.Get("SELECT content FROM intake_answer WHERE request_id = ?1");
  query.bind(1, request_id);
  std::string content;
  if (query.executeStep()) content = query.getColumn(0).getString();
  query.reset();
  return content;
}

}  // namespace vekha::store
