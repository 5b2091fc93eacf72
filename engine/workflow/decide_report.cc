#include <fmt/format.h>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "engine/base/utf8.h"
#include "engine/workflow/act.h"
#include "engine/workflow/decisions.h"
#include "engine/workflow/rejections.h"

namespace vekha::workflow {
namespace {

using roadmap::EvidenceKind;

// What a report of this kind still lacks, in both languages; empty when it is whole.
struct Lack {
  std::string_view field;  // of the report
  std::string_view en;
  std::string_view ru;
};

bool IsBlank(std::string_view text) { return NormalizeName(text).empty(); }

bool IsLink(std::string_view url) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (url.starts_with(scheme)) return url.size() > scheme.size();
  }
  return false;
}

Lack OrderLack(const task::Evidence& evidence) {
  if (IsBlank(evidence.number) && !evidence.on) {
    return {"evidence.number", "the number and the date of the order", "номер и дата приказа"};
  }
  if (IsBlank(evidence.number)) {
    return {"evidence.number", "the number of the order", "номер приказа"};
  }
  if (!evidence.on) return {"evidence.on", "the date of the order", "дата приказа"};
  return {};
}

Lack LackOf(EvidenceKind kind, const task::Evidence& evidence) {
  const auto titled = [&](std::string_view en, std::string_view ru) {
    return IsBlank(evidence.document) ? Lack{"evidence.document", en, ru} : Lack{};
  };
  switch (kind) {
    case EvidenceKind::kNone:
      return {};
    case EvidenceKind::kOrder:
      return OrderLack(evidence);
    case EvidenceKind::kDocument:
      if (IsLink(evidence.url)) return {};
      return titled("the title of the document, or its address", "название документа или ссылка");
    case EvidenceKind::kUrl:
      if (IsLink(evidence.url)) return {};
      return {"evidence.url", "the address (http:// or https://)", "адрес (http:// или https://)"};
    case EvidenceKind::kRegister:
      return titled("the title of the register", "название базы или перечня");
    case EvidenceKind::kEvent:
      if (evidence.on) return {};
      return {"evidence.on", "the day of the event", "день мероприятия"};
    case EvidenceKind::kReport:
      return titled("the title of the report", "название отчёта или справки");
    case EvidenceKind::kCount:
      if (evidence.count > 0) return {};
      return {"evidence.count", "how many there are, at least 1", "количество, не меньше 1"};
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
       {{"task", planned.id.value()},
        {"evidence", std::string(kind)},
        {"field", std::string(lack.field)}}});
}

absl::Status CheckNotInFuture(const ReportTask& command) {
  const task::Report& report = command.report;
  if (!command.today) return absl::OkStatus();
  const auto refused = [&](std::string_view field, Date day, std::string_view ru) {
    return Invalid("REPORT_IN_FUTURE", field,
                   fmt::format("{} is after today, {}", FormatIso(day), FormatIso(*command.today)),
                   std::string(ru));
  };
  if (*command.today < report.on) {
    return refused("on", report.on, "Дата отчёта ещё не наступила.");
  }
  if (report.evidence.on && *command.today < *report.evidence.on) {
    return refused("evidence.on", *report.evidence.on,
                   "Дата приказа или события ещё не наступила.");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Decision> DecideReport(const State& state, const RuleBook& rules,
                                      const ReportTask& command) {
  task::Report report = command.report;
  VEKHA_RETURN_IF_ERROR(CheckNotInFuture(command));
  const TaskAct act{command.task, report.by, report.on, {}, command.etag, command.today};
  VEKHA_ASSIGN_OR_RETURN(const ActedTask acted, ActedTask::Find(state, rules, act));
  // The work may have been done before his time: who says so must take part now.
  if (!TakesPart(state, *acted.task().planned, report.by, command.today.value_or(report.on))) {
    return NotAnswerable(*acted.task().planned, report.by);
  }
  const task::Task& task = acted.task();
  const task::TaskRecord& record = acted.record();
  if (record.report) report.received = record.report->received;
  if (record.report == report && !record.withdrawal) return Decision{};
  report.received.reset();
  if (command.today && report.on < *command.today) report.received = command.today;
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
