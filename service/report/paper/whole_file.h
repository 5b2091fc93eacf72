// Files that are there whole or not at all: written beside their place under a hidden name, then
// renamed. Whoever reads the target sees the old file or the new one.
#pragma once

#include <absl/status/status.h>

#include <filesystem>
#include <functional>
#include <ostream>
#include <string>

namespace vekha::service::report {

// `fill` writes to the file of the given path, which is there and empty. When it or anything else
// fails, the target stays as it was and nothing new is left in its folder. A target that is a link
// is followed; an existing file keeps its permissions and must be writable. `fill`'s own error
// comes back as it is; all others are ExportPathError()s, and so is a target that is no plain file
// (a folder, a device, a pipe).
absl::Status WriteFileWhole(const std::filesystem::path& target,
                            const std::function<absl::Status(const std::filesystem::path&)>& fill);

// The same with a stream, which `fill` need not check.
absl::Status WriteStreamWhole(const std::filesystem::path& target,
                              const std::function<absl::Status(std::ostream&)>& fill);

// kFailedPrecondition, reason EXPORT_PATH, the path and why (an errno) in both languages.
absl::Status ExportPathError(const std::filesystem::path& target, int error);

}  // namespace vekha::service::report
