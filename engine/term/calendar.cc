// Units of time: days, months, weeks, quarters, school years.
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/utf8.h"
#include "engine/term/grammar.h"

namespace vekha::term {
namespace {

constexpr int kFirstSchoolMonth = 9;
constexpr int kLeapYear = 2000;

}  // namespace

std::optional<Unit> Phrase::ReadUnit(size_t& at) {
  if (auto unit = ReadPart(at)) return unit;
  if (auto unit = ReadNamed(at)) return unit;
  if (auto unit = ReadCounted(at)) return unit;
  if (auto unit = ReadDayMonth(at)) return unit;
  return ReadPlain(at);
}

// "начало сентября", "до конца учебного года", "в середине каждого месяца".
std::optional<Unit> Phrase::ReadPart(size_t& at) {
  if (!Is(at, Sense::kPart) && !Is(at, Sense::kFinish)) return std::nullopt;
  const Part part = Is(at, Sense::kFinish) ? Part::kEnd : static_cast<Part>(At(at).value);
  size_t p = at + 1;
  if (Is(p, Sense::kPart) || Is(p, Sense::kFinish)) return std::nullopt;
  const size_t inner = p;
  std::optional<Unit> unit = ReadUnit(p);
  if (!unit) {
    p = inner;
    unit = ReadGeneric(p);
    if (unit && unit->kind != UnitKind::kPeriod) AttachYears(p, *unit);
  }
  if (!unit || unit->part != Part::kWhole) return std::nullopt;
  if (IsPointLike(unit->kind)) return std::nullopt;
  unit->part = part;
  at = p;
  return unit;
}

std::optional<Unit> Phrase::ReadNamed(size_t& at) {
  const std::vector<NamedDay>& days = NamedDays();
  for (size_t n = 0; n < days.size(); ++n) {
    size_t p = at;
    bool matches = true;
    for (const std::string_view stem : days[n].stems) {
      const Token& token = At(p++);
      const bool day_form = stem == "день" && (token.text == "день" || token.text == "дня" ||
                                               token.text == "дню" || token.text == "дне");
      matches = matches && token.kind == TokenKind::kWord &&
                (day_form || (stem != "день" && token.text.starts_with(stem)));
    }
    if (!matches) continue;
    if (days[n].name == "Новый год" && At(p - 1).text == "годов") continue;
    // "человека" of "Дня пожилого человека": the rest of the name.
    if (At(p).text.starts_with("человек") && days[n].name.ends_with("человека")) ++p;
    Unit unit{.kind = UnitKind::kNamedDay, .number = static_cast<int>(n)};
    const size_t begin = at;
    at = p;
    // "День учителя октябрь 2021 года": the month only repeats, the year counts.
    size_t month_at = p;
    if (Mark(month_at, ',') || Mark(month_at, '(') || Mark(month_at, '-')) ++month_at;
    if (Is(month_at, Sense::kV)) ++month_at;
    if (Is(month_at, Sense::kMonth) && At(month_at).value == days[n].month) at = month_at + 1;
    AttachYears(at, unit);
    Say(NoteKind::kConvention, fmt::format("«{}»: день взят из списка памятных дней", days[n].name),
        begin, at);
    return unit;
  }
  return std::nullopt;
}

// ", следующего за отчетным (месяцем, кварталом)"; whether it is a quarter that is reported.
bool Phrase::ReadReportTail(size_t& at, bool& quarterly) const {
  size_t p = at;
  if (Mark(p, ',')) ++p;
  const bool after =
      Is(p, Sense::kReportAdj) && (Is(p + 1, Sense::kZa) || Is(p + 1, Sense::kAfter));
  if (!after) return false;
  p += 2;
  while (Is(p, Sense::kReportAdj) || Is(p, Sense::kEvery) || Is(p, Sense::kMonthWord) ||
         Is(p, Sense::kPeriodWord)) {
    ++p;
  }
  quarterly = Is(p, Sense::kQuarterWord);
  at = p + (quarterly ? 1 : 0);
  return true;
}

// "последнего месяца квартала", "первого месяца": a month of every quarter, when quarters are
// spoken of.
bool Phrase::ReadMonthOfQuarter(size_t& at, Unit& unit) const {
  size_t p = at;
  if (Is(p, Sense::kEvery)) ++p;
  if (!Is(p, Sense::kOrdinal) || !Is(p + 1, Sense::kMonthWord)) return false;
  constexpr int kMonthsAQuarter = 3;
  const int number = At(p).value == -1 ? kMonthsAQuarter : At(p).value;
  if (number < 1 || number > kMonthsAQuarter) return false;
  p += 2;
  while (Is(p, Sense::kEvery) || Is(p, Sense::kReportAdj)) ++p;
  if (Is(p, Sense::kQuarterWord)) ++p;
  unit.month = kMonthOfQuarter[number - 1];
  at = p;
  return true;
}

// "1", "1-й", "первый", "II", "последний".
std::optional<int> Phrase::ReadCount(size_t& at) const {
  if (Is(at, Sense::kOrdinal)) return At(at++).value;
  if (At(at).IsNumber() && At(at).digits <= 2) return At(at++).value;
  return std::nullopt;
}

// The month of a week, decade or weekday: named, "месяца", or beside it.
void Phrase::ReadMonthOf(size_t& at, Unit& unit) {
  size_t p = at;
  if (Is(p, Sense::kV)) ++p;
  if (Is(p, Sense::kEvery)) ++p;
  if (Is(p, Sense::kReportAdj)) ++p;
  if (Is(p, Sense::kMonth)) {
    unit.month = At(p).value;
    at = p + 1;
    AttachYears(at, unit);
  } else if (Is(p, Sense::kMonthWord)) {
    unit.month = 0;
    at = p + 1;
    bool quarterly = false;
    if (ReadReportTail(at, quarterly) && quarterly) unit.month = kMonthAfterQuarter;
  } else if (Is(p, Sense::kQuarterWord) && unit.number == -1) {
    unit.month = kMonthOfQuarter[2];
    at = p + 1;
  } else if (ReadMonthOfQuarter(p, unit)) {
    at = p;
  } else if (Is(p, Sense::kSchool) && Is(p + 1, Sense::kYearWord)) {
    // "первая неделя учебного года" is September's, the last one is May's.
    unit.month = unit.number == -1 ? 5 : kFirstSchoolMonth;
    at = p + 2;
  } else {
    unit.month = kMonthBeside;
  }
}

// "IV квартал", "1 четверть", "вторая декада октября", "последняя пятница месяца".
std::optional<Unit> Phrase::ReadCounted(size_t& at) {
  size_t p = at;
  const std::optional<int> number = ReadCount(p);
  if (!number) return std::nullopt;
  const int n = *number;
  const bool last = n == -1;
  Unit unit{.number = n};
  const auto within = [&](UnitKind kind, int most) {
    unit.kind = kind;
    return n <= most && (n >= 1 || last);
  };
  const Sense word = At(p).sense;
  bool calendar = false;
  if (At(p).kind != TokenKind::kWord) return std::nullopt;
  ++p;
  switch (word) {
    case Sense::kQuarterWord:
      if (!within(UnitKind::kQuarter, 4)) return std::nullopt;
      calendar = true;
      break;
    case Sense::kSchoolQuarterWord:
      if (!within(UnitKind::kSchoolQuarter, 4)) return std::nullopt;
      calendar = true;
      break;
    case Sense::kTrimesterWord:
      if (!within(UnitKind::kTrimester, 3)) return std::nullopt;
      calendar = true;
      break;
    case Sense::kHalfYearWord:
      if (!within(UnitKind::kHalfYear, 2)) return std::nullopt;
      calendar = true;
      break;
    case Sense::kWeekWord:
      if (!within(UnitKind::kWeek, 5)) return std::nullopt;
      break;
    case Sense::kDecadeWord:
      if (!within(UnitKind::kDecade, 3)) return std::nullopt;
      break;
    case Sense::kWeekday:
      if (!within(UnitKind::kWeekday, 5)) return std::nullopt;
      unit.weekday = At(p - 1).value;
      break;
    case Sense::kNumberWord:
      if (!Is(at, Sense::kOrdinal) || n != 1 || !Is(p, Sense::kMonth)) return std::nullopt;
      unit.kind = UnitKind::kDecade;  // "первые числа сентября"
      break;
    case Sense::kDayWord:
      if (!last && !Is(at, Sense::kOrdinal)) return std::nullopt;
      // "последние дни августа", "первые дни сентября": the ten days.
      if ((At(p - 1).text == "дни" || At(p - 1).text == "днях") && (last || n == 1)) {
        unit.kind = UnitKind::kDecade;
        constexpr int kLastDecade = 3;
        unit.number = last ? kLastDecade : 1;
        ReadMonthOf(p, unit);
        if (unit.month < 0) return std::nullopt;
        Say(NoteKind::kGuess, "первые и последние дни: десять дней", at, p);
        at = p;
        return unit;
      }
      if (Is(p, Sense::kMonthWord) || Is(p, Sense::kMonth)) {
        unit.kind = UnitKind::kDay;
        break;
      }
      if (Is(p, Sense::kQuarterWord) && (last || n == 1)) {
        unit.kind = UnitKind::kDay;
        unit.month = kMonthOfQuarter[last ? 2 : 0];
        at = p + 1;
        return unit;
      }
      return std::nullopt;
    case Sense::kMonthWord:
      p = at;
      if (!ReadMonthOfQuarter(p, unit) || !Is(p - 1, Sense::kQuarterWord)) return std::nullopt;
      unit.kind = UnitKind::kMonth;
      unit.number = 0;
      at = p;
      return unit;
    case Sense::kWork: {
      if (!Is(p, Sense::kDayWord) || !within(UnitKind::kWorkday, kMostWorkdays)) {
        return std::nullopt;
      }
      const size_t day = p++;
      if (At(day).text != "день" && At(day).text != "дня" && At(day).text != "дню") {
        return std::nullopt;
      }
      break;
    }
    case Sense::kHalfWord: {
      if (last || n < 1 || n > 2) return std::nullopt;
      size_t q = p;
      if (Is(q, Sense::kSchool)) ++q;
      bool school = false;
      size_t y = p;
      if (Is(q, Sense::kYearWord) || ReadYears(y, school)) {
        unit.kind = UnitKind::kHalfYear;
        if (q > p) unit.kind = UnitKind::kSchoolHalf;
        if (Is(q, Sense::kYearWord)) p = q + 1;
        AttachYears(p, unit);
        at = p;
        return unit;
      }
      unit.kind = UnitKind::kHalfMonth;
      if (!Is(p, Sense::kMonth) && !Is(p, Sense::kMonthWord)) return std::nullopt;
      break;
    }
    default:
      return std::nullopt;
  }
  if (calendar) {
    if (last) return std::nullopt;
    AttachYears(p, unit);
  } else {
    ReadMonthOf(p, unit);
    if (unit.kind == UnitKind::kWeekday && unit.month == kMonthBeside) unit.month = 0;
    // "3 рабочих дня" alone is an amount.
    if (unit.kind == UnitKind::kWorkday && unit.month == kMonthBeside) return std::nullopt;
  }
  at = p;
  return unit;
}

// "первое", "двадцать пятого" before a month: past the words.
std::optional<int> Phrase::ReadSpelledDay(size_t& at) const {
  size_t p = at;
  int day = 0;
  constexpr int kTwenty = 20;
  if (Is(p, Sense::kNumeral) && At(p).value >= kTwenty) day = At(p++).value;
  const std::string& text = At(p).text;
  const bool ordinal = Is(p, Sense::kOrdinal) && At(p).value > 0 && !At(p).roman_like &&
                       (text.ends_with("ое") || text.ends_with("ье") || text.ends_with("го"));
  if (!ordinal || !Is(p + 1, Sense::kMonth)) return std::nullopt;
  const int units = At(p).value;
  if (day > 0 && units >= 10) return std::nullopt;
  at = p + 1;
  return day + units;
}

// "15 октября 2023 г.", "15.10.2023", "20 числа каждого месяца".
std::optional<Unit> Phrase::ReadDayMonth(size_t& at) {
  const Token& token = At(at);
  Unit unit{.kind = UnitKind::kDay};
  size_t p = at + 1;
  if (token.kind == TokenKind::kDate) {
    unit.month = token.month;
    unit.number = token.day;
    if (token.year) {
      unit.years = {.first = token.year, .last = token.year};
      ReadYearWords(p);
    } else {
      AttachYears(p, unit);
      if (unit.years.IsOne() && !MakeDate(*unit.years.first, unit.month, unit.number)) {
        return std::nullopt;
      }
    }
    at = p;
    return unit;
  }
  if (const std::optional<int> spelled = ReadSpelledDay(p = at)) {
    unit.number = *spelled;
    unit.month = At(p++).value;
    if (!MakeDate(kLeapYear, unit.month, unit.number)) return std::nullopt;
    AttachYears(p, unit);
    if (unit.years.IsOne() && !MakeDate(*unit.years.first, unit.month, unit.number)) {
      return std::nullopt;
    }
    at = p;
    return unit;
  }
  p = at + 1;
  const bool last = token.Is(Sense::kOrdinal) && token.value == -1;
  constexpr int kMostDays = 31;
  if (!last && !(token.IsNumber() && token.digits <= 2)) return std::nullopt;
  if (!last && (token.value < 1 || token.value > kMostDays)) return std::nullopt;
  unit.number = last ? -1 : token.value;
  if (Is(p, Sense::kMonth) && !last) {
    unit.month = At(p++).value;
    if (!MakeDate(kLeapYear, unit.month, unit.number) || IsBadYear(p)) return std::nullopt;
    AttachYears(p, unit);
    if (unit.years.IsOne() && !MakeDate(*unit.years.first, unit.month, unit.number)) {
      return std::nullopt;
    }
    at = p;
    return unit;
  }
  if (!Is(p, Sense::kNumberWord)) return std::nullopt;
  ++p;
  if (Is(p, Sense::kMonth) && (last || token.plural)) {  // "20-е числа ноября": the ten days
    constexpr int kTen = 10;
    unit.kind = UnitKind::kDecade;
    unit.number = last ? 3 : unit.number / kTen + 1;
    unit.number = unit.number > 3 ? 3 : unit.number;
    unit.month = At(p++).value;
    AttachYears(p, unit);
    at = p;
    return unit;
  }
  // "числа месяца, следующего за отчетным кварталом": the month after each quarter.
  size_t q = p;
  while (Is(q, Sense::kEvery) || Is(q, Sense::kReportAdj)) ++q;
  if (Is(q, Sense::kMonth)) {
    unit.month = At(q++).value;
    AttachYears(q, unit);
    p = q;
  } else if (Is(q, Sense::kMonthWord)) {
    p = q + 1;
    bool quarterly = false;
    const bool tail = ReadReportTail(p, quarterly);
    if (quarterly) {
      unit.month = kMonthAfterQuarter;
    } else if (tail) {
      Say(NoteKind::kConvention, "месяц после отчетного: каждый месяц периода", at, p);
    }
  } else if (ReadMonthOfQuarter(q, unit)) {
    p = q;
  } else if (Is(q, Sense::kQuarterWord) && last) {
    unit.month = kMonthOfQuarter[2];
    p = q + 1;
  }
  if (last) Say(NoteKind::kConvention, "последние числа: последний день месяца", at, p);
  at = p;
  return unit;
}

// A month, a season, a year, a school year.
std::optional<Unit> Phrase::ReadPlain(size_t& at) {
  const Token& token = At(at);
  Unit unit;
  size_t p = at + 1;
  if (token.Is(Sense::kMonth)) {
    if (IsBadYear(p)) return std::nullopt;
    unit.kind = UnitKind::kMonth;
    unit.month = token.value;
    AttachYears(p, unit);
    at = p;
    return unit;
  }
  if (token.Is(Sense::kSeason)) {
    unit.kind = UnitKind::kSeason;
    unit.number = token.value;
    AttachYears(p, unit);
    at = p;
    return unit;
  }
  if (token.Is(Sense::kSeasonAdj)) {
    const bool holidays = Is(p, Sense::kHolidaysWord);
    constexpr int kSummer = 3;
    if (holidays && token.value != kSummer) return std::nullopt;
    if (!holidays && !Is(p, Sense::kPeriodWord) && !Is(p, Sense::kMonthWord)) return std::nullopt;
    ++p;
    unit.kind = UnitKind::kSeason;
    unit.number = token.value;
    AttachYears(p, unit);
    at = p;
    return unit;
  }
  if (token.Is(Sense::kSchool) && Is(p, Sense::kPeriodWord)) {  // "учебный период"
    unit.kind = UnitKind::kSchoolYear;
    at = p + 1;
    AttachYears(at, unit);
    return unit;
  }
  bool school = false;
  p = at;
  if (const std::optional<Years> years = ReadYears(p, school)) {
    unit.kind = school ? UnitKind::kSchoolYear : UnitKind::kYear;
    unit.years = *years;
    at = p;
    return unit;
  }
  p = at;
  if (Is(p, Sense::kReportAdj) || At(p).text.starts_with("нов")) ++p;
  if (Is(p, Sense::kSchool) && Is(p + 1, Sense::kYearWord)) {
    unit.kind = UnitKind::kSchoolYear;
    at = p + 2;
    return unit;
  }
  return std::nullopt;
}

std::optional<Unit> Phrase::ReadGeneric(size_t& at) const {
  size_t p = at;
  bool school = false;
  while (Is(p, Sense::kEvery) || Is(p, Sense::kReportAdj) || Is(p, Sense::kCalendar) ||
         Is(p, Sense::kAll) || Is(p, Sense::kSchool) || At(p).text.starts_with("нов")) {
    school = school || Is(p, Sense::kSchool);
    ++p;
  }
  Unit unit;
  const Token& token = At(p);
  if (token.Is(Sense::kYearWord)) {
    unit.kind = school ? UnitKind::kSchoolYear : UnitKind::kYear;
  } else if (token.Is(Sense::kMonthWord)) {
    unit.kind = UnitKind::kMonth;
  } else if (token.Is(Sense::kQuarterWord)) {
    unit.kind = UnitKind::kQuarter;
  } else if (token.Is(Sense::kSchoolQuarterWord)) {
    unit.kind = UnitKind::kSchoolQuarter;
  } else if (token.Is(Sense::kTrimesterWord)) {
    unit.kind = UnitKind::kTrimester;
  } else if (token.Is(Sense::kHalfYearWord)) {
    unit.kind = school ? UnitKind::kSchoolHalf : UnitKind::kHalfYear;
  } else if (token.Is(Sense::kPeriodWord)) {
    unit.kind = school ? UnitKind::kSchoolYear : UnitKind::kPeriod;
  } else {
    return std::nullopt;
  }
  at = p + 1;
  return unit;
}

}  // namespace vekha::term
