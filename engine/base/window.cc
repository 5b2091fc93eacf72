#include "engine/base/window.h"

#include <fmt/format.h>

namespace vekha {

std::optional<Period> MakePeriod(Date first, Date last) {
  if (last < first) return std::nullopt;
  return Period{first, last};
}

std::optional<Period> ParsePeriod(std::string_view text) {
  if (text.size() != 22 || text.substr(10, 2) != "..") return std::nullopt;
  const auto first = ParseIsoDate(text.substr(0, 10));
  const auto last = ParseIsoDate(text.substr(12));
  if (!first || !last) return std::nullopt;
  return MakePeriod(*first, *last);
}

std::string FormatPeriod(const Period& period) {
  return fmt::format("{}..{}", FormatIso(period.first), FormatIso(period.last));
}

std::optional<Window> MakeWindow(std::optional<Date> start, Date due) {
  if (start && due < *start) return std::nullopt;
  return Window{start, due};
}

std::string FormatWindow(const Window& window) {
  return fmt::format("[{}, {}]", window.start ? FormatIso(*window.start) : "..",
                     FormatIso(window.due));
}

}  // namespace vekha
