// A document of any kind we read, told by its first bytes: .docx, .xlsx, .html, .csv, plain text.
#pragma once

#include <absl/status/statusor.h>

#include <optional>
#include <string_view>
#include <vector>

#include "service/importer/document.h"
#include "service/importer/reader/xlsx_reader.h"

namespace vekha::importer {

// `name` helps only to tell a .csv from a text. The refusals are those of refusal.h.
absl::StatusOr<Document> ReadDocument(std::string_view bytes, std::string_view name);

// The sheets of an .xlsx as they stand; nothing for bytes that may be a text. The refusals are
// those of refusal.h, of everything else a table may come as too: an old .xls, a PDF, a picture.
absl::StatusOr<std::optional<std::vector<Sheet>>> ReadSheets(std::string_view bytes);

}  // namespace vekha::importer
