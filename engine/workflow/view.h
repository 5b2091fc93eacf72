// Questions to the state on a day, without side effects: tasks, next steps, explanations. What a
// run would do on that day is asked with Decide(RunDay) on a copy.
#pragma once

#include <absl/status/statusor.h>

#include <string>
#include <vector>

#include "engine/digest/digest.h"
#include "engine/task/task.h"
#include "engine/workflow/local_time.h"
#include "engine/workflow/state.h"

namespace vekha::workflow {

// Tasks of one organization under one adoption (its own or that of an organization above it) on a
// day.
struct TaskSheet {
  AdoptionKey adoption;
  std::shared_ptr<const task::Plan> plan;
  std::vector<task::Task> tasks;  // point into *plan
  // The organization came under the adoption only then: what was due before is not asked of it.
  std::optional<Date> since = {};
};

// What the conditions of an organization's tasks look at: its facts, and those of the organizations
// below it on that day. Refers to its arguments.
task::Situation SituationOf(const State& state, const RuleBook& rules,
                            const OrganizationId& organization, Date today);

// True when the adoption gives the organization tasks on the day: it follows the roadmap, or stands
// below one that does and the roadmap has measures for each organization of its level. A closed
// organization has none.
bool Concerns(const State& state, const AdoptionEntry& entry, const OrganizationId& organization,
              Date day);

// The adoptions that concern the organization on the day, by adopter and roadmap.
std::vector<const AdoptionEntry*> AdoptionsOf(const State& state,
                                              const OrganizationId& organization, Date day);

// CALENDAR_NOT_COVERED when a day needed lies outside the roadmap's calendar.
absl::StatusOr<TaskSheet> SheetOf(const State& state, const RuleBook& rules,
                                  const AdoptionEntry& entry, const Organization& organization,
                                  Date today);

// Sheets of the organization, and with `subtree` of everything below it.
absl::StatusOr<std::vector<TaskSheet>> SheetsOf(const State& state, const RuleBook& rules,
                                                const OrganizationId& organization, Date today,
                                                bool subtree);

// Who answers for a task of `measure` of `organization` on a day: persons named in the cell and
// holders of its roles.
struct Answerable {
  std::string name;    // as the document writes it
  std::string role;    // empty for a person named by the document
  PersonId person;     // empty: nobody found
  bool first = false;  // the first named answers, the rest are co-executors
};
std::vector<Answerable> AnswerableFor(const State& state, const OrganizationId& organization,
                                      const roadmap::Measure& measure, Date day);
// The same for a task: also those it was delegated to, the last one first.
std::vector<Answerable> AnswerableFor(const State& state, const task::PlannedTask& task, Date day);

// True when the person answers for the task, or holds a role on that day in its organization or
// above it.
bool TakesPart(const State& state, const task::PlannedTask& task, const PersonId& person, Date day);

// One line of an explanation: what kind of fact it states, in both languages.
struct ExplanationLine {
  std::string kind;  // row, term, arithmetic, calendar, depends, condition, fact, status,
                     // control, responsible, rung, notification
  std::string text;  // Russian
  std::string text_en;
};
// `task` may also be "organization/roadmap/measure": why the row has the tasks it has, or none.
absl::StatusOr<std::vector<ExplanationLine>> ExplainTask(const State& state, const RuleBook& rules,
                                                         const TaskId& task, Date today);
absl::StatusOr<std::vector<ExplanationLine>> ExplainNotification(const State& state,
                                                                 const RuleBook& rules,
                                                                 const std::string& notification);

// What is next for a person: open and soon-due tasks he answers for, in order of what to do first.
struct NextStep {
  TaskSheet sheet;     // holds the plan alive
  size_t index = 0;    // of the task in the sheet
  bool first = false;  // he is the responsible, not a co-executor
  std::string reason;  // Russian: why it is here and why this day
  std::string reason_en;
};
absl::StatusOr<std::vector<NextStep>> NextSteps(const State& state, const RuleBook& rules,
                                                const PersonId& person, Date today);

// The day it is where a digest's reader is.
Date DayOfReader(const State& state, const Digest& digest, const LocalTimes& local);

// The day since which a notification waits for its sender alone: it was said then, or the last
// silence or absence without a substitute that held it ended the day before. May be after `today`.
Date WaitsSince(const State& state, const Notification& notification, Date today);

// How long a digest may still be sent to its reader today; 0 outside his hours.
int MinutesToSend(const State& state, const Digest& digest, const LocalTimes& local);

// What a digest says on the day it is sent; lines of what is no longer true are left out.
// Without lines there is nothing to send.
digest::Digest ComposeDigest(const State& state, const RuleBook& rules, const Digest& digest,
                             Date day);
// The same for many: what they share is looked at once.
struct DigestOnDay {
  const Digest* digest = nullptr;
  Date day;
};
std::vector<digest::Digest> ComposeDigests(const State& state, const RuleBook& rules,
                                           const std::vector<DigestOnDay>& digests);

// The one person an id or a name means. PERSON_UNKNOWN with near names; PERSON_AMBIGUOUS when
// several have the name.
absl::StatusOr<PersonId> ResolvePerson(const State& state, std::string_view id_or_name);

}  // namespace vekha::workflow
