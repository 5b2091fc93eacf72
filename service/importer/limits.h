// What a document may cost. A plan of a region takes some hundred rows and 200 KiB; these limits
// are far above and keep a hostile file from taking the memory.
#pragma once

#include <cstddef>

namespace vekha::importer {

inline constexpr size_t kFileBytesMax = size_t{32} << 20;
inline constexpr size_t kUnpackedBytesMax = size_t{64} << 20;  // of the parts that are read
inline constexpr size_t kRatioMax = 300;  // of a part to its archive; Office XML has 10 to 100
inline constexpr size_t kRatioFromBytes = size_t{4} << 20;  // smaller parts may have any
inline constexpr size_t kElementsMax = 8'000'000;           // of a part: 12 or so make a cell
inline constexpr std::ptrdiff_t kPageTagsMax = 3'000'000;
inline constexpr size_t kPageBytesMax = size_t{16} << 20;  // of a web page
inline constexpr size_t kRuleBytesMax = size_t{1} << 20;   // the engine reads no larger rule file
inline constexpr int kPartsMax = 10'000;                   // of an archive
inline constexpr size_t kCellsMax = 1'000'000;
inline constexpr size_t kTablesMax = 100;
inline constexpr size_t kPlanRowsMax = 20'000;  // more would make a rule file over kRuleBytesMax
inline constexpr size_t kColumnsMax = 256;
inline constexpr size_t kCellBytesMax = 200'000;
inline constexpr int kDepthMax = 200;  // of nested elements

}  // namespace vekha::importer
