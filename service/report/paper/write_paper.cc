#include "service/report/paper/write_paper.h"

#include <cerrno>
#include <fstream>
#include <string>

#include "engine/base/status.h"
#include "engine/base/utf8.h"
#include "service/report/paper/csv_writer.h"
#include "service/report/paper/html_writer.h"
#include "service/report/paper/whole_file.h"
#include "service/report/paper/xlsx_writer.h"

namespace vekha::service::report {
namespace {

namespace fs = std::filesystem;

absl::Status WriteText(const Paper& paper, PaperFormat format, std::ostream& out, Meter& meter) {
  if (format == PaperFormat::kCsv) {
    WriteCsv(paper, out, meter);
  } else {
    WriteHtml(paper, out, meter);
  }
  meter.Finish();
  return absl::OkStatus();
}

// A folder of its own, with what is in it, for as long as it lives.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (fs::temp_directory_path(error_) / "vekha-XXXXXX").string();
    if (!error_ && ::mkdtemp(pattern.data()) == nullptr) {
      error_ = std::error_code(errno, std::generic_category());
    }
    path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!error_) fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const fs::path& path() const { return path_; }
  const std::error_code& error() const { return error_; }

 private:
  fs::path path_;
  std::error_code error_;
};

absl::Status CopyWorkbook(const Paper& paper, std::ostream& out, Meter& meter) {
  const TemporaryFolder folder;
  if (folder.error()) return ExportPathError(folder.path(), folder.error().value());
  const fs::path path = folder.path() / "paper.xlsx";
  VEKHA_RETURN_IF_ERROR(WriteXlsx(paper, path, path, meter));
  std::ifstream in(path, std::ios::binary);
  out << in.rdbuf();
  meter.Finish();
  return absl::OkStatus();
}

}  // namespace

std::optional<PaperFormat> PaperFormatOf(const fs::path& path) {
  const std::string ending = LowerUtf8(path.extension().string());
  if (ending == ".xlsx") return PaperFormat::kXlsx;
  if (ending == ".csv") return PaperFormat::kCsv;
  if (ending == ".html" || ending == ".htm") return PaperFormat::kHtml;
  return std::nullopt;
}

absl::Status WritePaper(const Paper& paper, PaperFormat format, const fs::path& path,
                        const Progress& progress) {
  VEKHA_RETURN_IF_ERROR(CheckPaper(paper));
  Meter meter(paper, progress);
  if (format != PaperFormat::kXlsx) {
    return WriteStreamWhole(
        path, [&](std::ostream& out) { return WriteText(paper, format, out, meter); });
  }
  return WriteFileWhole(path, [&](const fs::path& temporary) {
    const absl::Status status = WriteXlsx(paper, temporary, path, meter);
    if (status.ok()) meter.Finish();
    return status;
  });
}

absl::Status WritePaper(const Paper& paper, PaperFormat format, std::ostream& out,
                        const Progress& progress) {
  VEKHA_RETURN_IF_ERROR(CheckPaper(paper));
  Meter meter(paper, progress);
  VEKHA_RETURN_IF_ERROR(format == PaperFormat::kXlsx ? CopyWorkbook(paper, out, meter)
                                                     : WriteText(paper, format, out, meter));
  return out ? absl::OkStatus() : absl::DataLossError("the stream of the paper went bad");
}

}  // namespace vekha::service::report
