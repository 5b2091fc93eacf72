#include "service/intake/table/text_encoding.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "engine/base/rejection.h"
#include "engine/base/utf8.h"
#include "service/importer/reader/encoding.h"

namespace vekha::intake {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";

template <typename Visit>
void ForEachLine(std::string_view text, Visit visit) {
  uint32_t line = 1;
  for (size_t from = 0; from < text.size(); ++line) {
    const size_t end = std::min(text.find('\n', from), text.size());
    visit(line, text.substr(from, end - from));
    from = end + 1;
  }
}

// A line that is UTF-8 for certain: bytes of another encoding seldom make Russian letters of it.
bool IsRussianUtf8(std::string_view line) {
  if (FindInvalidUtf8(line)) return false;
  for (size_t i = 0; i < line.size(); ++i) {
    const char lead = line[i];
    if (lead == '\xD0' || lead == '\xD1') return true;
  }
  return false;
}

// The lines that are UTF-8 and those that are not, the first of each.
struct Lines {
  uint32_t utf8 = 0;
  uint32_t other = 0;
  uint32_t utf8_count = 0;
  uint32_t other_count = 0;
};

Lines CountLines(std::string_view bytes) {
  Lines lines;
  ForEachLine(bytes, [&](uint32_t number, std::string_view line) {
    if (FindInvalidUtf8(line)) {
      if (lines.other_count++ == 0) lines.other = number;
    } else if (IsRussianUtf8(line)) {
      if (lines.utf8_count++ == 0) lines.utf8 = number;
    }
  });
  return lines;
}

void ReportMixed(const Lines& lines, const std::string& file, Reporter& reporter) {
  const bool mostly_utf8 = lines.utf8_count >= lines.other_count;
  reporter.Error("R0815", file, mostly_utf8 ? lines.other : lines.utf8, "",
                 {fmt::format("в файле две кодировки: строк в UTF-8 {}, в другой {}",
                              lines.utf8_count, lines.other_count),
                  fmt::format("two encodings in one file: {} lines of UTF-8, {} of another",
                              lines.utf8_count, lines.other_count)},
                 {"склеены два файла? сохраните всё одним файлом «CSV UTF-8»",
                  "two files glued together? save all as one \"CSV UTF-8\""});
}

// False when such a byte is found; of each kind the first place is told.
bool CheckMarks(std::string_view text, const std::string& file, Reporter& reporter) {
  bool ok = true;
  ForEachLine(text, [&](uint32_t number, std::string_view line) {
    if (line.find(kMark) != std::string_view::npos && reporter.Once("R0211", file, "")) {
      reporter.Error("R0211", file, number, "",
                     {"метка порядка байтов (BOM) посреди файла: склеены два файла?",
                      "a byte order mark inside the file: two files glued together?"});
      ok = false;
    }
    if (line.find('\0') != std::string_view::npos && reporter.Once("R0212", file, "")) {
      reporter.Error("R0212", file, number, "", {"нулевой байт", "a zero byte"});
      ok = false;
    }
  });
  return ok;
}

}  // namespace

std::optional<std::string> ReadTextOfTable(std::string_view bytes, const std::string& file,
                                           Reporter& reporter) {
  const bool wide = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
  if (!wide && FindInvalidUtf8(bytes)) {
    const Lines lines = CountLines(bytes);
    if (lines.utf8_count > 0 && lines.other_count > 0) {
      ReportMixed(lines, file, reporter);
      return std::nullopt;
    }
  }
  std::vector<std::string> remarks;
  absl::StatusOr<std::string> text = importer::ToUtf8(bytes, remarks);
  if (!text.ok()) {
    const bool zeros = bytes.find('\0') != std::string_view::npos;
    if (zeros && !CheckMarks(bytes, file, reporter)) return std::nullopt;
    const Rejection why = RejectionOf(text.status());
    reporter.Error("R0209", file, 0, "", {why.message_ru, why.message});
    return std::nullopt;
  }
  if (text->starts_with(kMark)) text->erase(0, kMark.size());
  if (!remarks.empty()) {
    reporter.Note("R0816", file, 0, "",
                  {remarks.front() + ": прочитано", "another encoding than UTF-8, read"});
  }
  if (!CheckMarks(*text, file, reporter)) return std::nullopt;
  return *std::move(text);
}

}  // namespace vekha::intake
