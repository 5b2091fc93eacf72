// Which tables of a document are the plan: one, or the same plan in several (a table a section, a
// table broken by a page end), and what the others are.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "service/importer/columns.h"
#include "service/importer/document.h"

namespace vekha::importer {

struct PlanTable {
  const Table* table = nullptr;
  Columns columns;
  size_t block = 0;      // its index in the document
  std::string heading;   // stands above it and names its section; empty when none does
  bool goes_on = false;  // the table before it, without a header of its own
};

struct PlanTables {
  std::vector<PlanTable> parts;    // in order; none: the document has no plan
  size_t main = 0;                 // the surest of them, of equals the longest
  std::vector<size_t> others;      // blocks of tables that are something else
  std::vector<std::string> above;  // paragraphs, stamps and preambles above the first part
  size_t tables = 0;               // all in all
};

PlanTables FindPlanTables(const std::vector<Block>& blocks);

}  // namespace vekha::importer
