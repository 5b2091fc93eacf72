#include "service/intake/plan/import_plan.h"

#include <utility>

#include "engine/roster/check_roster.h"

namespace vekha::intake {

ImportPlan MakePlan(ImportReading reading, roster::RosterMerger merger, const Standing& standing,
                    const PlanOptions& options) {
  ImportPlan plan;
  plan.reading = std::move(reading);
  if (plan.reading.report.HasErrors()) return plan;
  plan.after = merger.Take();
  plan.after.source = options.source;
  plan.change = roster::Compare(standing.before, plan.after);
  plan.changes = roster::ListChanges(standing.before, plan.after, options.changes_max);
  plan.vanishing =
      roster::FindVanishing(plan.change, options.vanishing_percent, options.vanishing_spared);
  plan.disagreements = roster::CheckRoster(plan.after, standing.today);
  std::vector<const roster::Roster*> rosters{&plan.after};
  rosters.insert(rosters.end(), options.others.begin(), options.others.end());
  plan.derivation = roster::DeriveFacts(rosters, {.as_of = standing.today,
                                                  .source = options.source,
                                                  .observed_at = standing.observed_at,
                                                  .young_years = options.young_years});
  return plan;
}

}  // namespace vekha::intake
