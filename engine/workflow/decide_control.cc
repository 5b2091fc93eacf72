// Control of execution (контроль исполнения): accepting, returning, reopening, withdrawing.
#include <fmt/format.h>

#include <optional>

#include "engine/base/status.h"
#include "engine/workflow/act.h"
#include "engine/workflow/decisions.h"
#include "engine/workflow/rejections.h"

namespace vekha::workflow {
namespace {

using reminder::NoticeKind;
using task::TaskStatus;

absl::Status CheckReported(const ActedTask& acted) {
  if (acted.task().status == TaskStatus::kReported) return absl::OkStatus();
  return acted.Refused("NOT_REPORTED", "no report of it waits for a decision",
                       "По этой задаче нет отчёта, который ждал бы решения.");
}

task::Return ReturnOf(const TaskAct& act) { return {act.by, act.on, act.reason}; }

// Who may open a finished task again.
bool MayReopen(const ActedTask& acted, const TaskAct& act) {
  if (acted.IsController() || acted.IsAuthority()) return true;
  const task::TaskRecord& record = acted.record();
  if (record.withdrawal) return false;
  if (acted.task().contradicted) return acted.TakesPart();
  // What a controller has accepted is no more his to take back.
  const bool accepted = record.closing && !record.closing->accepted_by.empty();
  return record.report && record.report->by == act.by && !accepted;
}

}  // namespace

absl::StatusOr<Decision> DecideAccept(const State& state, const RuleBook& rules,
                                      const AcceptReport& command) {
  const TaskAct& act = command.act;
  VEKHA_ASSIGN_OR_RETURN(const ActedTask acted, ActedTask::Find(state, rules, act));
  VEKHA_RETURN_IF_ERROR(acted.CheckController());
  VEKHA_RETURN_IF_ERROR(CheckReported(acted));
  if (acted.record().report->by == act.by && !acted.roadmap().self_control) {
    return acted.Refused("SELF_CONTROL",
                         fmt::format("{} reported it himself and cannot accept it", act.by.value()),
                         "Свой отчёт принимает не тот, кто его сдал.");
  }
  Decision decision;
  // The work was done on the day it was reported, however long it waited to be accepted.
  decision.events.emplace_back(
      TaskClosed{acted.organization(),
                 act.task,
                 {task::ClosedBy::kReport, acted.record().report->on, {}, act.by, act.on}});
  acted.Tell(decision, "accepted", NoticeKind::kNews, {"responsible"},
             {"отчёт принят, снято с контроля", "the report is accepted"});
  return decision;
}

absl::StatusOr<Decision> DecideReturn(const State& state, const RuleBook& rules,
                                      const ReturnReport& command) {
  const TaskAct& act = command.act;
  VEKHA_ASSIGN_OR_RETURN(const ActedTask acted, ActedTask::Find(state, rules, act));
  VEKHA_RETURN_IF_ERROR(acted.CheckController());
  VEKHA_RETURN_IF_ERROR(CheckReported(acted));
  VEKHA_RETURN_IF_ERROR(acted.CheckReason());
  Decision decision;
  decision.events.emplace_back(
      TaskReturned{acted.organization(), act.task, ReturnOf(act), acted.task().due_revision + 1});
  acted.Tell(decision, "returned", NoticeKind::kNews, kAnswerable,
             {"отчёт возвращён: " + act.reason, "the report was returned: " + act.reason});
  return decision;
}

absl::StatusOr<Decision> DecideReopen(const State& state, const RuleBook& rules,
                                      const ReopenTask& command) {
  const TaskAct& act = command.act;
  VEKHA_ASSIGN_OR_RETURN(const ActedTask acted, ActedTask::Find(state, rules, act));
  const task::Task& task = acted.task();
  const task::TaskRecord& record = acted.record();
  const bool finished = record.report || record.closing || record.withdrawal;
  if (!finished) {
    return acted.Refused("NOT_CLOSED", fmt::format("{} is not finished", act.task.value()),
                         "Эта задача не закрыта: открывать нечего.");
  }
  if (!MayReopen(acted, act)) return acted.CheckAuthority();
  VEKHA_RETURN_IF_ERROR(acted.CheckReason());
  const bool facts_hold = record.closing && record.closing->by == task::ClosedBy::kFacts &&
                          !task.contradicted && !record.withdrawal;
  if (facts_hold) {
    return acted.Refused("FACTS_SAY_DONE",
                         fmt::format("the facts still say that {} is done", act.task.value()),
                         "Факты по-прежнему говорят, что это сделано: сначала исправьте факты.");
  }
  Decision decision;
  decision.events.emplace_back(
      TaskReopened{acted.organization(), act.task, ReturnOf(act), task.due_revision + 1});
  if (task.planned->ongoing) {
    // The wait for a sign of life begins with this day, not with one long past.
    decision.events.emplace_back(TaskAcknowledged{
        acted.organization(), act.task, {act.by, act.on, std::nullopt, task.due_revision + 1}});
  }
  acted.Tell(decision, "reopened", NoticeKind::kNews, kAnswerable,
             {"задача открыта снова: " + act.reason, "reopened: " + act.reason});
  return decision;
}

absl::StatusOr<Decision> DecideWithdraw(const State& state, const RuleBook& rules,
                                        const WithdrawTask& command) {
  const TaskAct& act = command.act;
  VEKHA_ASSIGN_OR_RETURN(const ActedTask acted, ActedTask::Find(state, rules, act));
  VEKHA_RETURN_IF_ERROR(acted.CheckAuthority());
  if (acted.record().withdrawal) return acted.NotOpen();
  VEKHA_RETURN_IF_ERROR(acted.CheckReason());
  Decision decision;
  decision.events.emplace_back(
      TaskWithdrawn{acted.organization(), act.task, {act.by, act.on, act.reason}});
  acted.Tell(decision, "withdrawn", NoticeKind::kNews, kAnswerable,
             {"задача снята: " + act.reason, "withdrawn: " + act.reason});
  return decision;
}

}  // namespace vekha::workflow
