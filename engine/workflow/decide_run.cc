#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "engine/reminder/account.h"
#include "engine/workflow/decisions.h"
#include "engine/workflow/rejections.h"
#include "engine/workflow/view.h"
#include "engine/workflow/wording.h"

namespace vekha::workflow {
namespace {

constexpr std::string_view kResponsible = "responsible";
constexpr std::string_view kCoExecutors = "co_executors";

// Whom a rung speaks to.
struct Addressee {
  std::string audience;  // "responsible", "co_executors" or the role
  PersonId person;       // empty: nobody was found
  std::string name;      // as known: the person's, else the document's or the role's
};

class DayRun {
 public:
  DayRun(const State& state, const RuleBook& rules, const RunDay& command)
      : state_(state), rules_(rules), as_of_(command.as_of), what_if_(command.what_if) {}

  absl::StatusOr<Decision> Run() {
    if (state_.adoptions.empty()) return Decision{};
    VEKHA_RETURN_IF_ERROR(CheckCoverage());
    if (const AdoptionEntry* ahead = what_if_ ? nullptr : AllAhead()) return ClockWentBack(*ahead);
    for (const auto& [key, entry] : state_.adoptions) {
      const bool ahead = entry.mark && as_of_ < *entry.mark && !what_if_;
      if (ahead || as_of_ < entry.adoption.on) continue;
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

  // Nothing can be brought to `as_of` and something is past it: then the clock, or the asker, went
  // back. Adoptions that begin later have nothing to say about that.
  const AdoptionEntry* AllAhead() const {
    const AdoptionEntry* first = nullptr;
    for (const auto& [key, entry] : state_.adoptions) {
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

  absl::Status RunAdoption(const AdoptionEntry& entry) {
    const Adoption& adoption = entry.adoption;
    const RoadmapVersion* version = FindRoadmap(state_, adoption.roadmap, adoption.version);
    if (version == nullptr) return RoadmapUnknown(adoption.roadmap, adoption.version);
    if (version->compiled == nullptr) return RoadmapBroken(adoption.roadmap, *version);
    for (const OrganizationId& place : Subtree(state_, adoption.organization)) {
      if (!Concerns(state_, entry, place)) continue;
      VEKHA_RETURN_IF_ERROR(RunSheet(entry, state_.organizations.at(place).organization));
    }
    if (entry.mark != as_of_) Emit(MarkMoved{adoption.organization, adoption.roadmap, as_of_});
    return absl::OkStatus();
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
    auto accounts = reminder::AccountRungs(task, ladder->second, calendar,
                                           AccountedUpTo(entry, task, due_revision), as_of_);
    if (!accounts.ok()) return CalendarNotCovered(accounts.status());
    for (const reminder::RungAccount& account : *accounts) {
      const RungKey key{task.planned->id, due_revision, account.rung->id};
      const auto known = state_.rungs.find(key);
      if (known != state_.rungs.end() && !(what_if_ && known->second.as_of >= as_of_)) continue;
      Emit(RungAccounted{task.planned->organization, key, account.day, as_of_, account.outcome,
                         account.reason});
      if (account.outcome != reminder::RungOutcome::kEmitted) continue;
      Notify(task, key, account, calendar);
    }
    return absl::OkStatus();
  }

  // The last day that needs no accounting. A due day that hangs on a fact may come to be known
  // late, or be moved by a new version, with rungs before the mark that nobody has accounted for
  // yet; those that were are known by their keys.
  Date AccountedUpTo(const AdoptionEntry& entry, const task::Task& task, int due_revision) const {
    const Date before_adoption = AddDays(entry.adoption.on, -1);
    if (!entry.mark || task.planned->wait || due_revision > 1) return before_adoption;
    const Date mark = what_if_ && as_of_ <= *entry.mark ? AddDays(as_of_, -1) : *entry.mark;
    return std::max(mark, before_adoption);
  }

  void Notify(const task::Task& task, const RungKey& key, const reminder::RungAccount& account,
              const calendar::WorkCalendar& calendar) {
    const Wording text = NoticeText(task, as_of_, calendar);
    const Wording shift = ShiftReason(task);
    std::set<PersonId> told;
    for (const Addressee& addressee : AddresseesOf(task, *account.rung)) {
      if (!addressee.person.empty() && !told.insert(addressee.person).second) continue;
      Notification n;
      n.id = fmt::format("{}|{}|{}|{}|{}", key.task.value(), key.due_revision, key.rung,
                         addressee.audience,
                         addressee.person.empty() ? addressee.name : addressee.person.value());
      n.organization = task.planned->organization;
      n.task = key.task;
      n.due_revision = key.due_revision;
      n.rung = key.rung;
      n.rung_day = account.day;
      n.as_of = as_of_;
      n.kind = task.overdue ? reminder::NoticeKind::kAlert : account.rung->kind;
      n.audience = addressee.audience;
      n.person = addressee.person;
      n.addressee = addressee.name;
      n.due_date = task.effective_due;
      if (task.window) n.nominal_due = task.window->due;
      n.reason = account.reason;
      n.text = shift.ru.empty() ? text.ru : text.ru + "; " + shift.ru;
      n.text_en = shift.en.empty() ? text.en : text.en + "; " + shift.en;
      Emit(NotificationEmitted{std::move(n)});
    }
  }

  std::vector<Addressee> AddresseesOf(const task::Task& task, const reminder::Rung& rung) const {
    std::vector<Addressee> out;
    const OrganizationId& organization = task.planned->organization;
    const auto answerable = AnswerableFor(state_, organization, *task.planned->measure, as_of_);
    for (const std::string& audience : rung.audience) {
      if (audience == kResponsible || audience == kCoExecutors) {
        for (const Answerable& a : answerable) {
          if (a.first == (audience == kResponsible)) {
            out.push_back({audience, a.person, NameOf(a.person, a.name)});
          }
        }
        continue;
      }
      const auto holders = RoleHolders(state_, organization, audience, as_of_);
      if (holders.empty()) out.push_back({audience, PersonId(), audience});
      for (const PersonId& holder : holders) out.push_back({audience, holder, NameOf(holder, "")});
    }
    return out;
  }

  std::string NameOf(const PersonId& person, const std::string& otherwise) const {
    const auto found = state_.people.find(person);
    return found == state_.people.end() ? otherwise : found->second.person.name;
  }

  template <typename E>
  void Emit(E event) {
    decision_.events.emplace_back(std::move(event));
  }

  const State& state_;
  const RuleBook& rules_;
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
