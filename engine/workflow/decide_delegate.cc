// Handing a task over, and saying that it has been seen.
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/status.h"
#include "engine/workflow/act.h"
#include "engine/workflow/decisions.h"
#include "engine/workflow/rejections.h"

namespace vekha::workflow {

absl::StatusOr<Decision> DecideDelegate(const State& state, const RuleBook& rules,
                                        const DelegateTask& command) {
  const TaskAct& act = command.act;
  VEKHA_ASSIGN_OR_RETURN(const ActedTask acted, ActedTask::Find(state, rules, act));
  if (!state.people.contains(command.to)) return PersonUnknown(command.to.value(), {});
  if (!acted.AnswersFirst()) VEKHA_RETURN_IF_ERROR(acted.CheckAuthority());
  VEKHA_RETURN_IF_ERROR(acted.CheckOpen());
  const auto answerable = AnswerableFor(state, *acted.task().planned, act.on);
  const bool already = std::any_of(answerable.begin(), answerable.end(), [&](const Answerable& a) {
    return a.person == command.to && a.first == command.first;
  });
  if (already) {
    return Invalid("DELEGATE_INVALID", "to",
                   fmt::format("{} answers for it already", command.to.value()),
                   "Этот человек уже отвечает за задачу.");
  }
  // The one who hands it over stays a co-executor: he who was answerable is never lost.
  PersonId from = act.by;
  if (!acted.AnswersFirst()) {
    const auto first = std::find_if(answerable.begin(), answerable.end(),
                                    [](const Answerable& a) { return a.first; });
    from = first == answerable.end() ? PersonId() : first->person;
  }
  Decision decision;
  decision.events.emplace_back(
      TaskDelegated{acted.organization(),
                    act.task,
                    {from, command.to, command.first, act.by, act.on, act.reason}});
  const std::string why = act.reason.empty() ? "" : ": " + act.reason;
  acted.TellPerson(decision, fmt::format("delegated-{}", acted.record().delegations.size() + 1),
                   command.to, command.first ? "responsible" : "co_executors",
                   {(command.first ? "задача передана вам" : "вы соисполнитель") + why,
                    (command.first ? "handed over to you" : "you are a co-executor") + why});
  return decision;
}

absl::StatusOr<Decision> DecideAcknowledge(const State& state, const RuleBook& rules,
                                           const AcknowledgeTask& command) {
  const TaskAct& act = command.act;
  VEKHA_ASSIGN_OR_RETURN(const ActedTask acted, ActedTask::Find(state, rules, act));
  VEKHA_RETURN_IF_ERROR(acted.CheckTakesPart());
  VEKHA_RETURN_IF_ERROR(acted.CheckOpen());
  const task::Task& task = acted.task();
  const auto& before = acted.record().acknowledgement;
  task::Acknowledgement seen{act.by, act.on, std::nullopt, task.due_revision};
  if (task.planned->ongoing) {
    if (before && before->by == act.by && before->on == act.on) return Decision{};
    ++seen.due_revision;  // the wait for a sign of life begins anew
  } else if (before && before->due_revision == task.due_revision) {
    return Decision{};  // one pause: saying it again does not prolong it
  } else {
    const auto ladder = rules.ladders.find(task.planned->measure->ladder);
    const int pause = ladder == rules.ladders.end() ? 0 : ladder->second.pause;
    const auto until = acted.calendar().AddWorkingDays(act.on, pause);
    if (!until.ok()) return CalendarNotCovered(until.status());
    seen.until = *until;
  }
  return Decision{{TaskAcknowledged{acted.organization(), act.task, seen}}, {}};
}

}  // namespace vekha::workflow
