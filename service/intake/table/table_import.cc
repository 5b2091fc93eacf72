#include "service/intake/table/table_import.h"

#include <utility>

namespace vekha::intake {

ImportPlan PlanTableImport(std::span<const TableFile> files, std::span<const Mapping> mappings,
                           const ImportOptions& options) {
  static const roster::Roster kNothing;
  TablesReading read = ReadTables(files, mappings, options.tables);
  return MakePlan({std::move(read.report), std::move(read.sheets)}, std::move(read.update),
                  {.before = options.tables.base != nullptr ? *options.tables.base : kNothing,
                   .today = options.tables.today,
                   .observed_at = options.tables.stamp.observed_at},
                  options);
}

}  // namespace vekha::intake
