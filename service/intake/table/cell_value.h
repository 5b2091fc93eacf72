// Cells of lists as people fill them in: dates of many shapes, "да" and "+", "5 «А»".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/date.h"
#include "engine/roster/roster.h"

namespace vekha::intake {

// How 03/04/2022 is meant. With dots the day always comes first.
enum class DateOrder { kDayFirst, kMonthFirst };

enum class DateFault { kNone, kNoDate, kNoSuchDay, kTwoDigitYear };
enum class DateRemark {
  kNone,
  kSlashes,    // the order of day and month was assumed
  kDayNumber,  // a number of a sheet whose format was lost, days since 30 December 1899
};
struct CellDate {
  std::optional<Date> date;
  DateFault fault = DateFault::kNone;
  DateRemark remark = DateRemark::kNone;
};
// "05.09.2022", "5.9.2022 г.", "2022-09-05", "5/9/2022", "5 сентября 2022 года", "44809"; a time
// after it is left out.
CellDate ParseCellDate(std::string_view text, DateOrder order);

// Done or not: yes, no, or the day on which it was done.
struct CellMark {
  bool understood = true;
  bool holds = false;
  std::optional<Date> on{};
};
// "да", "+", "12.10.2022", "приказ № 3 от 12.10.2022"; "нет", "-", nothing; else not understood, as
// is a day of what was not done: «отозвано 12.10.2022», «планируется 12.10.2022», «до 12.10.2022».
CellMark ParseMark(std::string_view text, DateOrder order);

// «нет», «не выявлен», «нет запроса», a dash, nothing; «нет мотивации» and «не умеет дружить» say
// something.
bool SaysNothing(std::string_view text);

// "5А", "5 «А»", "5-а", "05 a" (a Latin letter) -> {"5А", "5"}; what is no class of a school stays
// as it is, without a grade.
struct CellClass {
  std::string title;
  std::string grade;
};
CellClass ParseClass(std::string_view text);

// "2022/23", "2022-2023 уч. год" -> "2022/23"; nothing for a text without two years in a row.
std::optional<std::string> FindSchoolYear(std::string_view text);

// "Иванов Иван Иванович" -> family, given, middle (the rest).
roster::PersonName ParseName(std::string_view text);

// A word has both Latin and Cyrillic letters: it looks like another word and is not.
bool MixesAlphabets(std::string_view text);

// Nothing, or a dash in its place.
bool IsBlankCell(std::string_view text);

std::optional<roster::Stage> ParseStage(std::string_view text);
std::optional<roster::PersonKind> ParseKind(std::string_view text);
// By the position: «Учитель математики» is a teacher, «Завхоз» is staff.
roster::PersonKind KindOfPosition(std::string_view position);

}  // namespace vekha::intake
