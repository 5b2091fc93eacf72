#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "engine/base/status.h"
#include "engine/roadmap/responsible.h"
#include "engine/workflow/gather.h"
#include "engine/workflow/rejections.h"
#include "engine/workflow/tree.h"
#include "engine/workflow/view.h"
#include "engine/workflow/wording.h"

namespace vekha::workflow {
namespace {

// Work that opens within this many days is worth knowing now.
constexpr int kHorizonDays = 30;

bool NamesPerson(const State& state, const Adoption& adoption, const std::string& key) {
  const RoadmapVersion* version = FindRoadmap(state, adoption.roadmap, adoption.version);
  if (version == nullptr || version->compiled == nullptr) return false;
  for (const roadmap::Measure* measure : roadmap::WorkMeasures(*version->compiled)) {
    for (const roadmap::Responsible& named : measure->responsible) {
      if (named.kind == roadmap::ResponsibleKind::kPerson &&
          roadmap::ExecutorKey(named.name) == key) {
        return true;
      }
    }
  }
  return false;
}

// Organizations where the person may answer for something: where he holds a role, everything below
// (a role is looked for upwards), and where an adopted roadmap names him.
std::set<OrganizationId> PlacesOf(const State& state, const PersonId& person, Date day) {
  std::set<OrganizationId> places;
  const auto held = state.places_by_person.find(person);
  if (held != state.places_by_person.end()) {
    for (const OrganizationId& organization : held->second) {
      const auto entry = state.organizations.find(organization);
      if (entry == state.organizations.end()) continue;
      for (const OrganizationId& place : Subtree(state, WorksFor(entry->second, day), day)) {
        places.insert(place);
      }
    }
  }
  const std::string name_key = roadmap::ExecutorKey(state.people.at(person).person.name);
  for (const auto& [key, entry] : state.adoptions) {
    if (!NamesPerson(state, entry.adoption, name_key)) continue;
    for (const OrganizationId& place : Subtree(state, key.organization, day)) places.insert(place);
  }
  return places;
}

bool IsNext(const task::Task& task, Date today) {
  if (!task.applies || task.before_adoption) return false;
  switch (task.status) {
    case task::TaskStatus::kOpen:
      return !task.planned->ongoing || today <= task.window->due;
    case task::TaskStatus::kPlanned:
      return !task.window || task.planned->open_from <= AddDays(today, kHorizonDays);
    case task::TaskStatus::kReported:
    case task::TaskStatus::kClosed:
    case task::TaskStatus::kWithdrawn:
      return false;
  }
  return false;
}

// Overdue first (the oldest first), then by due day; then work without a deadline, then what has no
// day yet.
auto OrderOf(const NextStep& step) {
  const task::Task& task = step.sheet.tasks[step.index];
  const int group = task.effective_due ? 0 : task.planned->ongoing ? 1 : 2;
  const std::string due = task.effective_due ? FormatIso(*task.effective_due) : "";
  return std::make_tuple(group, due, !step.first, task.planned->id);
}

Wording ReasonOf(const State& state, const task::Task& task, Date today,
                 const calendar::WorkCalendar& calendar) {
  const Wording due = DueState(task, today, calendar);
  Wording reason = Joined(Joined(due, GatheredWords(state, task)), ShiftReason(task));
  if (!task.blocked_by.empty()) {
    std::string ids;
    for (const TaskId& id : task.blocked_by) ids += (ids.empty() ? "" : ", ") + id.value();
    reason.ru += "; ждёт: " + ids;
    reason.en += "; waits for: " + ids;
  }
  if (task.contradicted) {
    reason.ru += "; факты теперь говорят иное";
    reason.en += "; the facts say otherwise now";
  }
  return reason;
}

}  // namespace

absl::StatusOr<std::vector<NextStep>> NextSteps(const State& state, const RuleBook& rules,
                                                const PersonId& person, Date today) {
  if (!state.people.contains(person)) return PersonUnknown(person.value(), {});
  std::vector<NextStep> steps;
  for (const OrganizationId& place : PlacesOf(state, person, today)) {
    VEKHA_ASSIGN_OR_RETURN(const std::vector<TaskSheet> sheets,
                           SheetsOf(state, rules, place, today, /*subtree=*/false));
    for (const TaskSheet& sheet : sheets) {
      for (size_t i = 0; i < sheet.tasks.size(); ++i) {
        const task::Task& task = sheet.tasks[i];
        if (!IsNext(task, today)) continue;
        for (const Answerable& answerable : AnswerableFor(state, *task.planned, today)) {
          if (answerable.person != person) continue;
          Wording reason = ReasonOf(state, task, today, *sheet.plan->calendar);
          steps.push_back({sheet, i, answerable.first, std::move(reason.ru), std::move(reason.en)});
        }
      }
    }
  }
  std::sort(steps.begin(), steps.end(),
            [](const NextStep& a, const NextStep& b) { return OrderOf(a) < OrderOf(b); });
  return steps;
}

}  // namespace vekha::workflow
