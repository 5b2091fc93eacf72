// Which year belongs to which unit: said once for a list, as bounds, or "ежегодно".
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/term/scope.h"

namespace vekha::term {
namespace {

// Order inside a calendar year, to see whether a list runs forward.
int OrderOf(const Unit& unit) {
  constexpr int kDaysAMonth = 31;
  constexpr int kMonthsAQuarter = 3;
  switch (unit.kind) {
    case UnitKind::kDay:
      return unit.month * kDaysAMonth + unit.number;
    case UnitKind::kWeekday:
    case UnitKind::kWorkday:
    case UnitKind::kWeek:
    case UnitKind::kDecade:
    case UnitKind::kHalfMonth:
      return unit.month * kDaysAMonth + unit.number;
    case UnitKind::kMonth:
      return unit.month * kDaysAMonth;
    case UnitKind::kQuarter:
      return unit.number * kMonthsAQuarter * kDaysAMonth;
    case UnitKind::kHalfYear:
    case UnitKind::kSchoolHalf:
    case UnitKind::kSchoolQuarter:
    case UnitKind::kTrimester:
    case UnitKind::kSeason:
    case UnitKind::kNamedDay:
      return unit.number;
    case UnitKind::kYear:
    case UnitKind::kSchoolYear:
    case UnitKind::kPeriod:
      break;
  }
  return 0;
}

void PutYear(Item& item, Years years) {
  item.from.years = years;
  if (item.to) item.to->years = years;
}

}  // namespace

void ShareYearInRange(Item& item, std::vector<Note>& notes) {
  if (!item.to || HasOwnYears(item.from.kind)) return;
  Unit& from = item.from;
  Unit& to = *item.to;
  const bool forward = OrderOf(from) <= OrderOf(to);
  if (to.years.next && !forward) return;
  if (!to.years.IsOpen() && from.years.IsOpen() && (forward || !to.years.IsOne())) {
    from.years = to.years;
  } else if (from.years.IsOne() && to.years.IsOpen()) {
    to.years = from.years;
    if (!forward) {
      to.years.first = to.years.last = *from.years.first + 1;
      notes.push_back({NoteKind::kConvention,
                       {fmt::format("конец промежутка в следующем, {} году", *to.years.first),
                        fmt::format("the range ends in the next year, {}", *to.years.first)},
                       item.range});
    }
  }
}

// "сентябрь, декабрь 2023 года": the year is of both while the list runs forward.
void ShareYearsInList(Items& items, std::vector<Note>& notes) {
  for (size_t i = items.size(); i-- > 1;) {
    Item& item = items[i];
    Item& before = items[i - 1];
    if (!IsDated(item) || !IsDated(before) || HasOwnYears(item.from.kind)) continue;
    if (!item.from.years.IsOne() || !IsYearless(before) || before.from.month == 0) continue;
    if (HasOwnYears(before.from.kind) || before.from.kind != item.from.kind) continue;
    if (before.to && OrderOf(before.from) > OrderOf(*before.to)) continue;
    // "декабрь, май 2023 года": December is of the year before.
    const bool forward = OrderOf(before.from) <= OrderOf(item.from);
    const int year = *item.from.years.first - (forward ? 0 : 1);
    PutYear(before, {.first = year, .last = year});
    notes.push_back(
        {forward ? NoteKind::kConvention : NoteKind::kGuess,
         {fmt::format("год назван в конце перечня, здесь взят {}", year),
          fmt::format("the year stands at the end of the list, {} is taken here", year)},
         before.range});
  }
  for (size_t i = 1; i < items.size(); ++i) {
    Item& item = items[i];
    const Item& before = items[i - 1];
    if (!IsDated(item) || !IsDated(before) || !IsYearless(item) || item.to) continue;
    const Unit& last = LastUnit(before);
    if (!last.years.IsOne() || HasOwnYears(last.kind) || HasOwnYears(item.from.kind)) continue;
    if (last.kind != item.from.kind || item.from.month <= 0) continue;
    const int year = *last.years.first + (OrderOf(item.from) < OrderOf(last) ? 1 : 0);
    PutYear(item, {.first = year, .last = year});
    notes.push_back({NoteKind::kGuess,
                     {fmt::format("год не назван, взят {} по соседней дате", year),
                      fmt::format("no year is named, {} is taken from the date beside", year)},
                     item.range});
  }
}

// "в период с 2022 по 2023 г.г.", "в 2022-2024 гг.": bounds for all that has no year of its own.
void ApplyBounds(Items& items, std::vector<Note>& notes) {
  std::optional<Years> bounds;
  const bool only_every = Has(items, ItemKind::kEvery) && !Has(items, ItemKind::kAnnual) &&
                          std::none_of(items.begin(), items.end(), [](const Item& item) {
                            return IsYearless(item) && !HasOwnYears(item.from.kind);
                          });
  const bool waiting = std::any_of(items.begin(), items.end(),
                                   [](const Item& item) {
                                     return IsYearless(item) && !HasOwnYears(item.from.kind);
                                   }) ||
                       Has(items, ItemKind::kAnnual) || Has(items, ItemKind::kEvery);
  for (Item& item : items) {
    const bool years = item.kind == ItemKind::kYears;
    const bool unit = item.kind == ItemKind::kOn && HasOwnYears(item.from.kind) && !item.to &&
                      item.from.part == Part::kWhole && !item.from.years.IsOpen();
    const bool limit = item.kind == ItemKind::kBy && item.from.kind == UnitKind::kYear &&
                       item.from.years.IsOne() && Has(items, ItemKind::kAnnual);
    if (!waiting || !(years || unit || limit)) continue;
    // "2025-2026 уч. г., ежемесячно": its months, not two calendar years.
    if (unit && item.from.kind == UnitKind::kSchoolYear && only_every) continue;
    Years found = item.from.years;
    if (limit) found.first.reset();
    if (item.from.kind == UnitKind::kSchoolYear && found.last) ++*found.last;
    bounds = found;
    item.kind = ItemKind::kYears;
  }
  if (bounds) {
    for (Item& item : items) {
      const bool every = item.kind == ItemKind::kEvery || item.kind == ItemKind::kAnnual;
      if (!every && !(IsYearless(item) && !HasOwnYears(item.from.kind))) continue;
      if (item.from.years.IsOpen()) item.from.years = *bounds;
      if (item.to && item.to->years.IsOpen()) item.to->years = *bounds;
      for (const Item& years : items) {
        if (years.kind == ItemKind::kYears) item.also.push_back(years.range);
      }
    }
    Remove(items, ItemKind::kYears);
    return;
  }
  for (Item& item : items) {
    if (item.kind != ItemKind::kYears) continue;
    const bool alone = !Any(items, IsDated);
    if (!alone) {
      notes.push_back({NoteKind::kConvention,
                       {"годы не меняют дат, написанных полностью",
                        "the years do not change dates written in full"},
                       item.range});
      item.kind = ItemKind::kThen;
    } else if (item.from.years.last) {
      item.kind = ItemKind::kOngoing;
      if (item.from.kind == UnitKind::kSchoolYear &&
          *item.from.years.last > *item.from.years.first) {
        --*item.from.years.last;
      }
    } else {
      item.kind = ItemKind::kSince;
      item.from.years.last = item.from.years.first;
    }
  }
}

void ApplyAnnual(Items& items, std::vector<Note>& notes) {
  if (!Has(items, ItemKind::kAnnual)) return;
  const bool then = Has(items, ItemKind::kThen);
  if (!Any(items, IsDated)) {
    if (then && Has(items, ItemKind::kRelative)) {
      Remove(items, ItemKind::kAnnual);
      return;
    }
    if (Has(items, ItemKind::kEvery)) {
      Remove(items, ItemKind::kAnnual);
      return;
    }
    for (Item& item : items) {
      if (item.kind != ItemKind::kAnnual) continue;
      item.kind = ItemKind::kEvery;
      const Years years = item.from.years;
      item.from = Unit{.kind = UnitKind::kYear, .years = years};
    }
    return;
  }
  // Beside a date without a year the word is about that one.
  const bool other = std::any_of(items.begin(), items.end(), [](const Item& item) {
    return IsYearless(item) && !HasOwnYears(item.from.kind);
  });
  for (Item& item : items) {
    if (other || !IsDated(item) || HasOwnYears(item.from.kind)) continue;
    if (!LastUnit(item).years.IsOne() || !item.from.years.IsOne()) continue;
    item.from.years.last.reset();
    if (item.to) item.to->years = item.from.years;
    notes.push_back({NoteKind::kConvention,
                     {fmt::format("каждый год начиная с {}", *item.from.years.first),
                      fmt::format("every year from {} on", *item.from.years.first)},
                     item.range});
  }
  Remove(items, ItemKind::kAnnual);
}

// Said to come round: by the word, or by bounds of more than one year.
void MarkYearly(Items& items, bool annual) {
  const auto mark = [annual](Unit& unit) {
    if (unit.years.IsOne() || HasOwnYears(unit.kind) || unit.kind == UnitKind::kPeriod) return;
    unit.years.yearly =
        annual || (!unit.years.IsOpen() && !unit.years.next && !unit.years.previous);
  };
  for (Item& item : items) {
    if (!IsDated(item) || IsMonthly(item)) continue;
    mark(item.from);
    if (item.to) mark(*item.to);
  }
}

// "сентябрь 2021, 2022, 2023 гг.": the same month of each year.
void RepeatInYears(Items& items) {
  for (size_t i = 1; i < items.size(); ++i) {
    const Item& before = items[i - 1];
    const bool year = items[i].kind == ItemKind::kOn && items[i].from.kind == UnitKind::kYear &&
                      items[i].from.years.IsOne() && !items[i].to &&
                      items[i].from.part == Part::kWhole;
    if (!year || !IsDated(before) || HasOwnYears(before.from.kind)) continue;
    if (before.to && !(before.to->years.IsOne() && OrderOf(before.from) <= OrderOf(*before.to))) {
      continue;
    }
    if (!LastUnit(before).years.IsOne()) continue;
    const Years years = items[i].from.years;
    const SourceRange range = items[i].range;
    items[i] = before;
    PutYear(items[i], years);
    items[i].range = range;
  }
}

// "до 15 сентября 2022 г., в последующие годы - до 1 сентября", "до 1 июля 2021 г., далее до 1
// марта ежегодно".
void ApplyLaterYears(Items& items) {
  const bool annual = Has(items, ItemKind::kAnnual);
  std::optional<Unit> named;
  bool later = false;
  bool used = false;
  for (Item& item : items) {
    if (item.kind == ItemKind::kThen && (item.after || annual)) later = true;
    if (!IsDated(item) || HasOwnYears(item.from.kind)) continue;
    if (later && named && IsYearless(item) && !IsMonthly(item)) {
      const bool same_year = annual && OrderOf(item.from) > OrderOf(*named);
      const int first = *named->years.first + (same_year ? 0 : 1);
      PutYear(item, {.first = first, .yearly = true});
      used = true;
    } else if (LastUnit(item).years.IsOne()) {
      named = LastUnit(item);
    }
  }
  if (used) Remove(items, ItemKind::kAnnual);
}

}  // namespace vekha::term
