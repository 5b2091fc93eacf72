// Plans, remembered: a plan is the same every day and every question asks for one.
#pragma once

#include <absl/container/flat_hash_map.h>
#include <absl/status/statusor.h>

#include <memory>
#include <string>
#include <tuple>

#include "engine/task/task.h"

namespace vekha::task {

// Answers as MakePlan does.
class Plans {
 public:
  virtual ~Plans() = default;
  virtual absl::StatusOr<std::shared_ptr<const Plan>> Get(
      const PlanScope& scope, const std::shared_ptr<const roadmap::Roadmap>& roadmap,
      const std::shared_ptr<const calendar::WorkCalendar>& calendar) = 0;
};

// For one thread at a time.
class PlanCache : public Plans {
 public:
  // `tasks_max`: when the plans remembered hold more tasks than this, all are forgotten.
  explicit PlanCache(size_t tasks_max = 1'000'000) : tasks_max_(tasks_max) {}

  // A plan of `scope` is remembered for this very `roadmap` and `calendar`.
  absl::StatusOr<std::shared_ptr<const Plan>> Get(
      const PlanScope& scope, const std::shared_ptr<const roadmap::Roadmap>& roadmap,
      const std::shared_ptr<const calendar::WorkCalendar>& calendar) override;

 private:
  // The addresses are names: a plan keeps both alive, so no other can get the same.
  using Key = std::tuple<const roadmap::Roadmap*, const calendar::WorkCalendar*, const KeptIds*,
                         std::string, std::string, roadmap::Level, std::string, std::string>;

  size_t tasks_max_;
  absl::flat_hash_map<Key, std::shared_ptr<const Plan>> plans_;
  size_t tasks_ = 0;  // in all of them
};

}  // namespace vekha::task
