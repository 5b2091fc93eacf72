// What is wrong with an assembled roster: after a delta was merged, or when a source has no files
// to check. A bundle's own reader finds the same faults earlier; none is fatal to reading.
#pragma once

#include <vector>

#include "engine/roster/roster.h"
#include "engine/roster/row_diagnostic.h"

namespace vekha::roster {

// Codes (docs/formats/bundles.md): R0601 a reference to a record that is not there, R0506 a birth
// date after `today`, R0704 an end before its beginning, R0703 two primary teachers of a class at
// once, R0708 a record that is its own parent through others. At most `diagnostics_max` of them, by
// file and row. Never says anything of special needs.
std::vector<RowDiagnostic> CheckRoster(const Roster& roster, Date today,
                                       size_t diagnostics_max = 1000);

}  // namespace vekha::roster
