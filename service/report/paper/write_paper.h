// Papers as files.
//
//   .xlsx  a workbook: titles, frozen header, filters, groups that fold, formulas for totals, A4
//   .csv   all sheets one after another, for Excel in Russian: UTF-8 with BOM, ";", CRLF, decimal
//          comma (csv_writer.h)
//   .html  one file without scripts or links that prints on A4, with the timeline
#pragma once

#include <absl/status/status.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <ostream>

#include "service/report/paper/paper.h"

namespace vekha::service::report {

enum class PaperFormat { kXlsx, kCsv, kHtml };

// By the ending, in any case: ".xlsx", ".csv", ".html" or ".htm"; nothing for others.
std::optional<PaperFormat> PaperFormatOf(const std::filesystem::path& path);

// Rows written, of how many: called now and then, and at the end with all.
using Progress = std::function<void(uint64_t done, uint64_t all)>;

// The file is there whole or not at all. Errors: CheckPaper()'s and WriteFileWhole()'s
// (EXPORT_PATH, whole_file.h). The same paper gives the same bytes.
absl::Status WritePaper(const Paper& paper, PaperFormat format, const std::filesystem::path& path,
                        const Progress& progress = {});

// To a stream; a stream that goes bad is kDataLoss. A workbook is first made in the folder for
// temporary files (TMPDIR), where EXPORT_PATH may arise too.
absl::Status WritePaper(const Paper& paper, PaperFormat format, std::ostream& out,
                        const Progress& progress = {});

}  // namespace vekha::service::report
