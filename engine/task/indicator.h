// Indicators (целевые показатели): what a roadmap measures itself by, from facts, against the
// targets its document gives for years.
//
//   {id: mentees, unit: "%", value: 100.0 * double(pupils.mentees) / double(pupils.total),
//    targets: {2021: 12.5, 2024: 15}}
//
// More is better: a target is reached at its value or above. A number that cannot be right is
// refused with the reason and never shown: a share ("%") below 0 or above 100, a part that is more
// than its whole, be it of one organization below. A share of none has no value, and says so.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/language.h"
#include "engine/calendar/work_calendar.h"
#include "engine/roadmap/roadmap.h"
#include "engine/task/task.h"

namespace vekha::task {

// The indicator on one day, by the facts of that day's year, half or school year. One of: a value;
// a problem; or neither, and something missing.
struct IndicatorReading {
  Date on;
  std::optional<double> value;
  std::vector<std::string> missing_facts;  // as of Task
  std::vector<LackedBelow> missing_below;
  std::optional<Bilingual> problem;  // why the number is refused
  bool of_none = false;              // the problem: a share of none, which contradicts nothing
  std::vector<FactUsed> facts;       // what is recorded of what it reads
};

// Against the same indicator earlier: by the shortest period its facts are recorded for, a quarter,
// a half or a year. None when no fact has a period, or one of the two has no value. Both look at
// the organizations that are below today.
struct IndicatorTrend {
  Date than;
  double before = 0;
  double change = 0;  // value - before
};

enum class TargetState {
  kReached,
  kOpen,     // not reached, and there is time
  kBehind,   // kOpen, and below the straight line from the target before to this one
  kMissed,   // its last day is past and the value of that year is below: cannot be met any more
  kUnknown,  // facts are missing, or it is a share of none
  kRefused,  // the value of that year cannot be right
};
std::string_view TargetStateName(TargetState state);  // "reached", ...

struct TargetStanding {
  int year = 0;
  double target = 0;
  // 31 December of the year, or the roadmap's last day when that is earlier: what comes later is
  // not this roadmap's doing.
  Date last;
  TargetState state = TargetState::kOpen;
  IndicatorReading reading;  // on `last`, while that is to come today's
  // What the straight line between this target and the one before asks for today; only while it is
  // this target's turn, and there is one before. No forecast: the document's own two numbers.
  std::optional<double> expected;
  Bilingual alert;  // why it cannot be met, is behind or not known; empty otherwise
};

struct IndicatorReport {
  const roadmap::Indicator* indicator = nullptr;
  IndicatorReading now;
  std::optional<IndicatorTrend> trend;
  std::vector<TargetStanding> targets;  // by year
  // In `targets`: the one whose turn it is today, the first of this year or later; after the last
  // year the last one. None without targets.
  std::optional<size_t> current;
};

// The last day a target can be met on (TargetStanding::last).
Date LastDayOf(const roadmap::IndicatorTarget& target, const roadmap::Roadmap& roadmap);

// `indicator` is one of `roadmap`; `situation` is that of the organization that adopted it, its
// `today` the day asked about.
IndicatorReport ReportIndicator(const roadmap::Indicator& indicator,
                                const roadmap::Roadmap& roadmap,
                                const calendar::WorkCalendar& calendar, const Situation& situation);

// True when the value on `last` is a number below the target: ReportIndicator() calls it missed, or
// refuses the number. Without words, so that a run may ask it of everybody every day.
bool IsBelow(const roadmap::Indicator& indicator, const roadmap::IndicatorTarget& target, Date last,
             const calendar::WorkCalendar& calendar, const Situation& situation);

// The reading alone, on a day that may be past or to come.
IndicatorReading ReadIndicator(const roadmap::Indicator& indicator,
                               const calendar::WorkCalendar& calendar, const Situation& situation,
                               Date on);

}  // namespace vekha::task
