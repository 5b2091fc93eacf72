// A wide table that was cut into two so that each half fits a page: the right half repeats the
// numbers of the rows and has the columns that are missing in the left one.
#pragma once

#include "service/importer/document.h"

namespace vekha::importer {

// Puts such halves together, with a remark for each.
void JoinSideTables(Document& document);

}  // namespace vekha::importer
