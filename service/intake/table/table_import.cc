#include "service/intake/table/table_import.h"

#include <utility>

namespace vekha::intake {

ImportPlan PlanTableImport(std::span<const TableFile> files, std::span<const Mapping> mappings,
                           const ImportOptions& options) {
  static const roster::Roster kNothing;
  TablesReading read = ReadTables(files, mappings, options.tables);
  const roster::Roster& before = options.tables.base != nullptr ? *options.tables.base : kNothing;
  roster::RosterMerger merger(before, read.update.stamp);
  read.update.TellTo(merger);
  return MakePlan({std::move(read.report), std::move(read.sheets)}, std::move(merger),
                  {.before = before,
                   .today = options.tables.today,
                   .observed_at = options.tables.stamp.observed_at},
                  options);
}

}  // namespace vekha::intake
