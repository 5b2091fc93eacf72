// Tasks (задачи): a compiled roadmap held against facts and records on a day. Pure: the same
// arguments give the same tasks on any machine.
#pragma once

#include <absl/container/flat_hash_map.h>
#include <absl/status/status.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/string_id.h"
#include "engine/base/window.h"
#include "engine/calendar/work_calendar.h"
#include "engine/facts/fact_base.h"
#include "engine/roadmap/roadmap.h"
#include "engine/schedule/schedule.h"

namespace vekha::task {

// DESIGN section 6. Overdue, blocked and waiting are derived, never states.
enum class TaskStatus { kPlanned, kOpen, kReported, kClosed, kWithdrawn };
std::string_view TaskStatusName(TaskStatus status);  // "planned", ...

inline constexpr int kCountMax = 1'000'000'000;

// What a report brings. Which fields must be there is the measure's EvidenceKind.
struct Evidence {
  std::string number;      // of an order
  std::optional<Date> on;  // its date, or the day of an event
  std::string document;    // title of a document, register or report
  std::string url;
  int count = 0;  // how many there are, at most kCountMax; 0: not said
  bool operator==(const Evidence&) const = default;
};

struct Report {
  PersonId by;
  Date on;  // when the work was done
  Evidence evidence;
  std::string comment;
  std::optional<Date> received = {};  // when it was said, if that was later than `on`
  bool operator==(const Report&) const = default;
};

// Of organizations below one for all of them: "schools.mentees.count", "school-1: 34, school-2: 12,
// +480" (by id, the first condition::kShownMembers).
struct FactUsed {
  std::string name;
  std::string scope;  // "2022/23"
  std::string value;  // as FormatValue writes it
  std::string source;
  bool operator==(const FactUsed&) const = default;
};

enum class ClosedBy { kReport, kFacts };
struct Closing {
  ClosedBy by = ClosedBy::kReport;
  Date on;
  std::vector<FactUsed> facts;  // the evidence, when facts closed it
  PersonId accepted_by = {};    // the controller, when there is one
  std::optional<Date> accepted_on = {};
  bool operator==(const Closing&) const = default;
};

// A report that was not accepted: the task is open again.
struct Return {
  PersonId by;
  Date on;
  std::string reason;
  bool operator==(const Return&) const = default;
};

// Asked for by who answers; decided by the authority alone.
struct ExtensionRequest {
  PersonId by;
  Date on;
  Date until;  // the due day asked for
  std::string reason;
  bool operator==(const ExtensionRequest&) const = default;
};

// A lawful change of the due day by the authority.
struct Extension {
  Date from;  // effective due days
  Date to;
  PersonId by;
  Date on;
  std::string reason;
  bool operator==(const Extension&) const = default;
};

// `from` hands the task to `to`: as the first who answers, who then has `from` as his co-executor;
// or as one more co-executor.
struct Delegation {
  PersonId from;
  PersonId to;
  bool first = true;
  PersonId by;
  Date on;
  std::string reason;
  bool operator==(const Delegation&) const = default;
};

// Seen, not done: rungs wait to the end of `until`. On ongoing work a sign of life, which pauses
// nothing.
struct Acknowledgement {
  PersonId by;
  Date on;
  std::optional<Date> until;
  int due_revision = 1;
  bool operator==(const Acknowledgement&) const = default;
};

struct Withdrawal {
  PersonId by;
  Date on;
  std::string reason;
  bool operator==(const Withdrawal&) const = default;
};

// Why a due day is recorded.
enum class DueBy {
  kFact,        // the term hangs on a fact, and the fact gave it
  kKept,        // a new version of the roadmap moved it, and the old day stays by choice
  kRecomputed,  // a new version moved it, and the new day counts
  kExtended,    // the authority extended it
};
std::string_view DueByName(DueBy by);  // "fact", ...

// What has been recorded of one task; a task nothing was recorded of has none.
struct TaskRecord {
  std::optional<Report> report;
  std::optional<Closing> closing;
  std::optional<Date> due;  // effective, the last one set; the plan's own otherwise
  DueBy due_by = DueBy::kFact;
  int due_revision = 1;
  std::vector<Return> returns;
  std::optional<ExtensionRequest> extension_request;  // not decided yet
  int extension_requests = 0;                         // ever
  std::vector<Extension> extensions;
  std::vector<Delegation> delegations;
  std::optional<Acknowledgement> acknowledgement;  // the last one
  std::optional<Withdrawal> withdrawal;
  int64_t revision = 0;  // of the store, when it last changed: the etag
  bool operator==(const TaskRecord&) const = default;
};
using TaskRecords = absl::flat_hash_map<TaskId, TaskRecord, std::hash<TaskId>>;

// One occurrence of one measure for one organization, as far as documents and calendar say: the
// same every day.
struct PlannedTask {
  TaskId id;  // "kambulat/kambulat-2022/3.5/2022-10-30"
  OrganizationId organization;
  const roadmap::Measure* measure = nullptr;
  std::optional<Window> window;       // nominal, as the document says; none while the term waits
  std::optional<Date> effective_due;  // after the shift; none for ongoing work and without a window
  std::optional<calendar::DayInfo> nominal_day;  // why the due day was moved, when it was
  bool ongoing = false;
  Date open_from;  // the window's start; without one the first day of the due day's school year
  std::string reading;        // how the window was read from the phrase
  std::string cycle;          // "2022/23": of the due day, or of the period's first day without one
  std::vector<TaskId> after;  // the tasks it depends on
  std::optional<schedule::Wait> wait;
  // The adopter's own task of a fanned-out measure: it is done when enough of the others are.
  bool gathers = false;
};

// Ids that tasks keep from the roadmap's version they first came with, by the id the plan of this
// version would give them.
using KeptIds = std::map<TaskId, TaskId>;

// All tasks of one organization under one roadmap. Owns nothing of the roadmap: keeps it alive.
struct Plan {
  OrganizationId organization;
  std::shared_ptr<const roadmap::Roadmap> roadmap;
  std::shared_ptr<const calendar::WorkCalendar> calendar;
  std::vector<PlannedTask> tasks;  // in document order, then by due day
  std::shared_ptr<const KeptIds> kept_ids;
  std::optional<Date> asked_from = {};  // as PlanScope::asked_from
};

// Which measures of an adopted roadmap an organization answers for: the adopting one for those
// without fan-out, one below it for those `for: each <its level>`.
struct PlanScope {
  OrganizationId organization;
  OrganizationId adopter;
  roadmap::Level level = roadmap::Level::kSchool;  // of `organization`
  std::shared_ptr<const KeptIds> kept_ids = nullptr;
  std::optional<Date> since = {};  // what was due to `organization` before it is left out
  // What is due to it before this day is kept, but asked of nobody: Task::before_adoption. None:
  // the whole document is asked.
  std::optional<Date> asked_from = {};
  bool operator==(const PlanScope&) const = default;
};

// All that a plan is made from: the same basis gives the same plan.
struct PlanBasis {
  std::shared_ptr<const roadmap::Roadmap> roadmap;
  std::shared_ptr<const calendar::WorkCalendar> calendar;
  PlanScope scope;
  bool operator==(const PlanBasis&) const = default;
};

// kOutOfRange when a due day lies outside the calendar's coverage.
absl::StatusOr<Plan> MakePlan(const PlanScope& scope,
                              std::shared_ptr<const roadmap::Roadmap> roadmap,
                              std::shared_ptr<const calendar::WorkCalendar> calendar);

// Who has delivered what a gathering task asks for.
struct Gathered {
  int asked =
      0;  // organizations it is asked of: not those it does not apply to or that are let off
  int delivered = 0;
  std::vector<OrganizationId> missing;  // asked and not delivered, by id
  std::optional<Date> last;             // the day of the last delivery
  bool operator==(const Gathered&) const = default;
};

// A fact that organizations below have not recorded.
struct LackedBelow {
  std::string name;  // "schools.mentees.count"
  size_t count = 0;  // organizations
  struct Organization {
    OrganizationId id;
    std::string name;
    bool operator==(const Organization&) const = default;
  };
  std::vector<Organization> first;  // by id, at most condition::kShownMembers
  bool operator==(const LackedBelow&) const = default;
};

// A task on a day.
struct Task {
  const PlannedTask* planned = nullptr;
  TaskStatus status = TaskStatus::kPlanned;
  std::optional<Window> window;  // nominal; also from the fact the term waited for
  std::optional<Date> effective_due;
  int due_revision = 1;
  bool applies = true;  // applies_when is not false
  // Due before the organization followed the roadmap: it may be reported and closes by facts, but
  // is never overdue or late, holds nothing up, and nothing is said of it.
  bool before_adoption = false;
  bool overdue = false;    // after the effective due day, not reported, not ongoing
  int days_late = 0;       // working days after the effective due day; 0 when not overdue
  bool done_late = false;  // reported or closed after the effective due day
  // `effective_due` is no more what the document says: that of an earlier version, by choice, or
  // extended.
  bool kept_due = false;
  bool extended = false;
  std::optional<Date> paused_until;    // acknowledged: rungs wait to the end of this day
  std::vector<TaskId> blocked_by;      // dependencies not yet closed
  bool blocked_by_overdue = false;     // one of them is overdue: first things first
  std::vector<std::string> waits_for;  // facts or words the term waits for
  // Facts without which done_when has no answer; those of organizations below once for all of them:
  // "schools.mentees.count"; "schools" when there are none to be asked.
  std::vector<std::string> missing_facts;
  std::vector<LackedBelow> missing_below;  // and who lacks them
  std::string condition_problem;           // done_when failed: a division by zero, a cost limit
  // The calendar's answer when it does not cover a day that had to be counted: then a due day that
  // hangs on a fact stays unknown, or `days_late` stays 0 though the task is overdue.
  absl::Status day_problem;
  bool contradicted = false;  // facts closed it and now say otherwise: a person decides
  std::shared_ptr<const Gathered> gathered;  // of a gathering task
  std::optional<Closing> closing;            // recorded, or by facts that are true now
  // Of those facts, when nothing is recorded: the last day one of them was observed.
  std::optional<Date> observed_on;
};

// What the evaluation of a plan looks at.
struct Situation {
  const facts::FactCatalog& catalog;
  const facts::FactBase& facts;
  const TaskRecords& records;
  Date today;
  // Of the plan's gathering tasks; those not in it gather from nobody.
  const std::map<TaskId, std::shared_ptr<const Gathered>>* gathered = nullptr;
  // The organizations below the plan's; without, conditions over them have no answer. Shared, as it
  // is found only when asked for and a situation is passed by value.
  std::shared_ptr<const facts::Members> members = nullptr;
};

// One Task for each planned one, in the same order.
std::vector<Task> Evaluate(const Plan& plan, const Situation& situation);

// What a condition of the task's measure reads, by name: the record each fact has in the task's
// school year (half, quarter), or none. After the organization's own facts, those of organizations
// below ("schools.mentees.count"), each with who has not recorded it.
struct FactRead {
  std::string name;
  std::string scope;
  std::optional<FactUsed> recorded;
  std::optional<LackedBelow> lacked = std::nullopt;
  std::optional<size_t> of = std::nullopt;  // organizations asked; none for an own fact
};
std::vector<FactRead> FactsRead(const roadmap::Condition& condition, const Plan& plan,
                                const Task& task, const Situation& situation);

// Why a condition of the task's measure holds or does not, each sub-expression with its value.
std::vector<condition::TraceStep> TraceCondition(const roadmap::Condition& condition,
                                                 const Plan& plan, const Task& task,
                                                 const Situation& situation);

}  // namespace vekha::task
