#include "engine/workflow/mark_sheet.h"

#include <algorithm>

#include "engine/workflow/view.h"

namespace vekha::workflow {
namespace {

bool ReadsToday(const std::optional<roadmap::Condition>& condition) {
  if (!condition) return false;
  const auto& names = condition::NamesRead(*condition->program);
  return std::find(names.begin(), names.end(), facts::FactCatalog::kToday) != names.end();
}

bool LooksBelow(const std::optional<roadmap::Condition>& condition) {
  return condition && !condition::MemberListsRead(*condition->program).empty();
}

// The days around `day` whose facts of every kind (quarter, half, year, school year) have the same
// scope.
Period ScopeBlock(Date day) {
  static constexpr unsigned short kFirstMonths[] = {1, 4, 7, 9, 10, 13};
  const unsigned short month = day.month().as_number();
  const auto* next = std::upper_bound(std::begin(kFirstMonths), std::end(kFirstMonths), month);
  const Date first(day.year(), *(next - 1), 1);
  return {first, Date(day.year(), static_cast<unsigned short>(*next - 1), 1).end_of_month()};
}

DayNumber NumberIfAny(const std::optional<Date>& day) { return day ? DayNumberOf(*day) : kNoDay; }

// Reads tasks of a sheet on a day, and finds for which days the reading holds.
class Marker {
 public:
  Marker(const task::TaskRecords& records, Date today) : records_(records), today_(today) {}

  TaskMark MarkOf(const task::Task& task) const {
    TaskMark mark;
    const auto found = records_.find(task.planned->id);
    const task::TaskRecord* record = found == records_.end() ? nullptr : &found->second;
    const Date open_from = task.planned->open_from;
    mark.open_from =
        DayNumberOf(task.kept_due ? std::min(open_from, *task.effective_due) : open_from);
    if (task.window) mark.nominal_due = DayNumberOf(task.window->due);
    mark.due = NumberIfAny(task.effective_due);
    mark.before_adoption = task.before_adoption;
    mark.due_revision = task.due_revision;
    mark.applies = task.applies;
    mark.ongoing = task.planned->ongoing;
    mark.blocked = !task.blocked_by.empty();
    SetEnd(task, record, mark);
    if (record == nullptr) return mark;
    mark.delegated = !record->delegations.empty();
    mark.extended = !record->extensions.empty();
    return mark;
  }

  void Narrow(const task::PlannedTask& planned, SheetMarks& marks) const {
    const roadmap::Measure& measure = *planned.measure;
    const bool waits_for_today = planned.wait && planned.wait->fact == facts::FactCatalog::kToday;
    if (waits_for_today || ReadsToday(measure.applies_when) || ReadsToday(measure.done_when)) {
      marks.first = marks.last = DayNumberOf(today_);
    } else if (planned.ongoing && measure.applies_when) {
      const Date from = planned.open_from;
      const Date to = planned.window->due;
      const Period block = ScopeBlock(std::clamp(today_, from, to));
      if (from < block.first) marks.first = std::max(marks.first, DayNumberOf(block.first));
      if (block.last < to) marks.last = std::min(marks.last, DayNumberOf(block.last));
    }
  }

 private:
  static void SetEnd(const task::Task& task, const task::TaskRecord* record, TaskMark& mark) {
    const bool reported = record != nullptr && record->report;
    const bool withdrawn = record != nullptr && record->withdrawal;
    if (reported) {
      mark.end = TaskEnd::kReported;
      mark.done_on = DayNumberOf(record->report->on);
    }
    if (task.closing) {
      mark.end = TaskEnd::kClosed;
      mark.unrecorded = !reported && !ClosesBy(record);
      if (mark.unrecorded) {
        mark.done_on = task.observed_on ? DayNumberOf(*task.observed_on) : kLastDay;
      } else if (!reported) {
        mark.done_on = DayNumberOf(task.closing->on);
      }
    }
    if (!mark.unrecorded) mark.done_late = task.done_late;
    if (!withdrawn) return;
    const DayNumber on = DayNumberOf(record->withdrawal->on);
    mark.done_on = mark.end == TaskEnd::kNone ? on : std::min(on, mark.done_on);
    mark.end = TaskEnd::kWithdrawn;
  }

  static bool ClosesBy(const task::TaskRecord* record) {
    return record != nullptr && record->closing;
  }

  const task::TaskRecords& records_;
  Date today_;
};

}  // namespace

void ReadMarks(const task::TaskRecords& records, const task::Plan& plan,
               const std::vector<task::Task>& tasks, Date day, SheetMarks& marks) {
  const std::vector<const roadmap::Measure*> measures = roadmap::WorkMeasures(*plan.roadmap);
  const Marker marker(records, day);
  marks.tasks.reserve(tasks.size());
  size_t measure = 0;  // tasks stand in document order
  for (const task::Task& task : tasks) {
    while (measures[measure] != task.planned->measure) ++measure;
    TaskMark mark = marker.MarkOf(task);
    mark.measure = static_cast<uint16_t>(measure);
    marks.tasks.push_back(mark);
    marker.Narrow(*task.planned, marks);
  }
}

TaskMark ReadMark(const task::TaskRecords& records, const task::Task& task, Date day) {
  return Marker(records, day).MarkOf(task);
}

bool IsDone(const task::TaskRecords& records, const TaskId& task) {
  const auto record = records.find(task);
  return record != records.end() && (record->second.closing || record->second.withdrawal);
}

std::vector<AwaitedTask> AwaitedBy(const task::TaskRecords& records, const task::Plan& plan) {
  std::vector<AwaitedTask> out;
  for (const task::PlannedTask& task : plan.tasks) {
    for (const TaskId& id : task.after) {
      const bool own = std::any_of(plan.tasks.begin(), plan.tasks.end(),
                                   [&](const task::PlannedTask& t) { return t.id == id; });
      const bool known =
          std::any_of(out.begin(), out.end(), [&](const AwaitedTask& a) { return a.task == id; });
      if (!own && !known) out.push_back({id, IsDone(records, id)});
    }
  }
  return out;
}

bool LooksBelow(const SheetMarks& marks) {
  const std::vector<const roadmap::Measure*> measures = roadmap::WorkMeasures(*marks.roadmap);
  return std::any_of(marks.tasks.begin(), marks.tasks.end(), [&](const TaskMark& mark) {
    const roadmap::Measure& measure = *measures[mark.measure];
    return LooksBelow(measure.done_when) || LooksBelow(measure.applies_when);
  });
}

}  // namespace vekha::workflow
