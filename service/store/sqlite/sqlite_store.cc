#include "service/store/sqlite/sqlite_store.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

#include <algorithm>
#include <utility>

#include "engine/base/status.h"
#include "service/store/event_codec.h"
#include "service/store/json_object.h"
#include "service/store/rejections.h"
#include "service/store/sqlite/intake_rows.h"
#include "service/store/sqlite/open_file.h"
#include "service/store/sqlite/projection.h"
#include "service/store/sqlite/rows.h"
#include "service/store/sqlite/sqlite_error.h"
#include "service/store/sqlite/statements.h"

namespace vekha::store {
namespace {

namespace wf = workflow;

int64_t Seconds(std::chrono::sys_seconds at) { return at.time_since_epoch().count(); }

class SqliteStore : public Store {
 public:
  SqliteStore(std::string path, SqliteOptions options, std::unique_ptr<SQLite::Database> database)
      : path_(std::move(path)),
        options_(std::move(options)),
        database_(std::move(database)),
        statements_(*database_),
        revision_(
            database_->execAndGet("SELECT coalesce(max(revision), 0) FROM event").getInt64()) {}

  absl::StatusOr<wf::State> Load(const wf::RuleBook& rules) override {
    return Guarded([&] { return ReadRows(*database_, rules); });
  }

  absl::Status Append(const Commit& commit) override {
    if (broken_) return StoreIo(path_, "an earlier write failed");
    const int64_t next = commit.events.empty() ? revision_ : revision_ + 1;
    if (commit.revision != next) return RevisionConflict(next, commit.revision);
    VEKHA_RETURN_IF_ERROR(CheckPosition(commit.position));
    std::vector<std::string> payloads;
    for (const wf::Event& event : commit.events) {
      VEKHA_ASSIGN_OR_RETURN(std::string payload, EncodeEvent(event));
      payloads.push_back(std::move(payload));
    }
    const absl::Status status = Guarded([&] { return Write(commit, payloads); });
    if (status.ok()) {
      revision_ = commit.revision;
      if (commit.intake && commit.intake->forgotten != 0) EmptyJournal();
    }
    // A transaction that could not be rolled back would take the next commit with it.
    if (sqlite3_get_autocommit(database_->getHandle()) == 0) broken_ = true;
    return status;
  }

  absl::StatusOr<std::optional<RequestRecord>> FindRequest(const std::string& id) override {
    return Guarded([&] { return ReadRequest(id); });
  }

  absl::StatusOr<StreamPosition> FindStream(const std::string& stream) override {
    return Guarded([&]() -> absl::StatusOr<StreamPosition> {
      SQLite::Statement& query =
          statements_.Get("SELECT sequence, checkpoint, last_refused FROM stream WHERE name = ?1");
      query.bind(1, stream);
      StreamPosition position{stream};
      if (query.executeStep()) {
        position.sequence = query.getColumn(0).getInt64();
        position.checkpoint = query.getColumn(1).getString();
        position.last_refused = query.getColumn(2).getInt64();
      }
      query.reset();
      return position;
    });
  }

  absl::StatusOr<std::vector<StoredEvent>> ReadEvents(int64_t first_revision, int limit) override {
    return Guarded([&]() -> absl::StatusOr<std::vector<StoredEvent>> {
      SQLite::Statement& query = statements_.Get(
          "SELECT revision, idx, at, kind, payload FROM event WHERE revision BETWEEN ?1 AND ?2"
          " ORDER BY revision, idx");
      return ReadCommits(query, first_revision, LastOfPage(first_revision, limit));
    });
  }

  absl::StatusOr<EventPage> ScanEvents(int64_t first_revision, int limit,
                                       const std::set<std::string>& kinds) override {
    return Guarded([&]() -> absl::StatusOr<EventPage> {
      SQLite::Statement& query = statements_.Get(
          "SELECT revision, idx, at, kind, payload FROM event WHERE revision BETWEEN ?1 AND ?2"
          " AND kind IN (SELECT value FROM json_each(?3)) ORDER BY revision, idx");
      query.bind(3, Json(kinds).dump());
      const int64_t last = LastOfPage(first_revision, limit);
      VEKHA_ASSIGN_OR_RETURN(auto events, ReadCommits(query, first_revision, last));
      return EventPage{std::move(events), std::max(last, first_revision - 1)};
    });
  }

  absl::StatusOr<std::vector<IntakeRow>> ReadIntake(const OrganizationId& organization) override {
    return Guarded([&]() -> absl::StatusOr<std::vector<IntakeRow>> {
      return ReadIntakeRows(statements_, organization);
    });
  }

  absl::StatusOr<std::string> ReadRoster(const OrganizationId& organization,
                                         const std::string& source) override {
    return Guarded([&]() -> absl::StatusOr<std::string> {
      return ReadRosterRow(statements_, organization, source);
    });
  }

  absl::StatusOr<std::string> ReadQuarantine(const OrganizationId& organization,
                                             const std::string& source) override {
    return Guarded([&]() -> absl::StatusOr<std::string> {
      return ReadQuarantineRow(statements_, organization, source);
    });
  }

  absl::StatusOr<std::string> ReadAnswer(const std::string& request_id) override {
    return Guarded(
        [&]() -> absl::StatusOr<std::string> { return ReadAnswerRow(statements_, request_id); });
  }

 private:
  // The edge where SQLiteCpp's exceptions end.
  template <typename Call>
  auto Guarded(Call call) -> decltype(call()) {
    try {
      return call();
    } catch (const SQLite::Exception& error) {
      if (error.getErrorCode() == SQLITE_IOERR) broken_ = true;
      return FromSqlite(error, path_);
    }
  }

  absl::Status CheckPosition(const std::optional<StreamPosition>& position) {
    if (!position) return absl::OkStatus();
    VEKHA_ASSIGN_OR_RETURN(const StreamPosition last, FindStream(position->stream));
    if (position->sequence == last.sequence + 1) return absl::OkStatus();
    return RevisionConflict(last.sequence + 1, position->sequence);
  }

  // What was deleted stands in the journal until others write over it. When that cannot be mended
  // now, the end of the program or the next time will.
  void EmptyJournal() {
    try {
      database_->execAndGet("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (const SQLite::Exception&) {
    }
  }

  absl::Status AtStep(std::string_view step) {
    return options_.at_step ? options_.at_step(step) : absl::OkStatus();
  }

  absl::Status Write(const Commit& commit, const std::vector<std::string>& payloads) {
    VEKHA_RETURN_IF_ERROR(AtStep("begin"));
    SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
    WriteEvents(commit, payloads);
    VEKHA_RETURN_IF_ERROR(AtStep("events"));
    int index = 0;
    for (const wf::Event& event : commit.events) {
      VEKHA_RETURN_IF_ERROR(WriteRows(statements_, event, commit.revision, index++));
    }
    VEKHA_RETURN_IF_ERROR(AtStep("rows"));
    WriteRequest(commit);
    if (commit.intake) WriteIntake(statements_, commit);
    WritePosition(commit);
    VEKHA_RETURN_IF_ERROR(AtStep("request"));
    VEKHA_RETURN_IF_ERROR(AtStep("commit"));
    transaction.commit();
    const absl::Status after = AtStep("committed");
    if (!after.ok()) broken_ = true;  // the answer is lost, the commit is not
    return after;
  }

  void WriteEvents(const Commit& commit, const std::vector<std::string>& payloads) {
    for (size_t i = 0; i < payloads.size(); ++i) {
      const wf::Event& event = commit.events[i];
      statements_.Run(
          "INSERT INTO event (revision, idx, at, organization, kind, payload)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
          commit.revision, static_cast<int>(i), Seconds(commit.at),
          wf::OrganizationOf(event).value(), wf::EventKind(event), payloads[i]);
    }
  }

  void WritePosition(const Commit& commit) {
    if (!commit.position) return;
    const StreamPosition& p = *commit.position;
    statements_.Run("DELETE FROM stream WHERE at < ?1", Seconds(commit.at - kStreamAge));
    statements_.Run(
        "INSERT OR REPLACE INTO stream (name, sequence, checkpoint, last_refused, at)"
        " VALUES (?1, ?2, ?3, ?4, ?5)",
        p.stream, p.sequence, p.checkpoint, p.last_refused, Seconds(commit.at));
  }

  void WriteRequest(const Commit& commit) {
    if (commit.request) {
      const RequestRecord& r = *commit.request;
      statements_.Run(
          "INSERT INTO request (request_id, method, content_hash, revision, changed, at)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
          r.request_id, r.method, r.content_hash, r.revision, r.changed ? 1 : 0,
          Seconds(commit.at));
    }
    statements_.Run("DELETE FROM request WHERE at < ?1", Seconds(commit.at - kRequestAge));
  }

  absl::StatusOr<std::optional<RequestRecord>> ReadRequest(const std::string& id) {
    SQLite::Statement& query = statements_.Get(
        "SELECT method, content_hash, revision, changed FROM request WHERE request_id = ?1");
    query.bind(1, id);
    std::optional<RequestRecord> record;
    if (query.executeStep()) {
      record = RequestRecord{id, query.getColumn(0).getString(), query.getColumn(1).getString(),
                             query.getColumn(2).getInt64(), query.getColumn(3).getInt() != 0};
    }
    query.reset();
    return record;
  }

  // The revision in which the `limit`-th event from `first` on lies; the last one when there are
  // fewer.
  int64_t LastOfPage(int64_t first, int limit) {
    SQLite::Statement& query = statements_.Get(
        "SELECT revision FROM event WHERE revision >= ?1 ORDER BY revision, idx LIMIT 1 OFFSET ?2");
    query.bind(1, first);
    query.bind(2, std::max(limit, 1) - 1);
    const int64_t last = query.executeStep() ? query.getColumn(0).getInt64() : revision_;
    query.reset();
    return last;
  }

  static absl::StatusOr<std::vector<StoredEvent>> ReadCommits(SQLite::Statement& query,
                                                              int64_t first, int64_t last) {
    query.bind(1, first);
    query.bind(2, last);
    std::vector<StoredEvent> events;
    while (query.executeStep()) {
      const std::string kind = query.getColumn(3).getString();
      const std::string payload = query.getColumn(4).getString();
      auto event = DecodeEvent(kind, payload);
      if (!event.ok()) {
        query.reset();
        return event.status();
      }
      events.push_back(
          {query.getColumn(0).getInt64(), query.getColumn(1).getInt(),
           std::chrono::sys_seconds(std::chrono::seconds(query.getColumn(2).getInt64())),
           *std::move(event)});
    }
    query.reset();
    return events;
  }

  std::string path_;
  SqliteOptions options_;
  std::unique_ptr<SQLite::Database> database_;
  Statements statements_;  // before the database goes
  int64_t revision_ = 0;
  bool broken_ = false;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> OpenSqliteStore(const std::string& path,
                                                       SqliteOptions options) {
  try {
    VEKHA_ASSIGN_OR_RETURN(std::unique_ptr<SQLite::Database> database, OpenFile(path, options));
    return std::unique_ptr<Store>(
        std::make_unique<SqliteStore>(path, std::move(options), std::move(database)));
  } catch (const SQLite::Exception& error) {
    return FromSqlite(error, path);
  }
}

}  // namespace vekha::store
