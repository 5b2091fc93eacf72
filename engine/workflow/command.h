// Commands: what somebody asks for. Decide() reads the state and answers with events or a
// rejection; it changes nothing.
#pragma once

#include <absl/status/statusor.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "engine/workflow/event.h"
#include "engine/workflow/local_time.h"
#include "engine/workflow/state.h"

namespace vekha::workflow {

// `etag` is what the asker last saw ("r12", see EtagOf); empty is unconditional. A stale one is
// ABORTED, STALE_ETAG.
struct PutOrganization {
  Organization organization;
  std::string etag;
};
// The organization stands below another one, or below none, from a day on; what was due to it
// before stays where it was.
struct MoveOrganization {
  OrganizationId organization;
  Move move;  // with a reason
};
// From a day on the organization is no more. Nothing may stand below it then.
struct CloseOrganization {
  OrganizationId organization;
  Closure closure;  // with a reason
};
struct PutPerson {
  Person person;
  std::string etag;
  bool keeps_contact = false;  // he is reached as before, whatever `person.contact` says
};
struct PutRole {
  RoleHolding holding;
};
struct ApplyRoadmap {  // a text equal to the newest version changes nothing
  std::string name;
  std::string text;
  std::string etag;  // of the roadmap's newest version
};
// What becomes of open tasks whose due day another version moves.
enum class MovedDates {
  kUndecided,  // refused when there are such tasks
  kKeep,       // the earlier day stays, and with it what has been said
  kRecompute,  // the new day counts: its ladder begins anew, and no rung of the old day fires
};
struct AdoptRoadmap {
  OrganizationId organization;
  RoadmapId roadmap;
  int version = 0;  // 0: the newest
  Date on;
  MovedDates moved_dates = MovedDates::kUndecided;  // of an adoption that changes its version
  bool subtree = false;  // all of the roadmap's level below it, now and later, not itself
};
struct RecordFacts {  // all or none; a fact repeated with the same value, scope, source and time
                      // changes nothing
  OrganizationId organization;
  std::vector<facts::FactRecord> records;
};
struct ImportRoster {  // all or none; an import that is not new by its facts is still an import
  RosterImported import;
  std::vector<facts::FactRecord> records;  // what follows from it, as of RecordFacts
};
struct ReportTask {
  TaskId task;
  task::Report report;
  std::string etag;
  std::optional<Date> today;  // the organization's; a report of a later day is REPORT_IN_FUTURE
};
// What every act on a task says. The task must be as it was last seen (`etag`), `on` not after
// `today`, the organization's, when that is given.
struct TaskAct {
  TaskId task;
  PersonId by;
  Date on;
  std::string reason = {};  // what must have one says so
  std::string etag = {};
  std::optional<Date> today = {};
};
struct AcceptReport {  // by the controller, of a reported task
  TaskAct act;
};
struct ReturnReport {  // by the controller, of a reported task; with a reason
  TaskAct act;
};
// By the controller or the authority; by who reported, of his own mistaken report that nobody
// accepted; by who answers, of a task that facts closed and now contradict. With a reason.
struct ReopenTask {
  TaskAct act;
};
struct WithdrawTask {  // by the authority; with a reason
  TaskAct act;
};
struct RequestExtension {  // by who takes part; with a reason
  TaskAct act;
  Date until;  // a working day after the effective due day, within the roadmap's period
};
struct DecideExtension {  // by the authority; also without a request
  TaskAct act;
  bool granted = true;
  std::optional<Date> until = {};  // another day than the one asked for
};
struct DelegateTask {  // by who answers first, or by the authority
  TaskAct act;
  PersonId to;
  bool first = true;  // false: as one more co-executor
};
// By who takes part: seen, in work. Holds the rungs back once per due revision; of ongoing work it
// is a sign of life.
struct AcknowledgeTask {
  TaskAct act;
};

struct PutAbsence {
  Absence absence;
};
struct PutSilence {  // ended early by putting it again with an earlier last day
  Silence silence;
  Date today;
};
struct EndSilence {  // it held until yesterday, or never begins
  std::string id;
  PersonId by;
  std::string reason = {};  // empty: that of the silence stays
  Date today;
};

inline constexpr int kQuietFromMinute = 20 * 60;  // nothing is sent later in the reader's day

// Takes digests to send, for a while: those that are due and nobody works on, by person. What it
// costs grows with the people it looks at: as many as fill `limit`, or are there.
struct LeaseDigests {
  int64_t now = 0;  // seconds since 1970 UTC
  LocalTimes local;
  std::set<Channel> channels;  // that the asker serves
  // For one reader: then nothing is looked at but his, of those he stands in for, and nobody's.
  std::optional<PersonId> only = {};
  std::optional<PersonId> from = {};  // begins with him: the Decision::next of the one before
  // When all was looked through and there was nothing to do: what cannot have changed since is
  // passed over.
  struct Looked {
    int64_t revision = 0;
    LocalTimes local;
  };
  std::optional<Looked> looked = {};
  int limit = 100;    // digests
  int seconds = 300;  // of the lease
  std::string worker;
};
struct DigestResult {
  std::string id;
  int attempt = 1;
  bool sent = false;
  bool refused = false;  // it will never work
  std::string reason;
  std::string detail;
  int retry_after = 0;  // seconds; what the channel knows
  bool tried = true;    // what was not begun is no attempt, and never dead
};
// An answer about a lease that has meanwhile been settled changes nothing.
struct SettleDigests {
  int64_t now = 0;
  LocalTimes local;
  std::vector<DigestResult> results;
};
struct ReviveDigest {  // of a dead one
  std::string id;
};

inline constexpr int kGapDays = 60;  // the usual limit of a gap between runs

struct RunDay {  // brings every adoption up to and including `as_of`
  Date as_of;
  // What a run of that day would do, whatever has been run since: for questions only, its events
  // are never committed.
  bool what_if = false;
  // Only adoptions of organizations in these zones, where the day has begun; none: all of them.
  std::optional<std::set<std::string>> zones = {};
  // An adoption that was last run more than so many days before is skipped (GAP_UNCONFIRMED): after
  // a long outage or an old restore somebody looks first. 0: there is no such limit.
  int gap_days = 0;
  // The latest day it is anywhere; a run of a later one is RUN_IN_FUTURE: its marks would keep the
  // runs of the days until then from saying anything.
  std::optional<Date> today = {};
};

using Command =
    std::variant<PutOrganization, MoveOrganization, CloseOrganization, PutPerson, PutRole,
                 ApplyRoadmap, AdoptRoadmap, RecordFacts, ImportRoster, ReportTask, AcceptReport,
                 ReturnReport, ReopenTask, WithdrawTask, RequestExtension, DecideExtension,
                 DelegateTask, AcknowledgeTask, PutAbsence, PutSilence, EndSilence, LeaseDigests,
                 SettleDigests, ReviveDigest, RunDay>;

// An adoption a run could say nothing about; its mark stays, so that nothing is lost when the cause
// is mended.
struct SkippedAdoption {
  AdoptionKey adoption;
  absl::Status why;  // CALENDAR_NOT_COVERED, ROADMAP_BROKEN, GAP_UNCONFIRMED
};

// No events: the state is already so.
struct Decision {
  std::vector<Event> events;
  std::vector<Diagnostic> diagnostics;  // of ApplyRoadmap: warnings and notes of the accepted file
  std::vector<SkippedAdoption> skipped = {};  // of RunDay
  std::optional<PersonId> next = {};  // of LeaseDigests that reached its limit: who comes next
};

// A rejection is an absl::Status with reason, metadata and a Russian sentence
// (engine/base/rejection.h). Reasons: ORGANIZATION_UNKNOWN, ORGANIZATION_INVALID,
// ORGANIZATION_CYCLE, ORGANIZATION_MOVED, ORGANIZATION_NOT_OPEN, ORGANIZATION_NOT_EMPTY,
// PERSON_UNKNOWN, PERSON_INVALID, ROLE_INVALID, ROADMAP_UNKNOWN, ROADMAP_INVALID (its message lists
// the diagnostics), ADOPTION_LEVEL, CALENDAR_NOT_COVERED, FACT_UNDECLARED, FACT_TYPE, FACT_SCOPE,
// TASK_UNKNOWN, TASK_NOT_OPEN, NOT_ANSWERABLE, TASK_GATHERS, EVIDENCE_MISSING, REPORT_IN_FUTURE,
// STALE_ETAG, CLOCK_WENT_BACK, RUN_IN_FUTURE, DATES_UNDECIDED; of acts on tasks also
// REASON_REQUIRED, ACT_IN_FUTURE, SELF_CONTROL, NOT_CONTROLLER, NOT_AUTHORITY, NOT_REPORTED,
// NOT_CLOSED, FACTS_SAY_DONE, DUE_UNKNOWN, EXTENSION_INVALID, EXTENSION_BEYOND_PERIOD,
// EXTENSION_LIMIT, EXTENSION_PENDING, EXTENSION_NOT_REQUESTED, DELEGATE_INVALID; of delivery
// ABSENCE_INVALID, SILENCE_INVALID, SILENCE_UNKNOWN, DIGEST_UNKNOWN, DIGEST_NOT_DEAD. A run refuses
// a day no calendar knows; what stops one adoption only is in `skipped`.
absl::StatusOr<Decision> Decide(const State& state, const RuleBook& rules, const Command& command);

// "r12" for revision 12.
std::string EtagOf(int64_t revision);

}  // namespace vekha::workflow
