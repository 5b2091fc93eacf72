// One file of rules/calendars: the days of one calendar that its week does not give by itself.
//
//   calendar: RU-DA            # RU is the federal calendar, every other adds to it
//   title: Республика Дагестан
//   years: 2018..2026          # whole years the file answers for; a list of such spans leaves gaps
//   years_why: ...             # why these years
//   own_days: none             # optional: the region is known to have no days of its own
//   weekend_rule:              # optional: what happens when a day of the region falls on a day off
//     {move: next_working_day | none, since: 2015, act, source, grade, note}
//   days:
//     - date: 2018-08-21       # or `every: 07-26`, or `easter: 9` (days after Orthodox Easter),
//       since: 1995            #   the latter two with optional since, until, except: [2021, 2026]
//       kind: holiday          # see DayKind
//       from: 2018-09-15       # transfer: the day whose day off moved here
//       to: 2018-04-30         # working_weekend: where its day off went; optional
//       basis: decree          # transfer, optional: decree, or law = Labour Code art. 112 part 2
//       name: Курбан-байрам    # required of a holiday, budget_only and nonworking_decree
//       act: ...               # the act; where it is unknown, `source` says who reported the day
//       source: ...
//       grade: A               # of a region's day: A or B, how well it is known
//       note: ...
//   unverified:                # days off somebody reports and no act confirms: never days off here
//     - {date | every | easter | period, name, act, source, note}
//
// Codes:
//   E0701 not a calendar id        E0705 wrong month and day       E0709 neither act nor source
//   E0702 wrong span of years      E0706 key not of this kind      E0710 contradicts `own_days`
//   E0703 no or several places in  E0707 date outside `years`      E0711 one calendar in two files
//         time                     E0708 the same day twice        E0712 no federal calendar
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/date.h"
#include "engine/base/diagnostic.h"
#include "engine/base/window.h"

namespace vekha::calendar {

enum class DayKind {
  kHoliday,           // holiday: day off on any week
  kBudgetOnly,        // budget_only: day off of bodies the region pays for, schools among them
  kTransfer,          // transfer: day off moved here from `from`
  kWorkingWeekend,    // working_weekend: a Saturday or Sunday that is worked
  kShortened,         // shortened: one hour less
  kNonworkingDecree,  // nonworking_decree: by the President's decree; the overlay `presidential`
};

struct OnDate {
  Date date;
};
struct EveryYear {
  int month = 1;
  int day = 1;
};
struct AfterEaster {
  int days = 0;
};
using When = std::variant<OnDate, EveryYear, AfterEaster, Period>;

// Years in which an `every` or `easter` entry holds, both included, but for `except`.
struct YearFilter {
  int since = kFirstYear;
  int until = kLastYear;
  std::vector<int> except;
};

struct DayRule {
  When when;  // never a Period, except of an unverified day
  YearFilter years;
  DayKind kind = DayKind::kHoliday;
  std::optional<Date> from;
  std::optional<Date> to;
  bool by_law = false;  // a transfer by art. 112 part 2 itself, not by a decree
  std::string name;
  std::string act;
  std::string source;
  std::string note;
};

struct WeekendRule {
  bool moves = false;
  int since = kFirstYear;
  std::string act;
  std::string source;
};

struct YearSpan {
  int first = 0;
  int last = 0;
};

struct CalendarFile {
  std::string region;
  std::string title;
  std::vector<YearSpan> years;  // in order, apart
  std::optional<WeekendRule> weekend_rule;
  std::vector<DayRule> days;
  std::vector<DayRule> unverified;

  bool Covers(int year) const;
};

Parsed<CalendarFile> ParseCalendarFile(const Source& source);

// The days of `when` in `year`: none or one; of a Period every day of it in that year.
std::vector<Date> DaysIn(const DayRule& rule, int year);

}  // namespace vekha::calendar
