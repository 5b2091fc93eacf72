// What a bundle may cost. A region of 500,000 pupils takes some 300 MiB of enrollments; a hostile
// bundle may take no more than these, and memory grows with ids only, never with the bytes read.
#pragma once

#include <cstddef>
#include <cstdint>

namespace vekha::intake {

struct BundleLimits {
  uint64_t file_bytes_max = uint64_t{1} << 30;      // of one file, unpacked
  uint64_t unpacked_bytes_max = uint64_t{2} << 30;  // of all files together
  uint64_t archive_bytes_max = uint64_t{1} << 30;
  uint64_t ratio_max = 300;  // unpacked to packed; csv of names and ids has 5 to 40
  uint64_t ratio_from_bytes = uint64_t{4} << 20;  // smaller files may have any
  size_t entries_max = 1'000;                     // of an archive or a folder
  size_t row_bytes_max = size_t{1} << 20;
  size_t columns_max = 512;
  size_t cell_bytes_max = size_t{64} << 10;
  uint32_t rows_max = 10'000'000;  // of one file
  size_t list_items_max = 1'000;   // of a cell that holds a list
  size_t pending_bytes_max = size_t{64}
                             << 20;  // references to rows further down, kept until the end
};

}  // namespace vekha::intake
