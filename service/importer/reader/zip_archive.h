// The parts of a .docx or .xlsx that are asked for, unpacked in memory within limits.
#pragma once

#include <absl/status/statusor.h>

#include <map>
#include <string>
#include <string_view>

namespace vekha::importer {

// Part name -> bytes, of the parts `wanted` accepts. DOCUMENT_TOO_LARGE when they unpack to more
// than kUnpackedBytesMax or there are more than kPartsMax parts, DOCUMENT_ENCRYPTED when a part has
// a password, DOCUMENT_DAMAGED when the archive is cut off or wrong.
absl::StatusOr<std::map<std::string, std::string>> Unpack(std::string_view bytes,
                                                          bool (*wanted)(std::string_view name));

}  // namespace vekha::importer
