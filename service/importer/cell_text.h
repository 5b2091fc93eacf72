// The text of cells: what copying through Word, web pages and recognisers leaves in it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vekha::importer {

// Tags of HTML that stand in a plain text ("<p>", "<ul style=...>") become line breaks; "<" of
// other words stays.
std::string StripTags(std::string_view text);

// Every run of spaces and line breaks as one space, trimmed; control characters, soft hyphens and
// zero-width characters left out.
std::string OneLine(std::string_view text);

// The lines of a cell, each as OneLine(), empty ones left out.
std::vector<std::string> Lines(std::string_view text);

// The two parts of a text cut by a narrow column or a page end, joined by a space.
std::string Join(std::string_view head, std::string_view tail);

// First letter small, or a list mark or a closing sign: the middle of a text, not its beginning.
bool ContinuesText(std::string_view text);

// Ends in a preposition or a conjunction: the sentence goes on elsewhere.
bool EndsHanging(std::string_view text);

// At most `width` code points, with "…" for the rest.
std::string Shorten(std::string_view text, size_t width);

}  // namespace vekha::importer
