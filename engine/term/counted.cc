// Units that are counted: "IV квартал", "1 четверть", "вторая декада октября", "последняя пятница
// месяца".
#include "engine/base/utf8.h"
#include "engine/term/grammar.h"

namespace vekha::term {
namespace {

constexpr int kFirstSchoolMonth = 9;

}  // namespace

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
        Say(NoteKind::kGuess,
            {"первые и последние дни: десять дней", "the first and the last days: ten days"}, at,
            p);
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

}  // namespace vekha::term
