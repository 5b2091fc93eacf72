#include "engine/workflow/task_id.h"

#include <utility>

#include "engine/base/status.h"
#include "engine/workflow/rejections.h"
#include "engine/workflow/tree.h"

namespace vekha::workflow {

absl::StatusOr<FoundTask> FindTask(const State& state, const RuleBook& rules, const TaskId& id,
                                   Date today) {
  const std::string& text = id.value();
  const size_t first = text.find('/');
  const size_t second = first == std::string::npos ? first : text.find('/', first + 1);
  if (second == std::string::npos) return TaskUnknown(id);
  const OrganizationId organization(text.substr(0, first));
  const RoadmapId roadmap(text.substr(first + 1, second - first - 1));
  const auto place = state.organizations.find(organization);
  if (place == state.organizations.end()) return TaskUnknown(id);
  for (const AdoptionEntry* entry : AdoptionsOf(state, organization, today)) {
    if (entry->adoption.roadmap != roadmap) continue;
    VEKHA_ASSIGN_OR_RETURN(TaskSheet sheet,
                           SheetOf(state, rules, *entry, place->second.organization, today));
    for (size_t i = 0; i < sheet.tasks.size(); ++i) {
      if (sheet.tasks[i].planned->id == id) return FoundTask{std::move(sheet), i};
    }
  }
  return TaskUnknown(id);
}

}  // namespace vekha::workflow
