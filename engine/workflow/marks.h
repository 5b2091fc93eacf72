// Marks: what questions over many schools need to know of every task, read once and remembered. A
// sheet's marks follow from plan, facts and records; status, overdue and lateness on any day of
// their validity then follow from the marks alone, without evaluating a condition again.
//
// They answer as the sheet evaluated from scratch (view.h) would on that day, on what is recorded
// now. They are made anew when something they were made from has changed: the roadmap's version or
// the ids kept, the organization's level, its facts, the records of its tasks, and the tasks of the
// adopting organization that its own depend on; a sheet whose conditions look at organizations
// below is read anew each time. A state is asked with the rule book it was applied with.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <vector>

#include "engine/workflow/state.h"

namespace vekha::workflow {

// A civil day as a number: days since 1970-01-01.
using DayNumber = int32_t;
inline constexpr DayNumber kNoDay = std::numeric_limits<DayNumber>::min();
inline constexpr DayNumber kLastDay = std::numeric_limits<DayNumber>::max();
DayNumber DayNumberOf(Date day);
Date DateOf(DayNumber day);  // neither kNoDay nor kLastDay

enum class TaskEnd : uint8_t { kNone, kReported, kClosed, kWithdrawn };

// One task; 24 bytes, because a country has millions.
struct TaskMark {
  DayNumber open_from = kNoDay;
  DayNumber nominal_due = kNoDay;  // kNoDay: the term waits for its day
  DayNumber due = kNoDay;          // effective; kNoDay for ongoing work and without a day
  // From when on it needed nothing more of its responsible: the day of the report, else of the
  // closing; of a withdrawn task the first of these and the withdrawal. Of one that facts close and
  // no run has recorded, the day the last of them was observed, or kLastDay when nobody said: then
  // it is the day of the question. kNoDay while it is not done.
  DayNumber done_on = kNoDay;
  int32_t due_revision = 1;
  uint16_t measure = 0;  // in WorkMeasures(roadmap)
  TaskEnd end = TaskEnd::kNone;
  bool applies : 1 = true;
  bool ongoing : 1 = false;
  bool blocked : 1 = false;     // waits for a task that is not closed
  bool done_late : 1 = false;   // of what is recorded
  bool unrecorded : 1 = false;  // closed by facts, and no run has recorded that
  bool delegated : 1 = false;
  bool extended : 1 = false;         // at least once
  bool before_adoption : 1 = false;  // as Task::before_adoption
};
static_assert(sizeof(TaskMark) == 24);

// As Task::status, Task::overdue and Task::done_late on that day.
task::TaskStatus StatusOn(const TaskMark& mark, DayNumber day);
bool IsOverdueOn(const TaskMark& mark, DayNumber day);
bool IsDoneLateOn(const TaskMark& mark, DayNumber day);

// Of one organization under one adoption. Immutable.
struct SheetMarks {
  AdoptionKey adoption;
  OrganizationId organization;
  std::shared_ptr<const roadmap::Roadmap> roadmap;
  std::shared_ptr<const calendar::WorkCalendar> calendar;
  DayNumber asked_from = kNoDay;  // as PlanScope::asked_from
  // The days they hold for, both included. Conditions that read `today` make them hold for one day,
  // conditions of ongoing work for a span in which they read the same facts.
  DayNumber first = kNoDay;
  DayNumber last = kLastDay;
  std::vector<TaskMark> tasks;  // one for each task of SheetOf(), in its order
};

// Errors as SheetOf().
absl::StatusOr<std::shared_ptr<const SheetMarks>> MarksOf(const State& state, const RuleBook& rules,
                                                          const AdoptionEntry& entry,
                                                          const Organization& organization,
                                                          Date day);

// Marks of the organization, and with `subtree` of everything below it, sheet by sheet in the order
// of SheetsOf(); errors as there. What is given to `visit` may be kept by whoever keeps the
// pointer. No plan is held any longer than it is read.
using MarksVisitor = std::function<void(const std::shared_ptr<const SheetMarks>&)>;
absl::Status VisitMarks(const State& state, const RuleBook& rules,
                        const OrganizationId& organization, Date day, bool subtree,
                        const MarksVisitor& visit);

}  // namespace vekha::workflow
