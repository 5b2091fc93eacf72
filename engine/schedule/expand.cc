#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "engine/base/overload.h"
#include "engine/schedule/schedule.h"
#include "engine/schedule/spans.h"

namespace vekha::schedule {
namespace {

using term::NoteKind;
using term::Part;
using term::Unit;
using term::UnitKind;

int YearOf(Date date) { return static_cast<int>(date.year()); }

bool IsPoint(const Unit& unit) {
  return unit.kind == UnitKind::kDay || unit.kind == UnitKind::kWeekday ||
         unit.kind == UnitKind::kWorkday || unit.kind == UnitKind::kNamedDay;
}

class Expander {
 public:
  Expander(Period period, const Settings& settings, Expansion& out)
      : context_{period, settings}, out_(out) {}

  void Run(const term::Term& term) {
    const std::string text = term::Unparse(term);
    std::visit(
        Overload{
            [](const term::Unreadable&) {},
            [&](const term::OnDay& on) {
              InYears(on.day, [&](const Unit& day) { AddUnit(day, text, false); });
            },
            [&](const term::ByDay& by) {
              InYears(by.limit, [&](const Unit& limit) { AddLimit({limit, by.inclusive}, text); });
            },
            [&](const term::InUnit& in) {
              InYears(in.unit, [&](const Unit& unit) { AddUnit(unit, text, false); });
            },
            [&](const term::UnitRange& range) {
              InYears(range.to, [&](const Unit& to) {
                const Unit from = range.from.years.next ? InYearOf(range.from, to) : range.from;
                AddRange(from, to, range.inclusive, text, false);
              });
            },
            [&](const term::FromDay& from) { AddSince(from, text); },
            [&](const term::Ongoing& ongoing) { AddOngoing(ongoing, text); },
            [&](const term::Every& every) { AddEvery(every, text); },
            [&](const term::Repeated& repeated) { AddRepeated(repeated, text); },
            [&](const term::WithinAfter& after) {
              out_.waits.push_back({term::Flag::kRelative, after.text, after.fact,
                                    after.offset_days.value_or(0), after.working_days});
            },
            [&](const term::External& external) {
              out_.waits.push_back({term::Flag::kExternal, external.text, external.fact, 0, false});
            },
            [&](const term::OnDemand& demand) {
              out_.waits.push_back({term::Flag::kOnDemand, demand.text, {}, 0, false});
            },
            [&](const term::Several& several) {
              for (const term::Term& one : several.terms) Run(one);
              TakeOut(several.except);
            },
        },
        term);
  }

  void TakeOut(const std::vector<term::Gap>& gaps) {
    if (gaps.empty()) return;
    const bool some = !out_.occurrences.empty();
    out_.occurrences = WithoutGaps(out_.occurrences, SpansOfGaps(gaps, context_));
    Say(NoteKind::kConvention, {"названные исключения вычтены из сроков",
                                "the exceptions named are taken out of the terms"});
    if (some && out_.occurrences.empty()) {
      Say(NoteKind::kProblem,
          {"исключения не оставили ни одного срока", "the exceptions left no term at all"});
    }
  }

 private:
  static Unit InYearOf(Unit unit, const Unit& other) {
    unit.years = other.years;
    return unit;
  }

  // Once as it stands, or, of "следующего года", "предыдущего года", once a year it may mean.
  template <typename Use>
  void InYears(const Unit& unit, const Use& use) {
    const bool next = unit.years.next;
    if (!next && !unit.years.previous) {
      use(unit);
      return;
    }
    const std::vector<int> years =
        next ? NextYears(context_.period) : PreviousYears(context_.period);
    for (const int year : years) {
      Unit one = unit;
      one.years = {.first = year, .last = year};
      use(one);
    }
    Say(NoteKind::kGuess, {fmt::format("{} год прочитан как {}", next ? "следующий" : "предыдущий",
                                       fmt::join(years, ", ")),
                           fmt::format("the {} year is read as {}", next ? "next" : "previous",
                                       fmt::join(years, ", "))});
  }

  void Say(NoteKind kind, Bilingual text) { out_.notes.push_back({kind, std::move(text), {}}); }

  void Add(std::optional<Date> start, Date due, bool ongoing, const std::string& text) {
    const std::optional<Window> window = MakeWindow(start, due);
    if (!window) return;
    out_.occurrences.push_back({*window, ongoing, text});
  }

  std::string Recurring(const std::string& text) const { return text + ": по годам периода"; }

  // The bounds hold for the unit as the period means it: by its due day's year, or of a range by
  // its start's.
  bool Keeps(const Unit& unit, const Span& span) const {
    return InBounds(unit.years, YearOf(span.last)) || InBounds(unit.years, YearOf(span.first));
  }

  // The occurrences of a unit that the period keeps.
  std::vector<Span> Kept(const Unit& unit) {
    std::vector<Span> kept;
    if (unit.years.IsOne() || unit.kind == UnitKind::kPeriod) return SpansOf(unit, context_);
    std::vector<Span> touching;
    for (Span span : SpansOf(unit, context_)) {
      if (!Keeps(unit, span)) continue;
      if (span.first > context_.period.last || span.last < context_.period.first) continue;
      if (IsClipped(unit)) {
        span.first = std::max(span.first, context_.period.first);
        span.last = std::min(span.last, context_.period.last);
      }
      (context_.period.Contains(span.last) ? kept : touching).push_back(span);
    }
    if (kept.empty() && !touching.empty()) {
      Say(NoteKind::kConvention, {"период кончается раньше; взято целиком то, что в нем началось",
                                  "the period ends earlier; what began in it is taken whole"});
      return {touching.front()};
    }
    KeepOnce(unit, kept);
    return kept;
  }

  // A plan of one school year that begins in the summer before it and ends in the autumn after it
  // names a month once; said twice by the period, the first is meant.
  void KeepOnce(const Unit& unit, std::vector<Span>& kept) {
    constexpr int kLongestDays = 470;
    constexpr int kJune = 6;
    constexpr int kAugust = 8;
    const int month = context_.period.first.month().as_number();
    const bool one_year_plan =
        month >= kJune && month <= kAugust &&
        DaysBetween(context_.period.first, context_.period.last) <= kLongestDays;
    if (!one_year_plan || kept.size() != 2 || unit.month == 0 || unit.years.yearly) return;
    if (IsClipped(unit)) return;
    Say(NoteKind::kGuess, {"в периоде дважды; взято первое, так как «ежегодно» не сказано",
                           "twice in the period; the first is taken, as \"ежегодно\" is not said"});
    kept.pop_back();
  }

  void SayConvention(const Unit& unit) { SayConventions(unit, context_, out_.notes); }

  void SayNothing(const std::string& text) {
    Say(NoteKind::kProblem,
        {fmt::format("«{}»: в периоде {} такого нет", text, FormatPeriod(context_.period)),
         fmt::format("\"{}\": there is none in the period {}", text,
                     FormatPeriod(context_.period))});
  }

  void AddUnit(const Unit& unit, const std::string& text, bool ongoing) {
    SayConvention(unit);
    const std::vector<Span> spans = Kept(unit);
    if (spans.empty()) SayNothing(text);
    for (const Span& span : spans) {
      const bool once = unit.years.IsOne() || unit.kind == UnitKind::kPeriod;
      Add(span.first, span.last, ongoing, once ? text : Recurring(text));
    }
  }

  Date LimitOf(const term::ByDay& by, const Span& whole) const {
    const Unit& unit = by.limit;
    if (unit.part == Part::kStart) return by.inclusive ? whole.first : AddDays(whole.first, -1);
    if (unit.part == Part::kMiddle && unit.kind == UnitKind::kMonth) {
      constexpr int kFifteenth = 15;
      return AddDays(whole.first, kFifteenth - 1 - (by.inclusive ? 0 : 1));
    }
    if (by.inclusive) return whole.last;
    return AddDays(IsPoint(unit) || unit.part == Part::kEnd ? whole.last : whole.first, -1);
  }

  void AddLimit(const term::ByDay& by, const std::string& text) {
    Unit unit = by.limit;
    SayConvention(unit);
    // The middle of a month is counted from its first day.
    if (unit.part == Part::kMiddle && unit.kind == UnitKind::kMonth) unit.part = Part::kWhole;
    bool any = false;
    const bool one = unit.years.IsOne() || unit.kind == UnitKind::kPeriod;
    for (const Span& span : SpansOf(unit, context_)) {
      const Date due = LimitOf(by, span);
      if (!one && (!context_.period.Contains(due) || !InBounds(unit.years, YearOf(due)))) continue;
      Add(std::nullopt, due, false, one ? text : Recurring(text));
      any = true;
    }
    if (!any) SayNothing(text);
  }

  void AddRange(const Unit& from, const Unit& to, bool inclusive, const std::string& text,
                bool ongoing) {
    SayConvention(from);
    if (to.kind != from.kind) SayConvention(to);
    const int cut = inclusive ? 0 : -1;
    if (to.years.IsOne()) {
      AddFullRange(from, to, cut, text, ongoing);
      return;
    }
    const std::vector<Span> starts = SpansOf(from, context_);
    std::vector<Span> kept;
    std::vector<Span> touching;
    for (const Span& end : SpansOf(to, context_)) {
      const std::optional<Span> start = LatestBefore(starts, end.last);
      if (!start) continue;
      const Span span{start->first, AddDays(end.last, cut)};
      if (!InBounds(to.years, YearOf(span.first))) continue;
      if (span.first > context_.period.last || span.last < context_.period.first) continue;
      (context_.period.Contains(span.last) ? kept : touching).push_back(span);
    }
    if (kept.empty() && !touching.empty() && !IsPoint(to)) {
      Say(NoteKind::kConvention, {"период кончается раньше; взято целиком то, что в нем началось",
                                  "the period ends earlier; what began in it is taken whole"});
      kept.push_back(touching.front());
    }
    if (kept.empty()) SayNothing(text);
    for (const Span& span : kept) Add(span.first, span.last, ongoing, Recurring(text));
  }

  // The end has its year; a start without one is the latest before it, or, when only that falls
  // into the period, the range runs on over the next new year ("Сентябрь-март 2020 года").
  void AddFullRange(const Unit& from, const Unit& to, int cut, const std::string& text,
                    bool ongoing) {
    const std::vector<Span> ends = SpansOf(to, context_);
    if (ends.empty()) {
      SayNothing(text);
      return;
    }
    const Date end = AddDays(ends.back().last, cut);
    if (from.years.IsOne()) {
      const std::vector<Span> starts = SpansOf(from, context_);
      if (starts.empty() || starts.front().first > end) {
        Say(NoteKind::kProblem, {fmt::format("«{}»: конец раньше начала", text),
                                 fmt::format("\"{}\": the end is before the beginning", text)});
        out_.flags.push_back(term::Flag::kUnparseable);
        return;
      }
      Add(starts.front().first, end, ongoing, text);
      return;
    }
    const int year = *to.years.first;
    Unit start = from;
    Unit finish = to;
    start.years = {.first = year - 1, .last = year - 1};
    if (!context_.period.Contains(end)) {
      finish.years = {.first = year + 1, .last = year + 1};
      const std::vector<Span> later = SpansOf(finish, context_);
      if (!later.empty() && context_.period.Contains(later.back().last)) {
        start.years = to.years;
      } else {
        finish = to;
      }
    }
    const std::vector<Span> starts = SpansOf(start, context_);
    const std::vector<Span> finishes = SpansOf(finish, context_);
    if (starts.empty() || finishes.empty()) {
      SayNothing(text);
      return;
    }
    Say(NoteKind::kGuess, {fmt::format("год назван один, а промежуток идет через новый год: {}-{}",
                                       *start.years.first, *finish.years.first),
                           fmt::format("one year is named, but the range goes over New Year: {}-{}",
                                       *start.years.first, *finish.years.first)});
    Add(starts.front().first, AddDays(finishes.back().last, cut), ongoing, text);
  }

  // The first day of an open start.
  std::optional<Date> StartOf(const term::FromDay& from) const {
    for (const Span& span : SpansOf(from.from, context_)) {
      const Date start = from.after ? AddDays(span.last, 1) : span.first;
      if (from.from.years.IsOne() || context_.period.Contains(start)) return start;
    }
    return std::nullopt;
  }

  void AddSince(const term::FromDay& from, const std::string& text) {
    SayConvention(from.from);
    const std::optional<Date> start = StartOf(from);
    if (!start || *start > context_.period.last) {
      SayNothing(text);
      return;
    }
    Add(start, context_.period.last, true, text);
  }

  void AddOngoing(const term::Ongoing& ongoing, const std::string& text) {
    if (ongoing.to) {
      AddRange(ongoing.span, *ongoing.to, true, text, true);
      return;
    }
    const Unit& span = ongoing.span;
    const bool years = span.kind == UnitKind::kYear || span.kind == UnitKind::kSchoolYear;
    if (years && span.years.first && span.years.last && !span.years.IsOne()) {
      SayConvention(span);
      Unit first = span;
      Unit last = span;
      first.years.last = first.years.first;
      last.years.first = last.years.last;
      const std::vector<Span> from = SpansOf(first, context_);
      const std::vector<Span> to = SpansOf(last, context_);
      if (!from.empty() && !to.empty()) Add(from.front().first, to.back().last, true, text);
      return;
    }
    constexpr int kMonthDays = 31;
    if (span.kind == UnitKind::kMonth && span.month == 0 &&
        DaysBetween(context_.period.first, context_.period.last) < kMonthDays) {
      Add(context_.period.first, context_.period.last, true, text);
      return;
    }
    if (span.kind == UnitKind::kMonth && span.month == 0) {
      Say(NoteKind::kGuess, {"месяц не назван: каждый месяц периода",
                             "no month is named: every month of the period"});
    }
    AddUnit(span, text, true);
  }

  void AddEvery(const term::Every& every, const std::string& text) {
    Unit unit = every.unit;
    if (const std::optional<UnitKind> finer = FinerUnit(every)) {
      unit.kind = *finer;
      Say(NoteKind::kConvention,
          {fmt::format("{} раза в год: по равным частям года", every.times),
           fmt::format("{} times a year: equal parts of the year", every.times)});
    } else if (every.times > 1) {
      Say(NoteKind::kConvention,
          {fmt::format("{} раз за каждый такой срок: окно одно на все", every.times),
           fmt::format("{} times in each such span: one window for all", every.times)});
    }
    constexpr int kYearDays = 366;
    const bool one_year = DaysBetween(context_.period.first, context_.period.last) < kYearDays &&
                          IsSchoolPeriod(context_.period);
    if (unit.kind == UnitKind::kYear && unit.years.IsOpen() && one_year && every.step == 1) {
      Say(NoteKind::kConvention, {"раз в год в плане на один учебный год: весь период",
                                  "once a year in a plan of one school year: the whole period"});
      Add(context_.period.first, context_.period.last, false, text);
      return;
    }
    SayConvention(unit);
    const size_t before = out_.occurrences.size();
    const std::vector<Span> frames = Frames(every);
    const std::optional<Date> since = every.since ? StartOf(*every.since) : std::nullopt;
    for (Span span : Grouped(Kept(unit), every.step)) {
      if (since && (span.last < *since || (every.since->after && span.first < *since))) continue;
      if (since) span.first = std::max(span.first, *since);
      if (frames.empty() && !every.within_from) {
        Add(span.first, span.last, false, text);
        continue;
      }
      for (const Span& frame : frames) {
        Date first = span.first;
        Date last = span.last;
        if (unit.kind != UnitKind::kMonth) {
          first = std::max(first, frame.first);
          last = std::min(last, frame.last);
        }
        if (first > last || last < frame.first || first > frame.last) continue;
        Add(first, last, false, text);
      }
    }
    if (out_.occurrences.size() == before) SayNothing(text);
  }

  // "раз в 2 месяца": every two of them from the period's beginning are one window.
  std::vector<Span> Grouped(const std::vector<Span>& spans, int step) {
    if (step <= 1) return spans;
    Say(NoteKind::kConvention, {fmt::format("по {} подряд от начала периода", step),
                                fmt::format("{} in a row from the beginning of the period", step)});
    std::vector<Span> grouped;
    for (size_t i = 0; i < spans.size(); i += static_cast<size_t>(step)) {
      const size_t last = std::min(i + static_cast<size_t>(step), spans.size()) - 1;
      grouped.push_back({spans[i].first, spans[last].last});
    }
    return grouped;
  }

  // The spans a recurrence is said to stay in.
  std::vector<Span> Frames(const term::Every& every) {
    std::vector<Span> frames;
    if (!every.within_from) return frames;
    Expansion inside;
    Expander expander(context_.period, context_.settings, inside);
    if (every.within_to) {
      expander.AddRange(*every.within_from, *every.within_to, true, "", false);
    } else {
      expander.AddOngoing({.span = *every.within_from}, "");
    }
    for (const Occurrence& one : inside.occurrences) {
      frames.push_back({one.window.start.value_or(one.window.due), one.window.due});
    }
    return frames;
  }

  void AddRepeated(const term::Repeated& repeated, const std::string& text) {
    const std::vector<Window> windows = RepeatedWindows(repeated, context_.period);
    for (const Window& window : windows) out_.occurrences.push_back({window, false, text});
    if (windows.empty()) SayNothing(text);
  }

  Context context_;
  Expansion& out_;
};

// Windows without a start come first among those due on one day.
bool Before(const Occurrence& a, const Occurrence& b) {
  if (a.window.due != b.window.due) return a.window.due < b.window.due;
  if (a.window.start.has_value() != b.window.start.has_value()) return !a.window.start;
  if (a.window.start && *a.window.start != *b.window.start)
    return *a.window.start < *b.window.start;
  return !a.ongoing && b.ongoing;
}

}  // namespace

Expansion Expand(const term::TermReading& reading, Period period, const Settings& settings) {
  Expansion out;
  out.flags = reading.flags;
  out.notes = reading.notes;
  Expander(period, settings, out).Run(reading.term);
  std::stable_sort(out.occurrences.begin(), out.occurrences.end(), Before);
  // A deadline and a span over the same days are one: the deadline.
  out.occurrences.erase(
      std::unique(out.occurrences.begin(), out.occurrences.end(),
                  [](const Occurrence& a, const Occurrence& b) { return a.window == b.window; }),
      out.occurrences.end());
  std::sort(out.flags.begin(), out.flags.end());
  out.flags.erase(std::unique(out.flags.begin(), out.flags.end()), out.flags.end());
  return out;
}

std::string CycleOf(Date day) {
  constexpr int kSeptember = 9;
  const int year = YearOf(day) - (day.month().as_number() < kSeptember ? 1 : 0);
  return fmt::format("{}/{:02}", year, (year + 1) % 100);
}

}  // namespace vekha::schedule
