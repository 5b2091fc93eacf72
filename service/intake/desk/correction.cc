#include "service/intake/desk/correction.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "service/importer/cell_text.h"
#include "service/intake/bundle/bundle_files.h"
#include "service/intake/bundle/file_set.h"
#include "service/intake/table/grid.h"

namespace vekha::intake {
namespace {

absl::Status Misplaced(const CellCorrection& correction, std::string_view what,
                       std::string_view what_ru) {
  return ToStatus(
      {absl::StatusCode::kInvalidArgument,
       "CORRECTION_MISPLACED",
       fmt::format("{}:{}: {}: {}", correction.file, correction.row, correction.column, what),
       fmt::format("{}:{}: {}: {}.", correction.file, correction.row, correction.column, what_ru),
       {{"field", "corrections"},
        {"file", correction.file},
        {"row", fmt::format("{}", correction.row)},
        {"column", correction.column}}});
}

absl::Status NotCorrectable(const std::string& file) {
  return ToStatus(
      {absl::StatusCode::kFailedPrecondition,
       "NOT_CORRECTABLE",
       fmt::format("{} cannot be read into cells: correct the file and import it", file),
       fmt::format("{}: ячейки не читаются; исправьте сам файл и загрузите его.", file),
       {{"file", file}}});
}

// "list.xlsx" of "list.xlsx[Пары]".
std::string WorkbookOf(const std::string& file) { return file.substr(0, file.find('[')); }

int HeaderRowOf(const std::string& file, const ImportRecord& record) {
  for (const RecordedFile& known : record.files) {
    if (known.name == file && known.header_row > 0) return known.header_row;
  }
  return 1;
}

// Of a table of a bundle. A first line that is no header may be somebody's row, and is not told.
bool HasKnownHeader(const std::string& file, const ImportRecord& record) {
  if (record.format.empty() || record.format == kListsFormat) return false;
  return std::ranges::none_of(record.faults, [&](const roster::RowDiagnostic& fault) {
    return fault.file == file && (fault.code == "R0313" || fault.code == "R0315");
  });
}

std::optional<size_t> FindColumn(const importer::Row& header, const std::string& title) {
  const std::string wanted = importer::OneLine(title);
  for (size_t i = 0; i < header.cells.size(); ++i) {
    if (importer::OneLine(header.cells[i].text) == wanted) return i;
  }
  return std::nullopt;
}

importer::Row* FindRow(Grid& grid, int place) {
  const auto row = std::find_if(grid.rows.begin(), grid.rows.end(),
                                [&](const importer::Row& r) { return r.place == place; });
  return row == grid.rows.end() ? nullptr : &*row;
}

absl::Status CorrectIn(std::vector<Grid>& grids, const CellCorrection& correction,
                       const ImportRecord& record) {
  const auto grid = std::find_if(grids.begin(), grids.end(),
                                 [&](const Grid& g) { return g.file == correction.file; });
  if (grid == grids.end()) return Misplaced(correction, "no such sheet", "такого листа нет");
  const importer::Row* header = FindRow(*grid, HeaderRowOf(correction.file, record));
  importer::Row* row = FindRow(*grid, correction.row);
  if (header == nullptr || row == nullptr || row <= header) {
    return Misplaced(correction, "no such row", "такой строки нет");
  }
  const std::optional<size_t> column = FindColumn(*header, correction.column);
  if (!column) return Misplaced(correction, "no such column", "такого столбца нет");
  if (row->cells.size() <= *column) row->cells.resize(*column + 1);
  row->cells[*column] = {.text = correction.value};
  return absl::OkStatus();
}

// Cells merged downwards say their text in each row.
void Unmerge(Grid& grid) {
  for (size_t i = 1; i < grid.rows.size(); ++i) {
    const std::vector<importer::Cell>& above = grid.rows[i - 1].cells;
    std::vector<importer::Cell>& cells = grid.rows[i].cells;
    for (size_t k = 0; k < std::min(cells.size(), above.size()); ++k) {
      if (cells[k].merged_above) cells[k].text = above[k].text;
    }
  }
}

std::string CsvCell(const std::string& text) {
  if (text.find_first_of(",;\t\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

// Each row on the line it had, where text inside cells leaves room for it.
std::string ToCsv(const Grid& grid) {
  std::string text;
  int line = 1;
  for (const importer::Row& row : grid.rows) {
    for (; line < row.place; ++line) text += '\n';
    std::string written;
    for (size_t i = 0; i < row.cells.size(); ++i) {
      const std::string& cell = row.cells[i].text;
      written += (i == 0 ? "" : ",") + CsvCell(grid.tab.empty() ? cell : importer::OneLine(cell));
    }
    line += static_cast<int>(std::count(written.begin(), written.end(), '\n')) + 1;
    text += written + "\n";
  }
  return text;
}

bool IsZipName(const std::string& name) {
  return LowerAscii(std::filesystem::path(name).extension().string()) == ".zip";
}

// Nothing for a file that cannot be read or has more than `bytes_max`.
std::optional<std::string> ReadAll(BundleFiles& files, const BundleEntry& entry,
                                   uint64_t bytes_max) {
  auto source = files.Open(entry);
  if (!source.ok()) return std::nullopt;
  std::string bytes;
  char buffer[1 << 14];
  while (true) {
    const auto n = (*source)->Read(buffer, sizeof buffer);
    if (!n.ok() || bytes.size() + *n > bytes_max) return std::nullopt;
    if (*n == 0) return bytes;
    bytes.append(buffer, *n);
  }
}

std::vector<QuarantinedFile> FilesOfZip(const QuarantinedFile& zip) {
  const auto files = OpenBundleBytes(zip.bytes);
  BundleReport report;
  Reporter reporter(report, 0);
  std::vector<QuarantinedFile> unpacked;
  uint64_t room = kQuarantineBytesMax;
  for (const auto& [name, entry] : ListFiles(*files, {}, reporter)) {
    std::optional<std::string> bytes = ReadAll(*files, entry, room);
    if (!bytes || report.HasErrors()) return {zip};
    room -= bytes->size();
    unpacked.push_back({name, *std::move(bytes)});
  }
  if (report.HasErrors() || unpacked.empty()) return {zip};
  return unpacked;
}

}  // namespace

std::vector<QuarantinedFile> Unpacked(const std::vector<QuarantinedFile>& files) {
  if (files.size() == 1 && IsZipName(files.front().name)) return FilesOfZip(files.front());
  return files;
}

absl::Status Correct(const std::vector<CellCorrection>& corrections, const ImportRecord& record,
                     std::vector<QuarantinedFile>& files) {
  if (corrections.empty()) return absl::OkStatus();
  const std::vector<QuarantinedFile> before = Unpacked(files);
  std::vector<QuarantinedFile> after;
  size_t made = 0;
  for (const QuarantinedFile& file : before) {
    std::vector<const CellCorrection*> of_file;
    for (const CellCorrection& correction : corrections) {
      if (correction.file == file.name || WorkbookOf(correction.file) == file.name) {
        of_file.push_back(&correction);
      }
    }
    if (of_file.empty()) {
      after.push_back(file);
      continue;
    }
    BundleReport report;
    Reporter reporter(report, 1);
    std::vector<Grid> grids = ReadGrids(file.name, file.bytes, reporter);
    if (report.HasErrors()) return NotCorrectable(file.name);
    for (Grid& grid : grids) Unmerge(grid);
    for (const CellCorrection* correction : of_file) {
      VEKHA_RETURN_IF_ERROR(CorrectIn(grids, *correction, record));
      ++made;
    }
    for (const Grid& grid : grids) after.push_back({grid.file, ToCsv(grid)});
  }
  if (made < corrections.size()) {
    for (const CellCorrection& correction : corrections) {
      const bool known = std::any_of(before.begin(), before.end(), [&](const auto& file) {
        return correction.file == file.name || WorkbookOf(correction.file) == file.name;
      });
      if (!known) return Misplaced(correction, "no such file", "такого файла нет");
    }
  }
  files = std::move(after);
  return absl::OkStatus();
}

std::vector<std::string> HeaderOf(const std::string& file, const ImportRecord& record,
                                  const std::vector<QuarantinedFile>& files) {
  std::vector<std::string> titles;
  for (const RecordedFile& known : record.files) {
    if (known.name != file) continue;
    for (const RecordedColumn& column : known.columns) titles.push_back(column.title);
  }
  if (!titles.empty()) return titles;
  if (!HasKnownHeader(file, record)) return {};
  for (const QuarantinedFile& kept : files) {
    if (kept.name != file) continue;
    const size_t end = std::min(kept.bytes.find('\n'), kept.bytes.size());
    BundleReport report;
    Reporter reporter(report, 0);
    const std::vector<Grid> grids = ReadGrids(file, kept.bytes.substr(0, end), reporter);
    if (grids.empty() || grids.front().rows.empty()) return {};
    for (const importer::Cell& cell : grids.front().rows.front().cells) {
      titles.push_back(importer::OneLine(cell.text));
    }
  }
  return titles;
}

}  // namespace vekha::intake
