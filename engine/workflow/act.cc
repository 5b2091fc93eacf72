#include "engine/workflow/act.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "engine/workflow/input.h"
#include "engine/workflow/rejections.h"
#include "engine/workflow/tree.h"

namespace vekha::workflow {
namespace {

absl::Status Denied(std::string reason, const TaskAct& act, std::string message,
                    std::string message_ru) {
  return ToStatus({absl::StatusCode::kPermissionDenied,
                   std::move(reason),
                   std::move(message),
                   std::move(message_ru),
                   {{"task", act.task.value()}, {"person", act.by.value()}}});
}

}  // namespace

ActedTask::ActedTask(const State& state, const TaskAct& act, FoundTask found)
    : state_(state), act_(act), found_(std::move(found)) {
  const auto record = state.tasks.find(act.task);
  if (record != state.tasks.end()) record_ = record->second;
}

absl::StatusOr<ActedTask> ActedTask::Find(const State& state, const RuleBook& rules,
                                          const TaskAct& act) {
  if (!state.people.contains(act.by)) return PersonUnknown(act.by.value(), {});
  VEKHA_ASSIGN_OR_RETURN(FoundTask found, FindTask(state, rules, act.task, act.on));
  if (act.today && *act.today < act.on) {
    return Invalid("ACT_IN_FUTURE", "on",
                   fmt::format("{} is after today, {}", FormatIso(act.on), FormatIso(*act.today)),
                   "Эта дата ещё не наступила.");
  }
  ActedTask acted(state, act, std::move(found));
  if (!act.etag.empty() && act.etag != EtagOf(acted.record_.revision)) {
    return StaleEtag(act.etag, acted.record_.revision);
  }
  return acted;
}

// On the day the act is dated, and still today: dating it back brings no right back.
bool ActedTask::Holds(const std::string& role, const OrganizationId& place) const {
  for (const Date day : {act_.on, Today()}) {
    const auto holders = RoleHolders(state_, place, role, day);
    if (std::find(holders.begin(), holders.end(), act_.by) == holders.end()) return false;
  }
  return true;
}

bool ActedTask::IsController() const {
  return roadmap().control != "none" && Holds(roadmap().control, organization());
}

bool ActedTask::IsAuthority() const {
  return Holds(roadmap().authority, found_.sheet.adoption.organization);
}

bool ActedTask::TakesPart() const {
  return workflow::TakesPart(state_, *task().planned, act_.by, act_.on) &&
         workflow::TakesPart(state_, *task().planned, act_.by, Today());
}

bool ActedTask::AnswersFirst() const {
  for (const Date day : {act_.on, Today()}) {
    const auto answerable = AnswerableFor(state_, *task().planned, day);
    const bool first = std::any_of(answerable.begin(), answerable.end(), [&](const Answerable& a) {
      return a.first && a.person == act_.by;
    });
    if (!first) return false;
  }
  return true;
}

absl::Status ActedTask::CheckReason() const { return workflow::CheckReason(act_.reason); }

absl::Status ActedTask::CheckController() const {
  if (IsController()) return absl::OkStatus();
  if (roadmap().control == "none") {
    return Denied("NOT_CONTROLLER", act_, "nobody controls the reports of this roadmap",
                  "Отчёты по этой дорожной карте никто не принимает: они закрывают задачу сразу.");
  }
  return Denied(
      "NOT_CONTROLLER", act_,
      fmt::format("reports are decided by {}, which {} is not", roadmap().control, act_.by.value()),
      fmt::format("Отчёт принимает или возвращает только {}.", roadmap().control));
}

absl::Status ActedTask::CheckAuthority() const {
  if (IsAuthority()) return absl::OkStatus();
  return Denied(
      "NOT_AUTHORITY", act_,
      fmt::format("only who set the deadline ({} of {}) may do this, and {} is not",
                  roadmap().authority, found_.sheet.adoption.organization.value(), act_.by.value()),
      fmt::format("Это вправе сделать только тот, кто установил срок: {} ({}).",
                  roadmap().authority, found_.sheet.adoption.organization.value()));
}

absl::Status ActedTask::CheckTakesPart() const {
  return TakesPart() ? absl::OkStatus() : NotAnswerable(*task().planned, act_.by);
}

absl::Status ActedTask::CheckOpen() const {
  const bool open =
      task().status == task::TaskStatus::kPlanned || task().status == task::TaskStatus::kOpen;
  return open && task().applies ? absl::OkStatus() : NotOpen();
}

absl::Status ActedTask::Refused(std::string reason, std::string message,
                                std::string message_ru) const {
  return ToStatus({absl::StatusCode::kFailedPrecondition,
                   std::move(reason),
                   std::move(message),
                   std::move(message_ru),
                   {{"task", act_.task.value()}}});
}

absl::Status ActedTask::NotOpen() const { return TaskNotOpen(task()); }

void ActedTask::Tell(Decision& decision, std::string what, reminder::NoticeKind kind,
                     const std::vector<std::string>& audience, const Wording& words) const {
  Emit(decision, Draft(std::move(what), kind, words),
       AddresseesOf(state_, found_.sheet, task(), audience, Today()));
}

void ActedTask::TellPerson(Decision& decision, std::string what, const PersonId& person,
                           std::string audience, const Wording& words) const {
  const std::string& name = state_.people.at(person).person.name;
  Emit(decision, Draft(std::move(what), reminder::NoticeKind::kNews, words),
       {{std::move(audience), person, name}});
}

Notification ActedTask::Draft(std::string what, reminder::NoticeKind kind,
                              const Wording& words) const {
  Notification draft;
  draft.organization = organization();
  draft.task = act_.task;
  draft.due_revision = task().due_revision;
  draft.rung = std::move(what);
  draft.rung_day = act_.on;
  draft.as_of = Today();
  draft.kind = kind;
  draft.due_date = task().effective_due;
  if (task().window) draft.nominal_due = task().window->due;
  draft.reason = ReasonOfNotice(draft.rung);
  const std::string title = TitleOf(*task().planned->measure);
  draft.text = fmt::format("{}: {}", title, words.ru);
  draft.text_en = fmt::format("{}: {}", title, words.en);
  return draft;
}

void ActedTask::Emit(Decision& decision, const Notification& draft,
                     const std::vector<Addressee>& addressees) const {
  for (Notification& notification : Address(draft, addressees)) {
    if (notification.person == act_.by) continue;  // he knows
    decision.events.emplace_back(NotificationEmitted{std::move(notification)});
  }
}

}  // namespace vekha::workflow
