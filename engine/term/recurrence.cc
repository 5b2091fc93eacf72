// Spans of work and what comes round: "в течение", "ежегодно", "2 раза в год", weekdays, bounds of
// years.
#include <fmt/format.h>

#include "engine/term/grammar.h"

namespace vekha::term {

// "в течение года", "в течение 4 квартала 2020 года", "на протяжении учебного года".
bool Phrase::ReadDuring(size_t& at) {
  size_t p = at;
  if (Is(p, Sense::kV) || Is(p, Sense::kNa)) ++p;
  // "в т/года"
  const bool shortened = At(p).text == "т" && Mark(p + 1, '/') &&
                         (Is(p + 2, Sense::kYearWord) || Is(p + 2, Sense::kSchool));
  if (!Is(p, Sense::kDuring) && !shortened) return false;
  p += shortened ? 2U : 1U;
  const size_t begin = at;
  while (Is(p, Sense::kAll)) ++p;
  const size_t inner = p;
  // A span that hangs on an event.
  bool working = false;
  if (ReadAmount(p, working)) return false;  // ReadRelative has it
  p = inner;
  std::optional<Unit> unit = ReadUnit(p);
  std::optional<Unit> to;
  if (!unit) {
    p = inner;
    if (ReadShared(p, ItemKind::kOn)) {
      at = p;
      return true;
    }
    p = inner;
    unit = ReadGeneric(p);
    const bool whole = inner > at + 2 || Is(inner + 1, Sense::kWork2);
    // "в течение всего срока", "в течение месячника"
    if (!unit && ((whole && Is(inner, Sense::kSrok)) || Is(inner, Sense::kWork2))) {
      unit = Unit{.kind = UnitKind::kPeriod};
      p = inner + 1;
    }
  } else {
    size_t q = p;
    if (ReadDash(q)) {
      if ((to = ReadUnit(q)) && MayRange(*unit, *to)) {
        p = q;
      } else {
        to.reset();
      }
    }
  }
  if (!unit) return false;
  Item item;
  item.from = *unit;
  item.to = to;
  item.during = true;
  const bool generic = unit->years.IsOpen() && !to;
  if (to && to->kind == unit->kind && unit->years.IsOne() && to->years.IsOne() &&
      (unit->kind == UnitKind::kYear || unit->kind == UnitKind::kSchoolYear)) {
    item.from.years.last = to->years.last;
    item.to.reset();
  }
  switch (unit->kind) {
    case UnitKind::kYear:
      item.kind = unit->part == Part::kWhole ? ItemKind::kOngoing : ItemKind::kOn;
      if (unit->part != Part::kWhole) break;
      // "в течение года" without a year: the roadmap's own span.
      if (generic) item.from.kind = UnitKind::kPeriod;
      break;
    case UnitKind::kSchoolYear:
    case UnitKind::kPeriod:
      item.kind = ItemKind::kOngoing;
      break;
    case UnitKind::kMonth:
    case UnitKind::kQuarter:
    case UnitKind::kHalfYear:
    case UnitKind::kSchoolHalf:
    case UnitKind::kSchoolQuarter:
    case UnitKind::kTrimester:
      // A quarter or a month named is where the work must be done by its end: a window, not a span
      // without a deadline. Unnamed, it comes round.
      item.kind = (unit->month == 0 && unit->number == 0) ? ItemKind::kEvery : ItemKind::kOn;
      if (unit->kind == UnitKind::kMonth && unit->month == 0) item.kind = ItemKind::kOngoing;
      if (item.kind == ItemKind::kOn) {
        Say(NoteKind::kConvention,
            {"«в течение» названного срока: закончить к его последнему дню",
             "\"в течение\" of a named span: to be done by its last day"},
            begin, p);
      }
      break;
    case UnitKind::kDay:
    case UnitKind::kWeekday:
    case UnitKind::kWorkday:
    case UnitKind::kWeek:
    case UnitKind::kDecade:
    case UnitKind::kHalfMonth:
    case UnitKind::kSeason:
    case UnitKind::kNamedDay:
      item.kind = ItemKind::kOn;
      break;
  }
  const size_t said = p;  // the words of what the period is of are no part of the term
  if (unit->kind == UnitKind::kPeriod) p = EndOfWords(p);
  // "в течение года после этапа 3.3" hangs on the event.
  if (Is(p, Sense::kAfter) ||
      (Is(p, Sense::kS) && !At(p + 1).IsNumber() && At(p + 1).kind == TokenKind::kWord &&
       !Is(p + 1, Sense::kMonth) && !Is(p + 1, Sense::kPart))) {
    return false;
  }
  Add(std::move(item), begin, said);
  at = p;
  return true;
}

// "ежегодно", "каждый месяц", "в каждой четверти", "каждую последнюю пятницу месяца".
bool Phrase::ReadRecurrence(size_t& at) {
  const size_t begin = at;
  size_t p = at;
  Item item;
  item.kind = ItemKind::kEvery;
  if (Is(p, Sense::kRecur)) {
    switch (static_cast<Recurrence>(At(p).value)) {
      case Recurrence::kYear:
      case Recurrence::kSchoolYear:
        item.kind = ItemKind::kAnnual;
        break;
      case Recurrence::kHalfYear:
        item.from.kind = UnitKind::kHalfYear;
        break;
      case Recurrence::kQuarter:
        item.from.kind = UnitKind::kQuarter;
        break;
      case Recurrence::kMonth:
        item.from.kind = UnitKind::kMonth;
        break;
      case Recurrence::kWeek:
        item.kind = ItemKind::kOngoing;
        item.rhythm = Rhythm::kWeekly;
        item.from.kind = UnitKind::kPeriod;
        break;
      case Recurrence::kDay:
        item.kind = ItemKind::kOngoing;
        item.rhythm = Rhythm::kDaily;
        item.from.kind = UnitKind::kPeriod;
        break;
    }
    ++p;
    const bool counted = (At(p).IsNumber() || Is(p, Sense::kNumeral)) && Is(p + 1, Sense::kRaz) &&
                         !Is(p + 2, Sense::kV) && item.kind != ItemKind::kOngoing;
    if (counted && At(p).value > 0) {  // "ежегодно 2 раза"
      if (item.kind == ItemKind::kAnnual) item.from.kind = UnitKind::kYear;
      item.kind = ItemKind::kEvery;
      item.times = At(p).value;
      p += 2;
    }
    Add(std::move(item), begin, p);
    at = p;
    return true;
  }
  if (Is(p, Sense::kPo) && (At(p + 1).text.ends_with("ям") || At(p + 1).text.ends_with("ам"))) {
    size_t plural = p + 1;
    const std::optional<Unit> unit = ReadGeneric(plural);
    if (unit && unit->kind != UnitKind::kYear && unit->kind != UnitKind::kPeriod) {
      item.from = *unit;
      Add(std::move(item), begin, plural);
      at = plural;
      return true;
    }
  }
  if (Is(p, Sense::kV) || Is(p, Sense::kZa) || Is(p, Sense::kNa)) ++p;
  if (!Is(p, Sense::kEvery)) return false;
  const bool plural = At(p).text == "каждые";
  ++p;
  const size_t inner = p;
  if (plural && (Is(p, Sense::kNumeral) || At(p).IsNumber()) && Is(p + 1, Sense::kWeekWord)) {
    item.kind = ItemKind::kOngoing;
    item.rhythm = Rhythm::kWeekly;
    item.from.kind = UnitKind::kPeriod;
    Add(std::move(item), begin, p + 2);
    at = p + 2;
    return true;
  }
  if (std::optional<Unit> unit = ReadUnit(p)) {
    item.kind = ItemKind::kOn;
    item.from = *unit;
    if (unit->kind == UnitKind::kMonth || unit->month > 0 || unit->kind == UnitKind::kSchoolYear) {
      if (unit->kind == UnitKind::kSchoolYear && unit->years.IsOpen()) {
        item.kind = ItemKind::kAnnual;
      }
    }
    Add(std::move(item), begin, p);
    at = p;
    return true;
  }
  p = inner;
  if (std::optional<Unit> unit = ReadGeneric(p)) {
    if (unit->kind == UnitKind::kYear) item.kind = ItemKind::kAnnual;
    if (unit->kind == UnitKind::kPeriod) return false;
    item.from = *unit;
    Add(std::move(item), begin, p);
    at = p;
    return true;
  }
  p = inner;
  if ((Is(p, Sense::kNumeral) || At(p).IsNumber()) && At(p).value > 0) {
    constexpr int kMostSteps = 12;
    size_t q = p + 1;
    const std::optional<Unit> unit = ReadGeneric(q);  // "каждые три месяца"
    if (unit && unit->kind != UnitKind::kPeriod && At(p).value <= kMostSteps) {
      item.from = *unit;
      item.step = At(p).value;
      Add(std::move(item), begin, q);
      at = q;
      return true;
    }
    ++p;
  }
  const bool adjective = Is(p, Sense::kSchool) || Is(p, Sense::kWork) || Is(p, Sense::kCalendar);
  if (adjective && (Is(p + 1, Sense::kDayWord) || Is(p + 1, Sense::kWeekWord))) ++p;
  if (Is(p, Sense::kWeekWord) || Is(p, Sense::kDayWord)) {
    item.kind = ItemKind::kOngoing;
    item.rhythm = Is(p, Sense::kWeekWord) ? Rhythm::kWeekly : Rhythm::kDaily;
    item.from.kind = UnitKind::kPeriod;
    Add(std::move(item), begin, p + 1);
    at = p + 1;
    return true;
  }
  return false;
}

// "2 раза в год", "не реже одного раза в квартал", "дважды в месяц", "раз в неделю".
bool Phrase::ReadTimes(size_t& at) {
  const size_t begin = at;
  size_t p = at;
  if (Is(p, Sense::kNe)) ++p;
  if (Is(p, Sense::kRarely) || Is(p, Sense::kMore)) ++p;
  if (At(p).text == "чем" || At(p).text == "минимум" || Is(p, Sense::kPo)) ++p;
  Item item;
  item.kind = ItemKind::kEvery;
  bool least = false;
  if (Is(p, Sense::kTimes)) {
    item.times = At(p++).value;
  } else {
    if (At(p).IsNumber() && At(p).digits <= 2) {
      item.times = At(p++).value;
      if (Mark(p, '-') && At(p + 1).IsNumber()) {
        p += 2;
        least = true;
      }
    } else if (Is(p, Sense::kNumeral)) {
      item.times = At(p++).value;
    }
    if (!Is(p, Sense::kRaz)) return false;
    if (least)
      Say(NoteKind::kConvention,
          {"из двух чисел взято меньшее", "of two numbers the lesser is taken"}, begin, p);
    ++p;
  }
  const bool slash = Mark(p, '/');
  if (Is(p, Sense::kV) || Is(p, Sense::kZa) || slash) ++p;
  if (Is(p, Sense::kDuring)) ++p;  // "2 раза в течение года"
  if (Is(p, Sense::kEvery)) ++p;
  if (slash && (At(p).text == "м" || At(p).text == "н" || At(p).text == "ч")) {  // "1 р/м"
    const bool month = At(p).text == "м";
    const bool week = At(p).text == "н";
    item.kind = week ? ItemKind::kOngoing : ItemKind::kEvery;
    if (week) item.rhythm = Rhythm::kWeekly;
    item.from.kind = week ? UnitKind::kPeriod : month ? UnitKind::kMonth : UnitKind::kSchoolQuarter;
    if (week) item.times = 1;
    ++p;
    Add(std::move(item), begin, p);
    at = p;
    return true;
  }
  if (Is(p, Sense::kWeekWord) || Is(p, Sense::kDayWord) ||
      ((Is(p, Sense::kNumeral) || At(p).IsNumber()) &&
       (Is(p + 1, Sense::kWeekWord) || Is(p + 1, Sense::kDayWord)))) {
    item.kind = ItemKind::kOngoing;
    item.rhythm = Is(p, Sense::kDayWord) ? Rhythm::kDaily : Rhythm::kWeekly;
    item.times = 1;
    item.from.kind = UnitKind::kPeriod;
    p += Is(p, Sense::kWeekWord) || Is(p, Sense::kDayWord) ? 1U : 2U;
    Add(std::move(item), begin, p);
    at = p;
    return true;
  }
  if ((At(p).IsNumber() && At(p).digits <= 2) || Is(p, Sense::kNumeral)) {
    item.step = At(p++).value;
  }
  std::optional<Unit> unit = ReadGeneric(p);
  if (!unit || unit->kind == UnitKind::kPeriod) return false;
  item.from = *unit;
  if (item.times < 1 || item.step < 1) return false;
  Add(std::move(item), begin, p);
  at = p;
  return true;
}

// "по средам и пятницам", "каждый понедельник", a bare weekday.
bool Phrase::ReadWeekly(size_t& at) {
  const size_t begin = at;
  size_t p = at;
  bool weak = true;
  if (Is(p, Sense::kPo) || Is(p, Sense::kEvery)) {
    weak = false;
    ++p;
  } else if (Is(p, Sense::kV) || Is(p, Sense::kS)) {
    ++p;
  }
  Item item;
  item.kind = ItemKind::kOngoing;
  item.rhythm = Rhythm::kWeekly;
  item.from.kind = UnitKind::kPeriod;
  while (Is(p, Sense::kWeekday) || Is(p, Sense::kWeekdays)) {
    weak = weak && Is(p, Sense::kWeekday);
    const bool range = Mark(p + 1, '-') || Is(p + 1, Sense::kPo);
    const bool forward = Is(p + 2, Sense::kWeekday) && At(p).value < At(p + 2).value;
    const int last = range && forward ? At(p + 2).value : At(p).value;  // "пн-пт"
    for (int day = At(p).value; day <= last; ++day) item.weekdays |= 1 << (day - 1);
    p += range && forward ? 3U : 1U;
    size_t q = p;
    if (Mark(q, ',')) ++q;
    if (Is(q, Sense::kAnd)) ++q;
    if (Is(q, Sense::kPo)) ++q;
    if (!Is(q, Sense::kWeekday) && !Is(q, Sense::kWeekdays)) break;
    p = q;
  }
  if (item.weekdays == 0) return false;
  item.weak = weak;
  Add(std::move(item), begin, p);
  at = p;
  return true;
}

// "постоянно", "весь период", "в ходе проведения месячника", "в период реализации программы".
bool Phrase::ReadSteady(size_t& at) {
  const size_t begin = at;
  size_t p = at;
  size_t said = at;  // the words of what the period is of are no part of the term
  Item item;
  item.kind = ItemKind::kOngoing;
  item.from.kind = UnitKind::kPeriod;
  if (Is(p, Sense::kSteady)) {
    ++p;
    if (At(p).text == "год") ++p;  // "круглый год"
    said = p;
  } else if (Is(p, Sense::kV) && Is(p + 1, Sense::kProgress) &&
             (At(p + 1).text != "рамках" || Is(p + 2, Sense::kWork2))) {
    said = p + 2;
    p = EndOfWords(said);
  } else if (Is(p, Sense::kV) && Is(p + 1, Sense::kPeriodWord) && Is(p + 2, Sense::kWork2)) {
    said = p + 3;
    p = EndOfWords(p + 2);
  } else {
    if (Is(p, Sense::kNa) || Is(p, Sense::kV) || Is(p, Sense::kZa)) ++p;
    const bool all = Is(p, Sense::kAll);
    if (!all) return false;
    ++p;
    std::optional<Unit> unit = ReadGeneric(p);
    if (!unit) {
      if (!Is(p, Sense::kSrok)) return false;
      ++p;
      unit = Unit{.kind = UnitKind::kPeriod};
    }
    item.from = *unit;
    bool school = false;
    size_t q = p;
    if (unit->kind == UnitKind::kYear && !ReadYears(q, school)) {
      item.from.kind = UnitKind::kPeriod;
    } else if (unit->kind != UnitKind::kPeriod) {
      AttachYears(p, item.from);
    }
    said = p;
    if (item.from.kind == UnitKind::kPeriod) p = EndOfWords(p);
    // "весь период подготовки и проведения ГИА": whoever holds it says when.
    if (At(said).text.starts_with("подготовк") || At(said).text.starts_with("проведени")) {
      item.kind = ItemKind::kExternal;
      item.text = TextOf(begin, p);
      said = p;
    }
  }
  Add(std::move(item), begin, said);
  at = p;
  return true;
}

// "(в период с 2022 по 2023 г.г.)", "с 2024 года", "начиная с 2024": bounds for what has no year.
bool Phrase::ReadYearBounds(size_t& at) {
  const auto year = [&](size_t i) {
    return At(i).IsNumber() && At(i).digits == 4 && At(i).value >= kFirstYear &&
           At(i).value <= kLastYear;
  };
  const size_t begin = at;
  size_t p = at;
  if (Is(p, Sense::kV) && Is(p + 1, Sense::kPeriodWord)) p += 2;
  if (Is(p, Sense::kStarting)) ++p;
  if (!Is(p, Sense::kS) || !year(p + 1)) return false;
  Item item;
  item.kind = ItemKind::kYears;
  item.from.kind = UnitKind::kYear;
  item.from.years.first = At(p + 1).value;
  p += 2;
  bool school = false;
  size_t slash = p - 1;
  if (Mark(p, '/') && ReadYears(slash, school)) {
    if (school) item.from.kind = UnitKind::kSchoolYear;
    p = slash;
  }
  ReadYearWords(p);
  if (Is(p, Sense::kSchool)) {
    item.from.kind = UnitKind::kSchoolYear;
    ++p;
    ReadYearWords(p);
  }
  const bool connector = Is(p, Sense::kPo) || Is(p, Sense::kDo) || Mark(p, '-');
  if (connector && year(p + 1)) {
    item.from.years.last = At(p + 1).value;
    p += 2;
    ReadYearWords(p);
    if (Is(p, Sense::kSchool)) {
      item.from.kind = UnitKind::kSchoolYear;
      ++p;
      ReadYearWords(p);
    }
  }
  if (item.from.years.last && *item.from.years.last < *item.from.years.first) return false;
  Add(std::move(item), begin, p);
  at = p;
  return true;
}

}  // namespace vekha::term
