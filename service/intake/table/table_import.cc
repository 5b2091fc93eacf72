#include "service/intake/table/table_import.h"

#include <utility>

#include "engine/roster/check_roster.h"

namespace vekha::intake {

ImportPlan PlanTableImport(std::span<const TableFile> files, std::span<const Mapping> mappings,
                           const ImportOptions& options) {
  ImportPlan plan;
  plan.reading = ReadTables(files, mappings, options.tables);
  if (plan.reading.report.HasErrors()) return plan;
  static const roster::Roster kNothing;
  const roster::Roster& before = options.tables.base != nullptr ? *options.tables.base : kNothing;
  plan.after = roster::Merge(before, plan.reading.update);
  plan.after.source = options.source;
  plan.change = roster::Compare(before, plan.after);
  plan.changes = roster::ListChanges(before, plan.after, options.changes_max);
  plan.vanishing =
      roster::FindVanishing(plan.change, options.vanishing_percent, options.vanishing_spared);
  plan.disagreements = roster::CheckRoster(plan.after, options.tables.today);
  const roster::Roster* const rosters[] = {&plan.after};
  plan.derivation = roster::DeriveFacts(rosters, {.as_of = options.tables.today,
                                                  .source = options.source,
                                                  .observed_at = options.tables.stamp.observed_at,
                                                  .young_years = options.young_years});
  return plan;
}

}  // namespace vekha::intake
