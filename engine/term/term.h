// A term (срок) as understood: a sum of a few shapes over calendar units, read from a Russian
// phrase. Nothing here knows a period or a calendar: engine/schedule holds a term against a period.
// Owner of the words: lexicon; of the characters: lexer; of the grammar: parser; back to words:
// unparse.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/date.h"
#include "engine/base/language.h"
#include "engine/base/source.h"

namespace vekha::term {

enum class Flag {
  kOngoing,
  kOnDemand,
  kExternal,
  kRelative,
  kAlternative,
  kNamedDay,
  kTypo,
  kUnparseable
};
std::string_view FlagName(Flag flag);  // "ongoing", "on_demand", ...

// kConvention: an agreed reading of words that leave room; kRepair: a slip put right; kGuess: a
// reading the author should look at; kProblem: words that could not be read.
enum class NoteKind { kConvention, kRepair, kGuess, kProblem };
struct Note {
  NoteKind kind = NoteKind::kConvention;
  Bilingual text;     // what was read how
  SourceRange range;  // in the phrase
  bool operator==(const Note& other) const {
    return kind == other.kind && text.ru == other.text.ru && range == other.range;
  }
};

// Which years a unit stands in: none said (every year of the period), from, until, or both; both
// equal is one year, the date "written in full". For school units it is the year of September.
// `yearly`: the phrase says "ежегодно"; `next`, `previous`: "следующего года", "предыдущего года",
// the year after or before the plan's.
struct Years {
  std::optional<int> first = {};
  std::optional<int> last = {};
  bool yearly = false;
  bool next = false;
  bool previous = false;
  bool IsOne() const { return first.has_value() && first == last; }
  bool IsOpen() const { return !first && !last && !next && !previous; }
  bool operator==(const Years&) const = default;
};

enum class UnitKind {
  kDay,            // month, number = day; month 0: that day of every month; number -1: the last
  kWeekday,        // number-th `weekday` of the month; -1 is the last
  kWorkday,        // number-th working day of the month; -1 is the last
  kWeek,           // number-th week of the month; -1 is the last
  kDecade,         // ten days of a month: 1, 2, 3
  kHalfMonth,      // 1 or 2
  kMonth,          // month; 0: every month
  kQuarter,        // calendar quarter number; 0: every one
  kHalfYear,       // of the calendar or of the school year, as the period shows; 0: every one
  kYear,           // calendar year
  kSchoolQuarter,  // четверть
  kTrimester,
  kSchoolHalf,  // полугодие учебного года
  kSchoolYear,
  kSeason,    // 1 winter .. 4 autumn
  kNamedDay,  // number = index of NamedDay()
  kPeriod     // the whole period of the roadmap
};

enum class Part { kWhole, kStart, kMiddle, kEnd };

struct Unit {
  UnitKind kind = UnitKind::kDay;
  int month = 0;
  int number = 0;
  int weekday = 0;  // 1 = Monday
  Part part = Part::kWhole;
  Years years = {};
  bool operator==(const Unit&) const = default;
};

// "15 октября", "последняя пятница месяца", "День учителя".
struct OnDay {
  Unit day;
  bool operator==(const OnDay&) const = default;
};

// "до 15 октября", "не позднее мая", "до середины ноября". Inclusive: through the unit's last day
// (with a part: through its first day, its middle, its last day); else until the day before it.
struct ByDay {
  Unit limit;
  bool inclusive = true;
  bool operator==(const ByDay&) const = default;
};

// "октябрь", "IV квартал 2020 года", "конец августа".
struct InUnit {
  Unit unit;
  bool operator==(const InUnit&) const = default;
};

// "с 1 по 15 сентября", "ноябрь-март": the first day of `from` to the last day of `to`.
struct UnitRange {
  Unit from;
  Unit to;
  bool inclusive = true;
  bool operator==(const UnitRange&) const = default;
};

// "с 5 сентября": from then to the end of the period. `after`: "после 5 сентября", from the day
// after it (ст. 191 ГК РФ).
struct FromDay {
  Unit from;
  bool after = false;
  bool operator==(const FromDay&) const = default;
};

enum class Rhythm { kSteady, kDaily, kWeekly };

// "в течение года", "еженедельно", "каждый понедельник": a span of work without a deadline.
struct Ongoing {
  Unit span;
  std::optional<Unit> to = {};  // when the span is a range
  Rhythm rhythm = Rhythm::kSteady;
  int weekdays = 0;  // bit n - 1 is weekday n
  bool operator==(const Ongoing&) const = default;
};

// "ежемесячно", "2 раза в полугодие", "ежеквартально в 2021-2022 годах": one window a unit.
struct Every {
  Unit unit;      // number and month 0
  int times = 1;  // how often in each
  int step = 1;   // "раз в 2 месяца": so many units make one window
  std::optional<Unit> within_from = {};  // "ежемесячно с сентября по май"
  std::optional<Unit> within_to = {};
  std::optional<FromDay> since = {};  // "ежемесячно с октября", "до 10 сентября, далее ежемесячно"
  bool operator==(const Every&) const = default;
};

// Of rule files only: {due: ..., start: ..., every: year|quarter|month}.
enum class Step { kMonth, kQuarter, kYear };
struct Repeated {
  std::optional<Date> start = {};
  Date due = {};
  Step step = Step::kYear;
  bool operator==(const Repeated&) const = default;
};

// "в течение 10 рабочих дней после ...", "после этапа 3.3", "по итогам ...": waits for another
// event.
struct WithinAfter {
  std::string text;                     // the document's words
  std::optional<int> offset_days = {};  // to the due day; negative is before the event
  bool working_days = false;
  std::string fact = {};  // of rule files: the date fact that gives the event
  bool operator==(const WithinAfter&) const = default;
};

// "по отдельному плану": another paper says when.
struct External {
  std::string text;
  std::string fact = {};
  bool operator==(const External&) const = default;
};

// "по мере необходимости".
struct OnDemand {
  std::string text;
  bool operator==(const OnDemand&) const = default;
};

struct Unreadable {
  bool operator==(const Unreadable&) const = default;
};

struct Several;
using Term = std::variant<Unreadable, OnDay, ByDay, InUnit, UnitRange, FromDay, Ongoing, Every,
                          Repeated, WithinAfter, External, OnDemand, Several>;

// "кроме июля", "за исключением летних месяцев": days no window holds.
struct Gap {
  Unit from;
  std::optional<Unit> to = {};
  bool operator==(const Gap&) const = default;
};

// Several deadlines of one cell, or one with exceptions; `alternative` when the cell joins them
// with "или". Never nested.
struct Several {
  std::vector<Term> terms;
  bool alternative = false;
  std::vector<Gap> except = {};
  bool operator==(const Several& other) const;
};

struct TermReading {
  Term term;
  std::vector<Flag> flags;  // sorted, unique
  std::vector<Note> notes;
  std::string phrase;  // as given
};

// Longer phrases are not read at all: a cell of a plan is a line or two.
inline constexpr size_t kMaxPhraseCodePoints = 2000;

// Never fails. A phrase without anything that reads as a term is kUnparseable with a kProblem note
// saying where; damaged dates in a readable phrase give the flag too, and no window.
TermReading ParseTerm(std::string_view phrase);

// The canonical Russian phrase: ParseTerm(Unparse(t)).term == t for every term of ParseTerm.
std::string Unparse(const Term& term);

// The mapping form of rule files. `start` after `due` is a programmer's error.
enum class DueEvery { kNone, kMonth, kQuarter, kYear };
TermReading FixedTerm(std::optional<Date> start, Date due, DueEvery every, bool inclusive,
                      std::string phrase = {});
TermReading AnchoredTerm(std::string fact, int offset_days, bool working_days,
                         std::string phrase = {});
TermReading ExternalTerm(std::string fact, std::string phrase = {});

}  // namespace vekha::term
