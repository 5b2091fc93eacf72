#include "engine/workflow/explain_measure.h"

#include <fmt/format.h>

#include "engine/base/status.h"
#include "engine/workflow/rejections.h"
#include "engine/workflow/tree.h"
#include "engine/workflow/wording.h"

namespace vekha::workflow {
namespace {

using roadmap::Measure;

// Not every document has every column.
std::string CellRussian(std::string_view name, const std::string& cell) {
  return cell.empty() ? "" : fmt::format(". {}: «{}»", name, cell);
}
std::string CellEnglish(std::string_view name, const std::string& cell) {
  return cell.empty() ? "" : fmt::format(". {}: \"{}\"", name, cell);
}

ExplanationLine PeriodLine(const roadmap::Roadmap& roadmap, size_t tasks) {
  const Period& period = roadmap.period;
  return {
      "arithmetic",
      fmt::format("Период карты {}–{}: задач по строке {}. Повторения со сроком вне периода "
                  "задач не дают.",
                  FormatRussian(period.first), FormatRussian(period.last), tasks),
      fmt::format("The roadmap's period is {}..{}: the row makes {} task{}. Occurrences due "
                  "outside it make none.",
                  FormatIso(period.first), FormatIso(period.last), tasks, tasks == 1 ? "" : "s")};
}

// Why an organization has no task of a row at all.
std::optional<ExplanationLine> WhyNone(const Measure& measure) {
  if (!measure.items.empty()) {
    std::string items;
    for (const Measure& item : measure.items) {
      items += (items.empty() ? "" : ", ") + item.id.value();
    }
    return ExplanationLine{"status", fmt::format("Строка состоит из частей: {}.", items),
                           fmt::format("The row has parts: {}.", items)};
  }
  if (measure.for_each) {
    const std::string_view level = roadmap::LevelName(*measure.for_each);
    const bool school = *measure.for_each == roadmap::Level::kSchool;
    return ExplanationLine{
        "status",
        fmt::format("Задачи по этой строке — у каждой {}, а не у самой организации.",
                    school ? "школы" : "муниципальной организации"),
        fmt::format("The tasks of this row are each {}'s, not the organization's own.", level)};
  }
  return std::nullopt;
}

void AddTasks(const TaskSheet& sheet, const Measure& measure, Date today,
              std::vector<ExplanationLine>& lines) {
  size_t tasks = 0;
  const size_t at = lines.size();
  for (const task::Task& task : sheet.tasks) {
    if (task.planned->measure != &measure) continue;
    ++tasks;
    const Wording due = DueState(task, today, *sheet.plan->calendar);
    lines.push_back({"status", fmt::format("{}: {}.", task.planned->id.value(), due.ru),
                     fmt::format("{}: {}.", task.planned->id.value(), due.en)});
  }
  lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at),
               PeriodLine(*sheet.plan->roadmap, tasks));
  if (tasks > 0) return;
  if (const auto why = WhyNone(measure)) lines.push_back(*why);
}

}  // namespace

ExplanationLine RowLine(const roadmap::Roadmap& roadmap, const Measure& measure) {
  const std::string number = measure.number.empty() ? measure.id.value() : measure.number;
  return {"row",
          fmt::format("{}, строка {}: «{}»{}{}{}.", roadmap.source.document, number, measure.title,
                      CellRussian("Срок", measure.term_text),
                      CellRussian("Ответственный", measure.responsible_text),
                      CellRussian("Результат", measure.result)),
          fmt::format("{}, row {}: \"{}\"{}{}{}.", roadmap.source.document, number, measure.title,
                      CellEnglish("Term", measure.term_text),
                      CellEnglish("Responsible", measure.responsible_text),
                      CellEnglish("Result", measure.result))};
}

absl::StatusOr<std::vector<ExplanationLine>> ExplainMeasure(const State& state,
                                                            const RuleBook& rules,
                                                            const TaskId& measure, Date today) {
  const std::string& text = measure.value();
  const size_t first = text.find('/');
  const size_t second = text.find('/', first + 1);
  const OrganizationId organization(text.substr(0, first));
  const RoadmapId roadmap(text.substr(first + 1, second - first - 1));
  const MeasureId row(text.substr(second + 1));
  const auto place = state.organizations.find(organization);
  if (place == state.organizations.end()) return TaskUnknown(measure);
  for (const AdoptionEntry* entry : AdoptionsOf(state, organization, today)) {
    if (entry->adoption.roadmap != roadmap) continue;
    VEKHA_ASSIGN_OR_RETURN(const TaskSheet sheet,
                           SheetOf(state, rules, *entry, place->second.organization, today));
    const Measure* found = roadmap::FindMeasure(*sheet.plan->roadmap, row);
    if (found == nullptr) continue;
    std::vector<ExplanationLine> lines{RowLine(*sheet.plan->roadmap, *found)};
    for (const term::Note& note : found->expansion.notes) {
      lines.push_back({"term", note.text.ru, fmt::format("Note on the term: {}", note.text.en)});
    }
    AddTasks(sheet, *found, today, lines);
    return lines;
  }
  return TaskUnknown(measure);
}

}  // namespace vekha::workflow
