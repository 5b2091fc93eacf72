// Facts given to `vekha eval` beside the expression.
#pragma once

#include <absl/status/status.h>

#include <string>
#include <vector>

#include "engine/facts/fact_catalog.h"
#include "service/cli/bindings.h"

namespace vekha::cli {

// Values of a YAML or JSON file {name: value} (none when `file` is empty), then of NAME=VALUE
// texts.
absl::Status SetFactValues(const std::string& file, const std::vector<std::string>& texts,
                           const facts::FactCatalog& catalog, Bindings& bindings);

}  // namespace vekha::cli
