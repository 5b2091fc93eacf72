#include "service/intake/bundle/bundle_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <system_error>
#include <utility>

#include "engine/base/status.h"
#include "service/intake/bundle/zip_files.h"

namespace vekha::intake {
namespace {

namespace fs = std::filesystem;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

class FileSource final : public ByteSource {
 public:
  FileSource(std::FILE* file, const BundleLimits& limits) : file_(file), limits_(limits) {}

  absl::StatusOr<size_t> Read(char* to, size_t size) override {
    const size_t read = std::fread(to, 1, size, file_.get());
    if (read == 0 && std::ferror(file_.get()) != 0) return absl::DataLossError("cannot be read");
    if ((bytes_ += read) > limits_.file_bytes_max) {
      return absl::ResourceExhaustedError(
          fmt::format("is larger than {} MiB", limits_.file_bytes_max >> 20));
    }
    return read;
  }

 private:
  std::unique_ptr<std::FILE, CloseFile> file_;
  const BundleLimits limits_;
  uint64_t bytes_ = 0;
};

// All levels, so that a file which lies too deep is told and not overlooked.
class FolderFiles final : public BundleFiles {
 public:
  FolderFiles(fs::path root, const BundleLimits& limits)
      : root_(std::move(root)), limits_(limits) {}

  absl::StatusOr<std::vector<BundleEntry>> List() override {
    std::vector<BundleEntry> entries;
    std::error_code error;
    fs::recursive_directory_iterator at(root_, error);
    if (error) return absl::DataLossError(error.message());
    size_t seen = 0;
    for (; at != fs::recursive_directory_iterator(); at.increment(error)) {
      if (error) return absl::DataLossError(error.message());
      if (++seen > limits_.entries_max) {
        return absl::ResourceExhaustedError(fmt::format("more than {} files", limits_.entries_max));
      }
      const fs::file_status status = at->symlink_status(error);
      if (fs::is_directory(status)) continue;
      const bool regular = fs::is_regular_file(status);
      const uint64_t bytes = regular ? at->file_size(error) : 0;
      entries.push_back({.path = at->path().lexically_relative(root_).generic_string(),
                         .bytes = error ? 0 : bytes,
                         .regular = regular});
    }
    std::sort(entries.begin(), entries.end(),
              [](const BundleEntry& a, const BundleEntry& b) { return a.path < b.path; });
    return entries;
  }

  absl::StatusOr<std::unique_ptr<ByteSource>> Open(const BundleEntry& entry) override {
    std::FILE* file = std::fopen((root_ / entry.path).c_str(), "rb");
    if (file == nullptr) return absl::DataLossError("cannot be opened");
    return std::make_unique<FileSource>(file, limits_);
  }

 private:
  const fs::path root_;
  const BundleLimits limits_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<BundleFiles>> OpenBundle(const fs::path& path,
                                                        const BundleLimits& limits) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status)) return std::make_unique<FolderFiles>(path, limits);
  if (!fs::is_regular_file(status)) {
    return absl::NotFoundError(fmt::format("no folder and no zip file: {}", path.string()));
  }
  if (fs::file_size(path, error) > limits.archive_bytes_max) {
    return absl::ResourceExhaustedError(
        fmt::format("the archive is larger than {} MiB", limits.archive_bytes_max >> 20));
  }
  return MakeZipFile(path, limits);
}

std::unique_ptr<BundleFiles> OpenBundleBytes(std::string_view zip, const BundleLimits& limits) {
  return MakeZipBytes(zip, limits);
}

}  // namespace vekha::intake
