// Texts from outside: files and lines of the standard input, each with a limit.
#pragma once

#include <absl/status/statusor.h>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/source.h"

namespace vekha::cli {

inline constexpr size_t kFileBytesMax = size_t{1} << 20;  // the service's own limit of a rule file
inline constexpr size_t kLineBytesMax = size_t{1} << 20;

// FILE_UNREADABLE (exit 3) when it is missing, a folder or may not be read; FILE_TOO_LARGE (exit
// 1).
absl::StatusOr<Source> ReadSource(const std::string& path, size_t bytes_max = kFileBytesMax);

// Calls `take` with every line of the standard input and its number from 1, blank lines left out. A
// line over the limit comes as std::nullopt; the rest is still read.
void ForEachInputLine(
    const std::function<void(int number, const std::optional<std::string>& line)>& take);

}  // namespace vekha::cli
