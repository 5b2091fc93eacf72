// Text from outside made fit for a cell.
#pragma once

#include <string>
#include <string_view>

namespace vekha::service::report {

// Ill-formed UTF-8 is U+FFFD; a line break is "\n", however it was written; other control
// characters but the tab are dropped, and so are the ones that change the direction of reading or
// that XML cannot hold. Emoji and their joiners stay.
std::string CleanText(std::string_view text);

// CleanText() as one line, its ends trimmed: for titles and names.
std::string CleanLine(std::string_view text);

// CleanText() for HTML and for attribute values in double quotes.
std::string EscapeHtml(std::string_view text);

// At most `units` UTF-16 units, as Excel counts; a longer text ends with "…". No character is cut
// in two.
std::string CutToUtf16(std::string_view text, size_t units);

}  // namespace vekha::service::report
