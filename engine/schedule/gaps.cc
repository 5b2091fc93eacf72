// Days taken out of windows, and the year after the plan's.
#include <algorithm>

#include "engine/schedule/spans.h"

namespace vekha::schedule {
namespace {

void Subtract(const Occurrence& one, const Span& gap, std::vector<Occurrence>& out) {
  const Date due = one.window.due;
  const Date first = one.window.start.value_or(due);
  if (gap.last < first || gap.first > due) {
    out.push_back(one);
    return;
  }
  if (!one.window.start) return;  // a deadline on a day that is excepted
  const auto add = [&](Date from, Date to) {
    const std::optional<Window> window = from <= to ? MakeWindow(from, to) : std::nullopt;
    if (window) out.push_back({*window, one.ongoing, one.reading});
  };
  add(first, AddDays(gap.first, -1));
  add(AddDays(gap.last, 1), due);
}

}  // namespace

std::optional<Span> LatestBefore(const std::vector<Span>& from, Date last) {
  std::optional<Span> best;
  for (const Span& span : from) {
    if (span.first <= last && (!best || span.first > best->first)) best = span;
  }
  return best;
}

std::vector<Span> SpansOfGaps(const std::vector<term::Gap>& gaps, const Context& context) {
  std::vector<Span> spans;
  for (const term::Gap& gap : gaps) {
    const std::vector<Span> starts = SpansOf(gap.from, context);
    for (const Span& end : SpansOf(gap.to.value_or(gap.from), context)) {
      const std::optional<Span> start = gap.to ? LatestBefore(starts, end.last) : end;
      if (start) spans.push_back({start->first, end.last});
    }
  }
  return spans;
}

std::vector<Occurrence> WithoutGaps(const std::vector<Occurrence>& occurrences,
                                    const std::vector<Span>& gaps) {
  std::vector<Occurrence> left = occurrences;
  for (const Span& gap : gaps) {
    std::vector<Occurrence> cut;
    for (const Occurrence& one : left) Subtract(one, gap, cut);
    left = std::move(cut);
  }
  return left;
}

std::vector<int> PreviousYears(const Period& period) {
  std::vector<int> years = NextYears(period);
  const int back = IsSchoolPeriod(period) ? 1 : 2;
  for (int& year : years) year -= back;
  return years;
}

std::vector<int> NextYears(const Period& period) {
  const int first = static_cast<int>(period.first.year());
  const int last = static_cast<int>(period.last.year());
  std::vector<int> years;
  // A school year's plan ends in the next year itself; a calendar year's looks past its end.
  const int most = IsSchoolPeriod(period) ? last : last + 1;
  for (int year = first + 1; year <= std::max(most, first + 1); ++year) years.push_back(year);
  return years;
}

}  // namespace vekha::schedule
