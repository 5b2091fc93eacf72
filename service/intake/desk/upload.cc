#include "service/intake/desk/upload.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <system_error>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "engine/base/utf8.h"

namespace vekha::intake {
namespace {

namespace fs = std::filesystem;

constexpr size_t kNameCharsMax = 255;
constexpr size_t kPartBytesMax = 255;  // NAME_MAX: no disk takes more
constexpr std::string_view kFolderPrefix = "vekha-upload-";
constexpr std::string_view kFolderPattern = "XXXXXX";
constexpr int kTriesMax = 10;

absl::Status UploadFailed(std::string_view what) {
  return ToStatus({absl::StatusCode::kUnavailable,
                   "UPLOAD_FAILED",
                   fmt::format("the files of the import cannot be kept for reading: {}", what),
                   "Файлы импорта не удалось разместить на диске сервера.",
                   {}});
}

// Of at most kPartBytesMax bytes, cut before a letter and not within it.
std::string Shortened(const std::string& name) {
  if (name.size() <= kPartBytesMax) return name;
  size_t end = kPartBytesMax;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xc0) == 0x80) --end;
  return name.substr(0, end);
}

absl::Status NameInvalid(const std::string& name, std::string_view why, std::string_view why_ru) {
  return ToStatus({absl::StatusCode::kInvalidArgument,
                   "FILE_NAME_INVALID",
                   fmt::format("a file of the import: {}", why),
                   fmt::format("Файл импорта: {}.", why_ru),
                   {{"field", "chunk.name"}, {"file", Shortened(name)}}});
}

absl::Status TooLarge(const std::string& name, uint64_t bytes_max) {
  return ToStatus({absl::StatusCode::kResourceExhausted,
                   "IMPORT_TOO_LARGE",
                   fmt::format("{}: more than {} bytes", name, bytes_max),
                   fmt::format("{}: больше {} байт.", name, bytes_max),
                   {{"file", name}, {"max", fmt::format("{}", bytes_max)}}});
}

bool IsControl(char c) { return (c >= 0 && c < 0x20) || c == 0x7f || c == '\\'; }

// A relative path without "." and "..", so that it stays below the folder, of parts that a disk
// takes.
bool IsPlainPath(const std::string& name) {
  if (name.empty() || name.back() == '/' || name.find("//") != std::string::npos ||
      std::any_of(name.begin(), name.end(), IsControl)) {
    return false;
  }
  const fs::path path(name);
  return path.is_relative() && std::none_of(path.begin(), path.end(), [](const fs::path& part) {
           return part.empty() || part == "." || part == ".." ||
                  part.native().size() > kPartBytesMax;
         });
}

// The folder, open and locked; -1 when it is not there, is not ours or somebody has it.
int LockFolder(const fs::path& folder) {
  const int file = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (file < 0) return -1;
  struct stat at {};
  // Whoever had the lock until now may have deleted it: then it has no name any more.
  if (flock(file, LOCK_EX | LOCK_NB) == 0 && fstat(file, &at) == 0 && at.st_uid == geteuid() &&
      access(folder.c_str(), F_OK) == 0) {
    return file;
  }
  close(file);
  return -1;
}

bool IsUploadName(const std::string& name) {
  return name.size() == kFolderPrefix.size() + kFolderPattern.size() &&
         name.compare(0, kFolderPrefix.size(), kFolderPrefix) == 0;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Upload>> Upload::Make(UploadLimits limits) {
  std::error_code error;
  const fs::path parent = fs::temp_directory_path(error);
  if (error) return UploadFailed("no temporary folder");
  // Between making a folder and locking it somebody may take it for an abandoned one.
  for (int i = 0; i < kTriesMax; ++i) {
    std::string place = parent / fmt::format("{}{}", kFolderPrefix, kFolderPattern);
    if (mkdtemp(place.data()) == nullptr) return UploadFailed("no temporary folder");
    const int lock = LockFolder(place);
    if (lock >= 0) return std::unique_ptr<Upload>(new Upload(place, lock, limits));
    fs::remove_all(place, error);
  }
  return UploadFailed("no temporary folder can be locked");
}

Upload::~Upload() {
  out_.close();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
  close(lock_);
}

size_t RemoveAbandonedUploads() {
  std::error_code error;
  size_t removed = 0;
  const fs::path parent = fs::temp_directory_path(error);
  if (error) return removed;
  for (fs::directory_iterator at(parent, error), end; !error && at != end; at.increment(error)) {
    if (!IsUploadName(at->path().filename().string())) continue;
    const int lock = LockFolder(at->path());
    if (lock < 0) continue;
    std::error_code stays;
    fs::remove_all(at->path(), stays);
    if (!stays) ++removed;
    close(lock);
  }
  return removed;
}

absl::Status Upload::Begin(const std::string& name) {
  VEKHA_RETURN_IF_ERROR(End());
  if (CodePointCount(name) > kNameCharsMax || !IsPlainPath(name)) {
    return NameInvalid(
        name,
        "its name must be a relative path without .., of at most 255 characters, each "
        "part of at most 255 bytes",
        "имя должно быть относительным путём без «..», не длиннее 255 знаков, а "
        "каждая его часть — не длиннее 255 байт (127 русских букв)");
  }
  if (files_.size() >= limits_.files_max) {
    return ToStatus({absl::StatusCode::kResourceExhausted,
                     "TOO_MANY_FILES",
                     fmt::format("more than {} files", limits_.files_max),
                     fmt::format("Файлов больше {}.", limits_.files_max),
                     {{"file", name}, {"max", fmt::format("{}", limits_.files_max)}}});
  }
  const fs::path path = folder_ / name;
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error || fs::exists(path, error)) {
    return NameInvalid(name, "two files of one name", "два файла с одним именем");
  }
  out_.open(path, std::ios::binary | std::ios::trunc);
  if (!out_) return UploadFailed("a file cannot be written");
  files_.push_back({.name = name});
  digest_ = service::Sha256();
  return absl::OkStatus();
}

absl::Status Upload::Write(std::string_view piece) {
  UploadedFile& file = files_.back();
  if (piece.size() > limits_.bytes_max - bytes_) return TooLarge(file.name, limits_.bytes_max);
  file.bytes += piece.size();
  bytes_ += piece.size();
  digest_.Add(piece);
  out_.write(piece.data(), static_cast<std::streamsize>(piece.size()));
  return out_ ? absl::OkStatus() : UploadFailed("the disk is full or failed");
}

absl::Status Upload::Add(const std::string& name, std::string_view bytes) {
  VEKHA_RETURN_IF_ERROR(Begin(name));
  return Write(bytes);
}

absl::Status Upload::Finish() { return End(); }

absl::Status Upload::End() {
  if (!out_.is_open()) return absl::OkStatus();
  out_.close();
  files_.back().digest = digest_.Take();
  return out_ ? absl::OkStatus() : UploadFailed("the disk is full or failed");
}

std::string Upload::Fingerprint() const {
  std::map<std::string_view, std::string_view> by_name;
  for (const UploadedFile& file : files_) by_name[file.name] = file.digest;
  service::Sha256 digest;
  for (const auto& [name, of] : by_name) {
    digest.AddText(name);
    digest.AddText(of);
  }
  return digest.Take();
}

absl::StatusOr<std::string> Upload::Read(const UploadedFile& file, uint64_t bytes_max) const {
  if (file.bytes > bytes_max) return TooLarge(file.name, bytes_max);
  std::ifstream in(folder_ / file.name, std::ios::binary);
  std::string bytes(file.bytes, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!in && !bytes.empty()) return UploadFailed("a file cannot be read back");
  return bytes;
}

}  // namespace vekha::intake
