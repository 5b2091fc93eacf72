#include "service/report/evidence/zip_file.h"

#include <archive.h>
#include <archive_entry.h>

#include <cerrno>

namespace vekha::service::report {
namespace {

struct FreeReader {
  void operator()(archive* a) const { archive_read_free(a); }
};

struct FreeEntry {
  void operator()(archive_entry* e) const { archive_entry_free(e); }
};

ZipOutcome ReadFile(archive* in, const ZipVisitor& visitor) {
  const void* data = nullptr;
  size_t size = 0;
  la_int64_t offset = 0;
  int status = ARCHIVE_OK;
  while ((status = archive_read_data_block(in, &data, &size, &offset)) == ARCHIVE_OK) {
    if (!visitor.data({static_cast<const char*>(data), size})) return ZipOutcome::kStopped;
  }
  if (status != ARCHIVE_EOF) return ZipOutcome::kDamaged;
  return visitor.end() ? ZipOutcome::kRead : ZipOutcome::kStopped;
}

}  // namespace

void ZipWriter::Free::operator()(archive* a) const { archive_write_free(a); }

ZipWriter::ZipWriter(const std::filesystem::path& path, time_t time)
    : out_(archive_write_new()), time_(time) {
  Note(archive_write_set_format_zip(out_.get()));
  Note(archive_write_open_filename(out_.get(), path.c_str()));
}

ZipWriter::~ZipWriter() = default;

void ZipWriter::Note(int status) {
  if (status >= ARCHIVE_WARN || error_ != 0) return;
  error_ = archive_errno(out_.get()) > 0 ? archive_errno(out_.get()) : EIO;
}

void ZipWriter::Begin(std::string_view name) {
  const std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
  archive_entry_set_pathname_utf8(entry.get(), std::string(name).c_str());
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), 0644);
  archive_entry_set_mtime(entry.get(), time_, 0);
  Note(archive_write_header(out_.get(), entry.get()));
}

void ZipWriter::Write(std::string_view bytes) {
  if (error_ != 0 || bytes.empty()) return;
  if (archive_write_data(out_.get(), bytes.data(), bytes.size()) !=
      static_cast<la_ssize_t>(bytes.size())) {
    Note(ARCHIVE_FATAL);
  }
}

void ZipWriter::File(std::string_view name, std::string_view content) {
  Begin(name);
  Write(content);
}

int ZipWriter::Close() {
  Note(archive_write_close(out_.get()));
  return error_;
}

ZipOutcome ReadZip(const std::filesystem::path& path, const ZipVisitor& visitor) {
  const std::unique_ptr<archive, FreeReader> in(archive_read_new());
  archive_read_support_format_zip_seekable(in.get());
  constexpr size_t kBlock = 1 << 16;
  if (archive_read_open_filename(in.get(), path.c_str(), kBlock) != ARCHIVE_OK) {
    return ZipOutcome::kUnopened;
  }
  archive_entry* entry = nullptr;
  int status = ARCHIVE_OK;
  while ((status = archive_read_next_header(in.get(), &entry)) == ARCHIVE_OK) {
    const char* name = archive_entry_pathname(entry);
    if (name == nullptr) return ZipOutcome::kDamaged;
    const ZipStep step = visitor.begin(name);
    if (step == ZipStep::kStop) return ZipOutcome::kStopped;
    if (step == ZipStep::kSkip) continue;
    const ZipOutcome outcome = ReadFile(in.get(), visitor);
    if (outcome != ZipOutcome::kRead) return outcome;
  }
  return status == ARCHIVE_EOF ? ZipOutcome::kRead : ZipOutcome::kDamaged;
}

}  // namespace vekha::service::report
