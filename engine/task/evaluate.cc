#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/base/status.h"
#include "engine/task/below.h"
#include "engine/task/calendar_days.h"
#include "engine/task/task.h"

namespace vekha::task {
namespace {

constexpr std::string_view kDelivered = "delivered";  // the evidence of a gathering task

// The day whose school year, half or quarter the task's facts belong to.
Date FactDay(const PlannedTask& planned, const Task& task, Date today) {
  if (planned.ongoing) return std::clamp(today, planned.open_from, planned.window->due);
  if (task.window) return task.window->due;
  return planned.open_from;
}

FactUsed UsedOf(const facts::FactRecord& record) {
  return {record.name, record.scope, condition::FormatValue(record.value), record.source};
}

class Evaluator {
 public:
  Evaluator(const Plan& plan, const Situation& situation)
      : plan_(plan), situation_(situation), days_(*plan.calendar) {}

  std::vector<Task> Run() {
    std::vector<Task> tasks;
    tasks.reserve(plan_.tasks.size());
    for (const PlannedTask& planned : plan_.tasks) tasks.push_back(EvaluateOne(planned));
    for (Task& task : tasks) FindBlockers(tasks, task);
    return tasks;
  }

  facts::FactActivation ActivationFor(const PlannedTask& planned, const Task& task) const {
    return facts::FactActivation(situation_.catalog, situation_.facts,
                                 FactDay(planned, task, situation_.today), situation_.today, &days_,
                                 situation_.members.get());
  }

 private:
  Task EvaluateOne(const PlannedTask& planned) {
    Task task;
    task.planned = &planned;
    task.window = planned.window;
    task.effective_due = planned.effective_due;
    task.day_problem = ResolveWait(planned, task);
    const auto found = situation_.records.find(planned.id);
    const TaskRecord* record = found == situation_.records.end() ? nullptr : &found->second;
    if (record != nullptr) {
      task.due_revision = record->due_revision;
      KeepDue(*record, task);
      const auto& seen = record->acknowledgement;
      if (seen && seen->due_revision == record->due_revision) task.paused_until = seen->until;
    }
    task.before_adoption =
        task.effective_due && plan_.asked_from && *task.effective_due < *plan_.asked_from;
    ApplyConditions(planned, record, task);
    SetStatus(planned, record, task);
    SetLateness(record, task);
    return task;
  }

  // Ongoing work is never due, so nothing is kept of it.
  static void KeepDue(const TaskRecord& record, Task& task) {
    if (!record.due || task.planned->ongoing) return;
    task.kept_due = record.due_by == DueBy::kKept;
    task.extended = record.due_by == DueBy::kExtended;
    if (!task.kept_due && !task.extended) return;
    task.effective_due = record.due;
    if (!task.window) task.window = Window{std::nullopt, *record.due};
  }

  // A term that hangs on a fact ({anchor: training.started_on, before: 3d}) has a day once the fact
  // is known.
  absl::Status ResolveWait(const PlannedTask& planned, Task& task) const {
    if (!planned.wait) return absl::OkStatus();
    const schedule::Wait& wait = *planned.wait;
    if (!wait.fact.empty()) {
      const facts::FactActivation activation = ActivationFor(planned, task);
      const condition::Value value = activation.Get(wait.fact);
      if (const Date* anchor = value.As<Date>()) {
        return SetDueFrom(*anchor, planned, task);
      }
    }
    task.waits_for.push_back(wait.fact.empty() ? wait.text : wait.fact);
    return absl::OkStatus();
  }

  absl::Status SetDueFrom(Date anchor, const PlannedTask& planned, Task& task) const {
    const schedule::Wait& wait = *planned.wait;
    Date due = AddDays(anchor, wait.working_days ? 0 : wait.offset);
    if (wait.working_days) {
      VEKHA_ASSIGN_OR_RETURN(due, plan_.calendar->AddWorkingDays(anchor, wait.offset));
    }
    VEKHA_ASSIGN_OR_RETURN(task.effective_due,
                           plan_.calendar->Shift(due, planned.measure->nonworking));
    task.window = Window{std::nullopt, due};
    return absl::OkStatus();
  }

  void ApplyConditions(const PlannedTask& planned, const TaskRecord* record, Task& task) const {
    if (planned.gathers) return Gather(planned, record, task);
    const roadmap::Measure& measure = *planned.measure;
    const facts::FactActivation activation = ActivationFor(planned, task);
    LackedFacts lacked;
    if (measure.applies_when) {
      const condition::Value applies =
          condition::Evaluate(*measure.applies_when->program, activation);
      task.applies = !applies.IsFalse();
      AddMissing(applies, task);
      lacked.Add(applies);
    }
    Close(planned, record, activation, lacked, task);
    if (lacked.empty() || activation.table() == nullptr) return;
    task.missing_below = lacked.Take(*activation.table());
    for (const LackedBelow& below : task.missing_below) task.missing_facts.push_back(below.name);
  }

  void Close(const PlannedTask& planned, const TaskRecord* record,
             const facts::FactActivation& activation, LackedFacts& lacked, Task& task) const {
    const roadmap::Measure& measure = *planned.measure;
    if (record != nullptr && record->closing) task.closing = record->closing;
    const bool withdrawn = record != nullptr && record->withdrawal;
    if (!measure.done_when || planned.ongoing || withdrawn) return;
    const condition::Value done = condition::Evaluate(*measure.done_when->program, activation);
    if (const auto* error = done.As<condition::Error>()) task.condition_problem = error->message;
    if (task.closing) {
      task.contradicted = task.closing->by == ClosedBy::kFacts && !done.IsTrue();
    } else if (done.IsTrue() && !AsksNobody(*measure.done_when->program, activation, task)) {
      CloseByFacts(*measure.done_when->program, activation, task);
    } else {
      AddMissing(done, task);
      lacked.Add(done);
    }
  }

  // What is true of all of no schools is no work done: the list is what is missing.
  static bool AsksNobody(const condition::Program& program, const facts::FactActivation& activation,
                         Task& task) {
    bool nobody = false;
    for (const std::string& list : condition::MemberListsRead(program)) {
      const condition::Value ids = activation.MemberIds(list);
      if (ids.AsList() == nullptr || !ids.AsList()->empty()) continue;
      task.missing_facts.push_back(list);
      nobody = true;
    }
    return nobody;
  }

  // Done when enough have delivered; what nobody is asked for does not apply.
  void Gather(const PlannedTask& planned, const TaskRecord* record, Task& task) const {
    static const auto kNobody = std::make_shared<const Gathered>();
    task.gathered = kNobody;
    if (situation_.gathered != nullptr) {
      const auto found = situation_.gathered->find(planned.id);
      if (found != situation_.gathered->end()) task.gathered = found->second;
    }
    const Gathered& gathered = *task.gathered;
    task.applies = gathered.asked > 0;
    if (record != nullptr && record->closing) task.closing = record->closing;
    const bool enough =
        gathered.asked > 0 &&
        gathered.delivered >= roadmap::NeededOf(*planned.measure->gather, gathered.asked);
    if (task.closing) {
      task.contradicted = task.closing->by == ClosedBy::kFacts && !enough;
    } else if (enough && (record == nullptr || !record->withdrawal)) {
      task.observed_on = gathered.last;
      const std::string count = fmt::format("{}/{}", gathered.delivered, gathered.asked);
      task.closing = Closing{ClosedBy::kFacts,
                             std::min(gathered.last.value_or(situation_.today), situation_.today),
                             {{std::string(kDelivered), "", count, ""}}};
    }
  }

  static void AddMissing(const condition::Value& value, Task& task) {
    const auto* unknown = value.As<condition::Unknown>();
    if (unknown == nullptr) return;
    for (const std::string& name : unknown->facts) {
      auto& missing = task.missing_facts;
      if (std::find(missing.begin(), missing.end(), name) == missing.end()) missing.push_back(name);
    }
  }

  static std::optional<Date> Later(std::optional<Date> a, std::optional<Date> b) {
    return !a || (b && *a < *b) ? b : a;
  }

  // The work was done on the day the last of its facts was observed, however late it was reported
  // here.
  void CloseByFacts(const condition::Program& program, const facts::FactActivation& activation,
                    Task& task) const {
    Closing closing{ClosedBy::kFacts, situation_.today, {}};
    std::optional<Date> last;
    for (const std::string& name : condition::NamesRead(program)) {
      const facts::FactRecord* record = activation.FindRecord(name);
      if (record == nullptr) continue;
      closing.facts.push_back(UsedOf(*record));
      last = Later(last, record->observed_on);
    }
    for (const condition::NameBelow& name : condition::NamesReadBelow(program)) {
      ReadBelow read = ReadFactBelow(name, activation);
      if (read.recorded) closing.facts.push_back(*std::move(read.recorded));
      last = Later(last, read.last);
    }
    if (last && *last < situation_.today) closing.on = *last;
    task.observed_on = last;
    task.closing = std::move(closing);
  }

  void SetStatus(const PlannedTask& planned, const TaskRecord* record, Task& task) const {
    const bool undated = !task.window;
    const Date open_from =
        task.kept_due ? std::min(planned.open_from, *task.effective_due) : planned.open_from;
    if (record != nullptr && record->withdrawal) {
      task.status = TaskStatus::kWithdrawn;
    } else if (task.closing) {
      task.status = TaskStatus::kClosed;
    } else if (record != nullptr && record->report) {
      task.status = TaskStatus::kReported;
    } else if (undated || situation_.today < open_from) {
      task.status = TaskStatus::kPlanned;
    } else {
      task.status = TaskStatus::kOpen;
    }
  }

  void SetLateness(const TaskRecord* record, Task& task) const {
    if (!task.effective_due || !task.applies || task.before_adoption) return;
    const Date due = *task.effective_due;
    if (task.status == TaskStatus::kOpen && situation_.today > due) {
      task.overdue = true;
      const absl::StatusOr<int> late = plan_.calendar->WorkingDaysBetween(due, situation_.today);
      if (late.ok()) task.days_late = *late;
      task.day_problem.Update(late.status());
    }
    if (record != nullptr && record->report) {
      task.done_late = record->report->on > due;
    } else if (task.closing) {
      task.done_late = task.closing->on > due;
    }
  }

  void FindBlockers(const std::vector<Task>& tasks, Task& task) const {
    if (task.status == TaskStatus::kClosed || task.status == TaskStatus::kWithdrawn) return;
    for (const TaskId& id : task.planned->after) {
      if (IsClosed(tasks, id)) continue;
      task.blocked_by.push_back(id);
      task.blocked_by_overdue |= IsOverdue(tasks, id);
    }
  }

  static bool IsOverdue(const std::vector<Task>& tasks, const TaskId& id) {
    const auto found = std::find_if(tasks.begin(), tasks.end(),
                                    [&](const Task& task) { return task.planned->id == id; });
    return found != tasks.end() && found->overdue;
  }

  // A dependency outside this plan (the district's task a school waits for) counts as closed when
  // that is recorded.
  bool IsClosed(const std::vector<Task>& tasks, const TaskId& id) const {
    for (const Task& task : tasks) {
      if (task.planned->id != id) continue;
      return task.status == TaskStatus::kClosed || task.status == TaskStatus::kWithdrawn ||
             !task.applies || task.before_adoption;
    }
    const auto found = situation_.records.find(id);
    return found != situation_.records.end() &&
           (found->second.closing.has_value() || found->second.withdrawal.has_value());
  }

  const Plan& plan_;
  const Situation& situation_;
  CalendarDays days_;
};

}  // namespace

std::vector<Task> Evaluate(const Plan& plan, const Situation& situation) {
  return Evaluator(plan, situation).Run();
}

std::vector<FactRead> FactsRead(const roadmap::Condition& condition, const Plan& plan,
                                const Task& task, const Situation& situation) {
  std::vector<FactRead> out;
  const Evaluator evaluator(plan, situation);
  const facts::FactActivation activation = evaluator.ActivationFor(*task.planned, task);
  const Date day = FactDay(*task.planned, task, situation.today);
  for (const std::string& name : condition::NamesRead(*condition.program)) {
    const facts::FactDeclaration* declaration = situation.catalog.Find(name);
    if (declaration == nullptr) continue;  // `today`
    FactRead read{name, facts::ScopeKey(declaration->per, day), std::nullopt};
    if (const facts::FactRecord* record = activation.FindRecord(name)) {
      read.recorded = UsedOf(*record);
    }
    out.push_back(std::move(read));
  }
  for (const condition::NameBelow& name : condition::NamesReadBelow(*condition.program)) {
    const facts::FactDeclaration* declaration = situation.catalog.Find(name.name);
    if (declaration == nullptr) continue;  // `id`, `name` and beginnings of names
    ReadBelow read = ReadFactBelow(name, activation);
    out.push_back({NameOf(name), facts::ScopeKey(declaration->per, day), std::move(read.recorded),
                   std::move(read.lacked), read.of});
  }
  return out;
}

std::vector<condition::TraceStep> TraceCondition(const roadmap::Condition& condition,
                                                 const Plan& plan, const Task& task,
                                                 const Situation& situation) {
  std::vector<condition::TraceStep> trace;
  const Evaluator evaluator(plan, situation);
  condition::EvaluateTraced(*condition.program, evaluator.ActivationFor(*task.planned, task),
                            trace);
  return trace;
}

}  // namespace vekha::task
