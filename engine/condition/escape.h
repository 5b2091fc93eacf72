// Escapes of string and bytes literals.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/source.h"

namespace vekha::condition {

struct Unescaped {
  std::string text;
  std::string problem;  // empty when all is well
  SourceRange range;    // of the wrong escape
};

// What stands between the quotes, decoded. In a string \x41 and \101 are code points and \ud800 is
// refused; in bytes they are bytes, and \u is refused.
Unescaped Unescape(std::string_view content, bool bytes);

}  // namespace vekha::condition
