// Events: what happened, in the past tense. The event log is append-only and every state is a fold
// of it.
//
// Freeze note: events are stored (service/store/event_codec.cc). Add kinds and optional fields;
// never rename or reuse.
#pragma once

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
  OrganizationId parent;  // empty for a root
  roadmap::Level level = roadmap::Level::kSchool;
  std::string name;
  std::string zone = "Europe/Moscow";  // IANA
  bool operator==(const Organization&) const = default;
};

struct Person {
  PersonId id;       // [a-z0-9-]+
  std::string name;  // "Мамедов М. Р."
  bool operator==(const Person&) const = default;
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

// An organization follows one version of a roadmap from a day on. Rungs before that day are never
// said.
struct Adoption {
  OrganizationId organization;
  RoadmapId roadmap;
  int version = 1;
  Date on;
  bool operator==(const Adoption&) const = default;
};

struct OrganizationPut {
  Organization organization;
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

// Everything up to and including `as_of` has been accounted for, for one adoption. The mark never
// goes back.
struct MarkMoved {
  OrganizationId organization;
  RoadmapId roadmap;
  Date as_of;
};

using Event = std::variant<OrganizationPut, PersonPut, RolePut, RoadmapApplied, RoadmapAdopted,
                           FactRecorded, TaskReported, TaskClosed, TaskDueSet, RungAccounted,
                           NotificationEmitted, MarkMoved>;

// The organization an event belongs to; empty for people and roadmaps, which belong to none.
OrganizationId OrganizationOf(const Event& event);
std::string_view EventKind(const Event& event);  // "organization_put", ...: stored

}  // namespace vekha::workflow
