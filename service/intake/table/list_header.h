// The header of a list: which row it is, what its columns say, and which list it is at all.
#pragma once

#include <array>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "service/intake/table/grid.h"
#include "service/intake/table/mapping.h"

namespace vekha::intake {

struct ListColumn {
  std::string title;               // as it stands; of a header of two rows both, one space apart
  std::optional<ListField> field;  // nothing: not known, not read
  std::vector<std::string> suggestions{};  // headers of the mapping that are near; three at most
  std::string others{};  // of an unknown one: mappings of other lists that would read it here
};

struct ListHeader {
  const Mapping* mapping = nullptr;
  size_t first_row = 0;  // index into Grid::rows
  size_t rows = 1;       // 1, or 2 when groups of columns have a title above them
  std::vector<ListColumn> columns;
  std::array<int, kListFields> of_field{};  // index into columns, -1: none
  std::optional<std::string> cycle{};       // the school year its title names
  std::set<std::string> rivals{};           // mappings of other lists that fit just as well

  int ColumnOf(ListField field) const { return of_field[static_cast<size_t>(field)]; }
  bool Has(ListField field) const { return ColumnOf(field) >= 0; }
  // As messages call the column; empty when there is none.
  std::string TitleOf(ListField field) const {
    return Has(field) ? columns[static_cast<size_t>(ColumnOf(field))].title : std::string();
  }
};

// The best of `mappings` for the sheet; nothing when none has its required columns here. It stands
// in the first row that could be one: the same again below is no other header. Of the mappings that
// goes by the columns known and the words in the name of the file, of the sheet or above the
// header. `all` are those that unknown columns are looked up in, too.
std::optional<ListHeader> FindListHeader(const Grid& grid, std::span<const Mapping> mappings,
                                         std::span<const Mapping> all = {});

// Reports R0801 a list that may be one of several, R0802 unknown columns with suggestions, R0803
// two columns of one meaning, R0804 required ones that are missing. False when rows cannot be read
// by it.
bool CheckListHeader(const Grid& grid, const ListHeader& header, Reporter& reporter);

// The row that comes nearest to a header of one of the mappings, for a message: its required
// columns need not be there. Nothing in an empty sheet.
std::optional<ListHeader> FindNearestHeader(const Grid& grid, std::span<const Mapping> mappings);

}  // namespace vekha::intake
