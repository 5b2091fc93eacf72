#include "engine/reminder/account.h"

#include <fmt/format.h>

#include <functional>
#include <utility>

#include "engine/base/status.h"

namespace vekha::reminder {
namespace {

// A rung whose day is past the calendar's edge need not be known when that edge is past the span
// asked about.
bool LiesOutside(const Rung& rung, const calendar::WorkCalendar& calendar, Date after, Date as_of) {
  return rung.offset < 0 ? after.year() >= calendar.first_year()
                         : as_of.year() <= calendar.last_year();
}

// Gives each rung of a span its outcome.
class Accountant {
 public:
  Accountant(const calendar::WorkCalendar& calendar, const AccountedSpan& span)
      : calendar_(calendar), span_(span) {}

  // Offsets count from `anchor`; nothing is said when there is a reason for silence.
  absl::StatusOr<std::vector<RungAccount>> Account(
      const std::vector<const Rung*>& rungs, Date anchor, std::string_view silence,
      const std::function<absl::StatusOr<std::string>()>& reason) {
    for (const Rung* rung : rungs) {
      const absl::StatusOr<Date> found = RungDay(*rung, anchor, calendar_);
      if (!found.ok() && LiesOutside(*rung, calendar_, span_.after, span_.as_of)) continue;
      VEKHA_ASSIGN_OR_RETURN(const Date day, found);
      if (day <= span_.after || day > span_.as_of) continue;
      if (span_.known && span_.known(*rung)) continue;
      RungAccount& account =
          accounts_.emplace_back(RungAccount{rung, day, RungOutcome::kEmitted, {}});
      if (!silence.empty()) {
        account.outcome = RungOutcome::kSuppressed;
        account.reason = silence;
        continue;
      }
      VEKHA_ASSIGN_OR_RETURN(const bool expired, Expires(account));
      if (expired) continue;
      VEKHA_ASSIGN_OR_RETURN(account.reason, reason());
    }
    Coalesce();
    return std::move(accounts_);
  }

 private:
  absl::StatusOr<bool> Expires(RungAccount& account) const {
    VEKHA_ASSIGN_OR_RETURN(const int lateness,
                           calendar_.WorkingDaysBetween(account.day, span_.as_of));
    const bool too_late = lateness > account.rung->max_lateness;
    const bool skipped = account.rung->late == LatePolicy::kSkip && account.day < span_.as_of;
    const bool is_new = span_.told_up_to && account.day <= *span_.told_up_to;
    if (!too_late && !skipped && !is_new) return false;
    account.outcome = RungOutcome::kExpired;
    account.reason = too_late ? "TOO_LATE" : "TIME_PASSED";
    return true;
  }

  // Of those that are said once only the latest is, and the others name it.
  void Coalesce() {
    const Rung* said = nullptr;
    for (auto at = accounts_.rbegin(); at != accounts_.rend(); ++at) {
      const bool once = at->rung->late == LatePolicy::kLatestOnce;
      if (!once || at->outcome != RungOutcome::kEmitted) continue;
      if (said == nullptr) {
        said = at->rung;
        continue;
      }
      at->outcome = RungOutcome::kCoalesced;
      at->reason = fmt::format("COALESCED_INTO {}", said->id);
    }
  }

  const calendar::WorkCalendar& calendar_;
  const AccountedSpan& span_;
  std::vector<RungAccount> accounts_;
};

}  // namespace

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
      return task.before_adoption ? "DUE_BEFORE_ADOPTION" : "";
  }
  return "";
}

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

bool IsHeld(const task::Task& task, const Ladder& ladder, const Rung& rung, Date as_of) {
  if (!SilenceReason(task).empty()) return false;
  const bool paused = task.paused_until && as_of <= *task.paused_until;
  const bool inhibited = ladder.inhibit && task.blocked_by_overdue;
  return paused || (inhibited && (task.overdue || rung.kind == NoticeKind::kAlert));
}

absl::StatusOr<std::vector<RungAccount>> AccountRungs(const task::Task& task, const Ladder& ladder,
                                                      const calendar::WorkCalendar& calendar,
                                                      const AccountedSpan& span) {
  if (!task.effective_due) return std::vector<RungAccount>();
  std::vector<const Rung*> rungs;
  for (const Rung& rung : ladder.rungs) {
    if (!IsHeld(task, ladder, rung, span.as_of)) rungs.push_back(&rung);
  }
  return Accountant(calendar, span).Account(rungs, *task.effective_due, SilenceReason(task), [&] {
    return DueReason(*task.effective_due, span.as_of, calendar);
  });
}

absl::StatusOr<std::vector<RungAccount>> AccountControl(const task::Task& task, Date reported_on,
                                                        const Ladder& ladder,
                                                        const calendar::WorkCalendar& calendar,
                                                        const AccountedSpan& span) {
  std::vector<const Rung*> rungs;
  for (const Rung& rung : ladder.control) rungs.push_back(&rung);
  const bool waits = task.status == task::TaskStatus::kReported;
  return Accountant(calendar, span)
      .Account(rungs, reported_on, waits ? "" : SilenceReason(task),
               [] { return absl::StatusOr<std::string>("WAITS_FOR_CONTROL"); });
}

}  // namespace vekha::reminder
