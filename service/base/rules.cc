#include "service/base/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "service/base/embedded_text.h"

namespace vekha::service {
namespace {

namespace fs = std::filesystem;

absl::Status NotFound(const fs::path& path, std::string_view why, std::string_view why_ru) {
  return ToStatus({absl::StatusCode::kNotFound,
                   "RULES_NOT_FOUND",
                   fmt::format("{}: {}", path.string(), why),
                   fmt::format("{}: {}.", path.string(), why_ru),
                   {{"path", path.string()}}});
}

absl::Status Unreadable(const fs::path& path, const std::string& why) {
  return ToStatus({absl::StatusCode::kPermissionDenied,
                   "RULES_UNREADABLE",
                   fmt::format("{} cannot be read: {}", path.string(), why),
                   fmt::format("{}: не удаётся прочитать.", path.string()),
                   {{"path", path.string()}}});
}

absl::Status TooLarge(const fs::path& path, std::string_view what, size_t limit) {
  return ToStatus({absl::StatusCode::kResourceExhausted,
                   "RULES_TOO_LARGE",
                   fmt::format("{}: more than {} {}", path.string(), limit, what),
                   fmt::format("{}: правила слишком велики (предел {} {}).", path.string(), limit,
                               what == "bytes" ? "байт" : "файлов"),
                   {{"path", path.string()}, {"limit", fmt::format("{}", limit)}}});
}

// Reads at most one byte past the limit, so that a device or a file that grows cannot hold us.
absl::StatusOr<std::string> ReadWhole(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return NotFound(path, "there is no such file", "такого файла нет");
  if (!fs::is_regular_file(status)) return NotFound(path, "is not a file", "это не файл");
  std::ifstream in(path, std::ios::binary);
  if (!in) return Unreadable(path, "permission denied");
  std::string text(kRuleFileBytesMax + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad()) return Unreadable(path, "input error");
  text.resize(static_cast<size_t>(in.gcount()));
  if (text.size() > kRuleFileBytesMax) return TooLarge(path, "bytes", kRuleFileBytesMax);
  return text;
}

bool IsHidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

absl::StatusOr<std::vector<fs::path>> ListRuleFiles(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> files;
  fs::recursive_directory_iterator i(folder, error);
  if (error) return Unreadable(folder, error.message());
  while (i != fs::recursive_directory_iterator()) {
    const fs::path path = i->path();
    if (IsHidden(path)) {
      i.disable_recursion_pending();
    } else if (path.extension() == ".yaml" && i->is_regular_file(error)) {
      files.push_back(path);
      if (files.size() > kRuleFilesMax) return TooLarge(folder, "files", kRuleFilesMax);
    }
    i.increment(error);
    if (error) return Unreadable(path, error.message());
  }
  return files;
}

}  // namespace

std::vector<Source> EmbeddedRules() {
  std::vector<Source> sources;
  for (const EmbeddedText& file : RuleTexts()) {
    sources.emplace_back(std::string(file.name), std::string(file.text));
  }
  return sources;
}

absl::StatusOr<Source> LoadRuleFile(const fs::path& path) {
  VEKHA_ASSIGN_OR_RETURN(std::string text, ReadWhole(path));
  return Source(path.string(), std::move(text));
}

absl::StatusOr<std::vector<Source>> LoadRulesFrom(const fs::path& folder) {
  std::error_code error;
  const fs::file_status status = fs::status(folder, error);
  if (!fs::exists(status)) return NotFound(folder, "there is no such folder", "такой папки нет");
  if (!fs::is_directory(status)) return NotFound(folder, "is not a folder", "это не папка");
  VEKHA_ASSIGN_OR_RETURN(const std::vector<fs::path> files, ListRuleFiles(folder));
  if (files.empty()) return NotFound(folder, "no .yaml files in it", "в папке нет файлов .yaml");
  std::vector<Source> sources;
  size_t bytes = 0;
  for (const fs::path& path : files) {
    VEKHA_ASSIGN_OR_RETURN(std::string text, ReadWhole(path));
    bytes += text.size();
    if (bytes > kRuleBytesMax) return TooLarge(folder, "bytes", kRuleBytesMax);
    sources.emplace_back(path.lexically_relative(folder).generic_string(), std::move(text));
  }
  std::sort(sources.begin(), sources.end(),
            [](const Source& a, const Source& b) { return a.name() < b.name(); });
  return sources;
}

}  // namespace vekha::service
