// What people and machines brought in, as the event log has it, and when the runs were: enough to
// live through those days again. What the runs themselves said is left out, for it is to be said
// anew.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/base/window.h"
#include "engine/workflow/event.h"

namespace vekha::simulation {

// One commit of the log: what came in, or the day that was run.
struct HistoryStep {
  Date on;  // the civil day of the commit
  std::vector<workflow::Event> inputs;
  std::optional<Date> run;
};

class History {
 public:
  // The events of one commit, in the order of commits.
  void Add(Date on, std::vector<workflow::Event> events);

  const std::vector<HistoryStep>& steps() const { return steps_; }
  bool HasRunIn(const Period& span) const;

  // The same inputs with a run on each day of `span`: facts come on the day they were observed,
  // reports on the day they are of, adoptions on their first day, another version of an adopted
  // roadmap on the day of its commit, everything else before the first day.
  std::vector<HistoryStep> Daily(const Period& span) const;

 private:
  std::vector<HistoryStep> steps_;
  std::optional<Date> last_run_;
};

}  // namespace vekha::simulation
