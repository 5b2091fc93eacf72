#include "engine/reminder/account.h"

#include <fmt/format.h>

#include "engine/base/status.h"

namespace vekha::reminder {
namespace {

// Why nothing is said of the task on this day at all; empty when something is.
std::string_view SilenceReason(const task::Task& task) {
  if (!task.applies) return "DOES_NOT_APPLY";
  switch (task.status) {
    case task::TaskStatus::kClosed:
      return "TASK_CLOSED";
    case task::TaskStatus::kReported:
      return "TASK_REPORTED";
    case task::TaskStatus::kWithdrawn:
      return "TASK_WITHDRAWN";
    case task::TaskStatus::kPlanned:
    case task::TaskStatus::kOpen:
      return "";
  }
  return "";
}

// A rung whose day is past the calendar's edge need not be known when that edge is past the span
// asked about.
bool LiesOutside(const Rung& rung, const calendar::WorkCalendar& calendar, Date after, Date as_of) {
  return rung.offset < 0 ? after.year() >= calendar.first_year()
                         : as_of.year() <= calendar.last_year();
}

}  // namespace

std::string_view RungOutcomeName(RungOutcome outcome) {
  switch (outcome) {
    case RungOutcome::kEmitted:
      return "emitted";
    case RungOutcome::kCoalesced:
      return "coalesced";
    case RungOutcome::kExpired:
      return "expired";
    case RungOutcome::kSuppressed:
      return "suppressed";
  }
  return "";
}

absl::StatusOr<Date> RungDay(const Rung& rung, Date effective_due,
                             const calendar::WorkCalendar& calendar) {
  return calendar.AddWorkingDays(effective_due, rung.offset);
}

absl::StatusOr<std::string> DueReason(Date effective_due, Date as_of,
                                      const calendar::WorkCalendar& calendar) {
  if (as_of == effective_due) return std::string("DUE_TODAY");
  VEKHA_ASSIGN_OR_RETURN(const int days, calendar.WorkingDaysBetween(as_of, effective_due));
  if (as_of < effective_due) {
    return fmt::format("DUE_IN_{}_WORKING_DAY{}", days, days == 1 ? "" : "S");
  }
  return fmt::format("OVERDUE_BY_{}_WORKING_DAY{}", -days, days == -1 ? "" : "S");
}

absl::StatusOr<std::vector<RungAccount>> AccountRungs(const task::Task& task, const Ladder& ladder,
                                                      const calendar::WorkCalendar& calendar,
                                                      Date after, Date as_of) {
  std::vector<RungAccount> accounts;
  if (!task.effective_due) return accounts;
  const std::string_view silence = SilenceReason(task);
  RungAccount* latest = nullptr;          // of those that are said once, in `accounts`
  accounts.reserve(ladder.rungs.size());  // keeps `latest` valid
  for (const Rung& rung : ladder.rungs) {
    const absl::StatusOr<Date> found = RungDay(rung, *task.effective_due, calendar);
    if (!found.ok() && LiesOutside(rung, calendar, after, as_of)) continue;
    VEKHA_ASSIGN_OR_RETURN(const Date day, found);
    if (day <= after || day > as_of) continue;
    RungAccount& account =
        accounts.emplace_back(RungAccount{&rung, day, RungOutcome::kEmitted, {}});
    if (!silence.empty()) {
      account.outcome = RungOutcome::kSuppressed;
      account.reason = silence;
      continue;
    }
    VEKHA_ASSIGN_OR_RETURN(const int lateness, calendar.WorkingDaysBetween(day, as_of));
    if (lateness > rung.max_lateness || (rung.late == LatePolicy::kSkip && day < as_of)) {
      account.outcome = RungOutcome::kExpired;
      account.reason = lateness > rung.max_lateness ? "TOO_LATE" : "TIME_PASSED";
      continue;
    }
    VEKHA_ASSIGN_OR_RETURN(account.reason, DueReason(*task.effective_due, as_of, calendar));
    if (rung.late != LatePolicy::kLatestOnce) continue;
    if (latest != nullptr) {
      latest->outcome = RungOutcome::kCoalesced;
      latest->reason = fmt::format("COALESCED_INTO {}", rung.id);
    }
    latest = &account;
  }
  return accounts;
}

}  // namespace vekha::reminder
