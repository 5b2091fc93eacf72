// Comma-, semicolon- or tab-separated values (RFC 4180): quoted cells may hold line breaks.
#pragma once

#include <absl/status/statusor.h>

#include <string_view>

#include "service/importer/document.h"

namespace vekha::importer {

absl::StatusOr<Document> ReadCsv(std::string_view text);

}  // namespace vekha::importer
