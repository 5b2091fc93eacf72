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

  static Date AtOrBefore(Date day) { return All().days.at(Index(Ordinal(day)) - 1); }
  static Date AtOrAfter(Date day) { return All().days.at(Index(Ordinal(AddDays(day, -1)))); }

  // The n-th after the day, or before it for a negative n; the day itself for 0.
  static Date Add(Date day, int n) {
    if (n == 0) return day;
    const int before = n > 0 ? Ordinal(day) - 1 : Ordinal(AddDays(day, -1));
    return All().days.at(Index(before + n));
  }

 private:
  struct Table {
    std::vector<int> counts;  // of working days up to and including each day from kFirst on
    std::vector<Date> days;   // the working ones
  };

  static bool IsOff(Date day) {
    static const Date kOff[] = {
        Date(2022, 6, 13), Date(2022, 11, 4), Date(2023, 1, 2),  Date(2023, 1, 3),
        Date(2023, 1, 4),  Date(2023, 1, 5),  Date(2023, 1, 6),  Date(2023, 2, 23),
        Date(2023, 2, 24), Date(2023, 3, 8),  Date(2023, 5, 1),  Date(2023, 5, 8),
        Date(2023, 5, 9),  Date(2023, 6, 12), Date(2023, 11, 6),
    };
    return IsoWeekday(day) > 5 || std::binary_search(std::begin(kOff), std::end(kOff), day);
  }

  static Date First() { return Date(2022, 6, 1); }

  static const Table& All() {
    static const Table kTable = [] {
      Table table;
      for (Date at = First(); at <= Date(2023, 12, 31); at = AddDays(at, 1)) {
        if (!IsOff(at)) table.days.push_back(at);
        table.counts.push_back(static_cast<int>(table.days.size()));
      }
      return table;
    }();
    return kTable;
  }

  static size_t Index(int at) { return static_cast<size_t>(at); }

  // How many working days there have been up to and including the day.
  static int Ordinal(Date day) {
    static const auto kFirst = First().day_number();
    return All().counts.at(day.day_number() - kFirst);
  }
};

}  // namespace vekha::test
