#include "engine/workflow/task_id.h"

#include <functional>
#include <set>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "engine/workflow/rejections.h"
#include "engine/workflow/tree.h"

namespace vekha::workflow {
namespace {

// The eves of what has been done to the organization and those above it by `today`, the last first.
std::set<Date, std::greater<>> LastDays(const State& state, const OrganizationId& organization,
                                        Date today) {
  std::set<Date, std::greater<>> days;
  for (const OrganizationId& place : PathToRoot(state, organization, today)) {
    const OrganizationEntry& entry = state.organizations.at(place);
    if (entry.closure && entry.closure->on <= today) days.insert(AddDays(entry.closure->on, -1));
    for (const Move& move : entry.moves) {
      if (move.on <= today) days.insert(AddDays(move.on, -1));
    }
  }
  return days;
}

}  // namespace

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

absl::StatusOr<LastFound> FindTaskOrLast(const State& state, const RuleBook& rules,
                                         const TaskId& id, Date today) {
  absl::StatusOr<FoundTask> found = FindTask(state, rules, id, today);
  if (found.ok()) return LastFound{*std::move(found), today};
  if (RejectionOf(found.status()).reason != "TASK_UNKNOWN") return found.status();
  const OrganizationId organization(id.value().substr(0, id.value().find('/')));
  for (const Date day : LastDays(state, organization, today)) {
    absl::StatusOr<FoundTask> then = FindTask(state, rules, id, day);
    if (then.ok()) return LastFound{*std::move(then), day};
  }
  return found.status();
}

}  // namespace vekha::workflow
