// Bytes of a text file as UTF-8.
#pragma once

#include <absl/status/statusor.h>

#include <string>
#include <string_view>
#include <vector>

namespace vekha::importer {

// UTF-8, UTF-16 with a byte order mark, or windows-1251 (what older programs write): the last only
// when the bytes read as Russian words, with a remark. Else DOCUMENT_DAMAGED names the line and
// column of the first wrong byte.
// `declared` is the encoding the document names itself, tried before windows-1251; may be empty.
absl::StatusOr<std::string> ToUtf8(std::string_view bytes, std::vector<std::string>& remarks,
                                   const std::string& declared = {});

}  // namespace vekha::importer
