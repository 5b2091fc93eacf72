// The words of a term: slips, and readings that had to be chosen.
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "engine/base/overload.h"
#include "engine/base/utf8.h"
#include "engine/lint/check.h"
#include "engine/lint/words.h"

namespace vekha::lint {
namespace {

using roadmap::Measure;
using term::Unit;
using term::UnitKind;

std::string_view RepairKind(std::string_view words) {
  static const RE2 kSpaced("[\\p{L}\\d] +[\\p{L}\\d]");
  static const RE2 kDigits("\\d");
  if (RE2::PartialMatch(std::string(words), kSpaced)) return "CELL_SPLIT";
  return RE2::PartialMatch(std::string(words), kDigits) ? "DATE_TYPO" : "TERM_TYPO";
}

// "в течении" is a slip the reading of a term does not depend on.
void CheckWithin(const TermCell& cell, Report& report) {
  static const RE2 kWithin("(?i)(?:^|[^\\p{L}])(в течении)(?:$|[^\\p{L}])");
  std::string words;
  if (!RE2::PartialMatch(cell.measure->term_text, kWithin, &words)) return;
  report.Add("TERM_TYPO", *cell.measure, Cell::kTerm, words,
             Say("{}: о времени пишут «в течение»", "{}: of time it is «в течение»", Quote(words)));
}

void CheckRepairs(const TermCell& cell, Report& report) {
  for (const term::Note& note : cell.reading.notes) {
    if (note.kind != term::NoteKind::kRepair) continue;
    const std::string_view words = std::string_view(cell.reading.phrase)
                                       .substr(note.range.begin, note.range.end - note.range.begin);
    report.Add(RepairKind(words), *cell.measure, Cell::kTerm, words, note.text);
  }
}

bool IsFuzzy(const Unit& unit) {
  return unit.part != term::Part::kWhole || unit.kind == UnitKind::kSeason;
}

void CheckFuzzy(const TermCell& cell, Report& report) {
  for (const TermPart& part : cell.parts) {
    bool fuzzy = false;
    ForEachUnit(part.term, [&](const Unit& unit) { fuzzy = fuzzy || IsFuzzy(unit); });
    if (!fuzzy || part.occurrences.empty() || part.occurrences.front().ongoing) continue;
    report.Add("FUZZY_DATE", *cell.measure, Cell::kTerm, cell.measure->term_text,
               Say("неточный срок {}: прочитан как {}", "inexact term {}: read as {}",
                   Quote(cell.measure->term_text), PlainDay(part.occurrences.front().window.due)));
  }
}

// A date alone is the day of an event or the last day of work.
void CheckBare(const TermCell& cell, Report& report) {
  for (const TermPart& part : cell.parts) {
    const auto* on = std::get_if<term::OnDay>(&part.term);
    if (on == nullptr || on->day.kind != UnitKind::kDay || on->day.number < 1) continue;
    if (cell.measure->evidence == roadmap::EvidenceKind::kEvent || part.occurrences.empty())
      continue;
    const Date day = part.occurrences.front().window.due;
    report.Add("BARE_DATE", *cell.measure, Cell::kTerm, cell.measure->term_text,
               Say("{}: день события или последний день, не сказано; прочитано как срок {}",
                   "{}: the day of an event or the last day is not said; read as due on {}",
                   Quote(cell.measure->term_text), SayDay(day)));
    return;
  }
}

void CheckNamedDay(const TermCell& cell, Report& report) {
  for (const TermPart& part : cell.parts) {
    bool named = false;
    ForEachUnit(part.term, [&](const Unit& u) { named = named || u.kind == UnitKind::kNamedDay; });
    if (!named || part.occurrences.empty()) continue;
    report.Add("NAMED_DAY", *cell.measure, Cell::kTerm, cell.measure->term_text,
               Say("{}: день назван, а не записан; по справочнику это {}",
                   "{}: the day is named, not written; looked up it is {}",
                   Quote(cell.measure->term_text), SayDay(part.occurrences.front().window.due)));
  }
}

Bilingual SayWindow(const Window& window) {
  if (!window.start) return PlainDay(window.due);
  return Say("{} - {}", "{} - {}", PlainDay(*window.start), PlainDay(window.due));
}

// Whether the first day of `from` is after the last day of `to`, both of one year.
bool RunsBackward(const term::UnitRange& range, const roadmap::Roadmap& roadmap) {
  if (!range.from.years.IsOne() || !range.to.years.IsOne()) return false;
  const auto first =
      schedule::Expand({term::InUnit{range.from}, {}, {}, {}}, roadmap.period, roadmap.settings);
  const auto last =
      schedule::Expand({term::InUnit{range.to}, {}, {}, {}}, roadmap.period, roadmap.settings);
  if (first.occurrences.empty() || last.occurrences.empty()) return false;
  const Window& begins = first.occurrences.front().window;
  return begins.start.value_or(begins.due) > last.occurrences.front().window.due;
}

// "Сентябрь-март 2020 года": the year stands once, after both months.
bool SaysOneYear(const std::string& phrase) {
  static const RE2 kYear("(?:^|\\D)((?:19|20)\\d\\d)(?:\\D|$)");
  re2::StringPiece rest(phrase);
  std::set<std::string> years;
  std::string year;
  while (RE2::FindAndConsume(&rest, kYear, &year)) years.insert(year);
  return years.size() == 1;
}

bool CrossesNewYear(const term::Term& term) {
  const auto* range = std::get_if<term::UnitRange>(&term);
  const auto* ongoing = std::get_if<term::Ongoing>(&term);
  const Unit* from = range != nullptr     ? &range->from
                     : ongoing != nullptr ? &ongoing->span
                                          : nullptr;
  const Unit* to = range != nullptr                    ? &range->to
                   : ongoing != nullptr && ongoing->to ? &*ongoing->to
                                                       : nullptr;
  return from != nullptr && to != nullptr && from->month > 0 && to->month > 0 &&
         std::pair(from->month, from->number) > std::pair(to->month, to->number);
}

void CheckRange(const Document& document, const TermCell& cell, Report& report) {
  std::vector<term::Term> terms{cell.reading.term};
  if (const auto* several = std::get_if<term::Several>(&cell.reading.term)) terms = several->terms;
  for (const term::Term& one : terms) {
    const auto* range = std::get_if<term::UnitRange>(&one);
    const bool backward = range != nullptr && RunsBackward(*range, document.roadmap);
    const bool one_year = CrossesNewYear(one) && SaysOneYear(cell.measure->term_text);
    if (!backward && !one_year) continue;
    const auto& read = cell.measure->expansion.occurrences;
    const Bilingual reading =
        read.empty() ? Bilingual()
                     : Say("; прочитано как {}", "; read as {}", SayWindow(read.front().window));
    report.Add("IMPOSSIBLE_RANGE", *cell.measure, Cell::kTerm, cell.measure->term_text,
               Say("{}: в названном году конец раньше начала{}",
                   "{}: in the year named the end is before the beginning{}",
                   Quote(cell.measure->term_text), reading));
  }
}

std::optional<std::string> RowNumber(const std::string& text) {
  static const RE2 kNumber("(?i)(?:этап|пункт|строк|мероприяти|п\\.)\\p{L}*\\s*(\\d+(?:\\.\\d+)*)");
  std::string number;
  if (!RE2::PartialMatch(text, kNumber, &number)) return std::nullopt;
  return number;
}

void CheckRelative(const Document& document, const TermCell& cell, Report& report) {
  const auto number = RowNumber(cell.measure->term_text);
  if (!number) return;
  const bool there = std::ranges::any_of(
      document.rows, [&](const Row& row) { return Label(*row.measure) == *number; });
  report.Add("RELATIVE_TERM", *cell.measure, Cell::kTerm, *number,
             there ? Say("срок {} отсчитан от строки {}", "term {} is counted from row {}",
                         Quote(cell.measure->term_text), *number)
                   : Say("срок {} отсчитан от строки {}, которой в карте нет",
                         "term {} is counted from row {}, which the roadmap does not have",
                         Quote(cell.measure->term_text), *number));
}

// The words say "all the time" and "when needed" at once, or a year from a row that leaves less.
void CheckBounds(const Document& document, const TermCell& cell, Report& report) {
  static const RE2 kSteady("(?i)постоян|непрерывн|в течение всего");
  static const RE2 kYearAfter("(?i)в течени[еи] года после.*до (?:завершения|конца|окончания)");
  const std::string& phrase = cell.measure->term_text;
  if (RE2::PartialMatch(phrase, kSteady) && HasFlag(cell.reading, term::Flag::kOnDemand)) {
    report.Add(
        "CONTRADICTORY_TERM", *cell.measure, Cell::kTerm, phrase,
        Say("{}: и постоянно, и по запросу", "{}: both all the time and on demand", Quote(phrase)));
  }
  const auto number = RowNumber(phrase);
  if (!RE2::PartialMatch(phrase, kYearAfter) || !number) return;
  constexpr int kYearDays = 365;
  for (const Work& work : document.works) {
    if (Label(*work.row) != *number || work.deadlines.empty()) continue;
    const Date from = work.deadlines.back().window.due;
    if (AddDays(from, kYearDays) <= document.roadmap.period.last) return;
    report.Add(
        "CONTRADICTORY_TERM", *cell.measure, Cell::kTerm, phrase,
        Say("{}: год после строки {} кончается {}, период карты {}",
            "{}: a year after row {} ends on {}, the roadmap's period on {}", Quote(phrase),
            *number, PlainDay(AddDays(from, kYearDays)), PlainDay(document.roadmap.period.last)));
    return;
  }
}

// "ежегодно" in a plan where nothing comes round twice.
void CheckRecurrence(const Document& document, const TermCell& cell, Report& report) {
  bool yearly = false;
  ForEachUnit(cell.reading.term, [&](const Unit& unit) { yearly = yearly || unit.years.yearly; });
  static const RE2 kYearly("(?i)ежегодн|каждый год");
  yearly = yearly || RE2::PartialMatch(cell.measure->term_text, kYearly);
  if (!yearly) return;
  std::set<std::pair<int, int>> days;
  size_t count = 0;
  for (const TermPart& part : cell.parts) {
    for (const schedule::Occurrence& one : part.occurrences) {
      const Date due = one.window.due;
      days.emplace(due.month().as_number(), due.day().as_number());
      ++count;
    }
  }
  if (count == 0 || days.size() < count) return;
  constexpr int kTwoYears = 2 * 365;
  const Period& period = document.roadmap.period;
  if (DaysBetween(period.first, period.last) >= kTwoYears) return;
  report.Add("RECURRENCE_IN_ONE_YEAR", *cell.measure, Cell::kTerm, cell.measure->term_text,
             Say("{}: в периоде {} повторять нечего", "{}: nothing comes round twice in {}",
                 Quote(cell.measure->term_text), SayPeriod(period)));
}

// 31 May or 31 August: a rule file that does not say gets 31 May.
void CheckSchoolYear(const Document& document, Report& report) {
  static const RE2 kSchoolYear("(?i)(?:учебн\\p{L}+|уч\\.)\\s*г");
  if (HasHeadKey(report.source(), "school_year")) return;
  const Measure* first = nullptr;
  std::vector<std::string> labels;
  for (const TermCell& cell : document.terms) {
    if (cell.measure->term_in_parts || cell.measure->expansion.occurrences.empty()) continue;
    if (!RE2::PartialMatch(cell.measure->term_text, kSchoolYear)) continue;
    if (first == nullptr) first = cell.measure;
    labels.push_back(Label(*cell.measure));
  }
  if (first == nullptr) return;
  const schedule::MonthDay& last = document.roadmap.settings.school_year_last;
  const std::string day = fmt::format("{:02}.{:02}", last.day, last.month);
  report.Add("SCHOOL_YEAR_END", *first, Cell::kTerm, first->term_text,
             Say("{}: учебный год кончается 31 мая или 31 августа, не сказано; прочитано по {} "
                 "(строки {})",
                 "{}: whether the school year ends on 31 May or 31 August is not said; read until "
                 "{} (rows {})",
                 Quote(first->term_text), day, SayList(labels)));
}

void CheckBinding(const Document& document, Report& report) {
  static const RE2 kLabelled(
      "(?i)обновлени|утверждени|разработк|проведени|размещени|подготовк|начал|итог|этап");
  for (const Row& row : document.rows) {
    const Measure& measure = *row.measure;
    std::set<std::string> own;
    for (const Measure& item : measure.items) {
      if (item.term_text != measure.term_text) own.insert(item.term_text);
    }
    if (own.size() < 2 || RE2::PartialMatch(measure.term_text, kLabelled)) continue;
    report.Add("MULTI_DATE_BINDING", measure, Cell::kTerm, measure.term_text,
               Say("{}: сроки ({}) связаны с частями строки только порядком",
                   "{}: the dates ({}) are bound to the parts of the row by order only",
                   Quote(measure.term_text), own.size()));
  }
}

// "до 15 октября" leaves open whether the day is included: said once for the document.
void CheckInclusive(const Document& document, Report& report) {
  static const RE2 kDo("(?i)(?:^|[^\\p{L}])до\\s+\\d");
  static const RE2 kSaid("(?i)включительно|исключительно|не позднее");
  const Measure* first = nullptr;
  size_t rows = 0;
  for (const TermCell& cell : document.terms) {
    const std::string& phrase = cell.measure->term_text;
    if (cell.measure->term_in_parts || RE2::PartialMatch(phrase, kSaid)) continue;
    if (!RE2::PartialMatch(phrase, kDo)) continue;
    const bool limit = std::ranges::any_of(cell.parts, [](const TermPart& part) {
      return std::holds_alternative<term::ByDay>(part.term);
    });
    if (!limit) continue;
    if (first == nullptr) first = cell.measure;
    ++rows;
  }
  if (first == nullptr) return;
  report.Add(
      "INCLUSIVE_DO", *first, Cell::kTerm, first->term_text,
      Say("{}: входит ли сам день, не сказано (сроков с «до»: {}); читается «по этот день "
          "включительно»",
          "{}: whether the day is included is not said (terms with «до»: {}); read as until that "
          "day, included",
          Quote(first->term_text), rows));
}

void CheckWaits(const TermCell& cell, Report& report) {
  for (const schedule::Wait& wait : cell.measure->expansion.waits) {
    if (wait.kind != term::Flag::kExternal || !wait.fact.empty()) continue;
    report.Add("EXTERNAL_UNBOUND", *cell.measure, Cell::kTerm, wait.text,
               Say("срок {} - в бумаге, которой в карте нет",
                   "term {} is in a paper the roadmap does not make", Quote(wait.text)));
  }
}

// A fact gives the day, but no row of the plan makes the paper that says it.
void CheckOutsideFact(const Document& document, const TermCell& cell, Report& report) {
  for (const schedule::Wait& wait : cell.measure->expansion.waits) {
    if (wait.kind != term::Flag::kExternal || wait.fact.empty()) continue;
    const std::string subject = wait.fact.substr(0, wait.fact.rfind('.') + 1);
    const bool produced = std::ranges::any_of(document.works, [&](const Work& work) {
      return work.row != cell.measure && work.measure->done_when && !subject.empty() &&
             work.measure->done_when->text.find(subject + "schedule") != std::string::npos;
    });
    if (produced) continue;
    report.Add(
        "EXTERNAL_UNBOUND", *cell.measure, Cell::kTerm, cell.measure->term_text,
        Say("срок {} - в бумаге, которой ни одна строка не создаёт; день ждёт факта {}",
            "term {} is in a paper that no row makes; the day waits for the fact {}",
            Quote(cell.measure->term_text), wait.fact),
        {"запишите факт, когда станет известен день", "record the fact when the day is known"});
  }
}

void CheckAlternative(const TermCell& cell, Report& report) {
  if (!HasFlag(cell.reading, term::Flag::kAlternative)) return;
  report.Add("ALTERNATIVE_TERM", *cell.measure, Cell::kTerm, cell.measure->term_text,
             Say("{}: который из сроков верен, не сказано",
                 "{}: which of the terms holds is not said", Quote(cell.measure->term_text)));
}

}  // namespace

void CheckTerms(const Document& document, Report& report) {
  CheckSchoolYear(document, report);
  for (const TermCell& cell : document.terms) {
    CheckRange(document, cell, report);
    CheckRelative(document, cell, report);
    CheckBounds(document, cell, report);
    CheckWaits(cell, report);
    CheckOutsideFact(document, cell, report);
    if (cell.measure->term_in_parts) continue;
    CheckRepairs(cell, report);
    CheckWithin(cell, report);
    CheckFuzzy(cell, report);
    CheckBare(cell, report);
    CheckNamedDay(cell, report);
    CheckAlternative(cell, report);
    CheckRecurrence(document, cell, report);
  }
  CheckBinding(document, report);
  CheckInclusive(document, report);
}

}  // namespace vekha::lint
