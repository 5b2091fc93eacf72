#include <fmt/format.h>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "engine/workflow/decisions.h"
#include "engine/workflow/rejections.h"
#include "engine/workflow/task_id.h"

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

absl::Status NotOpen(const task::Task& task) {
  const std::string_view status = task::TaskStatusName(task.status);
  return ToStatus({absl::StatusCode::kFailedPrecondition,
                   "TASK_NOT_OPEN",
                   fmt::format("task {} is {}", task.planned->id.value(), status),
                   "По этой задаче отчёт уже принят или она снята.",
                   {{"task", task.planned->id.value()}, {"state", std::string(status)}}});
}

// Who may report: those the row names, and whoever holds a role on that day in the organization or
// above it.
bool MayReport(const State& state, const task::PlannedTask& planned, const task::Report& report) {
  for (const Answerable& answerable :
       AnswerableFor(state, planned.organization, *planned.measure, report.on)) {
    if (answerable.person == report.by) return true;
  }
  for (const OrganizationId& place : PathToRoot(state, planned.organization)) {
    const auto held = state.roles.find(place);
    if (held == state.roles.end()) continue;
    for (const RoleHolding& holding : held->second) {
      const bool holds = holding.person == report.by && holding.from <= report.on &&
                         (!holding.to || report.on <= *holding.to);
      if (holds) return true;
    }
  }
  return false;
}

absl::Status NotAnswerable(const task::PlannedTask& planned, const PersonId& person) {
  return ToStatus({absl::StatusCode::kPermissionDenied,
                   "NOT_ANSWERABLE",
                   fmt::format("{} neither answers for {} nor holds a role there", person.value(),
                               planned.id.value()),
                   "Отчитаться может ответственный или тот, у кого есть роль в этой организации.",
                   {{"task", planned.id.value()}, {"person", person.value()}}});
}

}  // namespace

absl::StatusOr<Decision> DecideReport(const State& state, const RuleBook& rules,
                                      const ReportTask& command) {
  if (!state.people.contains(command.report.by))
    return PersonUnknown(command.report.by.value(), {});
  VEKHA_ASSIGN_OR_RETURN(const FoundTask found,
                         FindTask(state, rules, command.task, command.report.on));
  if (command.today && *command.today < command.report.on) {
    return Invalid("REPORT_IN_FUTURE", "on",
                   fmt::format("{} is after today, {}", FormatIso(command.report.on),
                               FormatIso(*command.today)),
                   "Дата отчёта ещё не наступила.");
  }
  const task::Task& task = found.task();
  if (!MayReport(state, *task.planned, command.report)) {
    return NotAnswerable(*task.planned, command.report.by);
  }
  const auto record = state.tasks.find(command.task);
  const int64_t revision = record == state.tasks.end() ? 0 : record->second.revision;
  if (!command.etag.empty() && command.etag != EtagOf(revision)) {
    return StaleEtag(command.etag, revision);
  }
  if (record != state.tasks.end() && record->second.report == command.report) return Decision{};
  // Work may be done before its window opens, and ongoing work is never finished by a report.
  const bool recorded_closing = record != state.tasks.end() && record->second.closing.has_value();
  if (recorded_closing || task.status == task::TaskStatus::kReported || !task.applies ||
      task.planned->ongoing) {
    return NotOpen(task);
  }
  const Lack lack = LackOf(task.planned->measure->evidence, command.report.evidence);
  if (!lack.en.empty()) return EvidenceMissing(*task.planned, lack);

  Decision decision;
  const OrganizationId& organization = task.planned->organization;
  decision.events.emplace_back(TaskReported{organization, command.task, command.report});
  if (found.sheet.plan->roadmap->control == "none") {
    decision.events.emplace_back(
        TaskClosed{organization, command.task, {task::ClosedBy::kReport, command.report.on, {}}});
  }
  return decision;
}

}  // namespace vekha::workflow
