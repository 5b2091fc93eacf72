// Lists of a school as people keep them (.csv, .xlsx): mentees, mentors, pairs, staff, pupils. A
// mapping (rules/mappings/) says how their columns are called; docs/formats/tables.md has the rest
// and the code of each fault. Nothing is written anywhere.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/roster/roster_update.h"
#include "service/intake/bundle/report.h"
#include "service/intake/plan/import_plan.h"
#include "service/intake/table/mapping.h"

namespace vekha::intake {

struct TableFile {
  std::string name;          // as messages call it
  std::string_view bytes;    // must outlive the reading
  std::string mapping = {};  // id of a mapping; empty: found by the header
};

struct TableOptions {
  Date today;
  // The school year of the lists, "2022/23". A list whose title names another one is an error.
  std::string cycle;
  bool cycle_certain = false;  // somebody has said it: another year in a title is a warning only
  roster::Mode mode = roster::Mode::kBulk;  // of each list: the whole of it, or some lines more
  roster::Stamp stamp = {};
  std::string school = "school";  // id of the school that classes belong to
  size_t diagnostics_max = 1000;
  // What the same source said earlier: pairs may name people of its lists. May be null.
  const roster::Roster* base = nullptr;
};

inline constexpr size_t kTableFilesMax = 100;

struct TablesReading {
  // A file of the report is a sheet; rows read = accepted + refused. With an error `update` is not
  // to be applied, not even in part.
  BundleReport report;
  std::vector<SheetReading> sheets;
  roster::RosterUpdate update;
};

// Codes beside those of grid.h, list_header.h and list_rows.h: R0801 no mapping fits (a warning
// when other sheets are read), R0810 a person without a name, R0811 namesakes, R0812 another school
// year, R0814 (warning) Latin letters in a Russian word, R0818 (warning) no class of a school,
// R0820 (warning) pairs without a list of mentees or mentors, R0301 and R0302 no rows, R0501 a
// blank cell that is required, R0502 an unknown word, R0601 somebody who is in no list, R0602 an id
// twice or a person twice, R0603 (warning) the same said twice, R0704 an end before its beginning.
TablesReading ReadTables(std::span<const TableFile> files, std::span<const Mapping> mappings,
                         const TableOptions& options);

}  // namespace vekha::intake
