#include "service/intake/table/grid.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "engine/base/rejection.h"
#include "service/importer/limits.h"
#include "service/importer/reader/read_document.h"
#include "service/intake/bundle/csv_faults.h"
#include "service/intake/bundle/csv_reader.h"
#include "service/intake/table/text_encoding.h"

namespace vekha::intake {
namespace {

constexpr size_t kLookedAt = 20'000;

// The one that parts the most cells outside quotes; Excel of Russian Windows writes ";".
char FindSeparator(std::string_view text) {
  constexpr std::string_view kSeparators = ";,\t";
  size_t counts[3] = {};
  bool quoted = false;
  for (const char c : text.substr(0, kLookedAt)) {
    if (c == '"') quoted = !quoted;
    const size_t which = kSeparators.find(c);
    if (!quoted && which != std::string_view::npos) ++counts[which];
  }
  size_t best = 0;
  for (size_t i = 1; i < 3; ++i) {
    if (counts[i] > counts[best]) best = i;
  }
  return kSeparators[best];
}

// Excel reads the separator off a first line "sep=;". Its line is counted, not read.
std::optional<char> TakeSeparatorLine(std::string& text) {
  if (!text.starts_with("sep=") || text.size() < 6) return std::nullopt;
  const char separator = text[4];
  if (text[5] != '\r' && text[5] != '\n') return std::nullopt;
  text.replace(0, 5, "");
  return separator;
}

void ReportStatus(const absl::Status& status, const std::string& file, Reporter& reporter) {
  const Rejection why = RejectionOf(status);
  const bool limit = why.reason == "DOCUMENT_TOO_LARGE";
  const bool empty = why.reason == "DOCUMENT_EMPTY";
  reporter.Error(limit   ? "R0102"
                 : empty ? "R0301"
                         : "R0101",
                 file, 0, "", {why.message_ru, why.message});
}

Grid ReadCsvGrid(const std::string& file, std::string text, uint64_t bytes, Reporter& reporter) {
  Grid grid{.file = file, .tab = {}, .rows = {}, .bytes = bytes};
  const std::optional<char> said = TakeSeparatorLine(text);
  MemorySource source(text);
  BundleLimits limits;
  limits.columns_max = importer::kColumnsMax;
  CsvReader reader(source, limits, said.value_or(FindSeparator(text)));
  size_t cells = 0;
  for (CsvRow row; reader.Next(row);) {
    if (row.blank) continue;
    if (row.fault == CsvFault::kQuoteInCell) {  // as Excel does: МБОУ "СОШ № 12" is what it says
      row.fault = CsvFault::kNone;
      reporter.Warn("R0204", file, row.line, "",
                    {"кавычка внутри значения без кавычек: прочитана как знак",
                     "a quote inside a value that is not quoted: read as it stands"});
    }
    if (!CheckHeaderRow(row, false, file, reporter)) {
      ++grid.refused;
      continue;
    }
    importer::Row to;
    to.place = static_cast<int>(row.line);
    for (const std::string_view cell : row.cells) to.cells.push_back({.text = std::string(cell)});
    cells += to.cells.size();
    if (cells > importer::kCellsMax) {
      reporter.Error("R0102", file, row.line, "",
                     {fmt::format("ячеек больше {}", importer::kCellsMax),
                      fmt::format("more than {} cells", importer::kCellsMax)});
      return grid;
    }
    grid.rows.push_back(std::move(to));
  }
  return grid;
}

std::vector<Grid> FromSheets(const std::string& file, std::vector<importer::Sheet> sheets,
                             uint64_t bytes, Reporter& reporter) {
  std::vector<Grid> grids;
  for (importer::Sheet& sheet : sheets) {
    Grid grid{.file = fmt::format("{}[{}]", file, sheet.name),
              .tab = sheet.name,
              .rows = std::move(sheet.table.rows),
              .bytes = bytes};
    if (sheet.hidden) {
      reporter.Warn("R0819", grid.file, 0, "",
                    {"скрытый лист не прочитан", "a hidden sheet is not read"});
      continue;
    }
    if (sheet.hidden_rows > 0) {
      reporter.Note("R0819", grid.file, 0, "",
                    {fmt::format("скрытые строки прочитаны, как и видимые: {}", sheet.hidden_rows),
                     fmt::format("hidden rows are read as the others: {}", sheet.hidden_rows)});
    }
    grids.push_back(std::move(grid));
  }
  return grids;
}

}  // namespace

std::vector<Grid> ReadGrids(const std::string& name, std::string_view bytes, Reporter& reporter) {
  auto sheets = importer::ReadSheets(bytes);
  if (!sheets.ok()) {
    ReportStatus(sheets.status(), name, reporter);
    return {};
  }
  if (sheets->has_value()) return FromSheets(name, *std::move(*sheets), bytes.size(), reporter);
  std::optional<std::string> text = ReadTextOfTable(bytes, name, reporter);
  if (!text) return {};
  std::vector<Grid> grids;
  grids.push_back(ReadCsvGrid(name, *std::move(text), bytes.size(), reporter));
  return grids;
}

}  // namespace vekha::intake
