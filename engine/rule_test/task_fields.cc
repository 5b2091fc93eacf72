#include "engine/rule_test/task_fields.h"

#include "engine/rule_test/notifications.h"

namespace vekha::rule_test {
namespace {

std::string DayText(const std::optional<Date>& day) { return day ? FormatIso(*day) : "~"; }
std::string BoolText(bool value) { return value ? "true" : "false"; }

std::string Measures(const std::vector<TaskId>& tasks) {
  std::vector<std::string> names;
  for (const TaskId& task : tasks) names.push_back(PartsOf(task).measure);
  return JoinNames(names);
}

std::string ClosingText(const std::optional<task::Closing>& closing, std::string_view field) {
  if (!closing) return "~";
  if (field == "closed_on") return FormatIso(closing->on);
  if (field == "accepted_on") return DayText(closing->accepted_on);
  return closing->by == task::ClosedBy::kFacts ? "facts" : "report";
}

// The day asked for while nobody has decided about it.
std::string AskedUntil(const workflow::State& state, const TaskId& task) {
  const auto record = state.tasks.find(task);
  const bool asked = record != state.tasks.end() && record->second.extension_request;
  return asked ? FormatIso(record->second.extension_request->until) : "~";
}

}  // namespace

std::string FieldText(const task::Task& task, std::string_view field, const workflow::State& state,
                      Date today, const Context& context) {
  const task::PlannedTask& planned = *task.planned;
  if (field == "status") return std::string(task::TaskStatusName(task.status));
  if (field == "start") return DayText(task.window ? task.window->start : std::nullopt);
  if (field == "nominal") {
    return DayText(task.window ? std::optional(task.window->due) : std::nullopt);
  }
  if (field == "due") return DayText(task.effective_due);
  if (field == "due_revision") return std::to_string(task.due_revision);
  if (field == "overdue") return BoolText(task.overdue);
  if (field == "days_late") return std::to_string(task.days_late);
  if (field == "done_late") return BoolText(task.done_late);
  if (field == "blocked_by") return Measures(task.blocked_by);
  if (field == "waits_for") return JoinNames(task.waits_for);
  if (field == "missing") return JoinNames(task.missing_facts);
  if (field == "applies") return BoolText(task.applies);
  if (field == "contradicted") return BoolText(task.contradicted);
  if (field == "extended") return BoolText(task.extended);
  if (field == "paused_until") return DayText(task.paused_until);
  if (field == "asked_until") return AskedUntil(state, planned.id);
  if (field == "closed_by" || field == "closed_on" || field == "accepted_on")
    return ClosingText(task.closing, field);
  if (field == "responsible") {
    return JoinNames(context.Names(workflow::AnswerableFor(state, planned, today)));
  }
  if (field == "day_off") return planned.nominal_day ? planned.nominal_day->name : "~";
  return planned.reading.empty() ? "~" : planned.reading;  // "reading"
}

}  // namespace vekha::rule_test
