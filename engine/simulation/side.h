// One of the two lives of a backtest. Inside this room only.
#pragma once

#include <absl/status/statusor.h>

#include <string>
#include <vector>

#include "engine/simulation/backtest.h"
#include "engine/simulation/copy.h"
#include "engine/workflow/view.h"

namespace vekha::simulation {

using Sheets = std::vector<workflow::TaskSheet>;

// The organizations' own tasks in their sheets.
std::vector<const task::PlannedTask*> PlannedOf(const Sheets& sheets);

class Side {
 public:
  // Follows `roadmap` only; with `changed` its text stands in place of every version.
  Side(const workflow::RuleBook& rules, RoadmapId roadmap, Period span,
       const BacktestRequest* changed)
      : rules_(rules),
        roadmap_(std::move(roadmap)),
        span_(span),
        changed_(changed),
        copy_(workflow::State(), rules) {}

  // False for what another roadmap alone is concerned with.
  bool Wants(const workflow::Event& event) const;

  void Take(const std::vector<workflow::Event>& inputs);
  absl::Status Run(Date day);

  absl::StatusOr<Sheets> SheetsOf(const OrganizationId& organization, Date day) const;
  // Of everybody who follows the roadmap.
  absl::StatusOr<Sheets> AllSheetsOn(Date day) const;

  const workflow::State& state() const { return copy_.state(); }
  // In the span, in order.
  const std::vector<workflow::Notification>& said() const { return said_; }

 private:
  const workflow::RuleBook& rules_;
  const RoadmapId roadmap_;
  const Period span_;
  const BacktestRequest* changed_;
  Copy copy_;
  std::vector<workflow::Notification> said_;
};

}  // namespace vekha::simulation
