// Spans of civil days. Both ends are always included; nothing in Vekha is half-open.
#pragma once

#include <optional>
#include <string>

#include "engine/base/date.h"

namespace vekha {

// A closed span of days, e.g. the period of a roadmap: first <= last.
struct Period {
  Date first;
  Date last;
  bool Contains(Date day) const { return first <= day && day <= last; }
  bool operator==(const Period&) const = default;
};

// Nothing when `last` is before `first`.
std::optional<Period> MakePeriod(Date first, Date last);

// Reads "YYYY-MM-DD..YYYY-MM-DD".
std::optional<Period> ParsePeriod(std::string_view text);
std::string FormatPeriod(const Period& period);

// When a measure is to be done: from `start` (unknown when the document names only the last day) to
// `due`.
struct Window {
  std::optional<Date> start;
  Date due;
  bool operator==(const Window&) const = default;
};

// Nothing when `due` is before `start`.
std::optional<Window> MakeWindow(std::optional<Date> start, Date due);

// "[2022-09-01, 2022-09-15]" or "[.., 2022-10-30]", for messages.
std::string FormatWindow(const Window& window);

}  // namespace vekha
