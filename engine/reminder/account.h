// A task against its ladder: what a run says about it, and what it does not and why. Every rung
// whose day lies between the mark and the run's day gets exactly one outcome; nothing vanishes
// (DESIGN section 5.8).
#pragma once

#include <absl/status/statusor.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/date.h"
#include "engine/calendar/work_calendar.h"
#include "engine/reminder/ladder.h"
#include "engine/task/task.h"

namespace vekha::reminder {

enum class RungOutcome { kEmitted, kCoalesced, kExpired, kSuppressed };
std::string_view RungOutcomeName(RungOutcome outcome);  // "emitted", ...

struct RungAccount {
  const Rung* rung = nullptr;
  Date day;  // when it should have been said
  RungOutcome outcome = RungOutcome::kEmitted;
  // Stable. Emitted: "DUE_IN_3_WORKING_DAYS", "DUE_TODAY", "OVERDUE_BY_1_WORKING_DAY",
  // "DUE_ON_DAY_OFF" never occurs (the effective day is a working one unless the roadmap keeps it).
  // Coalesced: "COALESCED_INTO d+3", the rung that was said. Expired: "TOO_LATE", "TIME_PASSED".
  // Suppressed: "TASK_CLOSED", "TASK_REPORTED", "TASK_WITHDRAWN", "DOES_NOT_APPLY",
  // "DUE_BEFORE_ADOPTION".
  std::string reason;
};

// The day of a rung: `offset` working days from the effective due day, the due day itself for 0.
absl::StatusOr<Date> RungDay(const Rung& rung, Date effective_due,
                             const calendar::WorkCalendar& calendar);

// Why nothing is said of a task at all: "TASK_CLOSED", "DOES_NOT_APPLY" ...; empty when something
// is.
std::string_view SilenceReason(const task::Task& task);

// True while a rung of an open task waits: the task was acknowledged, or the ladder inhibits,
// the task is blocked by an overdue one, which comes first, and the rung would speak of lateness.
// What waits is accounted for by a later run, when nothing holds it any more.
bool IsHeld(const task::Task& task, const Ladder& ladder, const Rung& rung, Date as_of);

// Of which days, and which of them have been accounted for before.
struct AccountedSpan {
  Date after;  // not included
  Date as_of;  // included
  std::function<bool(const Rung&)> known = nullptr;
  // The last day of a rung that was accounted for. One of an earlier day that is not known came
  // into the ladder since: its time has passed.
  std::optional<Date> told_up_to = {};
};

// The rungs with a day in the span that are not known and not held, by day. Empty for a task
// without a due day. kOutOfRange when a rung's day lies outside the calendar's coverage.
absl::StatusOr<std::vector<RungAccount>> AccountRungs(const task::Task& task, const Ladder& ladder,
                                                      const calendar::WorkCalendar& calendar,
                                                      const AccountedSpan& span);

// The same for the controller's clock, counted from the day of the report. Reason when emitted:
// "WAITS_FOR_CONTROL"; suppressed once the report is decided.
absl::StatusOr<std::vector<RungAccount>> AccountControl(const task::Task& task, Date reported_on,
                                                        const Ladder& ladder,
                                                        const calendar::WorkCalendar& calendar,
                                                        const AccountedSpan& span);

// "DUE_IN_3_WORKING_DAYS", "DUE_TODAY" or "OVERDUE_BY_2_WORKING_DAYS", counted in working days.
absl::StatusOr<std::string> DueReason(Date effective_due, Date as_of,
                                      const calendar::WorkCalendar& calendar);

}  // namespace vekha::reminder
