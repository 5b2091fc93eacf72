// Archives as a pack needs them.
#pragma once

#include <absl/status/status.h>

#include <cstdint>
#include <ctime>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

struct archive;

namespace vekha::service::report {

// Files are written one after another; every one bears the same time.
class ZipWriter {
 public:
  ZipWriter(const std::filesystem::path& path, time_t time);
  ~ZipWriter();
  ZipWriter(const ZipWriter&) = delete;
  ZipWriter& operator=(const ZipWriter&) = delete;

  void Begin(std::string_view name);
  void Write(std::string_view bytes);
  void File(std::string_view name, std::string_view content);
  // 0, or the errno of the first thing that failed.
  int Close();

 private:
  void Note(int status);

  struct Free {
    void operator()(archive* a) const;
  };
  std::unique_ptr<archive, Free> out_;
  time_t time_;
  int error_ = 0;
};

enum class ZipStep { kRead, kSkip, kStop };

// What reading an archive finds, in its order. `data` and `end` say false to stop.
struct ZipVisitor {
  std::function<ZipStep(const std::string& name)> begin;
  std::function<bool(std::string_view bytes)> data;
  std::function<bool()> end;  // of the file; its check sum was right
};

enum class ZipOutcome {
  kRead,
  kStopped,  // by the visitor
  kUnopened,
  kDamaged,
};
ZipOutcome ReadZip(const std::filesystem::path& path, const ZipVisitor& visitor);

}  // namespace vekha::service::report
