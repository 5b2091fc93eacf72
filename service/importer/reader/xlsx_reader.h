// Excel workbooks (ECMA-376, SpreadsheetML): each sheet a table, merged cells known; lone texts
// above and below it are paragraphs.
#pragma once

#include <absl/status/statusor.h>

#include <map>
#include <string>
#include <vector>

#include "service/importer/document.h"

namespace vekha::importer {

// A sheet with its rows as they stand: nothing is split off or left out, merged cells are known.
struct Sheet {
  std::string name;  // of its tab; empty when the workbook has no list of sheets
  bool hidden = false;
  int hidden_rows = 0;
  Table table;
};

absl::StatusOr<std::vector<Sheet>> ReadXlsxSheets(const std::map<std::string, std::string>& parts);

// As paragraphs and tables; hidden sheets are left out with a remark.
absl::StatusOr<Document> ReadXlsx(const std::map<std::string, std::string>& parts);

}  // namespace vekha::importer
