// Inside of the parser: the tokens of one phrase and the families of forms read from them. Every
// reader takes a position, and on success moves it past what it read; else leaves it alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/term/lexer.h"
#include "engine/term/term.h"

namespace vekha::term {

// One reading of a stretch of the phrase, before years and neighbours have had their say.
enum class ItemKind {
  kOn,     // a bare unit or range: from [, to]
  kBy,     // a limit: from
  kSince,  // an open start: from
  kEvery,
  kOngoing,
  kExternal,
  kRelative,
  kDemand,
  kYears,   // "в период с 2022 по 2023 г.г.": bounds for the others
  kAnnual,  // "ежегодно"
  kThen,    // "далее"
  kOr,
  kBreak,       // a semicolon
  kExceptDays,  // "кроме выходных": told of, nothing more
  kExcept,      // "кроме июля": from [, to]
  kWord,        // not read: a label, a place
  kBad          // a date that is none
};

struct Item {
  ItemKind kind = ItemKind::kWord;
  Unit from;
  std::optional<Unit> to;
  bool inclusive = true;
  bool comma_before = false;
  bool bracket_before = false;
  bool during = false;    // said with "в течение"
  bool each = false;      // said with "каждый"
  bool reported = false;  // said with "за": beside another day, what a report is about
  bool weak = false;      // a bare weekday: only beside nothing else a term
  int times = 1;
  int step = 1;
  std::optional<Unit> within_from;
  std::optional<Unit> within_to;
  Rhythm rhythm = Rhythm::kSteady;
  int weekdays = 0;
  std::optional<int> offset_days;
  bool working_days = false;
  bool after = false;  // of kSince: from the day after; of kThen: "в последующие годы"; of kBad:
                       // the end is before the beginning
  bool earliest = false;  // of kSince: "не ранее"
  std::optional<FromDay> since;
  std::string text;
  SourceRange range;
  std::vector<SourceRange> also;  // other places of the phrase it took its meaning from
};

// A week, decade or weekday said without its month: the month beside it is meant.
inline constexpr int kMonthBeside = -1;
// A day of the first, second, last month of every quarter, and of the month after it.
inline constexpr int kMonthOfQuarter[] = {-11, -12, -13};
inline constexpr int kMonthAfterQuarter = -14;

// A working day is counted from the beginning of the month so far.
inline constexpr int kMostWorkdays = 15;

// A unit that is one day.
bool IsPointLike(UnitKind kind);

// A year ranges with a year only, and forward.
bool MayRange(const Unit& from, const Unit& to);

// "с 20 по 10 декабря"
bool RunsBackwards(const Unit& from, const Unit& to);

class Phrase {
 public:
  explicit Phrase(std::string_view text);

  // The whole phrase as items in order, with what was noticed.
  std::vector<Item> Read();

  std::vector<Note> notes;
  bool typo = false;
  std::vector<SourceRange> spots;  // what may change the days: each must be used or told of
  std::vector<SourceRange> told;   // of those, what was told of: times, classes, rooms

 private:
  // --- tokens (parser.cc)
  const Token& At(size_t at) const;
  bool Is(size_t at, Sense sense) const { return At(at).Is(sense); }
  bool Mark(size_t at, char mark) const { return At(at).IsMark(mark); }
  bool Ends(size_t at) const { return at >= tokens_.size(); }
  SourceRange RangeOf(size_t from, size_t to) const;
  std::string TextOf(size_t from, size_t to) const;  // the document's words, spaces made one
  void Say(NoteKind kind, Bilingual text, size_t from, size_t to);
  void Tell(NoteKind kind, const Bilingual& text, size_t from, size_t to);
  void Add(Item item, size_t from, size_t to);
  // An item of the words from `at` to `end`, where `at` goes on. Always true.
  bool AddText(ItemKind kind, size_t& at, size_t end);
  void ReadNext();
  bool ReadMark();
  bool ReadBadDay();
  bool IsBadYear(size_t at) const;
  void DropNoise();
  bool NoiseNumbers(size_t at);
  void DropTimes();
  std::optional<size_t> DaysAfterMonth(size_t month, size_t& days) const;
  void PutMonthsBehindDays();
  void SpellShortYears();

  // --- calendar.cc: units of time
  std::optional<Years> ReadYears(size_t& at, bool& school) const;
  bool ReadYearWords(size_t& at) const;
  void AttachYears(size_t& at, Unit& unit);
  bool ReadNextYear(size_t& at, Unit& unit);
  std::optional<Unit> ReadUnit(size_t& at);
  std::optional<Unit> ReadPart(size_t& at);
  std::optional<Unit> ReadNamed(size_t& at);
  std::optional<Unit> ReadCounted(size_t& at);
  std::optional<int> ReadSpelledDay(size_t& at) const;
  std::optional<Unit> ReadDayMonth(size_t& at);
  std::optional<Unit> ReadPlain(size_t& at);
  // "года", "учебного года", "квартала", "каждого месяца": a unit without a number.
  std::optional<Unit> ReadGeneric(size_t& at) const;
  void ReadMonthOf(size_t& at, Unit& unit);
  bool ReadReportTail(size_t& at, bool& quarterly) const;
  bool ReadMonthOfQuarter(size_t& at, Unit& unit) const;
  std::optional<int> ReadCount(size_t& at) const;
  // A list such as "5, 12-14 и 19 октября", "1-15 сентября", "I, III четверть".
  bool ReadShared(size_t& at, ItemKind kind);

  // --- spans.cc: limits, ranges, recurrences
  bool ReadBare(size_t& at);
  bool ReadNamedUnits(size_t& at);
  bool ReadFrom(size_t& at);
  bool FromDate(size_t at);
  bool ReadLimit(size_t& at);
  std::optional<Unit> ReadLoneDay(size_t& at);
  bool ReadLimitPreposition(size_t& at, bool& inclusive, bool& firm) const;
  bool ReadDuring(size_t& at);
  bool ReadRecurrence(size_t& at);
  bool ReadTimes(size_t& at);
  bool ReadWeekly(size_t& at);
  bool ReadSteady(size_t& at);
  bool ReadYearBounds(size_t& at);
  bool ReadDash(size_t& at) const;
  bool ReadYearX(size_t& at);
  bool ReadNegation(size_t& at);
  bool ReadExceptWeekdays(size_t& at);
  bool ReadTwoParts(size_t& at);
  bool ReadFirstOnes(size_t& at);
  bool ReadTwoSeasons(size_t& at);
  void ReadSameOfMonths(const Unit& unit, ItemKind kind, size_t& at);
  bool ReadPoints(size_t& at);
  void ExtendChain(Unit& to, size_t& at);
  void ReadInclusive(size_t& at, bool& inclusive) const;
  void AddRange(const Unit& from, const Unit& to, size_t begin, size_t end);

  // --- loose.cc: what has no date
  bool ReadExternal(size_t& at);
  size_t EndOfElsewhere(size_t at) const;
  bool LabelsTerm(size_t at) const;
  bool ReadCitation(size_t& at);
  bool ReadUntilEvent(size_t& at);
  bool ReadLaterYears(size_t& at);
  bool ReadDemand(size_t& at);
  bool ReadRelative(size_t& at);
  bool ReadAhead(size_t& at);
  size_t EndOfWords(size_t at) const;
  bool IsShortTerm(size_t at, std::optional<int>& offset, size_t& end) const;
  std::optional<int> ReadAmount(size_t& at, bool& working) const;

  std::string_view text_;
  std::vector<Token> tokens_;
  std::vector<Item> items_;
  size_t at_ = 0;
};

// Years and neighbours: which unit a year belongs to, what "ежегодно" and "далее" change, which
// recurrence is only the name of the dates beside it. Leaves items that are terms, exceptions and
// words.
void Scope(std::vector<Item>& items, std::vector<Note>& notes, bool& alternative);

}  // namespace vekha::term
