// The import of lists of a school as a plan.
#pragma once

#include <span>

#include "service/intake/plan/import_plan.h"
#include "service/intake/table/read_tables.h"

namespace vekha::intake {

struct ImportOptions : PlanOptions {
  TableOptions tables;  // `tables.base`: what the source said earlier; may be null
};

// The plan is empty but for its reading when the report HasErrors(). Nothing is written anywhere.
ImportPlan PlanTableImport(std::span<const TableFile> files, std::span<const Mapping> mappings,
                           const ImportOptions& options);

}  // namespace vekha::intake
