// Several units in a few words: two parts, two seasons, a chain of months, the first so many.
#include "engine/term/grammar.h"

namespace vekha::term {

// "начало и конец учебного года", "начало, середина ноября".
bool Phrase::ReadTwoParts(size_t& at) {
  size_t p = at;
  if (!Is(p, Sense::kPart)) return false;
  const Part first = static_cast<Part>(At(p).value);
  ++p;
  const bool dash = Mark(p, '-');
  if (!Mark(p, ',') && !Mark(p, '/') && !Is(p, Sense::kAnd) && !dash) return false;
  ++p;
  if (Is(p, Sense::kV)) ++p;
  std::optional<Unit> second = ReadPart(p);
  if (!second) return false;
  Item item;
  item.kind = ItemKind::kOn;
  item.from = *second;
  item.from.part = first;
  if (dash) {  // "начало-середина декабря"
    item.to = *second;
    Add(std::move(item), at, p);
    at = p;
    return true;
  }
  Add(item, at, p);
  item.from = *second;
  Add(std::move(item), at, p);
  at = p;
  return true;
}

// "последняя суббота сентября, октября и ноября": the same of each month.
void Phrase::ReadSameOfMonths(const Unit& unit, ItemKind kind, size_t& at) {
  const bool of_month = IsPointLike(unit.kind) || unit.kind == UnitKind::kWeek ||
                        unit.kind == UnitKind::kDecade || unit.kind == UnitKind::kHalfMonth ||
                        unit.part != Part::kWhole;
  if (!of_month || unit.month <= 0 || !unit.years.IsOpen()) return;
  size_t p = at;
  while (Mark(p, ',') || Mark(p, '/') || Is(p, Sense::kAnd)) {
    const Token& month = At(p + 1);
    if (!month.Is(Sense::kMonth) || month.text != MonthGenitive(month.value)) return;
    if (Mark(p + 2, '-') || At(p + 2).IsNumber()) return;
    Item item;
    item.kind = kind;
    item.from = unit;
    item.from.month = month.value;
    Add(std::move(item), p + 1, p + 2);
    at = p = p + 2;
  }
}

// "весенне-летний период".
bool Phrase::ReadTwoSeasons(size_t& at) {
  if (!Is(at, Sense::kSeasonAdj) || !Mark(at + 1, '-') || !Is(at + 2, Sense::kSeasonAdj)) {
    return false;
  }
  Unit from{.kind = UnitKind::kSeason, .number = At(at).value};
  size_t p = at + 2;
  const std::optional<Unit> to = ReadPlain(p);
  if (!to) return false;
  const size_t begin = at;
  AddRange(from, *to, begin, p);
  at = p;
  return true;
}

// "сентябрь-ноябрь-май": months that do not follow each other are a list, dashes and all.
bool Phrase::ReadPoints(size_t& at) {
  if (!Is(at, Sense::kMonth)) return false;
  std::vector<Unit> months;
  bool chain = true;
  size_t p = at;
  do {
    const std::optional<Unit> month = ReadUnit(p);
    if (!month || month->kind != UnitKind::kMonth) return false;
    if (!months.empty()) chain = chain && month->month == months.back().month % 12 + 1;
    months.push_back(*month);
  } while (ReadDash(p) && Is(p, Sense::kMonth));
  if (months.size() < 3 || chain) return false;
  Say(NoteKind::kGuess,
      {"месяцы не идут подряд: прочитаны как перечень, а не промежуток",
       "the months do not follow each other: read as a list, not as a range"},
      at, p);
  for (const Unit& month : months) {
    Item item;
    item.kind = ItemKind::kOn;
    item.from = month;
    Add(std::move(item), at, p);
  }
  at = p;
  return true;
}

// "первые две недели сентября", "первые 10 дней октября".
bool Phrase::ReadFirstOnes(size_t& at) {
  size_t p = at;
  if (!Is(p, Sense::kOrdinal) || At(p).text != "первые") return false;
  ++p;
  if (!At(p).IsNumber() && !Is(p, Sense::kNumeral)) return false;
  const int number = At(p++).value;
  const bool weeks = Is(p, Sense::kWeekWord);
  constexpr int kMostWeeks = 4;
  constexpr int kMostDays = 28;
  if (!weeks && !Is(p, Sense::kDayWord)) return false;
  if (number < 2 || number > (weeks ? kMostWeeks : kMostDays)) return false;
  ++p;
  Unit last{.kind = weeks ? UnitKind::kWeek : UnitKind::kDay, .number = number};
  ReadMonthOf(p, last);
  if (last.month < 0) return false;
  Item item;
  item.kind = ItemKind::kOn;
  item.from = last;
  item.from.number = 1;
  item.to = last;
  Add(std::move(item), at, p);
  at = p;
  return true;
}

}  // namespace vekha::term
