// Bare units, ranges, limits, open starts.
#include <fmt/format.h>

#include "engine/term/grammar.h"

namespace vekha::term {
namespace {

// "I полугодие – декабрь", "I квартал – до 5 апреля": the larger unit is the name of what the day
// is the day of.
bool NamesDay(const Unit& unit, const Unit& day) {
  const bool part = unit.kind == UnitKind::kHalfYear || unit.kind == UnitKind::kSchoolHalf ||
                    unit.kind == UnitKind::kSchoolQuarter || unit.kind == UnitKind::kTrimester;
  constexpr int kMonthsAQuarter = 3;
  const bool month = day.kind == UnitKind::kMonth;
  const bool inside = month && (day.month + kMonthsAQuarter - 1) / kMonthsAQuarter == unit.number;
  const bool quarter = unit.kind == UnitKind::kQuarter && (!month || inside);
  return unit.part == Part::kWhole && (part || quarter) && (month || day.kind == UnitKind::kDay);
}

}  // namespace

bool IsPointLike(UnitKind kind) {
  return kind == UnitKind::kDay || kind == UnitKind::kWeekday || kind == UnitKind::kWorkday ||
         kind == UnitKind::kNamedDay;
}

// A year ranges with a year only, and forward.
bool MayRange(const Unit& from, const Unit& to) {
  const auto year = [](const Unit& unit) {
    return unit.kind == UnitKind::kYear || unit.kind == UnitKind::kSchoolYear;
  };
  if (year(from) != year(to)) return from.part != Part::kWhole || to.part != Part::kWhole;
  if (!year(from)) return true;
  return !from.years.first || !to.years.first || *from.years.first <= *to.years.first;
}

bool Phrase::ReadDash(size_t& at) const {
  if (!Mark(at, '-')) return false;
  ++at;
  while (Mark(at, '-')) ++at;
  return true;
}

void Phrase::ReadInclusive(size_t& at, bool& inclusive) const {
  size_t p = at;
  if (Mark(p, ',') || Mark(p, '(')) ++p;
  if (Is(p, Sense::kInclusive)) {
    inclusive = true;
  } else if (Is(p, Sense::kExclusive)) {
    inclusive = false;
  } else {
    return;
  }
  at = p + 1;
  if (Mark(at, ')')) ++at;
}

bool RunsBackwards(const Unit& from, const Unit& to) {
  return from.kind == UnitKind::kDay && to.kind == UnitKind::kDay && to.month > 0 &&
         from.month == to.month && from.number > to.number && to.number > 0 &&
         (from.years.IsOpen() || from.years == to.years);
}

void Phrase::AddRange(const Unit& from, const Unit& to, size_t begin, size_t end) {
  Item item;
  item.kind = ItemKind::kOn;
  item.from = from;
  item.to = to;
  const bool years = from.kind == to.kind && to.years.IsOne() && from.years.IsOne() &&
                     from.part == Part::kWhole && to.part == Part::kWhole &&
                     (to.kind == UnitKind::kYear || to.kind == UnitKind::kSchoolYear);
  if (years) {
    item.from.years.last = to.years.last;
    item.to.reset();
  }
  size_t past = end;
  ReadInclusive(past, item.inclusive);
  if (RunsBackwards(from, to)) {
    item.kind = ItemKind::kBad;
    item.after = true;
    item.text = TextOf(begin, past);
  }
  Add(std::move(item), begin, past);
  at_ = past;
}

// "сентябрь-октябрь-ноябрь": one range while the months follow each other.
void Phrase::ExtendChain(Unit& to, size_t& at) {
  size_t p = at;
  while (ReadDash(p)) {
    const std::optional<Unit> next = ReadUnit(p);
    const bool follows = next && next->kind == UnitKind::kMonth && to.kind == UnitKind::kMonth &&
                         next->month == to.month % 12 + 1;
    if (!follows) return;
    to = *next;
    at = p;
  }
}

// A unit or a range said by itself: "октябрь", "29.08-02.09", "в конце августа".
bool Phrase::ReadBare(size_t& at) {
  const size_t count = items_.size();
  const bool reported = Is(at, Sense::kZa);
  if (!ReadNamedUnits(at)) return false;
  for (size_t i = count; i < items_.size(); ++i) items_[i].reported = reported;
  return true;
}

bool Phrase::ReadNamedUnits(size_t& at) {
  const size_t begin = at;
  size_t p = at;
  if (Is(p, Sense::kV) || Is(p, Sense::kNa) || Is(p, Sense::kZa)) ++p;
  if (ReadFirstOnes(p) || ReadTwoSeasons(p) || ReadTwoParts(p) || ReadPoints(p) ||
      ReadShared(p, ItemKind::kOn)) {
    at = p;
    return true;
  }
  std::optional<Unit> from = ReadUnit(p);
  if (!from) from = ReadLoneDay(p);
  if (!from) return false;
  size_t q = p;
  if (ReadDash(q)) {
    const bool until = Is(q, Sense::kDo);
    if (Is(q, Sense::kPo) || until) ++q;
    if (std::optional<Unit> to = ReadUnit(q)) {
      if (NamesDay(*from, *to)) {
        Item word;
        word.kind = ItemKind::kWord;
        Add(std::move(word), begin, p);
        at = p;
        return true;
      }
      // "2024 г. - II квартал": the year of what follows.
      const bool year_label = from->kind == UnitKind::kYear && from->years.IsOne() &&
                              to->years.IsOpen() && !MayRange(*to, *from);
      if (year_label && from->part == Part::kWhole && to->part == Part::kWhole &&
          to->kind != UnitKind::kPeriod) {
        to->years = from->years;
        Item item;
        item.kind = until ? ItemKind::kBy : ItemKind::kOn;
        item.from = *to;
        item.inclusive = !until || IsPointLike(to->kind);
        Add(std::move(item), begin, q);
        at = q;
        return true;
      }
      // "октябрь - 15 числа" and the like are no range.
      if (!MayRange(*from, *to)) {
        Item item;
        item.kind = ItemKind::kOn;
        item.from = *from;
        Add(std::move(item), begin, p);
        at = p;
        return true;
      }
      const bool monthly = IsPointLike(to->kind) && to->month <= 0 &&
                           to->kind != UnitKind::kNamedDay && from->month > 0;
      if (!monthly) {
        ExtendChain(*to, q);
        AddRange(*from, *to, begin, q);
        return true;
      }
    }
  } else if (Is(p, Sense::kPo) && from->kind != UnitKind::kYear) {
    // "15 сентября по 15 октября", "сентябрь по май": the "с" is lost.
    q = p + 1;
    const size_t second = q;
    std::optional<Unit> to = ReadUnit(q);
    if (to && !Is(second, Sense::kOrdinal) && MayRange(*from, *to)) {
      Say(NoteKind::kGuess,
          {"прочитано как промежуток, хотя «с» не написано",
           "read as a range, though \"с\" is not written"},
          begin, q);
      AddRange(*from, *to, begin, q);
      return true;
    }
  }
  Item item;
  item.kind = ItemKind::kOn;
  item.from = *from;
  Add(std::move(item), begin, p);
  ReadSameOfMonths(*from, ItemKind::kOn, p);
  at = p;
  return true;
}

// "15.01 до 20.01", "5 мая до 10 июня": a day, and how long it goes on.
bool Phrase::FromDate(size_t at) { return ReadDayMonth(at) && Is(at, Sense::kDo); }

// "с 1 по 15 сентября", "с 5 сентября", "начиная с октября", "с 17-27 ноября".
bool Phrase::ReadFrom(size_t& at) {
  const size_t begin = at;
  size_t p = at;
  bool between = false;  // "между 5 и 25 сентября"
  const bool earliest = Is(p, Sense::kNe) && Is(p + 1, Sense::kEarlier);
  if (earliest) {
    p += 2;
    if (At(p).text == "чем") ++p;
    if (Is(p, Sense::kS)) ++p;
  } else {
    if (Is(p, Sense::kV) && Is(p + 1, Sense::kSrok) && Is(p + 2, Sense::kS)) p += 2;
    if (Is(p, Sense::kStarting)) ++p;
    const bool from_number =
        Is(p, Sense::kOt) && ((At(p + 1).IsNumber() && Is(p + 2, Sense::kDo)) || FromDate(p + 1));
    between = At(p).text == "между";
    if (!Is(p, Sense::kS) && !Is(p, Sense::kAfter) && !from_number && !between) return false;
    ++p;
  }
  const size_t first = p;
  if (!between && ReadShared(p, ItemKind::kOn)) {
    Say(NoteKind::kConvention,
        {"предлог «с» не мешает промежутку", "the preposition \"с\" does not harm the range"},
        begin, p);
    at = p;
    return true;
  }
  p = first;
  std::optional<Unit> from = ReadUnit(p);
  std::optional<int> bare;
  if (!from) {
    p = first;
    constexpr int kMostDays = 31;
    if (!At(p).IsNumber() || At(p).digits > 2 || At(p).value > kMostDays || At(p).value < 1) {
      return false;
    }
    bare = At(p++).value;
    if (Is(p, Sense::kNumberWord)) ++p;
  }
  size_t q = p;
  if (Mark(q, ',')) ++q;
  const bool connector =
      between ? Is(q, Sense::kAnd) : Is(q, Sense::kPo) || Is(q, Sense::kDo) || Mark(q, '-');
  if (connector) {
    const bool until = Is(q, Sense::kDo);
    ++q;
    if (Is(q, Sense::kPo) || Is(q, Sense::kDo)) ++q;
    std::optional<Unit> to = ReadUnit(q);
    if (to && (bare || MayRange(*from, *to))) {
      if (bare) {
        from = to;
        from->number = *bare;
        if (!IsPointLike(to->kind) && to->kind != UnitKind::kWeek &&
            to->kind != UnitKind::kDecade && to->kind != UnitKind::kQuarter) {
          return false;
        }
      }
      if (until && !IsPointLike(to->kind) && to->part == Part::kWhole) {
        Say(NoteKind::kConvention,
            {"«с … до …»: последний месяц входит", "\"с … до …\": the last month is included"},
            begin, q);
      }
      AddRange(*from, *to, begin, q);
      return true;
    }
  }
  if (bare || between || from->kind == UnitKind::kPeriod) return false;
  const bool after = Is(begin, Sense::kAfter);
  if (after && (from->part != Part::kWhole || from->kind == UnitKind::kSchoolYear)) return false;
  Item item;
  item.kind = ItemKind::kSince;
  item.from = *from;
  if (from->years.first && !from->years.IsOne()) {
    item.from.years = {.first = from->years.first, .last = from->years.first};
    Say(NoteKind::kGuess,
        {fmt::format("начало взято в {} году", *from->years.first),
         fmt::format("the beginning is taken in {}", *from->years.first)},
        begin, p);
  }
  item.after = after;
  item.earliest = earliest;
  if (after) {
    Say(NoteKind::kConvention,
        {"«после»: со следующего дня (ст. 191 ГК РФ)",
         "\"после\": from the day after (art. 191 of the Civil Code)"},
        begin, p);
  }
  Say(NoteKind::kConvention,
      {"начало без конца: до конца периода",
       "a beginning without an end: to the end of the period"},
      begin, p);
  Add(std::move(item), begin, p);
  at = p;
  return true;
}

// "до", "в срок до", "не позднее", "к", "по". `firm`: the preposition cannot mean anything else.
bool Phrase::ReadLimitPreposition(size_t& at, bool& inclusive, bool& firm) const {
  size_t p = at;
  inclusive = true;
  firm = true;
  bool found = false;
  if (Is(p, Sense::kV)) ++p;
  if (Is(p, Sense::kSrok)) {
    ++p;
    if (At(p).kind == TokenKind::kMark && (Mark(p, ':') || Mark(p, '-'))) ++p;
    if (Mark(p, ',')) ++p;
    found = true;
  } else {
    p = at;
  }
  if (Is(p, Sense::kNe) && Is(p + 1, Sense::kLater)) {
    p += 2;
    if (At(p).text == "чем") ++p;
    if (Is(p, Sense::kDo)) ++p;
    found = true;
  } else if (Is(p, Sense::kDo) || Is(p, Sense::kK)) {
    inclusive = false;  // of a month: through the day before it
    ++p;
    found = true;
  } else if (Is(p, Sense::kPo) && !Is(p + 1, Sense::kFinish)) {
    firm = false;
    ++p;
    found = true;
  } else if (found) {
    firm = false;
  }
  if (!found) return false;
  at = p;
  return true;
}

// "до 15-го": of every month, when nothing names one.
std::optional<Unit> Phrase::ReadLoneDay(size_t& at) {
  const Token& token = At(at);
  constexpr int kMostDays = 31;
  if (!token.IsNumber() || !token.to_day || token.value < 1 || token.value > kMostDays) {
    return std::nullopt;
  }
  const bool closed = Ends(at + 1) || At(at + 1).kind == TokenKind::kMark ||
                      Is(at + 1, Sense::kRecur) || Is(at + 1, Sense::kEvery);
  if (!closed) return std::nullopt;
  Say(NoteKind::kGuess,
      {"месяц не назван: число каждого месяца", "no month is named: the day of every month"}, at,
      at + 1);
  ++at;
  return Unit{.kind = UnitKind::kDay, .number = token.value};
}

bool Phrase::ReadLimit(size_t& at) {
  const size_t begin = at;
  size_t p = at;
  bool inclusive = true;
  bool firm = true;
  if (!ReadLimitPreposition(p, inclusive, firm)) return false;
  const bool exclusive_month = !inclusive;
  bool any = false;
  while (true) {
    const size_t before = p;
    const size_t count = items_.size();
    const size_t here = any ? before : begin;
    if (ReadShared(p, ItemKind::kBy)) {
      any = true;
    } else {
      p = before;
      std::optional<Unit> unit = ReadUnit(p);
      if (!unit) {
        p = before;
        unit = ReadLoneDay(p);
      }
      if (!unit) break;
      if (any && !IsPointLike(unit->kind)) {
        p = before;
        break;
      }
      if (!firm && unit->kind == UnitKind::kYear) {
        p = before;
        break;
      }
      Item item;
      item.kind = ItemKind::kBy;
      item.from = *unit;
      // "к новому учебному году": to be ready when it begins.
      const bool ready = item.from.kind == UnitKind::kSchoolYear && At(begin).text == "к";
      if (ready && item.from.part == Part::kWhole) item.from.part = Part::kStart;
      const Unit limit = item.from;
      Add(std::move(item), here, p);
      ReadSameOfMonths(limit, ItemKind::kBy, p);
      any = true;
    }
    bool said = true;
    ReadInclusive(p, said);
    for (size_t i = count; i < items_.size(); ++i) {
      Item& item = items_[i];
      if (item.kind != ItemKind::kBy) continue;
      const bool point = IsPointLike(item.from.kind) || item.from.part != Part::kWhole;
      item.inclusive = said && (point || !exclusive_month);
      item.range.begin = RangeOf(here, p).begin;
      item.range.end = RangeOf(here, p).end;
      if (!point && exclusive_month) {
        Say(NoteKind::kConvention,
            {"«до» перед месяцем, кварталом, годом: по день перед ним",
             "\"до\" before a month, quarter or year: through the day before it"},
            here, p);
      }
      if (item.from.part == Part::kMiddle && item.from.kind == UnitKind::kMonth) {
        Say(NoteKind::kConvention,
            {"«до середины» месяца: по 15 число", "\"до середины\" of a month: through the 15th"},
            here, p);
      }
    }
    // "до 10 октября и 10 мая", "до 1 декабря, 1 марта": the preposition holds for the rest.
    size_t q = p;
    if (Mark(q, ',') || Mark(q, '/')) ++q;
    if (Is(q, Sense::kAnd)) ++q;
    if (q == p) break;
    const Token& next = At(q);
    const bool day_next = next.kind == TokenKind::kDate ||
                          (next.IsNumber() && next.digits <= 2 && !Is(q + 1, Sense::kRaz));
    if (!day_next) break;
    p = q;
  }
  if (!any) return false;
  at = p;
  return true;
}

}  // namespace vekha::term
