// Excel workbooks (ECMA-376, SpreadsheetML): each sheet a table, merged cells known; lone texts
// above and below it are paragraphs.
#pragma once

#include <absl/status/statusor.h>

#include <map>
#include <string>

#include "service/importer/document.h"

namespace vekha::importer {

absl::StatusOr<Document> ReadXlsx(const std::map<std::string, std::string>& parts);

}  // namespace vekha::importer
