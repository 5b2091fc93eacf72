// The timeline as a table with one small picture (SVG) a line, so that it breaks between pages
// where a line ends and its labels are text.
#pragma once

#include <ostream>

#include "service/report/paper/paper.h"

namespace vekha::service::report {

void WriteTimeline(const Timeline& timeline, Language language, std::ostream& out);

}  // namespace vekha::service::report
