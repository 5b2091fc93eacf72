#include "engine/simulation/simulation.h"

#include <utility>

#include "engine/base/status.h"
#include "engine/simulation/timeline.h"

namespace vekha::simulation {
namespace {

class Copy {
 public:
  Copy(workflow::State state, const workflow::RuleBook& rules)
      : state_(std::move(state)), rules_(rules) {}

  // As the runner does it, without the store between deciding and applying.
  absl::StatusOr<std::vector<workflow::Event>> Do(const workflow::Command& command) {
    VEKHA_ASSIGN_OR_RETURN(workflow::Decision decision, workflow::Decide(state_, rules_, command));
    if (decision.events.empty()) return std::move(decision.events);
    const int64_t revision = state_.revision + 1;
    for (const workflow::Event& event : decision.events) {
      workflow::Apply(state_, event, revision, rules_);
    }
    return std::move(decision.events);
  }

  const workflow::State& state() const { return state_; }

 private:
  workflow::State state_;
  const workflow::RuleBook& rules_;
};

std::vector<std::string> UnreadOf(const Day& day, const std::vector<Absence>& absences) {
  std::vector<std::string> unread;
  if (absences.empty()) return unread;
  for (const workflow::Event& event : day.run) {
    const auto* emitted = std::get_if<workflow::NotificationEmitted>(&event);
    if (emitted == nullptr) continue;
    if (IsAbsent(absences, emitted->notification.person, day.date)) {
      unread.push_back(emitted->notification.id);
    }
  }
  return unread;
}

}  // namespace

absl::Status Simulate(workflow::State state, const workflow::RuleBook& rules,
                      const Scenario& scenario, const DayVisitor& visit) {
  VEKHA_ASSIGN_OR_RETURN(const Timeline timeline, MakeTimeline(state, scenario));
  Copy copy(std::move(state), rules);
  auto next = timeline.steps.begin();
  for (Date date = scenario.span.first; date <= scenario.span.last; date = AddDays(date, 1)) {
    Day day{date, {}, {}, {}};
    for (; next != timeline.steps.end() && next->on <= date; ++next) {
      auto events = copy.Do(next->command);
      if (!events.ok()) return RefusalOf(*next, events.status());
      std::move(events->begin(), events->end(), std::back_inserter(day.assumed));
    }
    VEKHA_ASSIGN_OR_RETURN(day.run, copy.Do(workflow::RunDay{date}));
    day.unread = UnreadOf(day, timeline.absences);
    VEKHA_RETURN_IF_ERROR(visit(day, copy.state()));
  }
  return absl::OkStatus();
}

}  // namespace vekha::simulation
