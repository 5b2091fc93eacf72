#include "service/intake/table/read_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "service/intake/table/list_assembler.h"

namespace vekha::intake {
namespace {

// A list that was recognised, waiting for its turn.
struct FoundList {
  Grid grid;
  ListHeader header;
};

int TurnOf(const FoundList& list) {
  const bool ids = list.header.Has(ListField::kId);
  return static_cast<int>(list.header.mapping->list) * 2 + (ids ? 0 : 1);
}

class TablesReader {
 public:
  TablesReader(std::span<const Mapping> mappings, const TableOptions& options)
      : mappings_(mappings),
        options_(options),
        reporter_(reading_.report, options.diagnostics_max),
        assembler_(options, reporter_) {}

  TablesReading Read(std::span<const TableFile> files) {
    if (files.size() > kTableFilesMax) {
      reporter_.Error("R0102", "", 0, "",
                      {fmt::format("файлов больше {}", kTableFilesMax),
                       fmt::format("more than {} files", kTableFilesMax)});
    } else {
      for (const TableFile& file : files) FindLists(file);
    }
    std::stable_sort(lists_.begin(), lists_.end(),
                     [](const FoundList& a, const FoundList& b) { return TurnOf(a) < TurnOf(b); });
    for (const FoundList& list : lists_) ReadList(list);
    reading_.update = assembler_.Take();
    reporter_.Finish();
    return std::move(reading_);
  }

 private:
  void FindLists(const TableFile& file) {
    std::span<const Mapping> mappings = mappings_;
    if (!file.mapping.empty()) {
      const Mapping* mapping = FindMapping(mappings_, file.mapping);
      if (mapping == nullptr) return ReportNoMapping(file);
      mappings = std::span(mapping, 1);
    }
    std::vector<Grid> grids = ReadGrids(file.name, file.bytes, reporter_);
    std::vector<Grid> unknown;
    bool any = false;
    for (Grid& grid : grids) {
      if (grid.rows.empty() && grid.refused == 0 && grids.size() > 1) continue;
      std::optional<ListHeader> header = FindListHeader(grid, mappings, mappings_);
      if (header) {
        any = true;
        lists_.push_back({std::move(grid), *std::move(header)});
      } else {
        unknown.push_back(std::move(grid));
      }
    }
    if (!any && unknown.empty() && !reading_.report.HasErrors()) {
      reporter_.Error("R0301", file.name, 0, "",
                      {"в книге нет листа, который можно прочитать",
                       "the workbook has no sheet that can be read"});
    }
    for (const Grid& grid : unknown) ReportUnknown(grid, mappings, any);
  }

  void ReportNoMapping(const TableFile& file) {
    std::string known;
    for (const Mapping& mapping : mappings_) known += (known.empty() ? "" : ", ") + mapping.id;
    reporter_.Error("R0801", file.name, 0, "",
                    {"нет раскладки " + file.mapping, "there is no mapping " + file.mapping},
                    {"есть: " + known, "there are: " + known});
  }

  void ReportUnknown(const Grid& grid, std::span<const Mapping> mappings, bool others_read) {
    reading_.sheets.push_back({.file = grid.file, .mapping = ""});
    reading_.report.files.push_back(
        {.name = grid.file, .bytes = grid.bytes, .read = grid.refused, .refused = grid.refused});
    if (grid.rows.empty()) {
      return reporter_.Error("R0301", grid.file, 0, "", {"файл пуст", "the file is empty"});
    }
    if (others_read) {
      return reporter_.Warn("R0801", grid.file, 0, "",
                            {"лист не узнан и не прочитан", "the sheet is not known and not read"});
    }
    const std::optional<ListHeader> near = FindNearestHeader(grid, mappings);
    if (near) {
      CheckListHeader(grid, *near, reporter_);
      if (reading_.report.HasErrors()) return;
    }
    reporter_.Error("R0801", grid.file, 0, "",
                    {"не узнано, какой это список: нет строки с заголовками столбцов",
                     "unknown list: there is no row with headers of columns"},
                    {"возьмите готовый бланк или назовите раскладку",
                     "take a blank template or name the mapping"});
  }

  void ReadList(const FoundList& list) {
    const Grid& grid = list.grid;
    const ListHeader& header = list.header;
    Describe(grid, header);
    reading_.report.files.push_back({.name = grid.file,
                                     .mode = options_.mode,
                                     .bytes = grid.bytes,
                                     .read = grid.refused,
                                     .refused = grid.refused});
    const size_t index = reading_.report.files.size() - 1;
    if (!CheckListHeader(grid, header, reporter_) || !CheckCycle(grid, header)) {
      const uint64_t rows = grid.rows.size() - header.first_row - header.rows;
      reading_.report.files[index].read += rows;
      reading_.report.files[index].refused += rows;
      return;
    }
    assembler_.Read(grid, header, reading_.report.files[index]);
    if (reading_.report.files[index].read > 0) return;
    // One empty sheet of a workbook is a list not begun; an empty file is a mistake.
    reporter_.Add(lists_.size() == 1 ? Severity::kError : Severity::kWarning, "R0302", grid.file,
                  static_cast<uint32_t>(grid.rows[header.first_row].place), "",
                  {"под заголовком нет ни одной строки", "there are no rows below the header"});
  }

  void Describe(const Grid& grid, const ListHeader& header) {
    SheetReading sheet{.file = grid.file,
                       .mapping = header.mapping->id,
                       .list = header.mapping->list,
                       .header_row = static_cast<uint32_t>(grid.rows[header.first_row].place)};
    for (const ListColumn& column : header.columns) {
      const bool read = column.field && *column.field != ListField::kIgnored;
      sheet.columns.push_back({column.title,
                               read ? std::string(SpecOf(*column.field).key) : std::string(),
                               column.suggestions});
    }
    reading_.sheets.push_back(std::move(sheet));
  }

  bool CheckCycle(const Grid& grid, const ListHeader& header) {
    const bool by_cycle = header.mapping->list != ListKind::kPeople;
    const bool said_by_rows = header.Has(ListField::kSchoolYear);
    if (!by_cycle || said_by_rows || !header.cycle || *header.cycle == options_.cycle) return true;
    reporter_.Add(
        options_.cycle_certain ? Severity::kWarning : Severity::kError, "R0812", grid.file, 0, "",
        {fmt::format("в названии списка {} учебный год, а принимается {}", *header.cycle,
                     options_.cycle),
         fmt::format("the title says the school year {}, {} is being imported", *header.cycle,
                     options_.cycle)},
        {fmt::format("если список за {}, назовите год при загрузке", *header.cycle),
         fmt::format("if the list is of {}, name the year when importing it", *header.cycle)});
    return options_.cycle_certain;
  }

  std::span<const Mapping> mappings_;
  const TableOptions& options_;
  TablesReading reading_;
  Reporter reporter_;
  ListAssembler assembler_;
  std::vector<FoundList> lists_;
};

}  // namespace

TablesReading ReadTables(std::span<const TableFile> files, std::span<const Mapping> mappings,
                         const TableOptions& options) {
  return TablesReader(mappings, options).Read(files);
}

}  // namespace vekha::intake
