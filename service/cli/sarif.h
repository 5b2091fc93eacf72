// Diagnostics as SARIF 2.1.0 (OASIS), which editors and CI show beside the lines of the file.
#pragma once

#include <string>
#include <vector>

#include "engine/base/diagnostic.h"

namespace vekha::cli {

// One run with the kinds that occur as its rules. Columns count code points.
std::string FormatSarif(const std::vector<Diagnostic>& diagnostics);

}  // namespace vekha::cli
