#include <fmt/format.h>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "engine/workflow/act.h"
#include "engine/workflow/decisions.h"
#include "engine/workflow/rejections.h"

namespace vekha::workflow {
namespace {

using roadmap::EvidenceKind;

// What a report of this kind still lacks, in both languages; empty when it is whole.
struct Lack {
  std::string en;
  std::string ru;
};
Lack LackOf(EvidenceKind kind, const task::Evidence& evidence) {
  switch (kind) {
    case EvidenceKind::kNone:
      return {};
    case EvidenceKind::kOrder:
      if (evidence.number.empty() || !evidence.on) {
        return {"the number and the date of the order", "номер и дата приказа"};
      }
      return {};
    case EvidenceKind::kDocument:
      if (evidence.document.empty()) return {"the title of the document", "название документа"};
      return {};
    case EvidenceKind::kUrl:
      if (!evidence.url.starts_with("http://") && !evidence.url.starts_with("https://")) {
        return {"the address (http:// or https://)", "адрес (http:// или https://)"};
      }
      return {};
    case EvidenceKind::kRegister:
      if (evidence.document.empty())
        return {"the title of the register", "название базы или перечня"};
      return {};
    case EvidenceKind::kEvent:
      if (!evidence.on) return {"the day of the event", "день мероприятия"};
      return {};
    case EvidenceKind::kReport:
      if (evidence.document.empty())
        return {"the title of the report", "название отчёта или справки"};
      return {};
  }
  return {};
}

absl::Status EvidenceMissing(const task::PlannedTask& planned, const Lack& lack) {
  const std::string_view kind = roadmap::EvidenceKindName(planned.measure->evidence);
  return ToStatus(
      {absl::StatusCode::kFailedPrecondition,
       "EVIDENCE_MISSING",
       fmt::format("the result of {} asks for {}: {}", planned.measure->id.value(), kind, lack.en),
       fmt::format("К отчёту по пункту {} нужно приложить: {}.", planned.measure->id.value(),
                   lack.ru),
       {{"task", planned.id.value()}, {"evidence", std::string(kind)}}});
}

}  // namespace

absl::StatusOr<Decision> DecideReport(const State& state, const RuleBook& rules,
                                      const ReportTask& command) {
  const task::Report& report = command.report;
  const TaskAct act{command.task, report.by, report.on, {}, command.etag, {}};
  VEKHA_ASSIGN_OR_RETURN(const ActedTask acted, ActedTask::Find(state, rules, act));
  if (command.today && *command.today < report.on) {
    return Invalid(
        "REPORT_IN_FUTURE", "on",
        fmt::format("{} is after today, {}", FormatIso(report.on), FormatIso(*command.today)),
        "Дата отчёта ещё не наступила.");
  }
  VEKHA_RETURN_IF_ERROR(acted.CheckTakesPart());
  const task::Task& task = acted.task();
  const task::TaskRecord& record = acted.record();
  if (record.report == report && !record.withdrawal) return Decision{};
  // Work may be done before its window opens, and ongoing work is never finished by a report.
  if (record.closing || record.withdrawal || task.status == task::TaskStatus::kReported ||
      !task.applies || task.planned->ongoing) {
    return acted.NotOpen();
  }
  if (task.planned->gathers) {
    return acted.Refused("TASK_GATHERS",
                         "this task is done when those it is asked of have delivered",
                         "Эта задача закрывается сама, когда сдадут те, с кого она спрашивает.");
  }
  const bool controlled = acted.roadmap().control != "none";
  if (controlled && acted.IsController() && !acted.roadmap().self_control) {
    return acted.Refused("SELF_CONTROL",
                         fmt::format("{} decides about reports of this roadmap and cannot report "
                                     "himself",
                                     report.by.value()),
                         "Отчёт сдаёт не тот, кто его принимает.");
  }
  const Lack lack = LackOf(task.planned->measure->evidence, report.evidence);
  if (!lack.en.empty()) return EvidenceMissing(*task.planned, lack);

  Decision decision;
  decision.events.emplace_back(TaskReported{acted.organization(), command.task, report});
  if (controlled) {
    acted.Tell(decision, "report-waits", reminder::NoticeKind::kRequest, {"controller"},
               {"внесён отчёт, ждёт вашего решения", "a report waits for your decision"});
  } else {
    decision.events.emplace_back(TaskClosed{
        acted.organization(), command.task, {task::ClosedBy::kReport, report.on, {}, {}, {}}});
  }
  return decision;
}

}  // namespace vekha::workflow
