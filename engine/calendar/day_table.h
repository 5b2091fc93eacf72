// Every covered day of one calendar, marked on or off.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "engine/calendar/calendar_file.h"
#include "engine/calendar/day_mark.h"
#include "engine/calendar/work_calendar.h"

namespace vekha::calendar {

struct DayTable {
  Date first;  // 1 January of the first covered year; `last` is 31 December of the last
  Date last;
  std::vector<int> years;                     // covered, in order; between them there may be gaps
  std::vector<bool> working;                  // by days since `first`
  std::vector<bool> shortened;                // of working days only
  std::map<int, std::vector<DayMark>> marks;  // by days since `first`
  std::map<int, std::vector<const DayRule*>> unverified;
};

// The table points into the files, which must outlive it. `region` may be null. With no common year
// the table is empty.
DayTable BuildDayTable(const CalendarKey& key, const CalendarFile& federal,
                       const CalendarFile* region);

}  // namespace vekha::calendar
