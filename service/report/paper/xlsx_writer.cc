#include "service/report/paper/xlsx_writer.h"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <cerrno>
#include <ctime>
#include <string>
#include <vector>

#include "service/report/paper/clean_text.h"
#include "service/report/paper/whole_file.h"
#include "service/report/paper/words.h"
#include "service/report/paper/xlsx_check.h"
#include "service/report/paper/xlsx_formats.h"
#include "service/report/paper/xlsx_names.h"
#include "service/report/paper/xlsx_sheet.h"

namespace vekha::service::report {
namespace {

constexpr size_t kLongestProperty = 255;

std::string Property(const std::string& text) {
  return CutToUtf16(CleanLine(text), kLongestProperty);
}

// The day of the paper stands for the day of its making, so that equal papers are equal files.
time_t Noon(Date day) {
  constexpr int64_t kSecondsOfDay = 86400;
  return DaysBetween(*MakeDate(1970, 1, 1), day) * kSecondsOfDay + kSecondsOfDay / 2;
}

void SetProperties(lxw_workbook* book, const Paper& paper) {
  std::string title = Property(paper.title), company = Property(paper.organization),
              author = paper.language == Language::kRussian ? "Веха" : "Vekha",
              comments = Property(fmt::format("{}", fmt::join(SubtitleLines(paper), "; ")));
  lxw_doc_properties properties = {};
  properties.title = title.data();
  properties.company = company.data();
  properties.author = author.data();
  properties.comments = comments.data();
  properties.created = Noon(paper.day);
  workbook_set_properties(book, &properties);
}

struct Plan {
  std::vector<SheetLayout> layouts;
  std::vector<std::string> names;  // of all pieces
};

Plan MakePlan(const Paper& paper, size_t max_rows) {
  Plan plan;
  std::vector<std::string> wanted;
  const size_t subtitles = SubtitleLines(paper).size();
  for (const Sheet& sheet : paper.sheets) {
    plan.layouts.push_back(LayOut(sheet, subtitles, max_rows));
    wanted.insert(wanted.end(), plan.layouts.back().pieces, sheet.name);
  }
  plan.names = SheetNames(wanted);
  return plan;
}

lxw_error WriteSheets(const Paper& paper, const Plan& plan, lxw_workbook* book, Meter& meter,
                      std::vector<uint64_t>& rows) {
  const XlsxFormats formats(book, paper.language);
  size_t name = 0;
  for (size_t i = 0; i < paper.sheets.size(); ++i) {
    const auto first = plan.names.begin() + static_cast<std::ptrdiff_t>(name);
    name += plan.layouts[i].pieces;
    XlsxSheet sheet(paper, paper.sheets[i], plan.layouts[i],
                    {first, plan.names.begin() + static_cast<std::ptrdiff_t>(name)}, formats);
    if (const lxw_error error = sheet.Write(book, meter, rows); error != LXW_NO_ERROR) return error;
  }
  return LXW_NO_ERROR;
}

absl::Status Failed(const std::filesystem::path& target, lxw_error error, int cause) {
  switch (error) {
    case LXW_ERROR_CREATING_XLSX_FILE:
    case LXW_ERROR_CREATING_TMPFILE:
    case LXW_ERROR_READING_TMPFILE:
    case LXW_ERROR_ZIP_FILE_OPERATION:
    case LXW_ERROR_ZIP_FILE_ADD:
    case LXW_ERROR_ZIP_CLOSE:
      return ExportPathError(target, cause != 0 ? cause : EIO);
    default:
      return absl::InternalError(fmt::format("libxlsxwriter: {}", lxw_strerror(error)));
  }
}

}  // namespace

absl::Status WriteXlsx(const Paper& paper, const std::filesystem::path& path,
                       const std::filesystem::path& target, Meter& meter, size_t max_rows) {
  std::string folder = path.has_parent_path() ? path.parent_path().string() : ".";
  lxw_workbook_options options = {
      .constant_memory = LXW_TRUE, .tmpdir = folder.data(), .use_zip64 = LXW_TRUE};
  errno = 0;
  lxw_workbook* book = workbook_new_opt(path.c_str(), &options);
  if (book == nullptr) return Failed(target, LXW_ERROR_CREATING_TMPFILE, errno);
  SetProperties(book, paper);
  std::vector<uint64_t> rows;
  const lxw_error written = WriteSheets(paper, MakePlan(paper, max_rows), book, meter, rows);
  const int cause = errno;
  const lxw_error closed = workbook_close(book);  // frees it in any case
  if (written != LXW_NO_ERROR) return Failed(target, written, cause);
  if (closed != LXW_NO_ERROR) return Failed(target, closed, errno);
  if (IsWholeWorkbook(path, rows)) return absl::OkStatus();
  return ExportPathError(target, errno != 0 ? errno : EIO);
}

}  // namespace vekha::service::report
