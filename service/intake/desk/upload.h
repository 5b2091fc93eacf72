// The files of one import on disk while they are read, so that memory does not grow with them: a
// folder nobody else can read, gone with the object. While it lives the process has a lock on the
// folder, which ends with the process however that dies: RemoveAbandonedUploads() tells by it.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "service/base/sha256.h"

namespace vekha::intake {

struct UploadLimits {
  uint64_t bytes_max = uint64_t{1} << 30;  // of all files together: BundleLimits has the same
  size_t files_max = 1'000;
};

struct UploadedFile {
  std::string name = {};  // relative, as it was given: "users.csv", "school/users.csv"
  uint64_t bytes = 0;
  std::string digest = {};  // SHA-256 in hexadecimal, once it is finished
};

class Upload {
 public:
  // UPLOAD_FAILED (kUnavailable) when the disk does not do as asked, of any of these functions.
  static absl::StatusOr<std::unique_ptr<Upload>> Make(UploadLimits limits = {});
  ~Upload();
  Upload(const Upload&) = delete;
  Upload& operator=(const Upload&) = delete;

  // Ends the file before and begins another. FILE_NAME_INVALID (kInvalidArgument): a path that
  // could leave the folder, an empty one, one of more than 255 characters or with a part of more
  // than 255 bytes, the same twice; TOO_MANY_FILES (kResourceExhausted).
  absl::Status Begin(const std::string& name);
  // IMPORT_TOO_LARGE (kResourceExhausted).
  absl::Status Write(std::string_view piece);
  // Ends the last file; nothing may be added after.
  absl::Status Finish();
  // Begin() and Write() of one whole file.
  absl::Status Add(const std::string& name, std::string_view bytes);

  const std::vector<UploadedFile>& files() const { return files_; }
  const std::filesystem::path& folder() const { return folder_; }
  uint64_t bytes() const { return bytes_; }
  // Of names and bytes of all files, whatever order they came in.
  std::string Fingerprint() const;
  // One file whole. Of at most `bytes_max`: IMPORT_TOO_LARGE.
  absl::StatusOr<std::string> Read(const UploadedFile& file, uint64_t bytes_max) const;

 private:
  Upload(std::filesystem::path folder, int lock, UploadLimits limits)
      : folder_(std::move(folder)), lock_(lock), limits_(limits) {}
  absl::Status End();

  std::filesystem::path folder_;
  int lock_;  // the folder, open
  UploadLimits limits_;
  std::vector<UploadedFile> files_;
  uint64_t bytes_ = 0;
  std::ofstream out_;
  service::Sha256 digest_;
};

// Deletes what uploads of processes that were killed have left in the temporary folder: they hold
// personal data. Those of living processes, and what is not ours, stay. Gives how many there were.
size_t RemoveAbandonedUploads();

}  // namespace vekha::intake
