// A sheet of cells (.xlsx, .csv) as paragraphs and tables: a sheet may hold the title, the plan, a
// table of indicators below it and a signature, all in one grid.
#pragma once

#include <absl/status/status.h>

#include "service/importer/document.h"
#include "service/importer/reader/cell_budget.h"

namespace vekha::importer {

// Adds the blocks of `sheet` to `document`. Each header begins a table; lone texts above a header
// and below the last row are paragraphs.
absl::Status SplitSheet(Table sheet, CellBudget& budget, Document& document);

}  // namespace vekha::importer
