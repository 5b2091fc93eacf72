// Words of a cell found in the rule file, whose text breaks lines where it likes.
#pragma once

#include <string_view>

#include "engine/base/source.h"

namespace vekha::lint {

struct Place {
  Position position;
  int length = 1;  // in code points, on that line
  bool operator==(const Place&) const = default;
};

// Where `words` stand at or after `from`, within a value of `value_bytes`. Any run of spaces and
// line breaks is the same as any other. The beginning itself when they are not there.
Place FindWords(const Source& source, Position from, size_t value_bytes, std::string_view words);

// Where the key of the file's head begins its line; line 1 when there is none.
Position HeadKey(const Source& source, std::string_view key);
bool HasHeadKey(const Source& source, std::string_view key);

}  // namespace vekha::lint
