// Events: what happened, in the past tense. The event log is append-only and every state is a fold
// of it.
//
// Freeze note: events are stored (service/store/event_codec.cc). Add kinds and optional fields;
// never rename or reuse.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/string_id.h"
#include "engine/facts/fact_base.h"
#include "engine/reminder/account.h"
#include "engine/reminder/ladder.h"
#include "engine/roadmap/roadmap.h"
#include "engine/task/task.h"

namespace vekha::workflow {

struct Organization {
  OrganizationId id;      // [a-z0-9-]+
  OrganizationId parent;  // before its first move; empty for a root
  roadmap::Level level = roadmap::Level::kSchool;
  std::string name;
  std::string zone = "Europe/Moscow";  // IANA
  std::string region = {};             // whose days off count, "RU-DA"; empty: as its roadmaps say
  int week = 0;                        // working days in it, 5 or 6; 0: as its roadmaps say
  std::optional<Date> opened = {};     // its first day; none: it was always there
  bool operator==(const Organization&) const = default;
};

// From a day on an organization stands below another one, or below none.
struct Move {
  Date on;
  OrganizationId parent;
  std::string reason;
  bool operator==(const Move&) const = default;
};

// An organization is no more from a day on; what it left undone is asked of nobody.
struct Closure {
  Date on;
  OrganizationId successor;  // it was merged into; may be empty
  std::string reason;
  bool operator==(const Closure&) const = default;
};

enum class Channel {
  kNone,     // cannot be reached: his curator is told
  kSpool,    // a file in the spool
  kEmail,    // `address` is a mail address
  kWebhook,  // `address` is a URL
  kPull,     // fetched by a bot; `address` is what the bot knows him by
};
std::string_view ChannelName(Channel channel);  // "none", "email", ...

inline constexpr int kDefaultDigestMinute = 8 * 60;

// How somebody is reached, where and when.
struct Contact {
  Channel channel = Channel::kNone;
  std::string address;
  std::string language = "ru";  // "ru" or "en"
  std::string zone;             // IANA; empty: that of the organization he is told about
  int digest_minute = kDefaultDigestMinute;  // of the local day
  bool operator==(const Contact&) const = default;
};

struct Person {
  PersonId id;       // [a-z0-9-]+
  std::string name;  // "Мамедов М. Р."
  Contact contact = {};
  bool operator==(const Person&) const = default;
};

// What is said to a person in these days, both included, goes to his substitute; without one it
// waits for him.
struct Absence {
  PersonId person;
  Date from;
  Date to;
  PersonId substitute;  // may be empty
  std::string reason;
  bool operator==(const Absence&) const = default;
};

// Nothing about the organization and everything below it is sent in these days, both included; what
// is still true goes out after them, and says that it was held.
struct Silence {
  std::string id;
  OrganizationId organization;
  RoadmapId roadmap;  // empty: of any
  PersonId person;    // empty: to anybody
  Date from;
  Date until;
  PersonId by;
  std::string reason;
  bool operator==(const Silence&) const = default;
};

// A role held by a person in an organization from `from` to `to`, both included; an open end is
// until further notice.
struct RoleHolding {
  OrganizationId organization;
  std::string role;  // "curator"
  PersonId person;
  Date from;
  std::optional<Date> to;
  bool operator==(const RoleHolding&) const = default;
};

// An organization follows one version of a roadmap from a day on: the first day it followed any
// version of it. Rungs before that day are never said, and what was due before it is not overdue
// (Task::before_adoption), unless the roadmap itself begins no earlier.
struct Adoption {
  OrganizationId organization;
  RoadmapId roadmap;
  int version = 1;
  Date on;
  // Not itself: every organization of the roadmap's level below it does, as long as it stands there
  // and has not adopted the roadmap itself.
  bool subtree = false;
  bool operator==(const Adoption&) const = default;
};

struct OrganizationPut {
  Organization organization;
};
struct OrganizationMoved {  // replaces a move of the same day
  OrganizationId organization;
  Move move;
  bool operator==(const OrganizationMoved&) const = default;
};
struct OrganizationClosed {  // replaces an earlier closure
  OrganizationId organization;
  Closure closure;
  bool operator==(const OrganizationClosed&) const = default;
};
struct PersonPut {
  Person person;
};
struct RolePut {  // replaces a holding with the same organization, role, person and first day
  RoleHolding holding;
};
struct RoadmapApplied {
  RoadmapId roadmap;
  int version = 1;
  std::string name;  // of the file
  std::string text;  // the rule file, byte for byte
};
struct RoadmapAdopted {
  Adoption adoption;
  task::KeptIds kept_ids = {};  // of tasks that came with an earlier version
};
struct FactRecorded {
  OrganizationId organization;
  facts::FactRecord record;
};
// A file of an import as the log knows it: nothing of what stands in it.
struct ImportedFile {
  std::string name;
  std::string digest;  // SHA-256 in hexadecimal
  bool operator==(const ImportedFile&) const = default;
};
// What an import made of one kind of records.
struct ImportedCollection {
  std::string name;  // "people", "mentees"...
  int before = 0;
  int added = 0;
  int changed = 0;
  int removed = 0;
  bool operator==(const ImportedCollection&) const = default;
};
// A source said who learns, teaches and works with whom. The people themselves are kept beside the
// log (service/store, Commit::intake), so that they can be forgotten.
struct RosterImported {
  OrganizationId organization;
  std::string source;
  std::string import;  // its id: "journal/7", the seventh import of the source
  std::vector<ImportedFile> files;
  std::vector<ImportedCollection> collections;  // those the import says anything of
  bool operator==(const RosterImported&) const = default;
};
struct TaskReported {
  OrganizationId organization;
  TaskId task;
  task::Report report;
};
struct TaskClosed {
  OrganizationId organization;
  TaskId task;
  task::Closing closing;
};

// A report not accepted, or a task opened again by a person: its ladder begins anew.
struct TaskReturned {
  OrganizationId organization;
  TaskId task;
  task::Return what;
  int due_revision = 1;
  bool operator==(const TaskReturned&) const = default;
};
struct TaskReopened {  // also the undoing of a mistaken report, closing or withdrawal
  OrganizationId organization;
  TaskId task;
  task::Return what;
  int due_revision = 1;
  bool operator==(const TaskReopened&) const = default;
};
struct TaskWithdrawn {
  OrganizationId organization;
  TaskId task;
  task::Withdrawal withdrawal;
  bool operator==(const TaskWithdrawn&) const = default;
};
struct ExtensionRequested {
  OrganizationId organization;
  TaskId task;
  task::ExtensionRequest request;
  bool operator==(const ExtensionRequested&) const = default;
};
struct ExtensionGranted {  // with or without a request
  OrganizationId organization;
  TaskId task;
  task::Extension extension;
  int due_revision = 1;
  bool operator==(const ExtensionGranted&) const = default;
};
struct ExtensionRefused {
  OrganizationId organization;
  TaskId task;
  PersonId by;
  Date on;
  std::string reason;
  bool operator==(const ExtensionRefused&) const = default;
};
struct TaskDelegated {
  OrganizationId organization;
  TaskId task;
  task::Delegation delegation;
  bool operator==(const TaskDelegated&) const = default;
};
struct TaskAcknowledged {
  OrganizationId organization;
  TaskId task;
  task::Acknowledgement acknowledgement;
  bool operator==(const TaskAcknowledged&) const = default;
};

// A due day is known now, has changed, or stays though the document changed. A new revision arms
// the ladder anew, and a rung of an old one can never fire.
struct TaskDueSet {
  OrganizationId organization;
  TaskId task;
  Date due;  // effective
  int due_revision = 1;
  task::DueBy by = task::DueBy::kFact;
};

struct RungKey {
  TaskId task;
  int due_revision = 1;
  std::string rung;
  auto operator<=>(const RungKey&) const = default;
};
// What became of a rung when its day came. Every rung between two marks has exactly one outcome.
struct RungAccounted {
  OrganizationId organization;
  RungKey key;
  Date rung_day;
  Date as_of;
  reminder::RungOutcome outcome = reminder::RungOutcome::kEmitted;
  std::string reason;  // "LADDER_STEP", "COALESCED_INTO d+3", "TASK_CLOSED", "TOO_LATE"
};

// One thing to say to one person. Unique by id = task|due revision|rung|audience|person.
struct Notification {
  std::string id;
  OrganizationId organization;
  TaskId task;
  int due_revision = 1;
  std::string rung;
  Date rung_day;  // when it should have been said
  Date as_of;     // when it was
  reminder::NoticeKind kind = reminder::NoticeKind::kReminder;
  std::string audience;  // "responsible" or the role it was addressed to
  PersonId person;  // empty: nobody holds the role; it is shown as undeliverable, never dropped
  std::string addressee;         // the person's or role's name as it was known
  std::optional<Date> due_date;  // effective
  std::optional<Date> nominal_due;
  std::string reason;  // stable: "DUE_IN_3_WORKING_DAYS", "DUE_TODAY", "OVERDUE_BY_1_WORKING_DAY"
  std::string text;    // Russian, one line
  std::string text_en;
  bool operator==(const Notification&) const = default;
};
struct NotificationEmitted {
  Notification notification;
};

struct AbsencePut {  // replaces an absence of the person that begins on the same day
  Absence absence;
  bool operator==(const AbsencePut&) const = default;
};
struct SilencePut {  // replaces the one of the same id; ended early by an earlier last day
  Silence silence;
  bool operator==(const SilencePut&) const = default;
};

struct DigestItem {
  std::string notification;  // its id
  PersonId instead_of;       // whom it was meant for; empty: the reader himself
  bool operator==(const DigestItem&) const = default;
};
// What one person is told on one morning. Its id is the same over all attempts; its items never
// change, so that a repeat cannot hide anything new.
struct Digest {
  std::string id;  // "digest/mamedov-mr/2022-10-24"
  PersonId person;
  Date day;
  Channel channel = Channel::kNone;
  std::string address;
  std::vector<DigestItem> items;
  bool operator==(const Digest&) const = default;
};
// Somebody works on sending it; nobody else will before `until` (seconds since 1970 UTC).
struct DigestLeased {
  Digest digest;
  int attempt = 1;
  std::string worker;
  int64_t until = 0;
  bool operator==(const DigestLeased&) const = default;
};
enum class DigestOutcome {
  kSent,
  kRetry,
  kDead,     // it will not be tried again until an operator revives it
  kDropped,  // nothing in it is true any more
};
std::string_view DigestOutcomeName(DigestOutcome outcome);  // "sent", ...
struct DigestSettled {
  std::string id;
  int attempt = 1;
  DigestOutcome outcome = DigestOutcome::kSent;
  Date day;                // the reader's
  std::string reason;      // stable: "SMTP_UNREACHABLE"; empty when sent
  std::string detail;      // for people
  int64_t at = 0;          // seconds since 1970 UTC
  int64_t not_before = 0;  // of a retry
  bool operator==(const DigestSettled&) const = default;
};
// It needs no digest: "TASK_CLOSED", "DUE_CHANGED", "DUPLICATE", "LEFT", "UNREACHABLE".
struct NotificationDropped {
  OrganizationId organization;
  std::string notification;
  std::string reason;
  bool operator==(const NotificationDropped&) const = default;
};
// By an operator: a dead digest is tried again.
struct DigestRevived {
  std::string id;
  bool operator==(const DigestRevived&) const = default;
};

// Everything up to and including `as_of` has been accounted for, for one adoption. The mark never
// goes back.
struct MarkMoved {
  OrganizationId organization;
  RoadmapId roadmap;
  Date as_of;
};

using Event =
    std::variant<OrganizationPut, PersonPut, RolePut, RoadmapApplied, RoadmapAdopted, FactRecorded,
                 TaskReported, TaskClosed, TaskDueSet, RungAccounted, NotificationEmitted,
                 MarkMoved, TaskReturned, TaskReopened, TaskWithdrawn, ExtensionRequested,
                 ExtensionGranted, ExtensionRefused, TaskDelegated, TaskAcknowledged, AbsencePut,
                 SilencePut, DigestLeased, DigestSettled, NotificationDropped, DigestRevived,
                 OrganizationMoved, OrganizationClosed, RosterImported>;

// Changes what is recorded of a task by one of its events; the others change nothing.
void ApplyToRecord(task::TaskRecord& record, const Event& event);
// The task an event changes the record of; empty for the others.
TaskId RecordOf(const Event& event);

// The organization an event belongs to; empty for people and roadmaps, which belong to none.
OrganizationId OrganizationOf(const Event& event);
std::string_view EventKind(const Event& event);  // "organization_put", ...: stored

}  // namespace vekha::workflow
