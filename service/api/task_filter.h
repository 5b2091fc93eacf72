// Which tasks a ListTasks query wants.
#pragma once

#include <absl/status/statusor.h>

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/workflow/view.h"
#include "vekha/v1/task_service.pb.h"

namespace vekha::api {

class TaskFilter {
 public:
  // ROADMAP_UNKNOWN, PERSON_UNKNOWN, PERSON_AMBIGUOUS, DATE_INVALID, FIELD_INVALID.
  static absl::StatusOr<TaskFilter> Of(const workflow::State& state,
                                       const v1::ListTasksRequest& request);

  bool WantsSheet(const workflow::TaskSheet& sheet) const;
  bool Wants(const workflow::State& state, const workflow::TaskSheet& sheet, const task::Task& task,
             Date day) const;

 private:
  bool WantsDay(const task::Task& task) const;
  bool WantsMeasure(const workflow::TaskSheet& sheet, const task::Task& task) const;
  bool WantsPerson(const workflow::State& state, const task::Task& task, Date day) const;
  bool WantsRequest(const workflow::State& state, const task::Task& task) const;

  v1::ListTasksRequest request_;
  std::set<int> states_;
  std::optional<Date> due_from_;
  std::optional<Date> due_to_;
  std::optional<PersonId> person_;
};

}  // namespace vekha::api
