// Extensions: asked for by who answers, decided by who set the deadline, and by nobody else.
#include <fmt/format.h>

#include "engine/base/status.h"
#include "engine/workflow/act.h"
#include "engine/workflow/decisions.h"
#include "engine/workflow/rejections.h"

namespace vekha::workflow {
namespace {

using reminder::NoticeKind;

// DUE_UNKNOWN, EXTENSION_LIMIT, EXTENSION_INVALID, EXTENSION_BEYOND_PERIOD: whether the task may be
// due on `until` at all.
absl::Status CheckUntil(const ActedTask& acted, const TaskAct& act, Date until) {
  const task::Task& task = acted.task();
  if (!task.effective_due) {
    return acted.Refused("DUE_UNKNOWN",
                         fmt::format("{} has no due day to extend", act.task.value()),
                         "У этой задачи нет срока, который можно продлить.");
  }
  const int limit = acted.roadmap().extensions;
  if (static_cast<int>(acted.record().extensions.size()) >= limit) {
    return acted.Refused("EXTENSION_LIMIT",
                         fmt::format("the roadmap allows {} extensions of a task", limit),
                         fmt::format("Срок одной задачи можно продлить не более {} раз.", limit));
  }
  if (until <= *task.effective_due || until < act.on) {
    return Invalid("EXTENSION_INVALID", "until",
                   fmt::format("{} is not after the due day, {}, or is past", FormatIso(until),
                               FormatIso(*task.effective_due)),
                   fmt::format("Новый срок должен быть позже прежнего ({}) и ещё не пройти.",
                               FormatRussian(*task.effective_due)));
  }
  if (until > acted.roadmap().period.last) {
    return Invalid("EXTENSION_BEYOND_PERIOD", "until",
                   fmt::format("{} is after the roadmap's last day, {}", FormatIso(until),
                               FormatIso(acted.roadmap().period.last)),
                   fmt::format("Новый срок позже последнего дня дорожной карты, {}.",
                               FormatRussian(acted.roadmap().period.last)));
  }
  const absl::StatusOr<bool> working = acted.calendar().IsWorking(until);
  if (!working.ok()) return CalendarNotCovered(working.status(), "until");
  if (*working) return absl::OkStatus();
  return Invalid("EXTENSION_INVALID", "until", fmt::format("{} is a day off", FormatIso(until)),
                 fmt::format("{} — нерабочий день.", FormatRussian(until)));
}

}  // namespace

absl::StatusOr<Decision> DecideExtensionRequest(const State& state, const RuleBook& rules,
                                                const RequestExtension& command) {
  const TaskAct& act = command.act;
  VEKHA_ASSIGN_OR_RETURN(const ActedTask acted, ActedTask::Find(state, rules, act));
  VEKHA_RETURN_IF_ERROR(acted.CheckTakesPart());
  VEKHA_RETURN_IF_ERROR(acted.CheckOpen());
  VEKHA_RETURN_IF_ERROR(acted.CheckReason());
  VEKHA_RETURN_IF_ERROR(CheckUntil(acted, act, command.until));
  const task::ExtensionRequest request{act.by, act.on, command.until, act.reason};
  const auto& waiting = acted.record().extension_request;
  if (waiting == request) return Decision{};
  if (waiting) {
    return acted.Refused(
        "EXTENSION_PENDING",
        fmt::format("an extension to {} is asked for already and not decided",
                    FormatIso(waiting->until)),
        fmt::format("Просьба о продлении до {} уже ждёт решения.", FormatRussian(waiting->until)));
  }
  Decision decision;
  decision.events.emplace_back(ExtensionRequested{acted.organization(), act.task, request});
  acted.Tell(
      decision, fmt::format("extension-asked-{}", acted.record().extension_requests + 1),
      NoticeKind::kRequest, {"authority"},
      {fmt::format("просят продлить срок до {}: {}", FormatRussian(command.until), act.reason),
       fmt::format("an extension to {} is asked for: {}", FormatIso(command.until), act.reason)});
  return decision;
}

absl::StatusOr<Decision> DecideExtended(const State& state, const RuleBook& rules,
                                        const DecideExtension& command) {
  const TaskAct& act = command.act;
  VEKHA_ASSIGN_OR_RETURN(const ActedTask acted, ActedTask::Find(state, rules, act));
  VEKHA_RETURN_IF_ERROR(acted.CheckAuthority());
  VEKHA_RETURN_IF_ERROR(acted.CheckOpen());
  const auto& request = acted.record().extension_request;
  if (!request && (!command.granted || !command.until)) {
    return acted.Refused(
        "EXTENSION_NOT_REQUESTED",
        fmt::format("nobody asks for an extension of {}: say the new day", act.task.value()),
        "О продлении никто не просит: укажите новый срок.");
  }
  if (!request || !command.granted) VEKHA_RETURN_IF_ERROR(acted.CheckReason());
  Decision decision;
  if (!command.granted) {
    decision.events.emplace_back(
        ExtensionRefused{acted.organization(), act.task, act.by, act.on, act.reason});
    acted.Tell(
        decision, fmt::format("extension-refused-{}", acted.record().extension_requests),
        NoticeKind::kNews, kAnswerable,
        {"в продлении срока отказано: " + act.reason, "the extension was refused: " + act.reason});
    return decision;
  }
  const Date until = command.until ? *command.until : request->until;
  VEKHA_RETURN_IF_ERROR(CheckUntil(acted, act, until));
  const task::Extension extension{*acted.task().effective_due, until, act.by, act.on,
                                  act.reason.empty() && request ? request->reason : act.reason};
  decision.events.emplace_back(
      ExtensionGranted{acted.organization(), act.task, extension, acted.task().due_revision + 1});
  acted.Tell(
      decision, "extension-granted", NoticeKind::kNews, kAnswerable,
      {fmt::format("срок продлён с {} до {}", FormatRussian(extension.from), FormatRussian(until)),
       fmt::format("the deadline is extended from {} to {}", FormatIso(extension.from),
                   FormatIso(until))});
  return decision;
}

}  // namespace vekha::workflow
