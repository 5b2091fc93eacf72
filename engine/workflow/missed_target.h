// Targets of indicators that cannot be met any more: what is said of them in place of a task, and
// whether it is still so. Inside this room only.
#pragma once

#include <absl/status/statusor.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/task/indicator.h"
#include "engine/workflow/state.h"
#include "engine/workflow/view.h"

namespace vekha::workflow {

// "school-7/sosh7-2020/indicator:mentees-11-18/2021": what a notice of a target has in place of a
// task. No measure has such an id: ids are written without a colon.
TaskId TargetId(const OrganizationId& organization, const RoadmapId& roadmap,
                const roadmap::Indicator& indicator, int year);
bool IsTargetId(const TaskId& id);

struct MissedTarget {
  TaskId id;
  std::shared_ptr<const roadmap::Roadmap> roadmap;  // what `indicator` points into
  const roadmap::Indicator* indicator = nullptr;
  Date last;        // the last day it could be met on
  Bilingual alert;  // "цель 12,5 % уже не достичь: срок 31.12.2021 прошёл, показатель 12,1 %"
};

// Those of the sheet's organization with a last day after `eve` and before `today`, but for those
// that `said` is true of.
absl::StatusOr<std::vector<MissedTarget>> MissedTargets(
    const State& state, const RuleBook& rules, const AdoptionEntry& entry,
    const Organization& organization, const TaskSheet& sheet, Date eve, Date today,
    const std::function<bool(const TaskId&)>& said);

// The target an id is of, while it is missed; none once the facts say otherwise, or when the
// organization does not follow the roadmap any more.
std::optional<MissedTarget> FindMissedTarget(const State& state, const RuleBook& rules,
                                             const OrganizationId& organization, const TaskId& id,
                                             Date today);

// What is said of it on the day it is found out, to nobody yet.
Notification DraftOf(const MissedTarget& target, const OrganizationId& organization, Date as_of);

// Who is told of it: whoever has the roadmap's deadlines in hand, and its controller.
std::vector<std::string> AudienceOfTargets(const roadmap::Roadmap& roadmap);

}  // namespace vekha::workflow
