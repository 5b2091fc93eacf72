#include "engine/workflow/gather.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/status.h"
#include "engine/workflow/marks.h"
#include "engine/workflow/model_sheet.h"
#include "engine/workflow/tree.h"

namespace vekha::workflow {
namespace {

constexpr size_t kNamesMax = 3;

// A gathering task and what has been counted for it so far.
struct Count {
  TaskId task;
  uint16_t measure = 0;
  DayNumber due = kNoDay;  // as the document says
  task::Gathered gathered;
};

std::vector<Count> CountsOf(const task::Plan& plan) {
  std::vector<Count> counts;
  const bool gathers = std::any_of(plan.tasks.begin(), plan.tasks.end(),
                                   [](const task::PlannedTask& task) { return task.gathers; });
  if (!gathers) return counts;
  const std::vector<const roadmap::Measure*> measures = roadmap::WorkMeasures(*plan.roadmap);
  for (const task::PlannedTask& task : plan.tasks) {
    if (!task.gathers) continue;
    const auto at = std::find(measures.begin(), measures.end(), task.measure) - measures.begin();
    counts.push_back(
        {task.id, static_cast<uint16_t>(at), DayNumberOf(task.window->due), task::Gathered()});
  }
  return counts;
}

// `day` is that of the question: on it was delivered what facts close and nobody dated.
void Add(const SheetMarks& marks, Date day, Count& count) {
  for (const TaskMark& mark : marks.tasks) {
    const bool same = mark.measure == count.measure && mark.nominal_due == count.due;
    if (!same || !mark.applies || mark.end == TaskEnd::kWithdrawn) continue;
    task::Gathered& gathered = count.gathered;
    ++gathered.asked;
    if (mark.end != TaskEnd::kClosed) {
      gathered.missing.push_back(marks.organization);
      continue;
    }
    ++gathered.delivered;
    const Date done = mark.done_on == kLastDay ? day : DateOf(mark.done_on);
    gathered.last = std::max(gathered.last.value_or(done), done);
  }
}

}  // namespace

absl::StatusOr<GatheredByTask> GatherFor(const State& state, const RuleBook& rules,
                                         const AdoptionEntry& entry, const task::Plan& plan,
                                         Date day) {
  std::vector<Count> counts = CountsOf(plan);
  if (counts.empty()) return GatheredByTask{};
  ModelSheets models(state, rules, day);
  for (const OrganizationId& place : Subtree(state, plan.organization, day)) {
    if (place == plan.organization || !Concerns(state, entry, place, day)) continue;
    VEKHA_ASSIGN_OR_RETURN(
        const auto marks,
        MarksOf(state, rules, entry, state.organizations.at(place).organization, day, models));
    for (Count& count : counts) Add(*marks, day, count);
  }
  GatheredByTask out;
  for (Count& count : counts) {
    std::sort(count.gathered.missing.begin(), count.gathered.missing.end());
    out[count.task] = std::make_shared<const task::Gathered>(std::move(count.gathered));
  }
  return out;
}

Wording GatheredWords(const State& state, const task::Task& task) {
  if (task.gathered == nullptr) return {};
  std::vector<std::string> names;
  for (const OrganizationId& place : task.gathered->missing) {
    if (names.size() == kNamesMax) break;
    const auto known = state.organizations.find(place);
    names.push_back(known == state.organizations.end() ? place.value()
                                                       : known->second.organization.name);
  }
  return GatheredText(*task.gathered, names);
}

}  // namespace vekha::workflow
