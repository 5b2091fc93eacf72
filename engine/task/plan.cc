#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "engine/base/status.h"
#include "engine/task/task.h"

namespace vekha::task {
namespace {

using roadmap::Measure;

// The last part of a task's id: its days as the document says them, so that an id survives every
// later change of the due day.
std::string OccurrenceKey(const schedule::Occurrence& occurrence) {
  const Window& window = occurrence.window;
  if (!occurrence.ongoing) return FormatIso(window.due);
  return fmt::format("{}..{}", window.start ? FormatIso(*window.start) : "", FormatIso(window.due));
}

Date FirstDayOfCycle(Date day) {
  const int year = day.year() - (day.month().as_number() < 9 ? 1 : 0);
  return Date(static_cast<unsigned short>(year), 9, 1);
}

// Without a start the work may begin with the school year of its due day, but not before the
// roadmap does (unless the due day itself lies before it).
Date OpenFrom(const Window& window, const Period& period) {
  if (window.start) return *window.start;
  const Date cycle_first = FirstDayOfCycle(window.due);
  if (window.due < period.first) return cycle_first;
  return std::max(cycle_first, period.first);
}

class Planner {
 public:
  Planner(const PlanScope& scope, const roadmap::Roadmap& roadmap,
          const calendar::WorkCalendar& calendar)
      : scope_(scope), roadmap_(roadmap), calendar_(calendar) {}

  absl::StatusOr<std::vector<PlannedTask>> Run() {
    std::vector<PlannedTask> tasks;
    for (const Measure* measure : roadmap::WorkMeasures(roadmap_)) {
      // Dependencies may cross from a school to the district that adopted the roadmap, so the
      // adopter's own tasks are planned too, and dropped at the end when they are not asked for.
      if (!measure->for_each || measure->gather) {
        VEKHA_RETURN_IF_ERROR(AddMeasure(*measure, scope_.adopter, tasks));
      }
      if (measure->for_each == scope_.level && scope_.organization != scope_.adopter) {
        VEKHA_RETURN_IF_ERROR(AddMeasure(*measure, scope_.organization, tasks));
      }
    }
    for (PlannedTask& task : tasks) task.after = DependenciesOf(task, tasks);
    if (scope_.kept_ids != nullptr) KeepIds(tasks);
    if (scope_.organization != scope_.adopter) {
      std::erase_if(tasks,
                    [&](const PlannedTask& t) { return t.organization != scope_.organization; });
    }
    return tasks;
  }

 private:
  TaskId NewId(const OrganizationId& organization, const Measure& measure, const std::string& key) {
    const std::string id = fmt::format("{}/{}/{}/{}", organization.value(), roadmap_.id.value(),
                                       measure.id.value(), key);
    const int repeat = ++used_[id];
    return TaskId(repeat == 1 ? id : fmt::format("{}~{}", id, repeat));
  }

  absl::Status AddMeasure(const Measure& measure, const OrganizationId& organization,
                          std::vector<PlannedTask>& tasks) {
    const bool gathers = measure.for_each && organization == scope_.adopter;
    for (const schedule::Occurrence& occurrence : measure.expansion.occurrences) {
      if (gathers && occurrence.ongoing) continue;  // work without an end is never delivered
      if (organization == scope_.organization && scope_.since &&
          occurrence.window.due < *scope_.since) {
        continue;
      }
      PlannedTask task;
      task.id = NewId(organization, measure, OccurrenceKey(occurrence));
      task.organization = organization;
      task.measure = &measure;
      task.gathers = gathers;
      task.window = occurrence.window;
      task.ongoing = occurrence.ongoing;
      task.reading = occurrence.reading;
      task.open_from = OpenFrom(occurrence.window, roadmap_.period);
      task.cycle = schedule::CycleOf(task.ongoing ? task.open_from : occurrence.window.due);
      if (!task.ongoing) {
        const Date due = occurrence.window.due;
        VEKHA_ASSIGN_OR_RETURN(task.effective_due, calendar_.Shift(due, measure.nonworking));
        if (task.effective_due != due) {
          VEKHA_ASSIGN_OR_RETURN(task.nominal_day, calendar_.Describe(due));
        }
      }
      tasks.push_back(std::move(task));
    }
    // What waits for a day waits for it in each organization.
    if (measure.expansion.occurrences.empty() && !gathers) {
      AddUndated(measure, organization, tasks);
    }
    return absl::OkStatus();
  }

  // A term with no day at all still is a duty: one task that says what it waits for.
  void AddUndated(const Measure& measure, const OrganizationId& organization,
                  std::vector<PlannedTask>& tasks) {
    PlannedTask task;
    task.id = NewId(organization, measure, "undated");
    task.organization = organization;
    task.measure = &measure;
    task.open_from = roadmap_.period.first;
    task.cycle = schedule::CycleOf(roadmap_.period.first);
    if (!measure.expansion.waits.empty()) task.wait = measure.expansion.waits.front();
    tasks.push_back(std::move(task));
  }

  // For each measure it depends on, the latest occurrence due not after its own due day: a
  // recurring measure depends on this year's round, and an occurrence that is due only later cannot
  // be waited for. A task without a day waits for the first round. Ongoing work is never waited
  // for.
  std::vector<TaskId> DependenciesOf(const PlannedTask& task,
                                     const std::vector<PlannedTask>& tasks) const {
    std::vector<TaskId> out;
    for (const MeasureId& id : task.measure->after) {
      const PlannedTask* best = nullptr;
      for (const PlannedTask& other : tasks) {
        if (other.measure->id != id || other.ongoing) continue;
        // Of a fanned-out measure a school waits for its own task, the adopter for what is
        // gathered.
        if (other.gathers && task.organization != scope_.adopter) continue;
        if (!other.gathers && other.measure->for_each && task.organization == scope_.adopter) {
          continue;
        }
        if (other.window && task.window && other.window->due > task.window->due) continue;
        if (best == nullptr || (task.window && LaterDue(other, *best))) best = &other;
      }
      if (best != nullptr) out.push_back(best->id);
    }
    return out;
  }

  void KeepIds(std::vector<PlannedTask>& tasks) const {
    const auto keep = [this](TaskId& id) {
      const auto kept = scope_.kept_ids->find(id);
      if (kept != scope_.kept_ids->end()) id = kept->second;
    };
    for (PlannedTask& task : tasks) {
      keep(task.id);
      for (TaskId& id : task.after) keep(id);
    }
  }

  static bool LaterDue(const PlannedTask& a, const PlannedTask& b) {
    return a.window && b.window && a.window->due > b.window->due;
  }

  const PlanScope& scope_;
  const roadmap::Roadmap& roadmap_;
  const calendar::WorkCalendar& calendar_;
  std::map<std::string, int> used_;
};

}  // namespace

absl::StatusOr<Plan> MakePlan(const PlanScope& scope,
                              std::shared_ptr<const roadmap::Roadmap> roadmap,
                              std::shared_ptr<const calendar::WorkCalendar> calendar) {
  Plan plan{scope.organization, roadmap, calendar, {}, scope.kept_ids, scope.asked_from};
  VEKHA_ASSIGN_OR_RETURN(plan.tasks, Planner(scope, *roadmap, *calendar).Run());
  return plan;
}

}  // namespace vekha::task
