// Diagnostics as SARIF 2.1.0 (OASIS), which editors and CI show beside the lines of the file.
#pragma once

#include <string>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/base/language.h"

namespace vekha::cli {

// One run with the kinds that occur as its rules, in one language. Columns count code points.
std::string FormatSarif(const std::vector<Diagnostic>& diagnostics, Language language);

}  // namespace vekha::cli
