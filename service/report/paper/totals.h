// What stands in totals and group headings, as values; .xlsx has formulas that give the same.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "service/report/paper/paper.h"

namespace vekha::service::report {

// Rows [begin, end) under a heading, its own row not among them.
struct Group {
  size_t heading = 0;  // index of its row
  size_t begin = 0;
  size_t end = 0;
};

// In the order of their headings.
std::vector<Group> GroupsOf(const Sheet& sheet);

bool HasTotals(const Sheet& sheet);

// A cell for each column, empty in those without a total.
struct SheetTotals {
  std::map<size_t, std::vector<Cell>> headings;  // by index of the heading's row
  std::vector<Cell> all;
};

// Nothing when a sum leaves what its type can hold. A sum is a whole number when all its parts are;
// empty cells and texts do not count; a sum of no numbers is 0.
std::optional<SheetTotals> ComputeTotals(const Sheet& sheet);

}  // namespace vekha::service::report
