#include "engine/workflow/marks.h"

#include <algorithm>
#include <utility>

#include "engine/base/status.h"
#include "engine/workflow/gather.h"
#include "engine/workflow/rejections.h"
#include "engine/workflow/sheet_basis.h"
#include "engine/workflow/tree.h"
#include "engine/workflow/view.h"

namespace vekha::workflow {
namespace {

const Date kDayZero(1970, 1, 1);

// Readings of one adoption kept at once, when they hold for some days only.
constexpr size_t kReadingsMax = 3;

bool ReadsToday(const std::optional<roadmap::Condition>& condition) {
  if (!condition) return false;
  const auto& names = condition::NamesRead(*condition->program);
  return std::find(names.begin(), names.end(), facts::FactCatalog::kToday) != names.end();
}

bool LooksBelow(const std::optional<roadmap::Condition>& condition) {
  return condition && !condition::MemberListsRead(*condition->program).empty();
}

bool LooksBelow(const SheetMarks& marks) {
  const std::vector<const roadmap::Measure*> measures = roadmap::WorkMeasures(*marks.roadmap);
  return std::any_of(marks.tasks.begin(), marks.tasks.end(), [&](const TaskMark& mark) {
    const roadmap::Measure& measure = *measures[mark.measure];
    return LooksBelow(measure.done_when) || LooksBelow(measure.applies_when);
  });
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

bool IsClosed(const State& state, const TaskId& task) {
  const auto record = state.tasks.find(task);
  return record != state.tasks.end() && (record->second.closing || record->second.withdrawal);
}

const task::TaskRecord* RecordOf(const State& state, const TaskId& task) {
  const auto found = state.tasks.find(task);
  return found == state.tasks.end() ? nullptr : &found->second;
}

DayNumber NumberIfAny(const std::optional<Date>& day) { return day ? DayNumberOf(*day) : kNoDay; }

// Reads one sheet on a day, and finds for which days the reading holds.
class Marker {
 public:
  Marker(const State& state, const task::Plan& plan, Date today)
      : state_(state), plan_(plan), today_(today) {}

  void Read(const std::vector<task::Task>& tasks, SheetMarks& marks) {
    const std::vector<const roadmap::Measure*> measures = roadmap::WorkMeasures(*plan_.roadmap);
    marks.tasks.reserve(tasks.size());
    size_t measure = 0;  // tasks stand in document order
    for (const task::Task& task : tasks) {
      while (measures[measure] != task.planned->measure) ++measure;
      TaskMark mark = MarkOf(task);
      mark.measure = static_cast<uint16_t>(measure);
      marks.tasks.push_back(mark);
      Narrow(*task.planned, marks);
    }
  }

 private:
  TaskMark MarkOf(const task::Task& task) const {
    TaskMark mark;
    const task::TaskRecord* record = RecordOf(state_, task.planned->id);
    const Date open_from = task.planned->open_from;
    mark.open_from =
        DayNumberOf(task.kept_due ? std::min(open_from, *task.effective_due) : open_from);
    if (task.window) mark.nominal_due = DayNumberOf(task.window->due);
    mark.due = NumberIfAny(task.effective_due);
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

  const State& state_;
  const task::Plan& plan_;
  Date today_;
};

// The tasks of other organizations that tasks of the plan depend on.
std::vector<AwaitedTask> AwaitedBy(const State& state, const task::Plan& plan) {
  std::vector<AwaitedTask> out;
  for (const task::PlannedTask& task : plan.tasks) {
    for (const TaskId& id : task.after) {
      const bool own = std::any_of(plan.tasks.begin(), plan.tasks.end(),
                                   [&](const task::PlannedTask& t) { return t.id == id; });
      const bool known =
          std::any_of(out.begin(), out.end(), [&](const AwaitedTask& a) { return a.task == id; });
      if (!own && !known) out.push_back({id, IsClosed(state, id)});
    }
  }
  return out;
}

bool StillSo(const State& state, const std::vector<AwaitedTask>& awaited) {
  return std::all_of(awaited.begin(), awaited.end(),
                     [&](const AwaitedTask& a) { return IsClosed(state, a.task) == a.closed; });
}

Touched TouchedOf(const State& state, const OrganizationId& organization) {
  const auto found = state.touched.find(organization);
  return found == state.touched.end() ? Touched{} : found->second;
}

class Rememberer {
 public:
  Rememberer(const State& state, const RuleBook& rules, const AdoptionEntry& entry,
             const Organization& organization, Date day)
      : state_(state), rules_(rules), entry_(entry), organization_(organization), day_(day) {}

  absl::StatusOr<std::shared_ptr<const SheetMarks>> Get() {
    VEKHA_ASSIGN_OR_RETURN(basis_, BasisOf(state_, rules_, entry_, organization_, day_));
    touched_ = TouchedOf(state_, organization_.id);
    adopter_records_ = basis_.scope.adopter == organization_.id
                           ? touched_.records
                           : TouchedOf(state_, basis_.scope.adopter).records;
    MarksMemory* memory = state_.marks.get();
    const auto known = memory == nullptr ? nullptr : memory->Find(organization_.id);
    if (known != nullptr) {
      for (const MarksReading& reading : *known) {
        if (!IsCurrent(reading) || !HoldsOn(*reading.marks)) continue;
        if (reading.adopter_records == adopter_records_) return reading.marks;
        if (!StillSo(state_, reading.awaited)) continue;
        MarksReading again = reading;
        again.adopter_records = adopter_records_;
        Remember(*memory, known.get(), again);
        return again.marks;
      }
    }
    VEKHA_ASSIGN_OR_RETURN(MarksReading made, Make());
    // What is gathered, and what conditions see below, changes with every organization there: it is
    // read anew each time.
    const bool lasts = memory != nullptr && !gathers_ && !LooksBelow(*made.marks);
    if (lasts) Remember(*memory, known.get(), made);
    return made.marks;
  }

 private:
  bool IsCurrent(const MarksReading& reading) const {
    return reading.basis == basis_ && reading.facts == touched_.facts &&
           reading.records == touched_.records;
  }

  bool HoldsOn(const SheetMarks& marks) const {
    const DayNumber day = DayNumberOf(day_);
    return marks.first <= day && day <= marks.last;
  }

  // Not through state.plans: all plans of a country are never held at once.
  absl::StatusOr<MarksReading> Make() {
    const auto plan = task::MakePlan(basis_.scope, basis_.roadmap, basis_.calendar);
    if (!plan.ok()) return CalendarNotCovered(plan.status());
    gathers_ = std::any_of(plan->tasks.begin(), plan->tasks.end(),
                           [](const task::PlannedTask& task) { return task.gathers; });
    auto marks = std::make_shared<SheetMarks>();
    marks->adoption = {entry_.adoption.organization, entry_.adoption.roadmap};
    marks->organization = organization_.id;
    marks->roadmap = basis_.roadmap;
    marks->calendar = basis_.calendar;
    VEKHA_ASSIGN_OR_RETURN(const GatheredByTask gathered,
                           GatherFor(state_, rules_, entry_, *plan, day_));
    task::Situation situation = SituationOf(state_, rules_, organization_.id, day_);
    situation.gathered = &gathered;
    Marker(state_, *plan, day_).Read(task::Evaluate(*plan, situation), *marks);
    MarksReading reading;
    reading.basis = basis_;
    reading.facts = touched_.facts;
    reading.records = touched_.records;
    reading.adopter_records = adopter_records_;
    reading.awaited = AwaitedBy(state_, *plan);
    reading.marks = std::move(marks);
    return reading;
  }

  // With it stay the readings of other adoptions, and those of this one that are current and hold
  // for other days.
  void Remember(MarksMemory& memory, const std::vector<MarksReading>* known,
                const MarksReading& made) const {
    auto readings = std::make_shared<std::vector<MarksReading>>();
    readings->push_back(made);
    size_t of_this = 1;
    for (size_t i = 0; known != nullptr && i < known->size(); ++i) {
      const MarksReading& reading = (*known)[i];
      if (reading.marks->adoption != made.marks->adoption) {
        if (state_.adoptions.contains(reading.marks->adoption)) readings->push_back(reading);
      } else if (of_this < kReadingsMax && IsCurrent(reading) && !HoldsOn(*reading.marks)) {
        readings->push_back(reading);
        ++of_this;
      }
    }
    memory.Replace(organization_.id, std::move(readings));
  }

  const State& state_;
  const RuleBook& rules_;
  const AdoptionEntry& entry_;
  const Organization& organization_;
  Date day_;
  task::PlanBasis basis_;
  Touched touched_;
  int64_t adopter_records_ = 0;
  bool gathers_ = false;
};

}  // namespace

DayNumber DayNumberOf(Date day) { return static_cast<DayNumber>(DaysBetween(kDayZero, day)); }

Date DateOf(DayNumber day) { return AddDays(kDayZero, day); }

task::TaskStatus StatusOn(const TaskMark& mark, DayNumber day) {
  switch (mark.end) {
    case TaskEnd::kWithdrawn:
      return task::TaskStatus::kWithdrawn;
    case TaskEnd::kClosed:
      return task::TaskStatus::kClosed;
    case TaskEnd::kReported:
      return task::TaskStatus::kReported;
    case TaskEnd::kNone:
      break;
  }
  const bool planned = mark.nominal_due == kNoDay || day < mark.open_from;
  return planned ? task::TaskStatus::kPlanned : task::TaskStatus::kOpen;
}

bool IsOverdueOn(const TaskMark& mark, DayNumber day) {
  return mark.end == TaskEnd::kNone && mark.applies && mark.due != kNoDay && mark.due < day &&
         StatusOn(mark, day) == task::TaskStatus::kOpen;
}

bool IsDoneLateOn(const TaskMark& mark, DayNumber day) {
  if (!mark.unrecorded || mark.end != TaskEnd::kClosed) return mark.done_late;
  return mark.applies && mark.due != kNoDay && mark.due < std::min(mark.done_on, day);
}

absl::StatusOr<std::shared_ptr<const SheetMarks>> MarksOf(const State& state, const RuleBook& rules,
                                                          const AdoptionEntry& entry,
                                                          const Organization& organization,
                                                          Date day) {
  return Rememberer(state, rules, entry, organization, day).Get();
}

absl::Status VisitMarks(const State& state, const RuleBook& rules,
                        const OrganizationId& organization, Date day, bool subtree,
                        const MarksVisitor& visit) {
  if (!state.organizations.contains(organization)) return OrganizationUnknown(organization);
  const auto places =
      subtree ? Subtree(state, organization, day) : std::vector<OrganizationId>{organization};
  for (const OrganizationId& place : places) {
    for (const AdoptionEntry* entry : AdoptionsOf(state, place, day)) {
      VEKHA_ASSIGN_OR_RETURN(
          const auto marks,
          MarksOf(state, rules, *entry, state.organizations.at(place).organization, day));
      visit(marks);
    }
  }
  return absl::OkStatus();
}

}  // namespace vekha::workflow
