#include "service/report/paper/whole_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <fstream>
#include <optional>
#include <system_error>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "service/report/paper/clean_text.h"

namespace vekha::service::report {
namespace {

namespace fs = std::filesystem;

std::string Russian(int error) {
  switch (error) {
    case ENOENT:
      return "такой папки нет";
    case EACCES:
    case EPERM:
      return "нет права на запись";
    case ENOSPC:
    case EDQUOT:
      return "на диске нет места";
    case EFBIG:
      return "файл слишком велик для этого диска";
    case EISDIR:
      return "это папка";
    case ENOTDIR:
      return "часть пути не папка";
    case EROFS:
      return "диск только для чтения";
    case ENAMETOOLONG:
      return "имя слишком длинное";
    case EINVAL:
      return "это не обычный файл";
    default:
      return std::generic_category().message(error);
  }
}

// Removed when it goes out of scope, unless it has been published.
class Temporary {
 public:
  explicit Temporary(const fs::path& folder) {
    static std::atomic<unsigned> counter{0};
    do {
      path_ = folder / fmt::format(".vekha-{}-{}.tmp", ::getpid(), counter++);
      descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    } while (descriptor_ < 0 && errno == EEXIST);
    error_ = descriptor_ < 0 ? errno : 0;
  }
  ~Temporary() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    if (!published_) ::unlink(path_.c_str());
  }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;

  const fs::path& path() const { return path_; }
  int error() const { return error_; }
  // 0 or an errno.
  int Publish(const fs::path& target, std::optional<mode_t> mode) {
    if (mode && ::fchmod(descriptor_, *mode) != 0) return errno;
    if (::fsync(descriptor_) != 0) return errno;
    if (::rename(path_.c_str(), target.c_str()) != 0) return errno;
    published_ = true;
    return 0;
  }

 private:
  fs::path path_;
  int descriptor_ = -1;
  int error_ = 0;
  bool published_ = false;
};

struct Place {
  fs::path path;               // links followed
  std::optional<mode_t> mode;  // of the file that is there
  int error = 0;
};

Place FindPlace(const fs::path& target) {
  Place place{.path = target, .mode = {}};
  struct stat found = {};
  if (target.empty()) return {.path = target, .mode = {}, .error = ENOENT};
  if (!target.has_filename()) return {.path = target, .mode = {}, .error = EISDIR};
  if (::stat(target.c_str(), &found) != 0) {
    if (errno != ENOENT) place.error = errno;
    return place;
  }
  std::error_code error;
  place.path = fs::canonical(target, error);
  place.mode = found.st_mode & 07777U;
  if (error) {
    place.error = error.value();
  } else if (S_ISDIR(found.st_mode)) {
    place.error = EISDIR;
  } else if (!S_ISREG(found.st_mode)) {
    place.error = EINVAL;
  } else if (::access(target.c_str(), W_OK) != 0) {
    place.error = errno;
  }
  return place;
}

}  // namespace

absl::Status ExportPathError(const fs::path& target, int error) {
  const std::string path = CleanLine(target.string());
  const std::string cause =
      error == EINVAL ? "it is no plain file" : std::generic_category().message(error);
  return ToStatus({.code = absl::StatusCode::kFailedPrecondition,
                   .reason = "EXPORT_PATH",
                   .message = fmt::format("cannot write {}: {}", path, cause),
                   .message_ru = fmt::format("Не удалось записать «{}»: {}.", path, Russian(error)),
                   .metadata = {{"path", path}, {"cause", cause}}});
}

absl::Status WriteFileWhole(const fs::path& target,
                            const std::function<absl::Status(const fs::path&)>& fill) {
  const Place place = FindPlace(target);
  if (place.error != 0) return ExportPathError(target, place.error);
  const fs::path folder = place.path.has_parent_path() ? place.path.parent_path() : ".";
  Temporary temporary(folder);
  if (temporary.error() != 0) return ExportPathError(target, temporary.error());
  VEKHA_RETURN_IF_ERROR(fill(temporary.path()));
  const int error = temporary.Publish(place.path, place.mode);
  return error == 0 ? absl::OkStatus() : ExportPathError(target, error);
}

absl::Status WriteStreamWhole(const fs::path& target,
                              const std::function<absl::Status(std::ostream&)>& fill) {
  return WriteFileWhole(target, [&](const fs::path& temporary) -> absl::Status {
    errno = 0;
    std::ofstream out(temporary, std::ios::binary);
    if (out) VEKHA_RETURN_IF_ERROR(fill(out));
    out.close();
    if (out) return absl::OkStatus();
    return ExportPathError(target, errno != 0 ? errno : EIO);
  });
}

}  // namespace vekha::service::report
