// Remembered plans that threads may share: readers of a state ask at once.
#pragma once

#include <mutex>

#include "engine/task/plan_cache.h"

namespace vekha::runner {

class SharedPlans final : public task::Plans {
 public:
  absl::StatusOr<std::shared_ptr<const task::Plan>> Get(
      const task::PlanScope& scope, const std::shared_ptr<const roadmap::Roadmap>& roadmap,
      const std::shared_ptr<const calendar::WorkCalendar>& calendar) override {
    const std::lock_guard lock(mutex_);
    return plans_.Get(scope, roadmap, calendar);
  }

 private:
  std::mutex mutex_;
  task::PlanCache plans_;
};

}  // namespace vekha::runner
