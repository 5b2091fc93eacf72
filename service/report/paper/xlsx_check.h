#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace vekha::service::report {

// True when the workbook at `path` can be unpacked and its sheets, in order, end as they should and
// have these many rows. The library does not notice when the disk of its temporary files is full.
bool IsWholeWorkbook(const std::filesystem::path& path, const std::vector<uint64_t>& rows);

}  // namespace vekha::service::report
