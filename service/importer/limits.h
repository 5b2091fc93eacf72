// What a document may cost. A plan of a region takes some hundred rows and 200 KiB; these limits
// are far above and keep a hostile file from taking the memory.
#pragma once

#include <cstddef>

namespace vekha::importer {

inline constexpr size_t kFileBytesMax = size_t{32} << 20;
inline constexpr size_t kUnpackedBytesMax = size_t{256} << 20;  // of the parts that are read
inline constexpr int kPartsMax = 10'000;                        // of an archive
inline constexpr size_t kCellsMax = 1'000'000;
inline constexpr size_t kTablesMax = 200;
inline constexpr size_t kColumnsMax = 256;
inline constexpr size_t kCellBytesMax = 200'000;
inline constexpr int kDepthMax = 200;  // of nested elements

}  // namespace vekha::importer
