// A state to be changed and thrown away. Inside this room only.
#pragma once

#include <absl/status/statusor.h>

#include <utility>
#include <vector>

#include "engine/workflow/command.h"

namespace vekha::simulation {

class Copy {
 public:
  Copy(workflow::State state, const workflow::RuleBook& rules)
      : state_(std::move(state)), rules_(&rules) {}

  // As the runner does it, without the store between deciding and applying.
  absl::StatusOr<workflow::Decision> Do(const workflow::Command& command) {
    absl::StatusOr<workflow::Decision> decision = workflow::Decide(state_, *rules_, command);
    if (decision.ok()) Apply(decision->events);
    return decision;
  }

  // As one commit.
  void Apply(const std::vector<workflow::Event>& events) {
    if (events.empty()) return;
    const int64_t revision = state_.revision + 1;
    for (const workflow::Event& event : events) workflow::Apply(state_, event, revision, *rules_);
  }

  const workflow::State& state() const { return state_; }

 private:
  workflow::State state_;
  const workflow::RuleBook* rules_;
};

}  // namespace vekha::simulation
