// A task against its ladder: what a run says about it, and what it does not and why. Every rung
// whose day lies between the mark and the run's day gets exactly one outcome; nothing vanishes
// (DESIGN section 5.8).
#pragma once

#include <absl/status/statusor.h>

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
  // Coalesced: "COALESCED_INTO d+3". Expired: "TOO_LATE", "TIME_PASSED". Suppressed: "TASK_CLOSED",
  // "TASK_REPORTED", "TASK_WITHDRAWN", "DOES_NOT_APPLY".
  std::string reason;
};

// The day of a rung: `offset` working days from the effective due day, the due day itself for 0.
absl::StatusOr<Date> RungDay(const Rung& rung, Date effective_due,
                             const calendar::WorkCalendar& calendar);

// The rungs with a day in (after, as_of], by day. Empty for ongoing work and for a task without a
// due day. kOutOfRange when a rung's day lies outside the calendar's coverage.
absl::StatusOr<std::vector<RungAccount>> AccountRungs(const task::Task& task, const Ladder& ladder,
                                                      const calendar::WorkCalendar& calendar,
                                                      Date after, Date as_of);

// "DUE_IN_3_WORKING_DAYS", "DUE_TODAY" or "OVERDUE_BY_2_WORKING_DAYS", counted in working days.
absl::StatusOr<std::string> DueReason(Date effective_due, Date as_of,
                                      const calendar::WorkCalendar& calendar);

}  // namespace vekha::reminder
