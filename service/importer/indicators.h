// Tables of target values: "показатель | ед. | 2023 | 2024". What a value is computed from no
// document says, so they are written as a comment to complete.
#pragma once

#include <optional>
#include <vector>

#include "service/importer/document.h"
#include "service/importer/draft.h"

namespace vekha::importer {

// The indicators of a table, and nothing when it is another kind of table.
std::optional<std::vector<DraftIndicator>> ReadIndicators(const Table& table);

}  // namespace vekha::importer
