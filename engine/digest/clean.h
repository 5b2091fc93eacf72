// Text from outside made fit to stand in one line of a letter.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vekha::digest {

// One line: ill-formed UTF-8 is U+FFFD, every run of white space and control characters one space,
// trimmed. Characters that change the direction of reading or that nobody sees are dropped: they
// can make a line look like another one. Longer than `max` characters is cut, with "…".
std::string Clean(std::string_view text, size_t max);

// For HTML text and for attribute values in double quotes.
std::string EscapeHtml(std::string_view text);

// Breaks at spaces into lines of at most `columns` characters; a longer word stays whole, on a line
// of its own. Empty text gives no line.
std::vector<std::string> Wrap(std::string_view text, size_t columns);

}  // namespace vekha::digest
