// A document of any kind we read, told by its first bytes: .docx, .xlsx, .html, .csv, plain text.
#pragma once

#include <absl/status/statusor.h>

#include <string_view>

#include "service/importer/document.h"

namespace vekha::importer {

// `name` helps only to tell a .csv from a text. The refusals are those of refusal.h.
absl::StatusOr<Document> ReadDocument(std::string_view bytes, std::string_view name);

}  // namespace vekha::importer
