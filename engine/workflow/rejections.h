// The rejections of this room, one function each, so that a reason has one wording everywhere.
#pragma once

#include <absl/status/status.h>

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/base/string_id.h"
#include "engine/workflow/command.h"

namespace vekha::workflow {

absl::Status OrganizationUnknown(const OrganizationId& id);
// Not yet, or no more, on the day.
absl::Status OrganizationNotOpen(const OrganizationEntry& entry, Date day);
absl::Status PersonUnknown(std::string_view id_or_name, const std::vector<std::string>& near);
absl::Status PersonAmbiguous(std::string_view name, const std::vector<std::string>& ids);
absl::Status RoadmapUnknown(const RoadmapId& id, int version);
// A stored version that this program's rules no longer accept.
absl::Status RoadmapBroken(const RoadmapId& id, const RoadmapVersion& version);
absl::Status TaskUnknown(const TaskId& id);
// Another version moves `moved` open tasks, and nobody said what becomes of their days.
absl::Status DatesUndecided(int moved);
absl::Status NotificationUnknown(std::string_view id);
absl::Status DigestUnknown(std::string_view id);
absl::Status SilenceUnknown(std::string_view id);
absl::Status StaleEtag(std::string_view given, int64_t revision);
// Something given that cannot be: `field` names it.
absl::Status Invalid(std::string reason, std::string_view field, std::string message,
                     std::string message_ru);
absl::Status RoadmapInvalid(const std::vector<Diagnostic>& diagnostics);
absl::Status TaskNotOpen(const task::Task& task);
// Neither answers for the task nor holds a role there.
absl::Status NotAnswerable(const task::PlannedTask& planned, const PersonId& person);
// An error of the calendar, with its reason.
// `field` is what the day was given in; empty when nobody gave it.
absl::Status CalendarNotCovered(const absl::Status& cause, std::string_view field = {});

}  // namespace vekha::workflow
