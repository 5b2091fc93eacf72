#include "service/intake/bundle/zip_files.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <locale.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "engine/base/status.h"
#include "engine/base/utf8.h"

namespace vekha::intake {
namespace {

struct Close {
  void operator()(archive* a) const { archive_read_free(a); }
};
using Archive = std::unique_ptr<archive, Close>;

absl::Status Damaged(archive* a) {
  const char* why = archive_error_string(a);
  return absl::DataLossError(why != nullptr ? why : "not a zip archive");
}

// libarchive turns names into the thread's character set and gives none at all where that cannot
// hold them; a service has the locale "C", in which nothing but ASCII can be said.
class Utf8Names {
 public:
  Utf8Names() : locale_(newlocale(LC_CTYPE_MASK, "C.UTF-8", static_cast<locale_t>(nullptr))) {
    if (locale_ != nullptr) before_ = uselocale(locale_);
  }
  ~Utf8Names() {
    if (locale_ == nullptr) return;
    uselocale(before_);
    freelocale(locale_);
  }
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;

 private:
  const locale_t locale_;
  locale_t before_ = nullptr;
};

// A name that is not UTF-8 is what Windows writes in Russia: code page 866. Other bytes of its
// upper half draw boxes, which no name has.
std::string FromCodePage866(std::string_view name) {
  std::string text;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    char32_t letter = byte < 0x80 ? byte : U'_';
    if (byte >= 0x80 && byte < 0xB0) letter = U'А' + (byte - 0x80u);
    if (byte >= 0xE0 && byte < 0xF0) letter = U'р' + (byte - 0xE0u);
    if (byte == 0xF0) letter = U'Ё';
    if (byte == 0xF1) letter = U'ё';
    AppendUtf8(letter, text);
  }
  return text;
}

std::string PathOf(archive_entry* entry) {
  const Utf8Names names;
  const char* path = archive_entry_pathname_utf8(entry);
  if (path == nullptr) path = archive_entry_pathname(entry);
  if (path == nullptr) return "";
  return FindInvalidUtf8(path) ? FromCodePage866(path) : std::string(path);
}

// Bytes of all entries opened, so that together they stay within the limit; an entry that is read
// again counts once.
struct Unpacked {
  std::map<std::string, uint64_t> of;
  uint64_t total = 0;

  void Add(const std::string& path, uint64_t bytes) {
    uint64_t& most = of[path];
    if (bytes <= most) return;
    total += bytes - most;
    most = bytes;
  }
};

class ZipSource final : public ByteSource {
 public:
  ZipSource(Archive a, std::string path, const BundleLimits& limits,
            std::shared_ptr<Unpacked> unpacked)
      : archive_(std::move(a)),
        path_(std::move(path)),
        limits_(limits),
        unpacked_(std::move(unpacked)),
        packed_before_(archive_filter_bytes(archive_.get(), 0)) {}

  absl::StatusOr<size_t> Read(char* to, size_t size) override {
    const la_ssize_t read = archive_read_data(archive_.get(), to, size);
    if (read < 0) return Damaged(archive_.get());
    bytes_ += static_cast<uint64_t>(read);
    unpacked_->Add(path_, bytes_);
    if (bytes_ > limits_.file_bytes_max || unpacked_->total > limits_.unpacked_bytes_max) {
      return absl::ResourceExhaustedError(
          fmt::format("unpacks to more than {} MiB", limits_.file_bytes_max >> 20));
    }
    const la_int64_t packed = archive_filter_bytes(archive_.get(), 0) - packed_before_;
    const auto packed_bytes = static_cast<uint64_t>(std::max<la_int64_t>(1, packed));
    if (bytes_ > limits_.ratio_from_bytes && bytes_ / limits_.ratio_max > packed_bytes) {
      return absl::ResourceExhaustedError(
          fmt::format("unpacks to more than {} times its size", limits_.ratio_max));
    }
    return static_cast<size_t>(read);
  }

 private:
  Archive archive_;
  const std::string path_;
  const BundleLimits limits_;
  std::shared_ptr<Unpacked> unpacked_;
  const la_int64_t packed_before_;
  uint64_t bytes_ = 0;
};

class ZipFiles final : public BundleFiles {
 public:
  ZipFiles(std::filesystem::path path, std::string_view bytes, const BundleLimits& limits)
      : path_(std::move(path)), bytes_(bytes), limits_(limits) {}

  absl::StatusOr<std::vector<BundleEntry>> List() override {
    VEKHA_ASSIGN_OR_RETURN(const Archive a, OpenArchive());
    std::vector<BundleEntry> entries;
    size_t seen = 0;
    while (true) {
      archive_entry* entry = nullptr;
      VEKHA_ASSIGN_OR_RETURN(const bool more, Next(a.get(), entry));
      if (!more) return entries;
      if (++seen > limits_.entries_max) {
        return absl::ResourceExhaustedError(fmt::format("more than {} files", limits_.entries_max));
      }
      if (archive_entry_filetype(entry) == AE_IFDIR) continue;
      entries.push_back(
          {.path = PathOf(entry),
           .bytes = static_cast<uint64_t>(std::max<la_int64_t>(0, archive_entry_size(entry))),
           .regular = archive_entry_filetype(entry) == AE_IFREG,
           .encrypted = archive_entry_is_encrypted(entry) != 0});
    }
  }

  absl::StatusOr<std::unique_ptr<ByteSource>> Open(const BundleEntry& wanted) override {
    VEKHA_ASSIGN_OR_RETURN(Archive a, OpenArchive());
    while (true) {
      archive_entry* entry = nullptr;
      VEKHA_ASSIGN_OR_RETURN(const bool more, Next(a.get(), entry));
      if (!more) return absl::NotFoundError(wanted.path);
      if (PathOf(entry) != wanted.path) continue;
      return std::make_unique<ZipSource>(std::move(a), wanted.path, limits_, unpacked_);
    }
  }

 private:
  absl::StatusOr<Archive> OpenArchive() const {
    Archive a(archive_read_new());
    archive_read_support_format_zip_seekable(a.get());
    constexpr size_t kBlockBytes = size_t{64} << 10;
    const int status = path_.empty()
                           ? archive_read_open_memory(a.get(), bytes_.data(), bytes_.size())
                           : archive_read_open_filename(a.get(), path_.c_str(), kBlockBytes);
    if (status != ARCHIVE_OK) return Damaged(a.get());
    return a;
  }

  static absl::StatusOr<bool> Next(archive* a, archive_entry*& entry) {
    const Utf8Names names;
    const int status = archive_read_next_header(a, &entry);
    if (status == ARCHIVE_EOF) return false;
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN) return Damaged(a);
    return true;
  }

  const std::filesystem::path path_;
  const std::string_view bytes_;
  const BundleLimits limits_;
  const std::shared_ptr<Unpacked> unpacked_ = std::make_shared<Unpacked>();
};

}  // namespace

std::unique_ptr<BundleFiles> MakeZipFile(std::filesystem::path path, const BundleLimits& limits) {
  return std::make_unique<ZipFiles>(std::move(path), std::string_view(), limits);
}

std::unique_ptr<BundleFiles> MakeZipBytes(std::string_view zip, const BundleLimits& limits) {
  return std::make_unique<ZipFiles>(std::filesystem::path(), zip, limits);
}

}  // namespace vekha::intake
