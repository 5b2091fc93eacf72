#include "engine/simulation/simulation.h"

#include <iterator>
#include <utility>

#include "engine/base/status.h"
#include "engine/simulation/copy.h"
#include "engine/simulation/timeline.h"

namespace vekha::simulation {
namespace {

std::vector<std::string> UnreadOf(const Day& day, const std::vector<Absence>& absences) {
  std::vector<std::string> unread;
  if (absences.empty()) return unread;
  for (const workflow::Notification* said : NotificationsOf(day)) {
    if (IsAbsent(absences, said->person, day.date)) unread.push_back(said->id);
  }
  return unread;
}

}  // namespace

std::vector<const workflow::Notification*> NotificationsOf(const Day& day) {
  std::vector<const workflow::Notification*> said;
  for (const auto* events : {&day.assumed, &day.run}) {
    for (const workflow::Event& event : *events) {
      const auto* emitted = std::get_if<workflow::NotificationEmitted>(&event);
      if (emitted != nullptr) said.push_back(&emitted->notification);
    }
  }
  return said;
}

struct Simulation::Parts {
  Copy copy;
  Timeline timeline;
  Period span;
  Date date;        // the next day to be lived
  size_t step = 0;  // the next of the timeline
};

Simulation::Simulation(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Simulation::Simulation(Simulation&&) noexcept = default;
Simulation& Simulation::operator=(Simulation&&) noexcept = default;
Simulation::~Simulation() = default;

absl::StatusOr<Simulation> Simulation::Begin(workflow::State state, const workflow::RuleBook& rules,
                                             const Scenario& scenario) {
  VEKHA_ASSIGN_OR_RETURN(Timeline timeline, MakeTimeline(state, scenario));
  return Simulation(std::make_unique<Parts>(Parts{
      Copy(std::move(state), rules), std::move(timeline), scenario.span, scenario.span.first}));
}

absl::StatusOr<std::optional<Day>> Simulation::Next() {
  Parts& p = *parts_;
  if (p.date > p.span.last) return std::optional<Day>();
  Day day;
  day.date = p.date;
  const std::vector<Step>& steps = p.timeline.steps;
  for (; p.step < steps.size() && steps[p.step].on <= p.date; ++p.step) {
    auto decision = p.copy.Do(steps[p.step].command);
    if (!decision.ok()) return RefusalOf(steps[p.step], decision.status());
    std::move(decision->events.begin(), decision->events.end(), std::back_inserter(day.assumed));
  }
  VEKHA_ASSIGN_OR_RETURN(workflow::Decision run, p.copy.Do(workflow::RunDay{p.date}));
  day.run = std::move(run.events);
  day.skipped = std::move(run.skipped);
  day.unread = UnreadOf(day, p.timeline.absences);
  p.date = AddDays(p.date, 1);
  return std::optional(std::move(day));
}

const workflow::State& Simulation::state() const { return parts_->copy.state(); }

absl::Status Simulate(workflow::State state, const workflow::RuleBook& rules,
                      const Scenario& scenario, const DayVisitor& visit) {
  VEKHA_ASSIGN_OR_RETURN(Simulation simulation,
                         Simulation::Begin(std::move(state), rules, scenario));
  while (true) {
    VEKHA_ASSIGN_OR_RETURN(const std::optional<Day> day, simulation.Next());
    if (!day) return absl::OkStatus();
    VEKHA_RETURN_IF_ERROR(visit(*day, simulation.state()));
  }
}

}  // namespace vekha::simulation
