#include "engine/task/plan_cache.h"

#include <utility>

#include "engine/base/status.h"

namespace vekha::task {
namespace {

std::string DayKey(const std::optional<Date>& day) { return day ? FormatIso(*day) : ""; }

}  // namespace

absl::StatusOr<std::shared_ptr<const Plan>> PlanCache::Get(
    const PlanScope& scope, const std::shared_ptr<const roadmap::Roadmap>& roadmap,
    const std::shared_ptr<const calendar::WorkCalendar>& calendar) {
  Key key(roadmap.get(), calendar.get(), scope.kept_ids.get(), scope.organization.value(),
          scope.adopter.value(), scope.level, DayKey(scope.since), DayKey(scope.asked_from));
  const auto known = plans_.find(key);
  if (known != plans_.end()) return known->second;
  VEKHA_ASSIGN_OR_RETURN(Plan made, MakePlan(scope, roadmap, calendar));
  auto plan = std::make_shared<const Plan>(std::move(made));
  if (tasks_ + plan->tasks.size() > tasks_max_) {
    plans_.clear();
    tasks_ = 0;
  }
  plans_.emplace(std::move(key), plan);
  tasks_ += plan->tasks.size();
  return plan;
}

}  // namespace vekha::task
