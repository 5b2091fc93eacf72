// One self-contained HTML file: no script, nothing loaded, no links (its own policy forbids them).
// Prints on A4 across: the header row stands on every page and no row is cut. States have a mark
// and a word beside their colour.
#pragma once

#include <ostream>

#include "service/report/paper/meter.h"
#include "service/report/paper/paper.h"

namespace vekha::service::report {

void WriteHtml(const Paper& paper, std::ostream& out, Meter& meter);

}  // namespace vekha::service::report
