// Units of time: days, months, weeks, quarters, school years.
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/utf8.h"
#include "engine/term/grammar.h"

namespace vekha::term {
namespace {

constexpr int kFirstSchoolMonth = 9;

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
  const size_t inner = p;
  std::optional<Unit> unit = ReadUnit(p);
  if (!unit) {
    p = inner;
    unit = ReadGeneric(p);
    if (unit && unit->kind != UnitKind::kPeriod) AttachYears(p, *unit);
  }
  if (!unit || unit->part != Part::kWhole) return std::nullopt;
  const bool day = unit->kind == UnitKind::kDay || unit->kind == UnitKind::kWeekday ||
                   unit->kind == UnitKind::kNamedDay;
  if (day) return std::nullopt;
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
      if (Is(p, Sense::kMonthWord) || Is(p, Sense::kMonth)) {
        unit.kind = UnitKind::kDay;
        break;
      }
      return std::nullopt;
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
  }
  at = p;
  return unit;
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
  const bool last = token.Is(Sense::kOrdinal) && token.value == -1;
  constexpr int kMostDays = 31;
  if (!last && !(token.IsNumber() && token.digits <= 2)) return std::nullopt;
  if (!last && (token.value < 1 || token.value > kMostDays)) return std::nullopt;
  unit.number = last ? -1 : token.value;
  if (Is(p, Sense::kMonth) && !last) {
    unit.month = At(p++).value;
    constexpr int kLeapYear = 2000;
    if (!MakeDate(kLeapYear, unit.month, unit.number)) return std::nullopt;
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
    size_t tail = p;
    if (Mark(tail, ',')) ++tail;
    if (Is(tail, Sense::kReportAdj) && (Is(tail + 1, Sense::kZa) || Is(tail + 1, Sense::kAfter))) {
      tail += 2;
      while (Is(tail, Sense::kReportAdj) || Is(tail, Sense::kMonthWord) ||
             Is(tail, Sense::kPeriodWord)) {
        ++tail;
      }
      // After a quarter: what ApplyQuarterDays makes of it.
      if (Is(tail, Sense::kQuarterWord)) {
        ++tail;
        Item quarterly;
        quarterly.kind = ItemKind::kEvery;
        quarterly.from.kind = UnitKind::kQuarter;
        Add(std::move(quarterly), at, tail);
      } else {
        Say(NoteKind::kConvention, "месяц после отчетного: каждый месяц периода", at, tail);
      }
      p = tail;
    }
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
  bool school = false;
  p = at;
  if (const std::optional<Years> years = ReadYears(p, school)) {
    unit.kind = school ? UnitKind::kSchoolYear : UnitKind::kYear;
    unit.years = *years;
    at = p;
    return unit;
  }
  p = at;
  if (Is(p, Sense::kReportAdj)) ++p;
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
         Is(p, Sense::kAll) || Is(p, Sense::kSchool)) {
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
