// Units of time: days, months, weeks, quarters, school years.
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/utf8.h"
#include "engine/term/grammar.h"

namespace vekha::term {
namespace {

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
    Say(NoteKind::kConvention,
        {fmt::format("«{}»: день взят из списка памятных дней", days[n].name),
         fmt::format("\"{}\": the day is from the list of named days", days[n].name)},
        begin, at);
    return unit;
  }
  return std::nullopt;
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
      Say(NoteKind::kConvention,
          {"месяц после отчетного: каждый месяц периода",
           "the month after the one reported on: every month of the period"},
          at, p);
    }
  } else if (ReadMonthOfQuarter(q, unit)) {
    p = q;
  } else if (Is(q, Sense::kQuarterWord) && last) {
    unit.month = kMonthOfQuarter[2];
    p = q + 1;
  }
  if (last)
    Say(NoteKind::kConvention,
        {"последние числа: последний день месяца", "the last days: the last day of the month"}, at,
        p);
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
