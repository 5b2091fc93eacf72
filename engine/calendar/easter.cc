#include "engine/calendar/easter.h"

namespace vekha::calendar {

Date OrthodoxEaster(int year) {
  const int moon = (19 * (year % 19) + 15) % 30;
  const int weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
  const int day = moon + weekday + 114;
  const int julian_lag = year < 2100 ? 13 : 14;  // days; the century year 2100 is leap only there
  return AddDays(*MakeDate(year, day / 31, day % 31 + 1), julian_lag);
}

}  // namespace vekha::calendar
