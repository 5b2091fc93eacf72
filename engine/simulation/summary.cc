#include "engine/simulation/summary.h"

#include <algorithm>
#include <utility>

#include "engine/base/status.h"
#include "engine/workflow/tree.h"

namespace vekha::simulation {
namespace {

int Closings(const std::vector<workflow::Event>& events) {
  return static_cast<int>(
      std::count_if(events.begin(), events.end(), [](const workflow::Event& event) {
        return std::holds_alternative<workflow::TaskClosed>(event);
      }));
}

}  // namespace

absl::StatusOr<std::vector<workflow::TaskSheet>> AllSheets(const workflow::State& state,
                                                           const workflow::RuleBook& rules,
                                                           Date day) {
  std::vector<workflow::TaskSheet> out;
  for (const auto& [key, entry] : state.adoptions) {
    if (day < entry.adoption.on) continue;
    for (const OrganizationId& place : workflow::Subtree(state, key.organization, day)) {
      if (!workflow::Concerns(state, entry, place, day)) continue;
      const workflow::Organization& organization = state.organizations.at(place).organization;
      VEKHA_ASSIGN_OR_RETURN(workflow::TaskSheet sheet,
                             workflow::SheetOf(state, rules, entry, organization, day));
      // The adopter's tasks come with its own sheet.
      std::erase_if(sheet.tasks,
                    [&](const task::Task& t) { return t.planned->organization != place; });
      out.push_back(std::move(sheet));
    }
  }
  return out;
}

void Summary::Add(const Day& day) {
  const int closed = Closings(day.assumed) + Closings(day.run);
  if (closed > 0) calendar_[day.date].closed += closed;
  for (const workflow::Notification* said : NotificationsOf(day)) {
    const workflow::Notification& n = *said;
    ++calendar_[day.date].notified;
    Load& load = loads_[{n.organization, n.addressee, n.person}];
    load.organization = n.organization;
    load.person = n.person;
    load.addressee = n.addressee;
    ++load.by_day[day.date];
    ++load.total;
    if (n.kind == reminder::NoticeKind::kAlert) ++load.alerts;
    if (std::find(day.unread.begin(), day.unread.end(), n.id) != day.unread.end()) ++load.unread;
  }
}

void Summary::AddDue(const std::vector<workflow::TaskSheet>& sheets, const Period& span) {
  for (const workflow::TaskSheet& sheet : sheets) {
    for (const task::Task& task : sheet.tasks) {
      if (!task.applies || !task.effective_due || !span.Contains(*task.effective_due)) continue;
      const roadmap::Measure& measure = *task.planned->measure;
      calendar_[*task.effective_due].due.push_back({task.planned->id, task.planned->organization,
                                                    measure.id, measure.number, measure.title});
    }
  }
}

std::vector<Load> Summary::Loads() const {
  std::vector<Load> out;
  for (const auto& [key, load] : loads_) out.push_back(load);
  return out;
}

}  // namespace vekha::simulation
