// Due days against the period, the day of approval, the calendar, and each other.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <utility>

#include "engine/lint/check.h"
#include "engine/lint/words.h"

namespace vekha::lint {
namespace {

using roadmap::Measure;

// The years a recurrence names itself, when the period leaves some of them out.
std::optional<Period> NamedYears(const term::Term& term) {
  int first = std::numeric_limits<int>::max();
  int last = std::numeric_limits<int>::min();
  ForEachUnit(term, [&](const term::Unit& unit) {
    if (!unit.years.first || !unit.years.last || unit.years.IsOne()) return;
    first = std::min(first, *unit.years.first);
    last = std::max(last, *unit.years.last);
  });
  if (first > last) return std::nullopt;
  const auto from = MakeDate(first, 1, 1);
  const auto to = MakeDate(last, 12, 31);
  if (!from || !to) return std::nullopt;
  return MakePeriod(*from, *to);
}

std::vector<Date> DaysOutside(const TermCell& cell, const roadmap::Roadmap& roadmap) {
  std::vector<Date> days;
  const auto add = [&](const std::vector<schedule::Occurrence>& occurrences) {
    for (const schedule::Occurrence& one : occurrences) {
      const Date due = one.window.due;
      if (one.ongoing || roadmap.period.Contains(due)) continue;
      if (std::ranges::find(days, due) == days.end()) days.push_back(due);
    }
  };
  for (const TermPart& part : cell.parts) {
    add(part.occurrences);
    const auto named = NamedYears(part.term);
    if (cell.measure->term_in_parts || !named) continue;
    // A month or a quarter that the period cuts is read so; a written day is lost.
    if (!EndsOnWrittenDay(part.term)) continue;
    add(schedule::Expand({part.term, {}, {}, cell.reading.phrase}, *named, roadmap.settings)
            .occurrences);
  }
  std::ranges::sort(days);
  return days;
}

void CheckPeriod(const Document& document, Report& report) {
  for (const TermCell& cell : document.terms) {
    const std::vector<Date> days = DaysOutside(cell, document.roadmap);
    if (days.empty()) continue;
    const Measure& row = *cell.measure;
    report.Add("DUE_OUTSIDE_PERIOD", row, Cell::kTerm, row.term_text,
               Say("срок {} ({}) вне периода карты {}", "term {} ({}) is outside the period {}",
                   Quote(row.term_text), SayDays(days), SayPeriod(document.roadmap.period)));
  }
}

// A month or quarter of the years a recurrence names that lies outside the period whole: nobody is
// ever asked to do it.
void CheckVacuous(const Document& document, Report& report) {
  const Period& period = document.roadmap.period;
  for (const TermCell& cell : document.terms) {
    if (cell.measure->term_in_parts) continue;
    std::vector<Bilingual> empty;
    for (const TermPart& part : cell.parts) {
      const auto named = NamedYears(part.term);
      if (!named || EndsOnWrittenDay(part.term)) continue;
      const term::TermReading alone{part.term, {}, {}, cell.reading.phrase};
      for (const schedule::Occurrence& one :
           schedule::Expand(alone, *named, document.roadmap.settings).occurrences) {
        const Date starts = one.window.start.value_or(one.window.due);
        if (one.ongoing || (one.window.due >= period.first && starts <= period.last)) continue;
        empty.push_back(Say("{} - {}", "{} - {}", PlainDay(starts), PlainDay(one.window.due)));
      }
    }
    if (empty.empty()) continue;
    report.Add("VACUOUS_OCCURRENCE", *cell.measure, Cell::kTerm, cell.measure->term_text,
               Say("{}: в периоде карты {} нет ни дня из {}",
                   "{}: the roadmap's period {} has no day of {}", Quote(cell.measure->term_text),
                   SayPeriod(period), SayList(empty, 4)));
  }
}

void CheckApproval(const Document& document, Report& report) {
  const auto approved = document.roadmap.source.approved_on;
  if (!approved) return;
  for (const Work& work : document.works) {
    std::vector<Date> before;
    for (const schedule::Occurrence& one : work.deadlines) {
      if (one.window.due < *approved) before.push_back(one.window.due);
      if (one.window.due != *approved) continue;
      report.Add("DUE_ON_APPROVAL_DAY", *work.measure, Cell::kTerm, work.measure->term_text,
                 Say("срок {} - день утверждения самой карты",
                     "due on {}, the day the roadmap itself was approved", SayDay(*approved)));
    }
    if (before.empty()) continue;
    report.Add("DUE_BEFORE_APPROVAL", *work.measure, Cell::kTerm, work.measure->term_text,
               Say("срок {} прошёл до утверждения карты ({}): просрочен с рождения",
                   "due on {}, before the roadmap was approved ({}): late from birth",
                   SayDays(before), PlainDay(*approved)));
  }
}

Bilingual SayShift(const Document& document, const Measure& measure, Date due) {
  const auto effective = document.calendar.Shift(due, measure.nonworking);
  if (!effective.ok() || *effective == due) return {"день остаётся", "the day stays"};
  return Say("действует {}", "{} counts", SayDay(*effective));
}

void CheckDayOff(const Document& document, const TermCell& cell, Report& report) {
  std::vector<Bilingual> off;
  for (const TermPart& part : cell.parts) {
    if (!cell.measure->term_in_parts && !EndsOnWrittenDay(part.term)) continue;
    for (const schedule::Occurrence& one : part.occurrences) {
      if (one.ongoing) continue;
      const auto info = document.calendar.Describe(one.window.due);
      if (!info.ok() || info->working) continue;
      const bool weekend = info->name.empty() || info->name == WeekdayNameRussian(one.window.due);
      const Bilingual name{", " + info->name, ", " + Quote(info->name)};
      off.push_back(Say("{}{} ({})", "{}{} ({})", SayDay(one.window.due),
                        weekend ? Bilingual() : name,
                        SayShift(document, *cell.measure, one.window.due)));
    }
  }
  if (off.empty()) return;
  const Measure& row = *cell.measure;
  report.Add("DUE_ON_DAY_OFF", row, Cell::kTerm, row.term_text,
             Say("срок {} приходится на нерабочий день: {}", "term {} falls on a day off: {}",
                 Quote(row.term_text), SayList(off, 3)));
}

// The only due day of a row with one date.
std::optional<Date> OnlyDay(const Document& document, const Measure& row) {
  std::optional<Date> only;
  for (const Work& work : document.works) {
    if (work.row != &row) continue;
    if (work.deadlines.size() != 1 ||
        work.deadlines.size() != work.measure->expansion.occurrences.size()) {
      return std::nullopt;
    }
    if (only && *only != work.deadlines[0].window.due) return std::nullopt;
    only = work.deadlines[0].window.due;
  }
  return only;
}

void CheckOrder(const Document& document, const roadmap::Stage& stage, Report& report) {
  std::vector<Bilingual> backward;
  const Measure* first = nullptr;
  const Measure* previous = nullptr;
  std::optional<Date> latest;
  for (const Measure& row : stage.measures) {
    const auto day = OnlyDay(document, row);
    if (!day) continue;
    if (latest && *day < *latest) {
      if (first == nullptr) first = &row;
      backward.push_back(Say("{} ({}) после {} ({})", "{} ({}) after {} ({})", Label(row),
                             PlainDay(*day), Label(*previous), PlainDay(*latest)));
    }
    latest = day;
    previous = &row;
  }
  if (first == nullptr) return;
  report.Add("OUT_OF_ORDER_DATES", *first, Cell::kTerm, first->term_text,
             Say("строки идут не по порядку времени: {}",
                 "rows do not follow the order of time: {}", SayList(backward, 4)),
             {"читайте по срокам, а не по порядку строк", "read by terms, not by order of rows"});
}

// One slip of the hand: two neighbouring digits changed places.
bool IsSwapped(const std::string& a, const std::string& b) {
  size_t at = 0;
  while (at < a.size() && a[at] == b[at]) ++at;
  return at + 1 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at] && a[at] != b[at] &&
         a.substr(at + 2) == b.substr(at + 2);
}

void CheckNeighbours(const Document& document, const roadmap::Stage& stage, Report& report) {
  constexpr size_t kEnough = 3;
  std::map<Date, std::vector<const Measure*>> rows;
  for (const Measure& row : stage.measures) {
    if (const auto day = OnlyDay(document, row)) rows[*day].push_back(&row);
  }
  for (const auto& [day, lonely] : rows) {
    if (lonely.size() != 1) continue;
    for (const auto& [other, many] : rows) {
      if (many.size() < kEnough || !IsSwapped(FormatRussian(day), FormatRussian(other))) continue;
      report.Add("SUSPECT_DATE", *lonely[0], Cell::kTerm, lonely[0]->term_text,
                 Say("{} отличается от соседних {} ({} строк) только порядком цифр",
                     "{} differs from its neighbours {} ({} rows) by the order of digits only",
                     PlainDay(day), PlainDay(other), many.size()));
    }
  }
}

struct Span {
  std::optional<Date> first;
  std::optional<Date> last;
  bool dated = false;
};

Span SpanOf(const Document& document, const Measure& row) {
  Span span;
  for (const Work& work : document.works) {
    if (work.row != &row) continue;
    for (const schedule::Occurrence& one : work.deadlines) {
      if (one.window.start && (!span.first || *one.window.start < *span.first)) {
        span.first = one.window.start;
      }
      if (!span.last || one.window.due > *span.last) span.last = one.window.due;
    }
    if (work.deadlines.empty()) return {};
  }
  span.dated = span.last.has_value();
  return span;
}

void CompareSpans(const Document& document, const Measure& parent, const Measure& child,
                  Report& report) {
  const Span whole = SpanOf(document, parent);
  const Span part = SpanOf(document, child);
  if (!whole.dated || !part.dated) return;
  const bool late = *part.last > *whole.last;
  const bool early = whole.first && (part.first ? *part.first : *part.last) < *whole.first;
  if (!late && !early) return;
  const Bilingual day = PlainDay(late ? *part.last : part.first.value_or(*part.last));
  const std::string term = Quote(parent.term_text);
  report.Add("PARENT_CHILD_RANGE", child, Cell::kTerm, child.term_text,
             late ? Say("срок {} позже срока строки {}: {} (по {})",
                        "due on {}, after the term of row {}: {} (until {})", day, Label(parent),
                        term, PlainDay(*whole.last))
                  : Say("срок {} раньше срока строки {}: {} (с {})",
                        "due on {}, before the term of row {}: {} (from {})", day, Label(parent),
                        term, PlainDay(*whole.first)));
}

// Row 3.1.2 is a part of 3.1, and that of 3.
void CheckParents(const Document& document, Report& report) {
  std::map<std::string, const Measure*> numbered;
  for (const Row& row : document.rows) {
    if (!row.measure->number.empty()) numbered.emplace(Label(*row.measure), row.measure);
  }
  for (const Row& child : document.rows) {
    if (child.measure->number.empty()) continue;
    std::string above = Label(*child.measure);
    for (size_t dot = above.rfind('.'); dot != std::string::npos; dot = above.rfind('.')) {
      above.resize(dot);
      const auto parent = numbered.find(above);
      if (parent != numbered.end()) {
        CompareSpans(document, *parent->second, *child.measure, report);
      }
    }
  }
}

}  // namespace

void CheckDates(const Document& document, Report& report) {
  CheckPeriod(document, report);
  CheckVacuous(document, report);
  CheckApproval(document, report);
  for (const TermCell& cell : document.terms) CheckDayOff(document, cell, report);
  for (const roadmap::Stage& stage : document.roadmap.stages) {
    CheckOrder(document, stage, report);
    CheckNeighbours(document, stage, report);
  }
  CheckParents(document, report);
}

}  // namespace vekha::lint
