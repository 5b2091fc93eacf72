// The rules Vekha works by: those it was built with, or those of a folder.
#pragma once

#include <absl/status/statusor.h>

#include <cstddef>
#include <filesystem>
#include <vector>

#include "engine/base/source.h"

namespace vekha::service {

// What was in rules/ when the program was built, by name: "calendars/federal.yaml", "facts.yaml",
// "roadmaps/000-kambulat-school.yaml" ...
std::vector<Source> EmbeddedRules();

// Far above any rule file of ours (the largest has 40 KB), far below what would hurt.
inline constexpr size_t kRuleFileBytesMax = size_t{1} << 20;
inline constexpr size_t kRuleBytesMax = size_t{32} << 20;
inline constexpr int kRuleFilesMax = 2000;

// The .yaml files of `folder` and its subfolders, named relative to it, by name. Files and folders
// whose name begins with a dot are passed over, links to folders are not followed. Rejections:
// RULES_NOT_FOUND (kNotFound: no such folder, not a folder, or no .yaml file in it),
// RULES_UNREADABLE (kPermissionDenied) and RULES_TOO_LARGE (kResourceExhausted), each naming the
// file.
absl::StatusOr<std::vector<Source>> LoadRulesFrom(const std::filesystem::path& folder);

// One file whole, with the limit of kRuleFileBytesMax and the errors above (RULES_NOT_FOUND: no
// such file, or not a file); named as `path` is written.
absl::StatusOr<Source> LoadRuleFile(const std::filesystem::path& path);

}  // namespace vekha::service
