// Word documents (ECMA-376, WordprocessingML): paragraphs and tables of the main part, with merged
// cells; deleted text is left out, inserted text read.
#pragma once

#include <absl/status/statusor.h>

#include <map>
#include <string>

#include "service/importer/document.h"

namespace vekha::importer {

// `parts` of the archive; word/document.xml must be among them.
absl::StatusOr<Document> ReadDocx(const std::map<std::string, std::string>& parts);

}  // namespace vekha::importer
