// Excel workbooks (ECMA-376) by libxlsxwriter, in memory that does not grow with the rows.
#pragma once

#include <absl/status/status.h>

#include <cstddef>
#include <filesystem>

#include "service/report/paper/meter.h"
#include "service/report/paper/paper.h"

namespace vekha::service::report {

inline constexpr size_t kXlsxRows = 1'048'576;  // of a sheet (Excel's specifications and limits)

// Rows beyond `max_rows` go to further sheets, "Школы (2)"; the row of totals stands on the last.
// Writes to `path`, and temporary files into its folder; errors speak of `target`.
absl::Status WriteXlsx(const Paper& paper, const std::filesystem::path& path,
                       const std::filesystem::path& target, Meter& meter,
                       size_t max_rows = kXlsxRows);

}  // namespace vekha::service::report
