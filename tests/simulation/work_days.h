// For tests: the working days of the five-day week around the school year 2022/23, written down
// from the decrees once more, so that whoever checks does not count with what is checked.
#pragma once

#include <algorithm>
#include <iterator>
#include <vector>

#include "engine/base/date.h"

namespace vekha::test {

class WorkDays {
 public:
  static bool IsWorking(Date day) { return Ordinal(day) != Ordinal(AddDays(day, -1)); }

  // In (from, to]; negative when `to` is earlier.
  static int Between(Date from, Date to) { return Ordinal(to) - Ordinal(from); }

  static Date AtOrBefore(Date day) {
    while (!IsWorking(day)) day = AddDays(day, -1);
    return day;
  }
  static Date AtOrAfter(Date day) {
    while (!IsWorking(day)) day = AddDays(day, 1);
    return day;
  }

  // The n-th after the day, or before it for a negative n; the day itself for 0.
  static Date Add(Date day, int n) {
    for (; n > 0; --n) day = AtOrAfter(AddDays(day, 1));
    for (; n < 0; ++n) day = AtOrBefore(AddDays(day, -1));
    return day;
  }

 private:
  static bool IsOff(Date day) {
    static const Date kOff[] = {
        Date(2022, 6, 13), Date(2022, 11, 4), Date(2023, 1, 2),  Date(2023, 1, 3),
        Date(2023, 1, 4),  Date(2023, 1, 5),  Date(2023, 1, 6),  Date(2023, 2, 23),
        Date(2023, 2, 24), Date(2023, 3, 8),  Date(2023, 5, 1),  Date(2023, 5, 8),
        Date(2023, 5, 9),  Date(2023, 6, 12), Date(2023, 11, 6),
    };
    return IsoWeekday(day) > 5 || std::binary_search(std::begin(kOff), std::end(kOff), day);
  }

  // How many working days there have been up to and including the day.
  static int Ordinal(Date day) {
    static const Date kFirst(2022, 6, 1);
    static const Date kLast(2023, 12, 31);
    static const std::vector<int> kCounts = [] {
      std::vector<int> counts;
      int count = 0;
      for (Date at = kFirst; at <= kLast; at = AddDays(at, 1)) {
        if (!IsOff(at)) ++count;
        counts.push_back(count);
      }
      return counts;
    }();
    return kCounts.at(static_cast<size_t>(DaysBetween(kFirst, day)));
  }
};

}  // namespace vekha::test
