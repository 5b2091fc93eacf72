#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "tests/simulation/expect.h"
#include "tests/simulation/work_days.h"

namespace vekha::test {

using reminder::NoticeKind;
using reminder::Rung;
using reminder::RungOutcome;

namespace {

std::string ReasonOfDue(Date due, Date day) {
  if (due == day) return "DUE_TODAY";
  const int days = WorkDays::Between(day, due);
  if (day < due) return fmt::format("DUE_IN_{}_WORKING_DAY{}", days, days == 1 ? "" : "S");
  return fmt::format("OVERDUE_BY_{}_WORKING_DAY{}", -days, days == -1 ? "" : "S");
}

std::string LineOfRung(const std::string& name, Date rung_day, Date as_of, RungOutcome outcome,
                       const std::string& reason) {
  return fmt::format("account for {} of {} on {}: {} {}", name, FormatIso(rung_day),
                     FormatIso(as_of), reminder::RungOutcomeName(outcome), reason);
}

// One duty on the day of a run.
class Teller {
 public:
  Teller(const Books& books, const Duty& duty, Date day, Answer& answer)
      : books_(books), duty_(duty), work_(books.WorkOn(duty)), day_(day), answer_(answer) {}

  void Tell() {
    const reminder::Ladder& ladder = YearRules().ladders.at(duty_.ladder);
    if (!duty_.due) return TellOfLife(ladder);
    if (books_.FactsSayDone(duty_) && !work_.closed && !work_.withdrawn) {
      answer_.lines.insert("close " + duty_.id);
    }
    const Date due = *books_.DueOf(duty_);
    const bool overdue = books_.IsOverdue(duty_, day_);
    const std::string silence = books_.WhyNothing(duty_);
    TellClock({due, ladder.rungs, silence, ReasonOfDue(due, day_),
               [&](const Rung& rung) { return Waits(ladder, rung, overdue); },
               [&](const Rung& rung) { return overdue ? NoticeKind::kAlert : rung.kind; }});
    if (!work_.report) return;
    TellClock({work_.report->on, ladder.control, books_.WaitsForDecision(duty_) ? "" : silence,
               "WAITS_FOR_CONTROL", [](const Rung&) { return false; },
               [](const Rung&) { return NoticeKind::kRequest; }});
  }

 private:
  struct Clock {
    Date from;
    const std::vector<Rung>& rungs;
    std::string silence;
    std::string reason;  // of what is said
    std::function<bool(const Rung&)> waits;
    std::function<NoticeKind(const Rung&)> kind;
  };

  // Work without an end is asked for a sign of life, the ladder standing around the day it is
  // awaited.
  void TellOfLife(const reminder::Ladder& ladder) {
    if (work_.withdrawn || work_.closed || work_.report) return;
    Date sign = std::max(kAdopted, work_.reopened_on.value_or(kAdopted));
    if (work_.seen) sign = std::max(sign, work_.seen->on);
    const Date awaited = WorkDays::AtOrAfter(AddDays(sign, duty_.heartbeat));
    if (awaited > kLastDay) return;
    TellClock({awaited, ladder.rungs, "", "SIGN_OF_LIFE_EXPECTED",
               [](const Rung&) { return false; },
               [](const Rung&) { return NoticeKind::kReminder; }});
  }

  // It is seen and in work, or what it hangs on is late and asked for first.
  bool Waits(const reminder::Ladder& ladder, const Rung& rung, bool overdue) const {
    if (!books_.WhyNothing(duty_).empty()) return false;
    const bool paused = work_.seen && work_.seen->due_revision == work_.revision &&
                        work_.seen->until && day_ <= *work_.seen->until;
    const bool of_lateness = overdue || rung.kind == NoticeKind::kAlert;
    return paused || (ladder.inhibit && of_lateness && books_.IsBehindAnOverdueOne(duty_, day_));
  }

  void TellClock(const Clock& clock) {
    const auto known = work_.accounted.find(work_.revision);
    std::vector<const Rung*> come;
    for (const Rung& rung : clock.rungs) {
      const Date rung_day = WorkDays::Add(clock.from, rung.offset);
      if (rung_day < kAdopted || day_ < rung_day) continue;
      const bool before = known != work_.accounted.end() && known->second.contains(rung.id);
      if (!before && !clock.waits(rung)) come.push_back(&rung);
    }
    const Rung* said = nullptr;  // of those that are said once
    for (auto at = come.rbegin(); at != come.rend(); ++at) {
      const Rung& rung = **at;
      const Date rung_day = WorkDays::Add(clock.from, rung.offset);
      const auto account = [&](RungOutcome outcome, const std::string& reason) {
        answer_.lines.insert(LineOfRung(NameOf(rung), rung_day, day_, outcome, reason));
      };
      const bool once = rung.late == reminder::LatePolicy::kLatestOnce;
      if (!clock.silence.empty()) {
        account(RungOutcome::kSuppressed, clock.silence);
      } else if (WorkDays::Between(rung_day, day_) > rung.max_lateness) {
        account(RungOutcome::kExpired, "TOO_LATE");
      } else if (rung.late == reminder::LatePolicy::kSkip && rung_day < day_) {
        account(RungOutcome::kExpired, "TIME_PASSED");
      } else if (once && said != nullptr) {
        account(RungOutcome::kCoalesced, "COALESCED_INTO " + said->id);
      } else {
        if (once) said = &rung;
        account(RungOutcome::kEmitted, clock.reason);
        Say(rung, clock);
      }
    }
  }

  void Say(const Rung& rung, const Clock& clock) {
    for (const Listener& one : books_.Listeners(duty_, rung.audience, day_)) {
      const std::string id = fmt::format("{}|{}|{}|{}|{}", duty_.id, work_.revision, rung.id,
                                         one.word, one.person.empty() ? one.name : one.person);
      answer_.lines.insert(
          LineOfSaid(id, one.person, reminder::NoticeKindName(clock.kind(rung)), clock.reason));
    }
  }

  std::string NameOf(const Rung& rung) const {
    return NameOfRung(duty_.id, work_.revision, rung.id);
  }

  const Books& books_;
  const Duty& duty_;
  const Work& work_;
  Date day_;
  Answer& answer_;
};

std::string LineOfLease(const workflow::DigestLeased& leased) {
  std::set<std::string> items;
  for (const workflow::DigestItem& item : leased.digest.items) {
    items.insert(fmt::format("{} for '{}'", item.notification, item.instead_of.value()));
  }
  return fmt::format("send {} {} to {}: {}", leased.digest.id, leased.attempt,
                     leased.digest.person.value(), fmt::join(items, ", "));
}

}  // namespace

std::string LineOfSaid(const std::string& id, const std::string& person, std::string_view kind,
                       const std::string& reason) {
  return fmt::format("say {} to '{}' {} {}", id, person, kind, reason);
}

std::multiset<std::string> LinesOf(const std::vector<workflow::Event>& events) {
  using namespace workflow;
  std::multiset<std::string> lines;
  for (const Event& event : events) {
    if (const auto* rung = std::get_if<RungAccounted>(&event)) {
      const RungKey& key = rung->key;
      lines.insert(LineOfRung(NameOfRung(key.task.value(), key.due_revision, key.rung),
                              rung->rung_day, rung->as_of, rung->outcome, rung->reason));
    } else if (const auto* said = std::get_if<NotificationEmitted>(&event)) {
      const Notification& n = said->notification;
      lines.insert(LineOfSaid(n.id, n.person.value(), reminder::NoticeKindName(n.kind), n.reason));
    } else if (const auto* closed = std::get_if<TaskClosed>(&event)) {
      lines.insert("close " + closed->task.value());
    } else if (const auto* moved = std::get_if<MarkMoved>(&event)) {
      lines.insert("mark " + FormatIso(moved->as_of));
    } else if (const auto* leased = std::get_if<DigestLeased>(&event)) {
      lines.insert(LineOfLease(*leased));
    } else if (const auto* settled = std::get_if<DigestSettled>(&event)) {
      lines.insert(fmt::format("settle {} {} {}", settled->id, settled->attempt,
                               DigestOutcomeName(settled->outcome)));
    } else if (const auto* dropped = std::get_if<NotificationDropped>(&event)) {
      lines.insert(fmt::format("drop {} {}", dropped->notification, dropped->reason));
    } else {
      lines.insert(std::string(EventKind(event)));
    }
  }
  return lines;
}

Answer ExpectRun(const Books& books, const workflow::RunDay& run) {
  if (books.mark && run.as_of < *books.mark) return {.refused = "CLOCK_WENT_BACK"};
  if (run.as_of < kAdopted) return {};
  const int gap = books.mark ? DaysBetween(*books.mark, run.as_of) : 0;
  if (run.gap_days > 0 && gap > run.gap_days) return {.refused = "GAP_UNCONFIRMED"};
  Answer answer;
  for (const Duty& duty : Duties()) Teller(books, duty, run.as_of, answer).Tell();
  if (books.mark != run.as_of) answer.lines.insert("mark " + FormatIso(run.as_of));
  return answer;
}

std::vector<std::string> Differences(const Answer& expected, const Answer& actual) {
  std::vector<std::string> out;
  if (expected.refused != actual.refused) {
    out.push_back(fmt::format("refused '{}', not '{}'", actual.refused, expected.refused));
  }
  const auto only = [&](const Answer& one, const Answer& other, const char* what) {
    std::vector<std::string> lines;
    std::set_difference(one.lines.begin(), one.lines.end(), other.lines.begin(), other.lines.end(),
                        std::back_inserter(lines));
    for (const std::string& line : lines) out.push_back(what + line);
  };
  only(expected, actual, "missing: ");
  only(actual, expected, "not meant: ");
  return out;
}

}  // namespace vekha::test
