#include "service/store/sqlite/rows.h"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <string>
#include <utility>

#include "engine/base/status.h"
#include "service/store/event_codec.h"
#include "service/store/rejections.h"
#include "service/store/stored_name.h"

namespace vekha::store {
namespace {

namespace wf = workflow;

// One table's rows, column by column from the left. Remembers the first value that cannot be read.
class Rows {
 public:
  Rows(SQLite::Database& database, const char* sql)
      : owned_(std::in_place, database, sql), statement_(*owned_) {}
  explicit Rows(SQLite::Statement& statement) : statement_(statement) {}

  bool Next() {
    column_ = 0;
    return status_.ok() && statement_.executeStep();
  }

  bool SkipNull() {
    if (!statement_.getColumn(column_).isNull()) return false;
    ++column_;
    return true;
  }
  std::string Text() { return statement_.getColumn(column_++).getString(); }
  std::optional<std::string> TextIfAny() {
    if (SkipNull()) return std::nullopt;
    return Text();
  }
  int64_t Int64() { return statement_.getColumn(column_++).getInt64(); }
  int Int() { return statement_.getColumn(column_++).getInt(); }
  Date Day() {
    const std::string text = Text();
    const std::optional<Date> day = ParseIsoDate(text);
    if (!day) Refuse(StoreDamaged("", fmt::format("«{}» is no day", text)));
    return day.value_or(Date());
  }
  std::optional<Date> DayIfAny() {
    if (SkipNull()) return std::nullopt;
    return Day();
  }
  template <typename E, size_t n>
  E Enum(const std::array<E, n>& all, std::string_view (*name_of)(E)) {
    const std::string name = Text();
    for (const E value : all) {
      if (name_of(value) == name) return value;
    }
    Refuse(NameNotKnown("the value", name));
    return all[0];
  }
  // A part kept as JSON.
  template <typename T>
  std::optional<T> PartIfAny(absl::StatusOr<T> (*decode)(std::string_view)) {
    const std::optional<std::string> text = TextIfAny();
    if (!text) return std::nullopt;
    absl::StatusOr<T> part = decode(*text);
    if (part.ok()) return *std::move(part);
    Refuse(part.status());
    return std::nullopt;
  }

  template <typename T>
  void PartInto(absl::Status (*decode)(std::string_view, T&), T& value) {
    const std::optional<std::string> text = TextIfAny();
    if (!text) return;
    absl::Status status = decode(*text, value);
    if (!status.ok()) Refuse(std::move(status));
  }

  const absl::Status& status() const { return status_; }

 private:
  void Refuse(absl::Status status) {
    if (status_.ok()) status_ = std::move(status);
  }

  std::optional<SQLite::Statement> owned_;
  SQLite::Statement& statement_;
  int column_ = 0;
  absl::Status status_;
};

wf::OrganizationEntry ReadEntry(Rows& rows) {
  wf::OrganizationEntry entry;
  entry.organization.id = OrganizationId(rows.Text());
  entry.organization.parent = OrganizationId(rows.TextIfAny().value_or(""));
  entry.organization.level = rows.Enum(kAllLevels, roadmap::LevelName);
  entry.organization.name = rows.Text();
  entry.organization.zone = rows.Text();
  rows.PartInto(DecodeLife, entry);
  entry.revision = rows.Int64();
  return entry;
}

absl::Status ReadDirectory(SQLite::Database& database, wf::State& state) {
  Rows organizations(database,
                     "SELECT id, parent, level, name, zone, life, revision FROM organization");
  while (organizations.Next()) wf::Put(state, ReadEntry(organizations));
  VEKHA_RETURN_IF_ERROR(organizations.status());
  Rows people(database, "SELECT id, name, contact, revision FROM person");
  while (people.Next()) {
    wf::PersonEntry entry;
    entry.person.id = PersonId(people.Text());
    entry.person.name = people.Text();
    entry.person.contact = people.PartIfAny(DecodeContact).value_or(wf::Contact());
    entry.revision = people.Int64();
    wf::Put(state, std::move(entry));
  }
  VEKHA_RETURN_IF_ERROR(people.status());
  Rows roles(database,
             "SELECT organization, role, person, first_day, last_day FROM role_holding"
             " ORDER BY revision, idx");
  while (roles.Next()) {
    wf::RoleHolding holding;
    holding.organization = OrganizationId(roles.Text());
    holding.role = roles.Text();
    holding.person = PersonId(roles.Text());
    holding.from = roles.Day();
    holding.to = roles.DayIfAny();
    wf::Put(state, std::move(holding));
  }
  VEKHA_RETURN_IF_ERROR(roles.status());
  Rows absences(database, "SELECT person, first_day, last_day, substitute, reason FROM absence");
  while (absences.Next()) {
    wf::Absence absence;
    absence.person = PersonId(absences.Text());
    absence.from = absences.Day();
    absence.to = absences.Day();
    absence.substitute = PersonId(absences.Text());
    absence.reason = absences.Text();
    wf::Put(state, std::move(absence));
  }
  VEKHA_RETURN_IF_ERROR(absences.status());
  Rows silences(database,
                "SELECT id, organization, roadmap, person, first_day, last_day, by_person, reason"
                " FROM silence");
  while (silences.Next()) {
    wf::Silence silence;
    silence.id = silences.Text();
    silence.organization = OrganizationId(silences.Text());
    silence.roadmap = RoadmapId(silences.Text());
    silence.person = PersonId(silences.Text());
    silence.from = silences.Day();
    silence.until = silences.Day();
    silence.by = PersonId(silences.Text());
    silence.reason = silences.Text();
    state.silences[silence.id] = silence;
  }
  return silences.status();
}

absl::Status ReadRoadmaps(SQLite::Database& database, const wf::RuleBook& rules, wf::State& state) {
  Rows versions(database,
                "SELECT roadmap, version, name, text, revision FROM roadmap_version"
                " ORDER BY roadmap, version");
  while (versions.Next()) {
    wf::RoadmapApplied applied;
    applied.roadmap = RoadmapId(versions.Text());
    applied.version = versions.Int();
    applied.name = versions.Text();
    applied.text = versions.Text();
    wf::Apply(state, applied, versions.Int64(), rules);  // compiles it
  }
  VEKHA_RETURN_IF_ERROR(versions.status());
  Rows adoptions(database,
                 "SELECT organization, roadmap, version, first_day, mark, revision, kept_ids,"
                 " subtree FROM adoption");
  while (adoptions.Next()) {
    wf::AdoptionEntry entry;
    entry.adoption.organization = OrganizationId(adoptions.Text());
    entry.adoption.roadmap = RoadmapId(adoptions.Text());
    entry.adoption.version = adoptions.Int();
    entry.adoption.on = adoptions.Day();
    entry.mark = adoptions.DayIfAny();
    entry.revision = adoptions.Int64();
    if (auto kept = adoptions.PartIfAny(DecodeKeptIds)) {
      entry.kept_ids = std::make_shared<const task::KeptIds>(*std::move(kept));
    }
    entry.adoption.subtree = adoptions.Int() != 0;
    state.adoptions[{entry.adoption.organization, entry.adoption.roadmap}] = entry;
  }
  return adoptions.status();
}

absl::Status ReadFacts(SQLite::Database& database, wf::State& state) {
  Rows facts(database,
             "SELECT organization, name, scope, value, source, observed_at, observed_on, origin,"
             " revision FROM fact");
  while (facts.Next()) {
    const OrganizationId organization(facts.Text());
    facts::FactRecord record;
    record.name = facts.Text();
    record.scope = facts.Text();
    record.value = facts.PartIfAny(DecodeValue).value_or(condition::Value());
    record.source = facts.Text();
    record.observed_at = facts.Int64();
    record.observed_on = facts.DayIfAny();
    if (auto origin = facts.PartIfAny(DecodeOrigin)) {
      record.origin = std::make_shared<const facts::FactOrigin>(*std::move(origin));
    }
    record.revision = facts.Int64();
    wf::Put(state, organization, std::move(record));
  }
  return facts.status();
}

// Columns from `report` on.
task::TaskRecord ReadRecord(Rows& rows) {
  task::TaskRecord record;
  record.report = rows.PartIfAny(DecodeReport);
  record.closing = rows.PartIfAny(DecodeClosing);
  record.due = rows.DayIfAny();
  record.due_revision = rows.Int();
  record.due_by = rows.Enum(kAllDueBy, task::DueByName);
  rows.PartInto(DecodeLife, record);
  record.revision = rows.Int64();
  return record;
}

absl::Status ReadTasks(SQLite::Database& database, wf::State& state) {
  Rows tasks(database,
             "SELECT organization, task, report, closing, due, due_revision, due_by, life, revision"
             " FROM task");
  while (tasks.Next()) {
    const OrganizationId organization(tasks.Text());
    const TaskId task(tasks.Text());
    wf::Put(state, organization, task, ReadRecord(tasks));
  }
  VEKHA_RETURN_IF_ERROR(tasks.status());
  Rows rungs(database,
             "SELECT task, due_revision, rung, rung_day, as_of, outcome, reason FROM rung");
  while (rungs.Next()) {
    wf::RungKey key;
    key.task = TaskId(rungs.Text());
    key.due_revision = rungs.Int();
    key.rung = rungs.Text();
    wf::RungAccount& account = state.rungs[std::move(key)];
    account.rung_day = rungs.Day();
    account.as_of = rungs.Day();
    account.outcome = rungs.Enum(kAllRungOutcomes, reminder::RungOutcomeName);
    account.reason = rungs.Text();
  }
  return rungs.status();
}

absl::Status ReadNotifications(SQLite::Database& database, wf::State& state) {
  Rows rows(database,
            "SELECT id, organization, task, due_revision, rung, rung_day, as_of, kind, audience,"
            " person, addressee, due_date, nominal_due, reason, text, text_en,"
            " delivery_state, why, revision FROM notification ORDER BY revision, idx");
  while (rows.Next()) {
    wf::NotificationEntry entry;
    wf::Notification& n = entry.notification;
    n.id = rows.Text();
    n.organization = OrganizationId(rows.Text());
    n.task = TaskId(rows.Text());
    n.due_revision = rows.Int();
    n.rung = rows.Text();
    n.rung_day = rows.Day();
    n.as_of = rows.Day();
    n.kind = rows.Enum(kAllNoticeKinds, reminder::NoticeKindName);
    n.audience = rows.Text();
    n.person = PersonId(rows.Text());
    n.addressee = rows.Text();
    n.due_date = rows.DayIfAny();
    n.nominal_due = rows.DayIfAny();
    n.reason = rows.Text();
    n.text = rows.Text();
    n.text_en = rows.Text();
    entry.delivery = rows.Enum(kAllDeliveryStates, wf::DeliveryStateName);
    entry.why = rows.Text();
    entry.revision = rows.Int64();
    wf::Put(state, std::move(entry));
  }
  VEKHA_RETURN_IF_ERROR(rows.status());
  Rows digests(database, "SELECT entry FROM digest");
  while (digests.Next()) {
    if (auto entry = digests.PartIfAny(DecodeDigest)) wf::Put(state, *std::move(entry));
  }
  return digests.status();
}

}  // namespace

absl::StatusOr<wf::OrganizationEntry> ReadOrganization(Statements& statements,
                                                       const OrganizationId& id) {
  SQLite::Statement& statement = statements.Get(
      "SELECT id, parent, level, name, zone, life, revision FROM organization WHERE id = ?1");
  statement.bind(1, id.value());
  Rows rows(statement);
  wf::OrganizationEntry entry;
  if (rows.Next()) entry = ReadEntry(rows);
  statement.reset();
  if (!rows.status().ok()) return rows.status();
  return entry;
}

absl::StatusOr<task::TaskRecord> ReadTask(Statements& statements,
                                          const OrganizationId& organization, const TaskId& task) {
  SQLite::Statement& statement = statements.Get(
      "SELECT report, closing, due, due_revision, due_by, life, revision FROM task"
      " WHERE organization = ?1 AND task = ?2");
  statement.bind(1, organization.value());
  statement.bind(2, task.value());
  Rows rows(statement);
  task::TaskRecord record;
  if (rows.Next()) record = ReadRecord(rows);
  statement.reset();
  if (!rows.status().ok()) return rows.status();
  return record;
}

absl::StatusOr<std::optional<wf::DigestEntry>> ReadDigest(Statements& statements,
                                                          const std::string& id) {
  SQLite::Statement& statement = statements.Get("SELECT entry FROM digest WHERE id = ?1");
  statement.bind(1, id);
  Rows rows(statement);
  std::optional<wf::DigestEntry> entry;
  if (rows.Next()) entry = rows.PartIfAny(DecodeDigest);
  statement.reset();
  if (!rows.status().ok()) return rows.status();
  return entry;
}

absl::StatusOr<wf::State> ReadRows(SQLite::Database& database, const wf::RuleBook& rules) {
  wf::State state;
  VEKHA_RETURN_IF_ERROR(ReadDirectory(database, state));
  VEKHA_RETURN_IF_ERROR(ReadRoadmaps(database, rules, state));
  VEKHA_RETURN_IF_ERROR(ReadFacts(database, state));
  VEKHA_RETURN_IF_ERROR(ReadTasks(database, state));
  VEKHA_RETURN_IF_ERROR(ReadNotifications(database, state));
  state.revision = database.execAndGet("SELECT coalesce(max(revision), 0) FROM event").getInt64();
  return state;
}

}  // namespace vekha::store
