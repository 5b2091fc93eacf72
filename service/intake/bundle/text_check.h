// Is a cell honest UTF-8?
#pragma once

#include <string_view>

namespace vekha::intake {

enum class TextFault {
  kNone,
  kNotUtf8,
  kWindows1251,  // not UTF-8, and Russian words when read as windows-1251
  kMark,         // a byte order mark inside the file: two files glued together
  kZero,         // a zero byte
  kControl,      // another control character
  kReplaced,     // U+FFFD: a letter was lost before the file was written
};

TextFault CheckText(std::string_view cell);

}  // namespace vekha::intake
