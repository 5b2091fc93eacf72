// The calendars we have: the federal one and those of the regions, read from rules/calendars.
#pragma once

#include <absl/status/statusor.h>

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/base/source.h"
#include "engine/calendar/work_calendar.h"

namespace vekha::calendar {

// Immutable: safe to share between threads. Copies are cheap and share the calendars.
class CalendarSet {
 public:
  // The calendar of a region, week and choice of overlay, ready made. kNotFound naming the region
  // when there is no file for it: its days are then unknown, which is not the same as none.
  absl::StatusOr<std::shared_ptr<const WorkCalendar>> Get(const CalendarKey& key) const;

  // "RU" first, then the regions in order.
  std::vector<std::string> Regions() const;
  // "Республика Дагестан"; empty when there is no such calendar.
  std::string Title(const std::string& region) const;

 private:
  friend Parsed<CalendarSet> LoadCalendars(std::span<const Source> sources);

  struct Region {
    std::string title;
    std::map<std::pair<WeekLength, bool>, std::shared_ptr<const WorkCalendar>> calendars;
  };
  std::map<std::string, Region> regions_;
};

// One source a calendar, in any order; one of them must be the federal. With any error there is no
// set. The codes stand in calendar_file.h.
Parsed<CalendarSet> LoadCalendars(std::span<const Source> sources);

}  // namespace vekha::calendar
