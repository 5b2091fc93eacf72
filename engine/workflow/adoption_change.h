// What moving an adopted roadmap to another version would change, task by task.
#pragma once

#include <absl/status/statusor.h>

#include <optional>
#include <string>
#include <vector>

#include "engine/workflow/command.h"
#include "engine/workflow/view.h"

namespace vekha::workflow {

enum class TaskChangeKind {
  kMoved,     // another due day, or one where there was none, or none where there was one
  kAdded,     // the new version alone has it
  kRemoved,   // the earlier version alone had it; what is recorded of it stays in the log
  kReworded,  // the same day, but another title, term, executor, evidence, condition or ladder
};
std::string_view TaskChangeName(TaskChangeKind kind);  // "moved", ...

struct TaskChange {
  TaskChangeKind kind = TaskChangeKind::kMoved;
  OrganizationId organization;
  TaskId task;
  std::string measure_number;  // of the new version; of the earlier one when removed
  std::string measure_title;
  std::optional<Date> due_before;  // effective
  std::optional<Date> due_after;
  task::TaskStatus status = task::TaskStatus::kPlanned;  // before; planned when added
  int due_revision = 1;                                  // before
  bool told = false;                                     // something has been said of it
  std::vector<std::string> responsible;                  // names, after; before when removed
};

struct AdoptionChange {
  int version_before = 0;
  int version_after = 0;
  std::vector<TaskChange> changes;  // by organization, then in the order of the new document
  int unchanged = 0;
  task::KeptIds kept_ids;
};

// Which task is which says task::MatchTasks. Reasons: ROADMAP_UNKNOWN, ROADMAP_BROKEN,
// CALENDAR_NOT_COVERED.
absl::StatusOr<AdoptionChange> CompareVersions(const State& state, const RuleBook& rules,
                                               const AdoptionEntry& entry, int version, Date today);

}  // namespace vekha::workflow
