// Cells of files in quarantine put right.
#pragma once

#include <absl/status/status.h>

#include <string>
#include <vector>

#include "service/intake/desk/import_record.h"
#include "service/intake/desk/quarantine.h"

namespace vekha::intake {

struct CellCorrection {
  std::string file = {};    // as faults name it: "list.xlsx[Пары]"
  int row = 0;              // likewise
  std::string column = {};  // its title in the header
  std::string value = {};   // empty: a blank cell
};

inline constexpr size_t kCorrectionsMax = 1'000;

// Files with a corrected cell become csv with every row on the line it had, each sheet of a
// workbook a file of its own, and a zip the files it holds. CORRECTION_MISPLACED (kInvalidArgument,
// metadata file, row, column) when there is no such cell, NOT_CORRECTABLE (kFailedPrecondition,
// metadata file) when the file cannot be read into cells. `files` is then as it was.
absl::Status Correct(const std::vector<CellCorrection>& corrections, const ImportRecord& record,
                     std::vector<QuarantinedFile>& files);

// The titles of a file's header; empty when they are not known.
std::vector<std::string> HeaderOf(const std::string& file, const ImportRecord& record,
                                  const std::vector<QuarantinedFile>& files);

// A zip as the files it holds when they can be read and have at most kQuarantineBytesMax together,
// else as it is; other files as they are.
std::vector<QuarantinedFile> Unpacked(const std::vector<QuarantinedFile>& files);

}  // namespace vekha::intake
