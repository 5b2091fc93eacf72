// Calendar units as spans of days, year by year.
#pragma once

#include <optional>
#include <vector>

#include "engine/base/window.h"
#include "engine/schedule/schedule.h"
#include "engine/term/term.h"

namespace vekha::schedule {

struct Span {
  Date first;
  Date last;
  bool operator==(const Span&) const = default;
};

// The period and the conventions a unit is read by.
struct Context {
  Period period;
  Settings settings;
};

// A plan of a school year: it begins in August, September or October. Its half-years and its
// single "once a year" are the school's.
bool IsSchoolPeriod(const Period& period);

// Every occurrence of the unit in the years it may mean: its own years when it has them, else those
// around the period; in order, not clipped, not filtered by the period. Days that do not exist
// (29 February) are left out.
std::vector<Span> SpansOf(const term::Unit& unit, const Context& context);

// Clipped by the period's edge: quarters, half-years, years, school units without a year of their
// own.
bool IsClipped(const term::Unit& unit);

// Notes of the conventions a unit is read by: borders of quarters, weeks, halves.
void SayConventions(const term::Unit& unit, const Context& context, std::vector<term::Note>& notes);

// The latest span of `from` that begins no later than `last`.
std::optional<Span> LatestBefore(const std::vector<Span>& from, Date last);

// Every occurrence of the exceptions around the period.
std::vector<Span> SpansOfGaps(const std::vector<term::Gap>& gaps, const Context& context);

// The occurrences without the days of the gaps; a window cut in the middle becomes two.
std::vector<Occurrence> WithoutGaps(const std::vector<Occurrence>& occurrences,
                                    const std::vector<Span>& gaps);

// "2 раза в год" is once a half-year, 4 once a quarter, 12 once a month; none when not so even.
std::optional<term::UnitKind> FinerUnit(const term::Every& every);

// "до 30.10.2022, every year" of rule files: the windows due in the period.
std::vector<Window> RepeatedWindows(const term::Repeated& repeated, const Period& period);

// "следующего года": the calendar years it may mean in a plan of this period.
std::vector<int> NextYears(const Period& period);
// "предыдущего года", likewise.
std::vector<int> PreviousYears(const Period& period);

// Whether a unit without one year keeps an occurrence that belongs to calendar year `year`.
bool InBounds(const term::Years& years, int year);

}  // namespace vekha::schedule
