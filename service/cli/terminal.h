// What the standard output is: a terminal with a width and colours, or a pipe with neither.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace vekha::cli {

enum class Style { kPlain, kBold, kDim, kRed, kYellow, kGreen };

struct Terminal {
  bool colours = false;
  std::optional<size_t> width;  // in columns; none in a pipe: nothing is cut

  // `text` in the style, or as it is without colours.
  std::string Paint(Style style, std::string_view text) const;
};

// The terminal behind a file descriptor. NO_COLOR (no-color.org) and TERM=dumb switch colours off.
Terminal DetectTerminal(int descriptor);

// A text from outside made safe to show: ill-formed UTF-8 and control characters other than line
// breaks and tabs become U+FFFD, so that no file can command a terminal.
std::string Printable(std::string_view text);

// Columns a text takes on a terminal: combining marks none, wide characters two.
size_t DisplayWidth(std::string_view text);

// The text, or its beginning and "…" when it is wider than `width`.
std::string CutToWidth(std::string_view text, size_t width);

}  // namespace vekha::cli
