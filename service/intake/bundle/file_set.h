// Which files of a bundle may be read, under which name: unsafe, foreign and doubled ones are told.
#pragma once

#include <map>
#include <string>

#include "service/intake/bundle/bundle_files.h"
#include "service/intake/bundle/report.h"

namespace vekha::intake {

// File name without folders -> entry.
using FileSet = std::map<std::string, BundleEntry, std::less<>>;

// Reports R0101 (not a zip, damaged), R0102 (too large), R0103 (too many files), R0104 (a path that
// leaves the bundle), R0105 (a link), R0106 (encrypted), R0107 (two files of one name), R0108
// (note: all in one folder), R0109 (files in several folders), R0110 (note: not a csv file), R0114
// (empty bundle). What is unsafe is left out of the set.
FileSet ListFiles(BundleFiles& files, const BundleLimits& limits, Reporter& reporter);

// Reports what a status from a BundleFiles or ByteSource says of `file` while at `row`.
void ReportReadFailure(const absl::Status& status, std::string_view file, uint32_t row,
                       Reporter& reporter);

// ASCII letters as lower case: file and column names are compared so to find slips of case.
std::string LowerAscii(std::string_view text);

}  // namespace vekha::intake
