// Working days under the production calendar (Labour Code art. 111-112; the yearly decrees stand
// beside each day in rules/calendars/). Covers whole years only; a date outside coverage is
// kOutOfRange naming the year, never a guess.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/date.h"
#include "engine/base/window.h"

namespace vekha::calendar {

// How a due day that falls on a day off moves. kPreceding is the habit of контроль исполнения,
// kFollowing the law's (Civil Code art. 193), kKeep leaves it.
enum class DayShift { kPreceding, kFollowing, kKeep };

// Days off of the week: Saturday and Sunday, or Sunday only (Labour Code art. 111).
enum class WeekLength { kFive, kSix };

// Which calendar: what a roadmap's header asks for.
struct CalendarKey {
  std::string region = "RU";  // "RU" is federal only; "RU-DA" adds the region's own days
  WeekLength week = WeekLength::kFive;
  bool presidential =
      false;  // the non-working days of 2020 and 2021 by the President's decrees count as days off
  bool operator==(const CalendarKey&) const = default;
};

// Why a day is on or off.
struct DayInfo {
  Date date;
  bool working = true;
  bool shortened = false;  // one hour less (Labour Code art. 95); still a whole working day
  std::string name;  // "День России", "воскресенье"; empty on an ordinary working day
  std::string reason;     // one Russian sentence: what kind of day and by which act
  std::string reason_en;  // the same in English
  bool holiday = false;  // off as a public or regional holiday, be it a Sunday; not a moved day off
};

// Immutable after construction: safe to share between threads.
class WorkCalendar {
 public:
  virtual ~WorkCalendar() = default;

  virtual const CalendarKey& key() const = 0;
  // Whole years [first, last] that may be asked about, both included; a region may have gaps
  // between them, which `years` leaves out. With no year at all last_year() < first_year().
  virtual int first_year() const = 0;
  virtual int last_year() const = 0;
  virtual std::vector<int> years() const {
    std::vector<int> all;
    for (int year = first_year(); year <= last_year(); ++year) all.push_back(year);
    return all;
  }

  // kOutOfRange when the day's year is not covered, naming the region and the year. So are all
  // below.
  virtual absl::StatusOr<bool> IsWorking(Date date) const = 0;
  virtual absl::StatusOr<DayInfo> Describe(Date date) const = 0;

  // `date` itself when it is a working day (or the shift is kKeep), else the nearest working day on
  // that side.
  virtual absl::StatusOr<Date> Shift(Date date, DayShift shift) const = 0;

  // The n-th working day after `date` (n > 0) or before it (n < 0), not counting `date` itself; n =
  // 0 gives `date`.
  virtual absl::StatusOr<Date> AddWorkingDays(Date date, int n) const = 0;

  // Working days in (from, to]; negative when `to` is earlier, counting (to, from].
  virtual absl::StatusOr<int> WorkingDaysBetween(Date from, Date to) const = 0;
};

}  // namespace vekha::calendar
