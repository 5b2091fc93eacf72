#include "engine/simulation/match.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <tuple>
#include <utility>

namespace vekha::simulation {
namespace {

using task::PlannedTask;

constexpr int kApartMax = 183;

struct Group {
  std::vector<const PlannedTask*> before;
  std::vector<const PlannedTask*> after;
};

struct Pair {
  int apart = 0;  // days
  const PlannedTask* before = nullptr;
  const PlannedTask* after = nullptr;
};

int Apart(const PlannedTask& a, const PlannedTask& b) {
  if (!a.window || !b.window) return kApartMax;
  return std::abs(DaysBetween(a.window->due, b.window->due));
}

void MatchGroup(const Group& group, std::map<TaskId, TaskId>& out) {
  std::vector<Pair> pairs;
  for (const PlannedTask* before : group.before) {
    for (const PlannedTask* after : group.after) {
      const int apart = before->id == after->id ? -1 : Apart(*before, *after);
      if (apart <= kApartMax) pairs.push_back({apart, before, after});
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& a, const Pair& b) { return a.apart < b.apart; });
  std::set<const PlannedTask*> taken;
  for (const Pair& pair : pairs) {
    if (taken.contains(pair.before) || taken.contains(pair.after)) continue;
    taken.insert(pair.before);
    taken.insert(pair.after);
    out.emplace(pair.after->id, pair.before->id);
  }
}

}  // namespace

std::map<TaskId, TaskId> MatchTasks(const std::vector<const PlannedTask*>& before,
                                    const std::vector<const PlannedTask*>& after) {
  std::map<std::pair<OrganizationId, MeasureId>, Group> groups;
  for (const PlannedTask* task : before) {
    groups[{task->organization, task->measure->id}].before.push_back(task);
  }
  for (const PlannedTask* task : after) {
    groups[{task->organization, task->measure->id}].after.push_back(task);
  }
  std::map<TaskId, TaskId> out;
  for (const auto& [key, group] : groups) MatchGroup(group, out);
  return out;
}

}  // namespace vekha::simulation
