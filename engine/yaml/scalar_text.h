// Where the characters of a scalar stand in the source: yaml-cpp says only where it begins.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "engine/yaml/document.h"

namespace vekha::yaml {

// The style of the scalar whose first byte is at `mark`. Safe because a plain scalar cannot begin
// with a quote, `|` or `>`.
ScalarStyle StyleAt(std::string_view source, size_t mark);

// Where the content begins: after the quote, or after the header line and indentation of a block
// scalar.
size_t ContentBegin(std::string_view source, size_t mark, ScalarStyle style);

// Where the quote stands that closes the quoted scalar whose content begins at `begin`; nothing
// when the text ends before it (which yaml-cpp lets pass).
std::optional<size_t> FindClosingQuote(std::string_view source, size_t begin, ScalarStyle style);

// The place in the source of byte `offset` of `text`, the value of the scalar whose content begins
// at `begin`. An offset of text.size() gives the end of the last character that is not white space
// (or `begin`).
size_t AlignOffset(std::string_view source, size_t begin, ScalarStyle style, std::string_view text,
                   size_t offset);

}  // namespace vekha::yaml
