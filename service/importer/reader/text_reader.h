// Tables in plain text: a row a line, cells parted by tabs; or a cell a line, each line beginning
// with a tab, rows parted by empty lines.
#pragma once

#include <absl/status/statusor.h>

#include <string_view>

#include "service/importer/document.h"

namespace vekha::importer {

absl::StatusOr<Document> ReadText(std::string_view text);

}  // namespace vekha::importer
