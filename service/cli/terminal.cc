#include "service/cli/terminal.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unicode/uchar.h>
#include <unistd.h>

#include <cstdlib>

#include "engine/base/utf8.h"

namespace vekha::cli {
namespace {

constexpr size_t kNarrowest = 40;  // a narrower terminal gets this much and wraps by itself

size_t ColumnsOf(char32_t code_point) {
  const auto c = static_cast<UChar32>(code_point);
  const int type = u_charType(c);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR ||
      type == U_CONTROL_CHAR) {
    return 0;
  }
  const int east_asian = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return east_asian == U_EA_FULLWIDTH || east_asian == U_EA_WIDE ? 2 : 1;
}

std::string_view CodeOf(Style style) {
  switch (style) {
    case Style::kPlain:
      return "";
    case Style::kBold:
      return "\033[1m";
    case Style::kDim:
      return "\033[2m";
    case Style::kRed:
      return "\033[31m";
    case Style::kYellow:
      return "\033[33m";
    case Style::kGreen:
      return "\033[32m";
  }
  return "";
}

bool IsSet(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

bool IsDumb() {
  const char* term = std::getenv("TERM");
  return term == nullptr || std::string_view(term) == "dumb";
}

}  // namespace

std::string Terminal::Paint(Style style, std::string_view text) const {
  if (!colours || style == Style::kPlain || text.empty()) return std::string(text);
  return fmt::format("{}{}\033[0m", CodeOf(style), text);
}

Terminal DetectTerminal(int descriptor) {
  Terminal terminal;
  if (isatty(descriptor) == 0) return terminal;
  terminal.colours = !IsSet("NO_COLOR") && !IsDumb();
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    terminal.width = std::max<size_t>(size.ws_col, kNarrowest);
  }
  return terminal;
}

std::string Printable(std::string_view text) {
  std::string out;
  for (const CodePoint& point : DecodeUtf8(text)) {
    const bool control = u_iscntrl(static_cast<UChar32>(point.value)) != 0;
    const bool allowed = !control || point.value == '\n' || point.value == '\t';
    AppendUtf8(allowed ? point.value : U'\uFFFD', out);
  }
  return out;
}

size_t DisplayWidth(std::string_view text) {
  size_t width = 0;
  for (const CodePoint& point : DecodeUtf8(text)) width += ColumnsOf(point.value);
  return width;
}

std::string CutToWidth(std::string_view text, size_t width) {
  if (DisplayWidth(text) <= width) return std::string(text);
  if (width == 0) return "";
  size_t used = 0;
  for (const CodePoint& point : DecodeUtf8(text)) {
    used += ColumnsOf(point.value);
    if (used > width - 1) {
      std::string cut(text.substr(0, point.offset));
      while (!cut.empty() && cut.back() == ' ') cut.pop_back();
      return cut + "…";
    }
  }
  return std::string(text);
}

}  // namespace vekha::cli
