// The words of deadline cells: exact forms and stems, each with what it means. Words are given in
// lower case with е for ё and Cyrillic letters only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vekha::term {

enum class Sense {
  kUnknown,
  kMonth,      // value 1..12
  kSeason,     // noun, 1 winter .. 4 autumn
  kSeasonAdj,  // "осенний"
  kWeekday,    // value 1..7
  kWeekdays,   // "по средам", "понедельникам"
  kOrdinal,    // value, -1 = the last; "первый", "последняя", "1-я", "IV"
  kNumeral,    // "один", "два"
  kTimes,      // "дважды"
  kRaz,        // "раз"
  kDayWord,    // день, дней
  kWeekWord,
  kMonthWord,
  kQuarterWord,
  kSchoolQuarterWord,
  kTrimesterWord,
  kHalfYearWord,
  kYearWord,  // год, г, гг
  kDecadeWord,
  kHalfWord,      // половина
  kNumberWord,    // числа
  kPeriodWord,    // период
  kHolidaysWord,  // каникулы
  kSchool,        // учебный
  kCalendar,      // календарный
  kWork,          // рабочий
  kReportAdj,  // отчетный, следующий, текущий, каждый месяц's own adjectives
  kPart,    // value: Part
  kFinish,  // окончание, завершение
  kS,
  kPo,
  kDo,
  kK,
  kV,
  kNa,
  kZa,
  kOt,
  kNe,
  kLater,    // позднее
  kEarlier,  // ранее
  kRarely,   // реже
  kMore,     // более, менее
  kSrok,
  kDuring,  // течение, протяжение
  kAll,
  kEvery,  // каждый
  kRecur,  // value: UnitKind or rhythm, see Recurrence
  kAnd,
  kOr,
  kNext,      // далее
  kLaterAdj,  // "в последующие годы"
  kInclusive,
  kExclusive,
  kStarting,  // начиная
  kSteady,
  kAfter,
  kBefore,
  kThrough,  // через
  kMera,     // мере
  kItog,     // итогам
  kDemand,
  kPlan,
  kAccord,    // согласно, соответствии
  kSetWord,   // установленный, указанный
  kOrder,     // порядке
  kProgress,  // ходе, процессе
  kWork2,     // реализации, внедрения, проведения: what a period is of
  kNoiseAfter,   // класс, урок: a number before it is no date
  kNoiseBefore,  // кабинет, школа: a number after it is no date
  kReference,    // пункт, этап: the number after it is a place in a paper
  kHour,
  kNegation,  // кроме
  kUnknownX,  // the year X
  kWhen,      // "при", "случае"
  kDecided,   // уточняется, дополнительно
  kMoved,     // перенос, вместо: what stands beside may not be the day
};

// Values of kRecur.
enum class Recurrence { kYear = 1, kHalfYear, kQuarter, kMonth, kWeek, kDay, kSchoolYear };

struct WordSense {
  Sense sense = Sense::kUnknown;
  int value = 0;
};

// The exact form, else the longest stem the word begins with.
WordSense LookUp(std::string_view word);

// The month or usual word of recurrence within one slip (a letter missing, added, changed, or two
// swapped) of a word, of six letters or more; few words, so that no other word turns into a date.
std::optional<std::string> CorrectSlip(const std::u32string& word);

// "года" within one slip, where nothing else can stand: "учебного гола".
std::optional<std::string> CorrectYear(const std::u32string& word);

// "Октябрь" forms for output.
std::string_view MonthNominative(int month);
std::string_view MonthGenitive(int month);
std::string_view MonthPrepositional(int month);
std::string_view WeekdayNominative(int weekday);
std::string_view WeekdayAccusative(int weekday);

// Days people call by name. Dates from the acts listed with them in named_days.cc.
struct NamedDay {
  std::string_view name;  // canonical phrase
  std::string_view genitive;
  std::vector<std::string_view> stems;  // the words, in order, each the start of a word
  int month = 0;
  int day = 0;      // fixed day, or 0
  int weekday = 0;  // else `nth` weekday of the month; nth -1 is the last
  int nth = 0;
  bool conventional = false;  // no act fixes the day
};
const std::vector<NamedDay>& NamedDays();

}  // namespace vekha::term
