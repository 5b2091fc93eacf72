// What the files say about one day, and how it is told to a person.
#pragma once

#include <optional>
#include <span>

#include "engine/calendar/calendar_file.h"
#include "engine/calendar/work_calendar.h"

namespace vekha::calendar {

// One entry of a file on one day.
struct DayMark {
  const DayRule* rule = nullptr;
  bool regional = false;
  // False when the entry does not hold in this calendar: a Saturday's transfer on a six-day week, a
  // President's decree without the overlay.
  bool applies = true;
  // Set when the region's weekend rule moved the day off of `rule` here from this day.
  std::optional<Date> moved_from;
  const WeekendRule* weekend_rule = nullptr;
};

// Whether the entry makes its day a day off.
bool IsOffMark(const DayMark& mark);

struct DayFacts {
  Date date;
  bool working = true;
  bool shortened = false;
  std::span<const DayMark> marks;
  std::span<const DayRule* const> unverified;
};

DayInfo DescribeDay(const DayFacts& facts, const CalendarKey& key);

}  // namespace vekha::calendar
