// The sheets of a .csv or .xlsx as grids of cells, whatever they were stored in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "service/importer/document.h"
#include "service/intake/bundle/report.h"

namespace vekha::intake {

struct Grid {
  std::string file;                 // as messages call it: "list.csv", "list.xlsx[Пары]"
  std::string tab;                  // of a workbook
  std::vector<importer::Row> rows;  // Row::place: line of the file, row of the sheet
  uint64_t bytes = 0;
  uint32_t refused = 0;  // rows that are not here because their text cannot be parted into cells
};

// Reports what is wrong with the file as a file: R0101 damaged or of another kind, R0102 a limit,
// R0202..R0206 rows that are no csv, R0209 bytes in no encoding, R0211 a byte order mark inside,
// R0212 a zero byte, R0815 two encodings in one file, R0816 (note) another encoding than UTF-8,
// R0819 (warning, note) hidden sheets and rows. Nothing comes back of a file that cannot be read.
std::vector<Grid> ReadGrids(const std::string& name, std::string_view bytes, Reporter& reporter);

}  // namespace vekha::intake
