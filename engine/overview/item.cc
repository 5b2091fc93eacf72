// One line of the check before a report, with everything a coordinator asks next.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/base/status.h"
#include "engine/overview/overdue.h"

namespace vekha::overview {
namespace {

using roadmap::EvidenceKind;
using workflow::Wording;

constexpr int kStandInsMax = 5;  // a chain of absences longer than this is a circle

Wording EvidenceWords(EvidenceKind kind) {
  switch (kind) {
    case EvidenceKind::kNone:
      return {"отчёт о выполнении", "word that it is done"};
    case EvidenceKind::kOrder:
      return {"приказ (номер и дата)", "an order (number and date)"};
    case EvidenceKind::kDocument:
      return {"документ", "a document"};
    case EvidenceKind::kUrl:
      return {"адрес публикации", "the address of a publication"};
    case EvidenceKind::kRegister:
      return {"база или перечень", "a register"};
    case EvidenceKind::kEvent:
      return {"день мероприятия", "the day of the event"};
    case EvidenceKind::kReport:
      return {"отчёт или справка", "a report"};
    case EvidenceKind::kCount:
      return {"количество", "how many there are"};
  }
  return {};
}

Wording MissingOf(const roadmap::Measure& measure) {
  Wording words = EvidenceWords(measure.evidence);
  if (measure.result.empty()) return words;
  return {fmt::format("{}: {}", words.ru, measure.result),
          fmt::format("{}: {}", words.en, measure.result)};
}

std::optional<SignOfLife> SignOf(const workflow::State& state, const TaskId& task) {
  const auto found = state.tasks.find(task);
  if (found == state.tasks.end()) return std::nullopt;
  const task::TaskRecord& record = found->second;
  std::optional<SignOfLife> sign;
  const auto see = [&](Date on, SignKind kind) {
    if (!sign || sign->on <= on) sign = SignOfLife{on, kind};
  };
  for (const task::Delegation& one : record.delegations) see(one.on, SignKind::kDelegated);
  for (const task::Extension& one : record.extensions) see(one.on, SignKind::kDecided);
  for (const task::Return& one : record.returns) see(one.on, SignKind::kReturned);
  if (record.acknowledgement) see(record.acknowledgement->on, SignKind::kAcknowledged);
  if (record.extension_request) see(record.extension_request->on, SignKind::kRequested);
  if (record.report) see(record.report->on, SignKind::kReported);
  return sign;
}

const workflow::Absence* AbsenceOn(const workflow::State& state, const PersonId& person, Date day) {
  const auto absences = state.absences.find(person);
  if (absences == state.absences.end()) return nullptr;
  for (const auto& [from, absence] : absences->second) {
    if (from <= day && day <= absence.to) return &absence;
  }
  return nullptr;
}

Fixer FixerOf(const workflow::State& state, workflow::Answerable who, Date day) {
  Fixer fixer{std::move(who), std::nullopt, {}};
  const workflow::Absence* absence = AbsenceOn(state, fixer.who.person, day);
  if (absence == nullptr) return fixer;
  fixer.away_to = absence->to;
  for (int i = 0; absence != nullptr && i < kStandInsMax; ++i) {
    fixer.substitute = absence->substitute;
    absence = AbsenceOn(state, fixer.substitute, day);
  }
  if (absence != nullptr) fixer.substitute = PersonId();
  return fixer;
}

}  // namespace

std::string_view SignKindName(SignKind kind) {
  switch (kind) {
    case SignKind::kAcknowledged:
      return "acknowledged";
    case SignKind::kReturned:
      return "returned";
    case SignKind::kRequested:
      return "extension_requested";
    case SignKind::kDecided:
      return "extended";
    case SignKind::kDelegated:
      return "delegated";
    case SignKind::kReported:
      return "reported";
  }
  return "";
}

std::string NameOfHit(const OverdueHit& hit) {
  return fmt::format("{}/{}/{}#{}", hit.sheet->organization.value(),
                     hit.sheet->adoption.organization.value(), hit.sheet->adoption.roadmap.value(),
                     hit.task);
}

absl::StatusOr<OverdueItem> DescribeHit(const workflow::State& state,
                                        const workflow::RuleBook& rules,
                                        const OverdueQuestion& question, const OverdueHit& hit) {
  const SheetMarks& sheet = *hit.sheet;
  OverdueItem item;
  VEKHA_ASSIGN_OR_RETURN(
      item.sheet,
      workflow::SheetOf(state, rules, state.adoptions.at(sheet.adoption),
                        state.organizations.at(sheet.organization).organization, question.on));
  item.index = hit.task;
  const TaskMark& mark = sheet.tasks[hit.task];
  const task::Task& task = item.sheet.tasks[item.index];
  item.stage = StagesOfMeasures(*sheet.roadmap)[mark.measure]->id;
  item.overdue_on = task.overdue;
  item.overdue_now = hit.overdue_now;
  item.missing = MissingOf(*task.planned->measure);
  item.sign = SignOf(state, task.planned->id);
  for (workflow::Answerable& who : workflow::AnswerableFor(state, *task.planned, question.as_of)) {
    item.fixers.push_back(FixerOf(state, std::move(who), question.as_of));
  }
  return item;
}

}  // namespace vekha::overview
