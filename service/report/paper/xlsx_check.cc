#include "service/report/paper/xlsx_check.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace vekha::service::report {
namespace {

constexpr std::string_view kRow = "<row ";
constexpr std::string_view kEnd = "</worksheet>";

struct SheetPart {
  uint64_t rows = 0;
  std::string tail;  // what a mark could still begin in
  bool ends = false;

  void Feed(std::string_view bytes) {
    std::string text = tail;
    text += bytes;
    for (size_t at = text.find(kRow); at != std::string::npos; at = text.find(kRow, at + 1)) {
      ++rows;
    }
    ends = std::string_view(text).ends_with(kEnd);
    tail = text.substr(text.size() - std::min(text.size(), kEnd.size()));
    // A row's mark that is whole inside the tail has been counted.
    if (const size_t last = tail.rfind(kRow); last != std::string::npos) tail.erase(0, last + 1);
  }
};

bool ReadPart(archive* in, SheetPart& part) {
  const void* data = nullptr;
  size_t size = 0;
  la_int64_t offset = 0;
  int status = ARCHIVE_OK;
  while ((status = archive_read_data_block(in, &data, &size, &offset)) == ARCHIVE_OK) {
    part.Feed({static_cast<const char*>(data), size});
  }
  return status == ARCHIVE_EOF;
}

}  // namespace

bool IsWholeWorkbook(const std::filesystem::path& path, const std::vector<uint64_t>& rows) {
  const std::unique_ptr<archive, decltype(&archive_read_free)> in(archive_read_new(),
                                                                  &archive_read_free);
  archive_read_support_format_zip_seekable(in.get());
  constexpr size_t kBlock = 1 << 16;
  if (archive_read_open_filename(in.get(), path.c_str(), kBlock) != ARCHIVE_OK) return false;
  std::map<std::string, SheetPart> parts;
  archive_entry* entry = nullptr;
  int status = ARCHIVE_OK;
  while ((status = archive_read_next_header(in.get(), &entry)) == ARCHIVE_OK) {
    if (!ReadPart(in.get(), parts[archive_entry_pathname(entry)])) return false;
  }
  if (status != ARCHIVE_EOF) return false;
  for (size_t i = 0; i < rows.size(); ++i) {
    const SheetPart& part = parts[fmt::format("xl/worksheets/sheet{}.xml", i + 1)];
    if (!part.ends || part.rows != rows[i]) return false;
  }
  return true;
}

}  // namespace vekha::service::report
