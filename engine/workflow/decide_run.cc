#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "engine/reminder/account.h"
#include "engine/workflow/decisions.h"
#include "engine/workflow/gather.h"
#include "engine/workflow/missed_target.h"
#include "engine/workflow/notices.h"
#include "engine/workflow/rejections.h"
#include "engine/workflow/tree.h"
#include "engine/workflow/view.h"
#include "engine/workflow/wording.h"

namespace vekha::workflow {
namespace {

class DayRun {
 public:
  DayRun(const State& state, const RuleBook& rules, const RunDay& command)
      : state_(state),
        rules_(rules),
        command_(command),
        as_of_(command.as_of),
        what_if_(command.what_if) {}

  absl::StatusOr<Decision> Run() {
    if (state_.adoptions.empty()) return Decision{};
    VEKHA_RETURN_IF_ERROR(CheckCoverage());
    if (command_.today && *command_.today < as_of_) return RunInFuture();
    if (const AdoptionEntry* ahead = what_if_ ? nullptr : AllAhead()) return ClockWentBack(*ahead);
    for (const auto& [key, entry] : state_.adoptions) {
      const bool ahead = entry.mark && as_of_ < *entry.mark && !what_if_;
      if (ahead || as_of_ < entry.adoption.on || !IsConcerned(entry)) continue;
      const size_t before = decision_.events.size();
      absl::Status done = RunAdoption(entry);
      if (done.ok()) continue;
      // All of an adoption's day or nothing of it.
      auto& events = decision_.events;
      events.erase(events.begin() + static_cast<std::ptrdiff_t>(before), events.end());
      decision_.skipped.push_back({key, std::move(done)});
    }
    return std::move(decision_);
  }

 private:
  // A day no calendar knows is a slip of the pen even when no adoption would have asked about it.
  absl::Status CheckCoverage() const {
    VEKHA_ASSIGN_OR_RETURN(const auto federal, rules_.calendars.Get(calendar::CalendarKey{}));
    const auto working = federal->IsWorking(as_of_);
    return working.ok() ? absl::OkStatus() : CalendarNotCovered(working.status());
  }

  bool IsConcerned(const AdoptionEntry& entry) const {
    if (!command_.zones) return true;
    const auto place = state_.organizations.find(entry.adoption.organization);
    return place != state_.organizations.end() &&
           command_.zones->contains(place->second.organization.zone);
  }

  // Nothing can be brought to `as_of` and something is past it: then the clock, or the asker, went
  // back. Adoptions that begin later have nothing to say about that.
  const AdoptionEntry* AllAhead() const {
    const AdoptionEntry* first = nullptr;
    for (const auto& [key, entry] : state_.adoptions) {
      if (!IsConcerned(entry)) continue;
      const bool ahead = entry.mark && as_of_ < *entry.mark;
      if (!ahead && entry.adoption.on <= as_of_) return nullptr;
      if (ahead && first == nullptr) first = &entry;
    }
    return first;
  }

  absl::Status ClockWentBack(const AdoptionEntry& ahead) const {
    return ToStatus({absl::StatusCode::kFailedPrecondition,
                     "CLOCK_WENT_BACK",
                     fmt::format("everything up to {} has been accounted for; {} is before it",
                                 FormatIso(*ahead.mark), FormatIso(as_of_)),
                     fmt::format("Прогон уже прошёл по {} включительно; {} — раньше.",
                                 FormatRussian(*ahead.mark), FormatRussian(as_of_)),
                     {{"mark", FormatIso(*ahead.mark)}, {"as_of", FormatIso(as_of_)}}});
  }

  absl::Status RunInFuture() const {
    return ToStatus(
        {absl::StatusCode::kInvalidArgument,
         "RUN_IN_FUTURE",
         fmt::format(
             "{} has not come yet, today is {}: ask what a run of that day would do instead",
             FormatIso(as_of_), FormatIso(*command_.today)),
         fmt::format("{} ещё не наступило, сегодня {}: спросите, что сделал бы прогон этого дня.",
                     FormatRussian(as_of_), FormatRussian(*command_.today)),
         {{"field", "as_of"}, {"today", FormatIso(*command_.today)}}});
  }

  absl::Status RunAdoption(const AdoptionEntry& entry) {
    const Adoption& adoption = entry.adoption;
    const RoadmapVersion* version = FindRoadmap(state_, adoption.roadmap, adoption.version);
    if (version == nullptr) return RoadmapUnknown(adoption.roadmap, adoption.version);
    if (version->compiled == nullptr) return RoadmapBroken(adoption.roadmap, *version);
    const int gap = entry.mark ? DaysBetween(*entry.mark, as_of_) : 0;
    if (command_.gap_days > 0 && gap > command_.gap_days && !what_if_) {
      return GapUnconfirmed(*entry.mark, gap);
    }
    for (const OrganizationId& place : Subtree(state_, adoption.organization, as_of_)) {
      if (!Concerns(state_, entry, place, as_of_)) continue;
      VEKHA_RETURN_IF_ERROR(RunSheet(entry, state_.organizations.at(place).organization));
    }
    if (entry.mark != as_of_) Emit(MarkMoved{adoption.organization, adoption.roadmap, as_of_});
    return absl::OkStatus();
  }

  absl::Status GapUnconfirmed(Date mark, int gap) const {
    return ToStatus({absl::StatusCode::kFailedPrecondition,
                     "GAP_UNCONFIRMED",
                     fmt::format("the last run was on {}, {} days ago: look at what would be said "
                                 "and confirm the gap",
                                 FormatIso(mark), gap),
                     fmt::format("Последний прогон был {} — {} дн. назад: посмотрите, что будет "
                                 "сказано, и подтвердите перерыв.",
                                 FormatRussian(mark), gap),
                     {{"mark", FormatIso(mark)}, {"gap_days", fmt::format("{}", gap)}}});
  }

  absl::Status RunSheet(const AdoptionEntry& entry, const Organization& organization) {
    VEKHA_ASSIGN_OR_RETURN(const TaskSheet sheet,
                           SheetOf(state_, rules_, entry, organization, as_of_));
    for (const task::Task& task : sheet.tasks) {
      // The adopter's tasks come with its own sheet.
      if (task.planned->organization != organization.id) continue;
      CloseByFacts(task);
      const int due_revision = SetDue(task);
      VEKHA_RETURN_IF_ERROR(AccountFor(entry, sheet, task, due_revision));
    }
    return TellOfTargets(entry, sheet, organization);
  }

  // Once a target, on the first run that finds it missed.
  absl::Status TellOfTargets(const AdoptionEntry& entry, const TaskSheet& sheet,
                             const Organization& organization) {
    const roadmap::Roadmap& roadmap = *sheet.plan->roadmap;
    const auto said = [&](const TaskId& id) { return !AccountedRungs(id, 1).empty(); };
    VEKHA_ASSIGN_OR_RETURN(const std::vector<MissedTarget> missed,
                           MissedTargets(state_, rules_, entry, organization, sheet,
                                         EveOf(entry, sheet), as_of_, said));
    for (const MissedTarget& target : missed) {
      const Notification draft = DraftOf(target, organization.id, as_of_);
      Emit(RungAccounted{organization.id, RungKey{target.id, draft.due_revision, draft.rung},
                         draft.rung_day, as_of_, reminder::RungOutcome::kEmitted, draft.reason});
      for (Notification& notification :
           Address(draft, HoldersOf(state_, organization.id, AudienceOfTargets(roadmap), as_of_))) {
        Emit(NotificationEmitted{std::move(notification)});
      }
    }
    return absl::OkStatus();
  }

  void CloseByFacts(const task::Task& task) {
    if (!task.closing) return;
    const auto record = state_.tasks.find(task.planned->id);
    if (record != state_.tasks.end() && record->second.closing) return;
    Emit(TaskClosed{task.planned->organization, task.planned->id, *task.closing});
  }

  // Records the day a fact gave, and gives the revision the task's rungs belong to.
  int SetDue(const task::Task& task) {
    const bool from_fact = task.planned->wait && task.effective_due;
    if (!from_fact) return task.due_revision;
    const auto record = state_.tasks.find(task.planned->id);
    const bool known = record != state_.tasks.end() && record->second.due.has_value();
    if (known && record->second.due == task.effective_due) return task.due_revision;
    const int revision = known ? task.due_revision + 1 : task.due_revision;
    Emit(TaskDueSet{task.planned->organization, task.planned->id, *task.effective_due, revision,
                    task::DueBy::kFact});
    return revision;
  }

  absl::Status AccountFor(const AdoptionEntry& entry, const TaskSheet& sheet,
                          const task::Task& task, int due_revision) {
    const roadmap::Measure& measure = *task.planned->measure;
    const auto ladder = rules_.ladders.find(measure.ladder);
    if (ladder == rules_.ladders.end()) {
      return absl::InternalError(fmt::format("ladder {} is not loaded", measure.ladder));
    }
    const calendar::WorkCalendar& calendar = *sheet.plan->calendar;
    if (task.planned->ongoing) return AccountForLife(entry, sheet, task, ladder->second);
    reminder::AccountedSpan span =
        Span(task, due_revision, AccountedUpTo(entry, sheet, task, due_revision));
    if (entry.mark && span.after < *entry.mark) {
      span.told_up_to = ToldUpTo(task.planned->id, due_revision, ladder->second);
    }
    auto accounts = reminder::AccountRungs(task, ladder->second, calendar, span);
    if (!accounts.ok()) return CalendarNotCovered(accounts.status());
    if (!accounts->empty()) {
      Commit(sheet, task, due_revision, *accounts,
             Joined(NoticeText(task, as_of_, calendar), GatheredWords(state_, task)));
    }
    const auto record = state_.tasks.find(task.planned->id);
    if (record == state_.tasks.end() || !record->second.report) return absl::OkStatus();
    if (sheet.plan->roadmap->control == "none") return absl::OkStatus();
    // The clock begins when he could know of it.
    const task::Report& report = *record->second.report;
    const Date reported = report.received.value_or(report.on);
    const Date before = std::max(EveOf(entry, sheet), AddDays(reported, -1));
    accounts = reminder::AccountControl(task, reported, ladder->second, calendar,
                                        Span(task, due_revision, before));
    if (!accounts.ok()) return CalendarNotCovered(accounts.status());
    Commit(sheet, task, due_revision, *accounts, ControlText(task, reported));
    return absl::OkStatus();
  }

  // Ongoing work is never due, but a heartbeat of n days after the last sign of life is awaited,
  // and the ladder stands around that day.
  absl::Status AccountForLife(const AdoptionEntry& entry, const TaskSheet& sheet,
                              const task::Task& task, const reminder::Ladder& ladder) {
    const auto& heartbeat = task.planned->measure->heartbeat_days;
    if (!heartbeat || task.status != task::TaskStatus::kOpen) return absl::OkStatus();
    const auto record = state_.tasks.find(task.planned->id);
    Date sign = std::max(task.planned->open_from, AddDays(EveOf(entry, sheet), 1));
    if (record != state_.tasks.end() && record->second.acknowledgement) {
      sign = std::max(sign, record->second.acknowledgement->on);
    }
    const calendar::WorkCalendar& calendar = *sheet.plan->calendar;
    const auto expected = calendar.Shift(AddDays(sign, *heartbeat), calendar::DayShift::kFollowing);
    if (!expected.ok()) return CalendarNotCovered(expected.status());
    if (*expected > task.window->due) return absl::OkStatus();
    task::Task awaited = task;
    awaited.effective_due = *expected;
    auto accounts = reminder::AccountRungs(awaited, ladder, calendar,
                                           Span(task, task.due_revision, EveOf(entry, sheet)));
    if (!accounts.ok()) return CalendarNotCovered(accounts.status());
    for (reminder::RungAccount& account : *accounts) {
      if (account.outcome == reminder::RungOutcome::kEmitted) {
        account.reason = "SIGN_OF_LIFE_EXPECTED";
      }
    }
    Commit(sheet, awaited, task.due_revision, *accounts, LifeText(task, sign));
    return absl::OkStatus();
  }

  using Accounted = std::vector<std::pair<std::string_view, const RungAccount*>>;

  // The rungs accounted for are looked up once a task, and only when one of them matters.
  reminder::AccountedSpan Span(const task::Task& task, int due_revision, Date after) const {
    std::optional<Accounted> known;
    return {after,
            as_of_,
            [this, &task, due_revision, known](const reminder::Rung& rung) mutable {
              if (!known) known = AccountedRungs(task.planned->id, due_revision);
              return std::any_of(known->begin(), known->end(),
                                 [&](const auto& one) { return one.first == rung.id; });
            },
            {}};
  }

  Accounted AccountedRungs(const TaskId& task, int due_revision) const {
    Accounted rungs;
    for (auto at = state_.rungs.lower_bound(RungKey{task, due_revision, ""});
         at != state_.rungs.end() && at->first.task == task &&
         at->first.due_revision == due_revision;
         ++at) {
      if (!what_if_ || at->second.as_of < as_of_) rungs.emplace_back(at->first.rung, &at->second);
    }
    return rungs;
  }

  // The last day of its rungs that were accounted for; the controller's have a clock of their own.
  std::optional<Date> ToldUpTo(const TaskId& task, int due_revision,
                               const reminder::Ladder& ladder) const {
    std::optional<Date> last;
    for (const auto& [key, account] : AccountedRungs(task, due_revision)) {
      const bool is_control =
          std::any_of(ladder.control.begin(), ladder.control.end(),
                      [id = key](const reminder::Rung& rung) { return rung.id == id; });
      if (!is_control && (!last || *last < account->rung_day)) last = account->rung_day;
    }
    return last;
  }

  void Commit(const TaskSheet& sheet, const task::Task& task, int due_revision,
              const std::vector<reminder::RungAccount>& accounts, const Wording& text) {
    for (const reminder::RungAccount& account : accounts) {
      const RungKey key{task.planned->id, due_revision, account.rung->id};
      Emit(RungAccounted{task.planned->organization, key, account.day, as_of_, account.outcome,
                         account.reason});
      if (account.outcome == reminder::RungOutcome::kEmitted) {
        Notify(sheet, task, key, account, text);
      }
    }
  }

  // Of what came before the organization followed the roadmap nothing is said.
  static Date EveOf(const AdoptionEntry& entry, const TaskSheet& sheet) {
    return AddDays(std::max(entry.adoption.on, sheet.since.value_or(entry.adoption.on)), -1);
  }

  // The last day that needs no accounting. Rungs before the mark may be unaccounted for when the
  // due day came to be known late or was moved, when the task was held, and when the organization
  // came under the adoption later than its mark says; those that were accounted for are known by
  // their keys.
  Date AccountedUpTo(const AdoptionEntry& entry, const TaskSheet& sheet, const task::Task& task,
                     int due_revision) const {
    const Date eve = EveOf(entry, sheet);
    const bool may_have_been_held =
        !task.planned->after.empty() || task.paused_until.has_value() || sheet.since.has_value();
    if (!entry.mark || task.planned->wait || due_revision > 1 || may_have_been_held) return eve;
    const Date mark = what_if_ && as_of_ <= *entry.mark ? AddDays(as_of_, -1) : *entry.mark;
    return std::max(mark, eve);
  }

  void Notify(const TaskSheet& sheet, const task::Task& task, const RungKey& key,
              const reminder::RungAccount& account, const Wording& text) {
    const Wording words = Joined(text, ShiftReason(task));
    Notification draft;
    draft.organization = task.planned->organization;
    draft.task = key.task;
    draft.due_revision = key.due_revision;
    draft.rung = key.rung;
    draft.rung_day = account.day;
    draft.as_of = as_of_;
    draft.kind = task.overdue ? reminder::NoticeKind::kAlert : account.rung->kind;
    if (task.planned->ongoing) draft.kind = reminder::NoticeKind::kReminder;  // it is never late
    draft.due_date = task.effective_due;
    if (task.window) draft.nominal_due = task.window->due;
    draft.reason = account.reason;
    draft.text = words.ru;
    draft.text_en = words.en;
    for (Notification& notification :
         Address(draft, AddresseesOf(state_, sheet, task, account.rung->audience, as_of_))) {
      Emit(NotificationEmitted{std::move(notification)});
    }
  }

  template <typename E>
  void Emit(E event) {
    decision_.events.emplace_back(std::move(event));
  }

  const State& state_;
  const RuleBook& rules_;
  const RunDay& command_;
  Date as_of_;
  bool what_if_;
  Decision decision_;
};

}  // namespace

absl::StatusOr<Decision> DecideRun(const State& state, const RuleBook& rules,
                                   const RunDay& command) {
  return DayRun(state, rules, command).Run();
}

}  // namespace vekha::workflow
