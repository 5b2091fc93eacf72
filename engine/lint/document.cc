#include "engine/lint/document.h"

#include <algorithm>
#include <utility>

#include "engine/base/overload.h"

namespace vekha::lint {
namespace {

using roadmap::Measure;

std::vector<schedule::Occurrence> DeadlinesOf(const Measure& measure) {
  std::vector<schedule::Occurrence> out;
  for (const schedule::Occurrence& one : measure.expansion.occurrences) {
    if (!one.ongoing) out.push_back(one);
  }
  return out;
}

std::vector<TermPart> PartsOf(const Measure& measure, const term::TermReading& reading,
                              const roadmap::Roadmap& roadmap) {
  std::vector<term::Term> terms{reading.term};
  if (const auto* several = std::get_if<term::Several>(&reading.term)) terms = several->terms;
  if (measure.term_in_parts) return {{reading.term, measure.expansion.occurrences}};
  std::vector<TermPart> parts;
  for (term::Term& one : terms) {
    const term::TermReading alone{one, {}, {}, reading.phrase};
    schedule::Expansion expansion = schedule::Expand(alone, roadmap.period, roadmap.settings);
    parts.push_back({std::move(one), std::move(expansion.occurrences)});
  }
  return parts;
}

// An item's term that is copied out of its row's is read in the row.
bool SaysOwnTerm(const Measure& item, const Measure& row) {
  return !item.term_text.empty() && item.cells.term != row.cells.term &&
         row.term_text.find(item.term_text) == std::string::npos;
}

void AddTerm(Document& document, const Measure& measure) {
  if (measure.term_text.empty()) return;
  term::TermReading reading = term::ParseTerm(measure.term_text);
  std::vector<TermPart> parts = PartsOf(measure, reading, document.roadmap);
  document.terms.push_back({&measure, std::move(reading), std::move(parts)});
}

bool IsWrittenDay(const term::Unit& unit) {
  return unit.kind == term::UnitKind::kNamedDay ||
         (unit.kind == term::UnitKind::kDay && unit.number > 0);
}

}  // namespace

const Work* Document::FindWork(const MeasureId& id) const {
  const auto found = work_index.find(id.value());
  return found == work_index.end() ? nullptr : &works[found->second];
}

Document LayOut(const roadmap::Roadmap& roadmap, const calendar::WorkCalendar& calendar) {
  Document out{roadmap, calendar, {}, {}, {}, {}};
  for (const roadmap::Stage& stage : roadmap.stages) {
    for (const Measure& row : stage.measures) {
      out.rows.push_back({&row, &stage});
      AddTerm(out, row);
      if (row.items.empty()) out.works.push_back({&row, &row, &stage, DeadlinesOf(row)});
      for (const Measure& item : row.items) {
        out.works.push_back({&item, &row, &stage, DeadlinesOf(item)});
        if (SaysOwnTerm(item, row)) AddTerm(out, item);
      }
    }
  }
  for (size_t i = 0; i < out.works.size(); ++i) {
    out.work_index.emplace(out.works[i].measure->id.value(), i);
  }
  return out;
}

std::string Label(const Measure& measure) {
  std::string label = measure.number.empty() ? measure.id.value() : measure.number;
  while (label.ends_with('.')) label.pop_back();
  return label;
}

std::string Label(const Work& work) {
  return work.measure == work.row ? Label(*work.row) : work.measure->id.value();
}

bool HasFlag(const term::TermReading& reading, term::Flag flag) {
  return std::ranges::find(reading.flags, flag) != reading.flags.end();
}

void ForEachUnit(const term::Term& term, const std::function<void(const term::Unit&)>& visit) {
  const auto maybe = [&](const std::optional<term::Unit>& unit) {
    if (unit) visit(*unit);
  };
  std::visit(Overload{
                 [](const term::Unreadable&) {},
                 [&](const term::OnDay& t) { visit(t.day); },
                 [&](const term::ByDay& t) { visit(t.limit); },
                 [&](const term::InUnit& t) { visit(t.unit); },
                 [&](const term::UnitRange& t) {
                   visit(t.from);
                   visit(t.to);
                 },
                 [&](const term::FromDay& t) { visit(t.from); },
                 [&](const term::Ongoing& t) {
                   visit(t.span);
                   maybe(t.to);
                 },
                 [&](const term::Every& t) {
                   visit(t.unit);
                   maybe(t.within_from);
                   maybe(t.within_to);
                 },
                 [](const term::Repeated&) {},
                 [](const term::WithinAfter&) {},
                 [](const term::External&) {},
                 [](const term::OnDemand&) {},
                 [&](const term::Several& t) {
                   for (const term::Term& one : t.terms) ForEachUnit(one, visit);
                 },
             },
             term);
}

bool EndsOnWrittenDay(const term::Term& term) {
  if (const auto* on = std::get_if<term::OnDay>(&term)) return IsWrittenDay(on->day);
  if (const auto* by = std::get_if<term::ByDay>(&term)) return IsWrittenDay(by->limit);
  if (const auto* range = std::get_if<term::UnitRange>(&term)) return IsWrittenDay(range->to);
  return false;
}

bool IsPlainTerm(const term::TermReading& reading) {
  return !HasFlag(reading, term::Flag::kUnparseable) && !HasFlag(reading, term::Flag::kAlternative);
}

}  // namespace vekha::lint
