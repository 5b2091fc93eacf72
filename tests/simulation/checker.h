// For tests: what should have been said, derived anew from the event log alone, against what was.
// It knows the rules of control and not the code that follows them.
#pragma once

#include <fmt/format.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/reminder/account.h"
#include "engine/workflow/command.h"
#include "engine/workflow/view.h"
#include "tests/support/rules.h"

namespace vekha::test {

struct LoggedEvent {
  int64_t revision = 0;
  workflow::Event event;
};

class Checker {
 public:
  // Replays the log from nothing.
  explicit Checker(const std::vector<LoggedEvent>& log) {
    for (const LoggedEvent& logged : log) {
      Look(logged);
      workflow::Apply(state_, logged.event, logged.revision, *Rules());
    }
  }

  // Everything that is not as it should be; empty when all is.
  std::vector<std::string> Problems() {
    CheckEmissions();
    CheckRungs();
    CheckDigests();
    return std::move(problems_);
  }

  const workflow::State& state() const { return state_; }

 private:
  using RungKey = workflow::RungKey;

  void Look(const LoggedEvent& logged) {
    if (const auto* rung = std::get_if<workflow::RungAccounted>(&logged.event)) {
      ++accounted_[rung->key];
      if (rung->outcome == reminder::RungOutcome::kEmitted) emitted_.insert(rung->key);
      CheckOpenWhenSaid(*rung);
    }
    if (const auto* said = std::get_if<workflow::NotificationEmitted>(&logged.event)) {
      const workflow::Notification& n = said->notification;
      if (++said_[n.id] > 1) Add("said twice: " + n.id);
      by_rung_[{n.task, n.due_revision, n.rung}].push_back(n.id);
    }
    if (const auto* granted = std::get_if<workflow::ExtensionGranted>(&logged.event)) {
      const auto record = state_.tasks.find(granted->task);
      const int before = record == state_.tasks.end() ? 1 : record->second.due_revision;
      if (granted->due_revision != before + 1) Add("an extension arms no new ladder");
    }
    if (const auto* leased = std::get_if<workflow::DigestLeased>(&logged.event)) {
      LookAtLease(*leased);
    }
    if (const auto* settled = std::get_if<workflow::DigestSettled>(&logged.event)) {
      if (settled->outcome == workflow::DigestOutcome::kSent) {
        const auto& digest = state_.digests.at(settled->id).digest;
        if (++sent_on_[{digest.person, settled->day}] > 1) {
          Add(fmt::format("{} got two digests on {}", digest.person.value(),
                          FormatIso(settled->day)));
        }
        if (++sent_[settled->id] > 1) Add("sent twice: " + settled->id);
      }
    }
  }

  // A rung is only said of work that waits to be done, or of a report that waits to be decided.
  void CheckOpenWhenSaid(const workflow::RungAccounted& rung) {
    if (rung.outcome != reminder::RungOutcome::kEmitted) return;
    const auto record = state_.tasks.find(rung.key.task);
    if (record == state_.tasks.end()) return;
    if (record->second.due_revision != rung.key.due_revision) {
      Add("an old date was said: " + Name(rung.key));
    }
    const bool control = rung.key.rung.starts_with("c+");
    const bool reported = record->second.report.has_value();
    if (record->second.closing || record->second.withdrawal || reported != control) {
      Add("said of what needs no saying: " + Name(rung.key));
    }
  }

  void LookAtLease(const workflow::DigestLeased& leased) {
    const auto calendar = Rules()->calendars.Get(calendar::CalendarKey{});
    const auto working = (*calendar)->IsWorking(leased.digest.day);
    if (working.ok() && !*working) Add("sent on a day off: " + leased.digest.id);
    std::set<std::string> items;
    for (const workflow::DigestItem& item : leased.digest.items) items.insert(item.notification);
    const auto [known, is_new] = items_.emplace(leased.digest.id, items);
    if (!is_new && known->second != items) Add("other items under one id: " + leased.digest.id);
    if (!is_new) return;
    for (const std::string& item : items) {
      if (!in_digest_.insert(item).second) Add("stands in two digests: " + item);
    }
  }

  // Every rung said has its notifications, and every notification of a rung has its account.
  void CheckEmissions() {
    for (const RungKey& key : emitted_) {
      if (!by_rung_.contains(key)) Add("accounted as said, and nobody was told: " + Name(key));
    }
    for (const auto& [key, times] : accounted_) {
      if (times != 1) Add(fmt::format("accounted {} times: {}", times, Name(key)));
    }
  }

  // Every rung whose day has been passed by the mark has an account, unless something holds it.
  void CheckRungs() {
    for (const auto& [key, entry] : state_.adoptions) {
      if (!entry.mark) continue;
      const auto sheets =
          workflow::SheetsOf(state_, *Rules(), key.organization, *entry.mark, false);
      if (!sheets.ok()) {
        Add(std::string(sheets.status().message()));
        continue;
      }
      for (const workflow::TaskSheet& sheet : *sheets) {
        for (const task::Task& task : sheet.tasks) CheckTask(entry, sheet, task);
      }
    }
  }

  void CheckTask(const workflow::AdoptionEntry& entry, const workflow::TaskSheet& sheet,
                 const task::Task& task) {
    if (!task.effective_due || task.planned->ongoing) return;
    const reminder::Ladder& ladder = Rules()->ladders.at(task.planned->measure->ladder);
    for (const reminder::Rung& rung : ladder.rungs) {
      const auto day = sheet.plan->calendar->AddWorkingDays(*task.effective_due, rung.offset);
      if (!day.ok() || *day < entry.adoption.on || *day > *entry.mark) continue;
      const RungKey rung_key{task.planned->id, task.due_revision, rung.id};
      const bool waits = Waits(task, ladder, rung, *entry.mark) || ChangedSince(task, *entry.mark);
      if (!waits && !accounted_.contains(rung_key)) Add("never accounted for: " + Name(rung_key));
    }
  }

  // Held by a pause or by an overdue task that comes first.
  static bool Waits(const task::Task& task, const reminder::Ladder& ladder,
                    const reminder::Rung& rung, Date day) {
    const bool open =
        task.status == task::TaskStatus::kOpen || task.status == task::TaskStatus::kPlanned;
    if (!open || !task.applies) return false;
    if (task.paused_until && day <= *task.paused_until) return true;
    const bool of_lateness = task.overdue || rung.kind == reminder::NoticeKind::kAlert;
    return ladder.inhibit && task.blocked_by_overdue && of_lateness;
  }

  // Acts after the last run of a day are seen by the next one.
  bool ChangedSince(const task::Task& task, Date /*mark*/) const {
    const auto record = state_.tasks.find(task.planned->id);
    return record != state_.tasks.end() && record->second.revision > last_run_;
  }

  // What was told, waits to be told, or was dropped for a reason: nothing vanishes.
  void CheckDigests() {
    for (const workflow::NotificationEntry& entry : state_.notifications) {
      const bool dropped = entry.delivery == workflow::DeliveryState::kDropped;
      if (dropped && entry.why.empty()) Add("dropped without a reason: " + entry.notification.id);
      const bool taken = in_digest_.contains(entry.notification.id);
      const bool pending = entry.delivery == workflow::DeliveryState::kPending;
      if (!dropped && !taken && !pending) Add("lost: " + entry.notification.id);
    }
  }

  static std::string Name(const RungKey& key) {
    return fmt::format("{} {} {}", key.task.value(), key.due_revision, key.rung);
  }

  void Add(std::string problem) { problems_.push_back(std::move(problem)); }

 public:
  // The revision of the last run; what happened later nobody has looked at yet.
  void SeenUpTo(int64_t revision) { last_run_ = revision; }

 private:
  workflow::State state_;
  int64_t last_run_ = 0;
  std::map<RungKey, int> accounted_;
  std::set<RungKey> emitted_;
  std::map<RungKey, std::vector<std::string>> by_rung_;
  std::map<std::string, int> said_;
  std::map<std::string, std::set<std::string>> items_;  // by digest
  std::set<std::string> in_digest_;
  std::map<std::pair<PersonId, Date>, int> sent_on_;
  std::map<std::string, int> sent_;
  std::vector<std::string> problems_;
};

}  // namespace vekha::test
