#include "engine/workflow/marks.h"

#include <algorithm>
#include <utility>

#include "engine/base/status.h"
#include "engine/workflow/gather.h"
#include "engine/workflow/mark_sheet.h"
#include "engine/workflow/model_sheet.h"
#include "engine/workflow/rejections.h"
#include "engine/workflow/sheet_basis.h"
#include "engine/workflow/tree.h"
#include "engine/workflow/view.h"

namespace vekha::workflow {
namespace {

const Date kDayZero(1970, 1, 1);

// Readings of one adoption kept at once, when they hold for some days only.
constexpr size_t kReadingsMax = 3;

bool StillSo(const State& state, const std::vector<AwaitedTask>& awaited) {
  return std::all_of(awaited.begin(), awaited.end(),
                     [&](const AwaitedTask& a) { return IsDone(state.tasks, a.task) == a.closed; });
}

Touched TouchedOf(const State& state, const OrganizationId& organization) {
  const auto found = state.touched.find(organization);
  return found == state.touched.end() ? Touched{} : found->second;
}

class Rememberer {
 public:
  Rememberer(const State& state, const RuleBook& rules, const AdoptionEntry& entry,
             const Organization& organization, Date day, ModelSheets* models)
      : state_(state),
        rules_(rules),
        entry_(entry),
        organization_(organization),
        day_(day),
        models_(models) {}

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
    if (memory != nullptr && !fleeting_) Remember(*memory, known.get(), made);
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

  absl::StatusOr<MarksReading> Make() {
    const ModelSheet* model = models_ == nullptr ? nullptr : models_->Find(basis_);
    auto marks = std::make_shared<SheetMarks>();
    marks->adoption = {entry_.adoption.organization, entry_.adoption.roadmap};
    marks->organization = organization_.id;
    marks->roadmap = basis_.roadmap;
    marks->calendar = basis_.calendar;
    if (basis_.scope.asked_from) marks->asked_from = DayNumberOf(*basis_.scope.asked_from);
    MarksReading reading;
    reading.basis = basis_;
    reading.facts = touched_.facts;
    reading.records = touched_.records;
    reading.adopter_records = adopter_records_;
    if (model != nullptr) {
      model->Read(SituationOf(state_, rules_, organization_.id, day_), organization_.id,
                  touched_.records > 0, *marks);
      reading.awaited = model->awaited();
    } else {
      VEKHA_RETURN_IF_ERROR(ReadAll(*marks, reading));
    }
    reading.marks = std::move(marks);
    return reading;
  }

  // Not through state.plans: all plans of a country are never held at once.
  absl::Status ReadAll(SheetMarks& marks, MarksReading& reading) {
    const auto plan = task::MakePlan(basis_.scope, basis_.roadmap, basis_.calendar);
    if (!plan.ok()) return CalendarNotCovered(plan.status());
    fleeting_ = std::any_of(plan->tasks.begin(), plan->tasks.end(),
                            [](const task::PlannedTask& task) { return task.gathers; });
    VEKHA_ASSIGN_OR_RETURN(const GatheredByTask gathered,
                           GatherFor(state_, rules_, entry_, *plan, day_));
    task::Situation situation = SituationOf(state_, rules_, organization_.id, day_);
    situation.gathered = &gathered;
    ReadMarks(state_.tasks, *plan, task::Evaluate(*plan, situation), day_, marks);
    reading.awaited = AwaitedBy(state_.tasks, *plan);
    fleeting_ = fleeting_ || LooksBelow(marks);
    return absl::OkStatus();
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
  ModelSheets* models_;
  task::PlanBasis basis_;
  Touched touched_;
  int64_t adopter_records_ = 0;
  bool fleeting_ = false;
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
         !mark.before_adoption && StatusOn(mark, day) == task::TaskStatus::kOpen;
}

bool IsDoneLateOn(const TaskMark& mark, DayNumber day) {
  if (!mark.unrecorded || mark.end != TaskEnd::kClosed) return mark.done_late;
  return mark.applies && !mark.before_adoption && mark.due != kNoDay &&
         mark.due < std::min(mark.done_on, day);
}

absl::StatusOr<std::shared_ptr<const SheetMarks>> MarksOf(const State& state, const RuleBook& rules,
                                                          const AdoptionEntry& entry,
                                                          const Organization& organization,
                                                          Date day) {
  return Rememberer(state, rules, entry, organization, day, nullptr).Get();
}

absl::StatusOr<std::shared_ptr<const SheetMarks>> MarksOf(const State& state, const RuleBook& rules,
                                                          const AdoptionEntry& entry,
                                                          const Organization& organization,
                                                          Date day, ModelSheets& models) {
  return Rememberer(state, rules, entry, organization, day, &models).Get();
}

absl::Status VisitMarks(const State& state, const RuleBook& rules,
                        const OrganizationId& organization, Date day, bool subtree,
                        const MarksVisitor& visit) {
  if (!state.organizations.contains(organization)) return OrganizationUnknown(organization);
  const auto places =
      subtree ? Subtree(state, organization, day) : std::vector<OrganizationId>{organization};
  ModelSheets models(state, rules, day);
  for (const OrganizationId& place : places) {
    const Organization& known = state.organizations.at(place).organization;
    for (const AdoptionEntry* entry : AdoptionsOf(state, place, day)) {
      VEKHA_ASSIGN_OR_RETURN(const auto marks, MarksOf(state, rules, *entry, known, day, models));
      visit(marks);
    }
  }
  return absl::OkStatus();
}

}  // namespace vekha::workflow
