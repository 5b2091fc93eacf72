// Which year belongs to which unit, and what neighbours say about each other. Works on one segment
// (between semicolons) at a time.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "engine/term/grammar.h"

namespace vekha::term {
namespace {

using Items = std::vector<Item>;

bool IsDated(const Item& item) { return item.kind == ItemKind::kOn || item.kind == ItemKind::kBy; }

bool HasOwnYears(UnitKind kind) { return kind == UnitKind::kYear || kind == UnitKind::kSchoolYear; }

// A dated item that waits for a year.
bool IsYearless(const Item& item) {
  if (!IsDated(item) || item.from.kind == UnitKind::kPeriod) return false;
  return item.from.years.IsOpen() || (item.to && item.to->years.IsOpen());
}

bool Any(const Items& items, bool (*is)(const Item&)) {
  return std::any_of(items.begin(), items.end(), is);
}

bool Has(const Items& items, ItemKind kind) {
  return std::any_of(items.begin(), items.end(),
                     [kind](const Item& item) { return item.kind == kind; });
}

void Remove(Items& items, ItemKind kind) {
  std::erase_if(items, [kind](const Item& item) { return item.kind == kind; });
}

// Order inside a calendar year, to see whether a list runs forward.
int OrderOf(const Unit& unit) {
  constexpr int kDaysAMonth = 31;
  constexpr int kMonthsAQuarter = 3;
  switch (unit.kind) {
    case UnitKind::kDay:
      return unit.month * kDaysAMonth + unit.number;
    case UnitKind::kWeekday:
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

void ShareYearInRange(Item& item, std::vector<Note>& notes) {
  if (!item.to || HasOwnYears(item.from.kind)) return;
  Unit& from = item.from;
  Unit& to = *item.to;
  const bool forward = OrderOf(from) <= OrderOf(to);
  if (!to.years.IsOpen() && from.years.IsOpen() && (forward || !to.years.IsOne())) {
    from.years = to.years;
  } else if (from.years.IsOne() && to.years.IsOpen()) {
    to.years = from.years;
    if (!forward) {
      to.years.first = to.years.last = *from.years.first + 1;
      notes.push_back({NoteKind::kConvention,
                       fmt::format("конец промежутка в следующем, {} году", *to.years.first),
                       item.range});
    }
  }
}

const Unit& LastUnit(const Item& item) { return item.to ? *item.to : item.from; }

void PutYear(Item& item, Years years) {
  item.from.years = years;
  if (item.to) item.to->years = years;
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
    notes.push_back({forward ? NoteKind::kConvention : NoteKind::kGuess,
                     fmt::format("год назван в конце перечня, здесь взят {}", year), before.range});
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
    notes.push_back({NoteKind::kGuess, fmt::format("год не назван, взят {} по соседней дате", year),
                     item.range});
  }
}

// "в период с 2022 по 2023 г.г.", "в 2022-2024 гг.": bounds for all that has no year of its own.
void ApplyBounds(Items& items, std::vector<Note>& notes) {
  std::optional<Years> bounds;
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
    }
    Remove(items, ItemKind::kYears);
    return;
  }
  for (Item& item : items) {
    if (item.kind != ItemKind::kYears) continue;
    const bool alone = !Any(items, IsDated);
    if (!alone) {
      notes.push_back(
          {NoteKind::kConvention, "годы не меняют дат, написанных полностью", item.range});
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
                     fmt::format("каждый год начиная с {}", *item.from.years.first), item.range});
  }
  Remove(items, ItemKind::kAnnual);
}

// "сентябрь (2 неделя)", "3 декада, ноябрь": the month beside.
void ApplyMonthBeside(Items& items) {
  for (size_t i = 0; i < items.size(); ++i) {
    Item& item = items[i];
    if (!IsDated(item) || item.from.month != kMonthBeside) continue;
    const auto is_month = [&](size_t at) {
      return at < items.size() && items[at].kind == ItemKind::kOn &&
             items[at].from.kind == UnitKind::kMonth && !items[at].to;
    };
    size_t month_at = items.size();
    if (i > 0 && is_month(i - 1)) month_at = i - 1;
    if (month_at == items.size() && is_month(i + 1)) month_at = i + 1;
    if (month_at == items.size()) {
      item.kind = ItemKind::kWord;
      continue;
    }
    const Unit month = items[month_at].from;
    for (size_t k = i; k < items.size() && items[k].from.month == kMonthBeside; ++k) {
      items[k].from.month = month.month;
      items[k].from.years = month.years;
      if (items[k].to) {
        items[k].to->month = month.month;
        items[k].to->years = month.years;
      }
    }
    items.erase(items.begin() + static_cast<std::ptrdiff_t>(month_at));
    if (month_at < i) --i;
  }
  for (Item& item : items) {
    const bool open =
        item.from.month == kMonthBeside || (item.to && item.to->month == kMonthBeside);
    if (open) item.kind = ItemKind::kWord;
  }
}

bool IsMonthly(const Item& item) {
  return IsDated(item) && item.from.month == 0 &&
         (item.from.kind == UnitKind::kDay || item.from.kind == UnitKind::kWeekday ||
          item.from.kind == UnitKind::kWeek || item.from.kind == UnitKind::kDecade ||
          item.from.kind == UnitKind::kHalfMonth || item.from.kind == UnitKind::kMonth);
}

// "ежеквартально до 10 числа": the tenth of the month after each quarter.
void ApplyQuarterDays(Items& items, std::vector<Note>& notes) {
  const auto quarterly = std::find_if(items.begin(), items.end(), [](const Item& item) {
    return item.kind == ItemKind::kEvery && item.from.kind == UnitKind::kQuarter;
  });
  if (quarterly == items.end() || !Any(items, IsMonthly)) return;
  Items spread;
  for (Item& item : items) {
    if (!IsMonthly(item) || item.from.kind != UnitKind::kDay || item.to) {
      spread.push_back(item);
      continue;
    }
    constexpr int kMonths[] = {1, 4, 7, 10};
    for (const int month : kMonths) {
      Item one = item;
      one.from.month = month;
      spread.push_back(one);
    }
    notes.push_back({NoteKind::kGuess, "число месяца, следующего за кварталом", item.range});
  }
  items = std::move(spread);
}

// A recurrence beside dates: their frame, their other name, or a deadline of its own.
void ApplyEvery(Items& items, std::vector<Note>& notes) {
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i].kind != ItemKind::kEvery) continue;
    bool own = false;
    bool dropped = false;
    for (size_t k = 0; k < items.size() && !dropped; ++k) {
      if (!IsDated(items[k])) continue;
      if (IsMonthly(items[k]) && items[i].from.kind != UnitKind::kMonth &&
          items[i].from.kind != UnitKind::kQuarter) {
        notes.push_back({NoteKind::kGuess, "число без месяца не учтено", items[k].range});
        items[k].kind = ItemKind::kWord;
        own = true;
        continue;
      }
      const bool after = k < i;
      const auto low = items.begin() + static_cast<std::ptrdiff_t>(std::min(i, k));
      const auto high = items.begin() + static_cast<std::ptrdiff_t>(std::max(i, k));
      const bool parted = std::any_of(low, high, [](const Item& item) {
        return item.kind == ItemKind::kThen || item.kind == ItemKind::kWord;
      });
      if (after && (parted || LastUnit(items[k]).years.IsOne())) {
        own = true;
        continue;
      }
      const bool frame =
          items[k].kind == ItemKind::kOn && !IsMonthly(items[k]) &&
          (items[k].to || items[k].during || items[k].from.kind == UnitKind::kSeason ||
           items[k].from.kind == UnitKind::kHalfYear ||
           items[k].from.kind == UnitKind::kSchoolYear || items[k].from.kind == UnitKind::kYear);
      if (frame &&
          (items[i].from.kind == UnitKind::kMonth || items[i].from.kind == UnitKind::kQuarter)) {
        items[i].within_from = items[k].from;
        items[i].within_to = items[k].to;
        items.erase(items.begin() + static_cast<std::ptrdiff_t>(k));
        if (k < i) --i;
        own = true;
        break;
      }
      dropped = true;
    }
    if (!dropped || own) continue;
    notes.push_back(
        {NoteKind::kConvention, "периодичность уточнена названными датами", items[i].range});
    items.erase(items.begin() + static_cast<std::ptrdiff_t>(i--));
  }
}

bool IsRhythm(const Item& item) {
  return item.kind == ItemKind::kOngoing && item.rhythm != Rhythm::kSteady;
}

// "ежедневно с 1 по 10 октября", "каждый понедельник в течение года", "15 сентября (четверг)".
void ApplyRhythm(Items& items) {
  const bool dated = Any(items, IsDated);
  if (dated) {
    std::erase_if(items, [](const Item& item) { return IsRhythm(item) && item.weak; });
  }
  const auto rhythm = std::find_if(items.begin(), items.end(), IsRhythm);
  if (rhythm == items.end()) return;
  const size_t at = static_cast<size_t>(rhythm - items.begin());
  for (size_t k = 0; k < items.size(); ++k) {
    if (k == at) continue;
    const bool span = items[k].kind == ItemKind::kOn || items[k].kind == ItemKind::kOngoing ||
                      items[k].kind == ItemKind::kSince;
    if (!span || IsMonthly(items[k])) continue;
    if (items[k].kind != ItemKind::kSince && items[at].from.kind == UnitKind::kPeriod &&
        !IsRhythm(items[k])) {
      items[at].from = items[k].from;
      items[at].to = items[k].to;
      items.erase(items.begin() + static_cast<std::ptrdiff_t>(k));
      return;
    }
  }
}

// "ежемесячно в течение учебного года" keeps the recurrence inside the span; after a comma the
// span stands for itself.
void ApplySpan(Items& items) {
  for (size_t i = 0; i + 1 < items.size(); ++i) {
    Item& a = items[i];
    Item& b = items[i + 1];
    const bool every_first = a.kind == ItemKind::kEvery && b.kind == ItemKind::kOngoing;
    const bool every_second = b.kind == ItemKind::kEvery && a.kind == ItemKind::kOngoing;
    if (!(every_first || every_second) || b.comma_before) continue;
    Item& every = every_first ? a : b;
    const Item& span = every_first ? b : a;
    if (span.rhythm != Rhythm::kSteady) continue;
    if (span.from.kind != UnitKind::kPeriod) {
      every.within_from = span.from;
      every.within_to = span.to;
    }
    items.erase(items.begin() + static_cast<std::ptrdiff_t>(every_first ? i + 1 : i));
  }
}

// "5 октября (День учителя)": the date says it. "октябрь, День учителя": the month only repeats.
void ApplyNamed(Items& items) {
  const auto named = [](const Item& item) {
    return IsDated(item) && item.from.kind == UnitKind::kNamedDay;
  };
  for (size_t i = 0; i < items.size(); ++i) {
    if (!named(items[i])) continue;
    for (const size_t k : {i - 1, i + 1}) {
      if (k >= items.size() || items[k].kind != ItemKind::kOn || items[k].to) continue;
      const int month = NamedDays()[static_cast<size_t>(items[i].from.number)].month;
      if (items[k].from.kind == UnitKind::kDay) {
        items[i].kind = ItemKind::kWord;
        break;
      }
      if (items[k].from.kind == UnitKind::kMonth && items[k].from.month == month) {
        if (items[i].from.years.IsOpen()) items[i].from.years = items[k].from.years;
        items[k].kind = ItemKind::kWord;
        break;
      }
    }
  }
}

// The months of a season beside its name, the day of a month in brackets after it: said closer.
void ApplyCloser(Items& items) {
  const auto month_of = [](const Item& item) {
    return item.kind == ItemKind::kOn && item.from.month > 0 ? item.from.month : 0;
  };
  for (size_t i = 0; i < items.size(); ++i) {
    const Unit& unit = items[i].from;
    if (items[i].kind != ItemKind::kOn || items[i].to) continue;
    for (const size_t k : {i - 1, i + 1}) {
      if (k >= items.size() || month_of(items[k]) == 0) continue;
      const bool season =
          unit.kind == UnitKind::kSeason && month_of(items[k]) % 12 / 3 + 1 == unit.number;
      const bool day = unit.kind == UnitKind::kMonth && k == i + 1 && items[k].bracket_before &&
                       items[k].from.kind == UnitKind::kDay && month_of(items[k]) == unit.month;
      if (!season && !day) continue;
      if (day && items[k].from.years.IsOpen()) items[k].from.years = unit.years;
      items[i].kind = ItemKind::kWord;
      break;
    }
  }
}

// A whole school year or several years said bare are a span of work; holidays beside a month and
// the end of the report period beside an event are only words about them.
void ApplyMeaning(Items& items, std::vector<Note>& notes) {
  const bool dated = std::any_of(items.begin(), items.end(), [](const Item& item) {
    return IsDated(item) && !HasOwnYears(item.from.kind);
  });
  for (Item& item : items) {
    if (item.kind == ItemKind::kOn && HasOwnYears(item.from.kind) &&
        item.from.part == Part::kWhole &&
        (item.from.kind == UnitKind::kSchoolYear || item.to || !item.from.years.IsOne())) {
      item.kind = ItemKind::kOngoing;
      notes.push_back(
          {NoteKind::kConvention, "весь названный срок: работа без крайнего дня", item.range});
    }
    if (item.kind == ItemKind::kExternal && dated &&
        item.text.find("каникул") != std::string::npos) {
      item.kind = ItemKind::kWord;
    }
    if (item.kind == ItemKind::kBy && item.from.kind == UnitKind::kPeriod &&
        Has(items, ItemKind::kRelative)) {
      item.kind = ItemKind::kWord;
    }
    if (item.kind == ItemKind::kBy && item.from.kind == UnitKind::kNamedDay &&
        NamedDays()[static_cast<size_t>(item.from.number)].name == "Новый год" && item.inclusive) {
      item.inclusive = false;
      notes.push_back({NoteKind::kConvention, "к Новому году: по 31 декабря", item.range});
    }
  }
}

bool SameMeaning(const Item& a, const Item& b) {
  return a.kind == b.kind && a.from == b.from && a.to == b.to && a.inclusive == b.inclusive &&
         a.rhythm == b.rhythm && a.weekdays == b.weekdays && a.times == b.times &&
         a.text == b.text && a.within_from == b.within_from && a.within_to == b.within_to &&
         a.offset_days == b.offset_days;
}

// Said to come round: by the word, or by bounds of more than one year.
void MarkYearly(Items& items, bool annual) {
  const auto mark = [annual](Unit& unit) {
    if (unit.years.IsOne() || HasOwnYears(unit.kind) || unit.kind == UnitKind::kPeriod) return;
    unit.years.yearly = annual || !unit.years.IsOpen();
  };
  for (Item& item : items) {
    if (!IsDated(item) || IsMonthly(item)) continue;
    mark(item.from);
    if (item.to) mark(*item.to);
  }
}

void DropRepeats(Items& items) {
  for (size_t i = 0; i < items.size(); ++i) {
    for (size_t k = i + 1; k < items.size();) {
      if (items[i].kind != ItemKind::kWord && SameMeaning(items[i], items[k])) {
        items.erase(items.begin() + static_cast<std::ptrdiff_t>(k));
      } else {
        ++k;
      }
    }
  }
}

// "сентябрь 2021, 2022, 2023 гг.": the same month of each year.
void RepeatInYears(Items& items) {
  for (size_t i = 1; i < items.size(); ++i) {
    const Item& before = items[i - 1];
    const bool year = items[i].kind == ItemKind::kOn && items[i].from.kind == UnitKind::kYear &&
                      items[i].from.years.IsOne() && !items[i].to &&
                      items[i].from.part == Part::kWhole;
    if (!year || !IsDated(before) || before.to || HasOwnYears(before.from.kind)) continue;
    if (!before.from.years.IsOne()) continue;
    const Years years = items[i].from.years;
    const SourceRange range = items[i].range;
    items[i] = before;
    items[i].from.years = years;
    items[i].range = range;
  }
}

void ScopeSegment(Items& items, std::vector<Note>& notes) {
  DropRepeats(items);
  RepeatInYears(items);
  for (Item& item : items) {
    if (IsDated(item)) ShareYearInRange(item, notes);
  }
  ApplyMonthBeside(items);
  ApplyNamed(items);
  ApplyCloser(items);
  ApplyBounds(items, notes);
  const bool annual = Has(items, ItemKind::kAnnual);
  if (!annual) ShareYearsInList(items, notes);
  ApplyAnnual(items, notes);
  ApplyQuarterDays(items, notes);
  ApplyRhythm(items);
  ApplyEvery(items, notes);
  ApplySpan(items);
  ApplyMeaning(items, notes);
  MarkYearly(items, annual);
}

}  // namespace

void Scope(std::vector<Item>& items, std::vector<Note>& notes, bool& alternative) {
  Items done;
  Items segment;
  const auto finish = [&] {
    ScopeSegment(segment, notes);
    std::move(segment.begin(), segment.end(), std::back_inserter(done));
    segment.clear();
  };
  alternative = Has(items, ItemKind::kOr);
  for (Item& item : items) {
    if (item.kind == ItemKind::kBreak) {
      finish();
    } else if (item.kind != ItemKind::kOr && item.kind != ItemKind::kBad) {
      segment.push_back(std::move(item));
    }
  }
  finish();
  Remove(done, ItemKind::kThen);
  Remove(done, ItemKind::kAnnual);
  Remove(done, ItemKind::kYears);
  DropRepeats(done);
  items = std::move(done);
}

}  // namespace vekha::term
