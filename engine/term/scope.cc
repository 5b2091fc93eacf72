// What neighbours say about each other. Works on one segment (between semicolons) at a time.
#include "engine/term/scope.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace vekha::term {

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

const Unit& LastUnit(const Item& item) { return item.to ? *item.to : item.from; }

bool IsMonthly(const Item& item) {
  return IsDated(item) && item.from.month == 0 &&
         (item.from.kind == UnitKind::kDay || item.from.kind == UnitKind::kWeekday ||
          item.from.kind == UnitKind::kWorkday || item.from.kind == UnitKind::kWeek ||
          item.from.kind == UnitKind::kDecade || item.from.kind == UnitKind::kHalfMonth ||
          item.from.kind == UnitKind::kMonth);
}

void Absorb(Item& into, const Item& item) {
  into.also.push_back(item.range);
  into.also.insert(into.also.end(), item.also.begin(), item.also.end());
}

namespace {

// "сентябрь (2 неделя)", "3 декада, ноябрь": the month beside.
void ApplyMonthBeside(Items& items) {
  const bool monthly = std::any_of(items.begin(), items.end(), [](const Item& item) {
    return item.kind == ItemKind::kEvery && item.from.kind == UnitKind::kMonth && item.step == 1;
  });
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
    if (month_at == items.size() && monthly) {  // "ежемесячно (последняя неделя)"
      item.from.month = 0;
      if (item.to && item.to->month == kMonthBeside) item.to->month = 0;
      continue;
    }
    if (month_at == items.size()) {
      item.kind = ItemKind::kWord;
      continue;
    }
    const Item named = items[month_at];
    const Unit& month = named.from;
    for (size_t k = i; k < items.size(); ++k) {
      if (items[k].kind == ItemKind::kWord) continue;
      if (items[k].from.month != kMonthBeside) break;
      Absorb(items[k], named);
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

// "октябрь, 4-я пятница", "август, не позднее 25 числа": of the one month that is named.
void ApplyOnlyMonth(Items& items, std::vector<Note>& notes) {
  const auto is_month = [](const Item& item) {
    return item.kind == ItemKind::kOn && item.from.kind == UnitKind::kMonth &&
           item.from.month > 0 && item.from.part == Part::kWhole;
  };
  const auto month = std::find_if(items.begin(), items.end(), is_month);
  const bool only = month != items.end() && !month->to &&
                    std::count_if(items.begin(), items.end(), is_month) == 1 &&
                    !Has(items, ItemKind::kEvery) && !Has(items, ItemKind::kAnnual);
  if (!only || month + 1 == items.end()) return;
  const auto next = month + 1;
  const bool point = IsMonthly(*next) && IsPointLike(next->from.kind);
  const bool last = std::none_of(next + 1, items.end(), IsDated);
  if (!point || next->to || next->each || !last) return;
  next->from.month = month->from.month;
  next->from.years = month->from.years;
  notes.push_back({NoteKind::kConvention,
                   {"день того месяца, что назван рядом", "a day of the month named beside it"},
                   next->range});
  Absorb(*next, *month);
  items.erase(month);
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
        Absorb(items[k], items[i]);
        items[i].kind = ItemKind::kWord;
        break;
      }
      if (items[k].from.kind == UnitKind::kMonth && items[k].from.month == month) {
        if (items[i].from.years.IsOpen()) items[i].from.years = items[k].from.years;
        Absorb(items[i], items[k]);
        items[k].kind = ItemKind::kWord;
        break;
      }
    }
  }
}

bool IsLarger(UnitKind kind) {
  return kind == UnitKind::kQuarter || kind == UnitKind::kSchoolQuarter ||
         kind == UnitKind::kTrimester || kind == UnitKind::kHalfYear ||
         kind == UnitKind::kSchoolHalf;
}

bool NamesBracket(const Item& item) {
  return item.kind == ItemKind::kOn && !item.to && IsLarger(item.from.kind) &&
         item.from.part == Part::kWhole;
}

// The months of a season beside its name, the day of a month in brackets after it: said closer.
void ApplyCloser(Items& items) {
  for (size_t i = 1; i < items.size(); ++i) {  // "ноябрь (2 четверть)"
    const bool larger = IsLarger(items[i].from.kind);
    const bool month = items[i - 1].kind == ItemKind::kOn && items[i - 1].from.month > 0;
    // "до 15 числа (сентябрь)"
    const bool named = items[i].kind == ItemKind::kOn && items[i].from.kind == UnitKind::kMonth &&
                       items[i].from.month > 0 && !items[i].to && items[i].bracket_before;
    if (named && IsMonthly(items[i - 1]) && items[i - 1].from.kind == UnitKind::kDay &&
        !items[i - 1].to) {
      items[i - 1].from.month = items[i].from.month;
      items[i - 1].from.years = items[i].from.years;
      Absorb(items[i - 1], items[i]);
      items[i].kind = ItemKind::kWord;
      continue;
    }
    if (items[i].kind == ItemKind::kOn && larger && items[i].bracket_before && month) {
      Absorb(items[i - 1], items[i]);
      items[i].kind = ItemKind::kWord;
      continue;
    }
    if (NamesBracket(items[i - 1]) && IsDated(items[i]) && items[i].bracket_before &&
        items[i].from.month > 0) {  // "2 четверть (ноябрь)"
      const Unit& larger_unit = items[i - 1].from;
      const bool calendar =
          larger_unit.kind == UnitKind::kQuarter || larger_unit.kind == UnitKind::kHalfYear;
      if (calendar && items[i].from.years.IsOpen()) items[i].from.years = larger_unit.years;
      Absorb(items[i], items[i - 1]);
      items[i - 1].kind = ItemKind::kWord;
    }
  }
  const auto month_of = [](const Item& item) {
    return IsDated(item) && item.from.month > 0 ? item.from.month : 0;
  };
  for (size_t i = 0; i < items.size(); ++i) {
    const Unit& unit = items[i].from;
    if (items[i].kind != ItemKind::kOn || items[i].to) continue;
    for (const size_t k : {i - 1, i + 1}) {
      if (k >= items.size() || month_of(items[k]) == 0) continue;
      const bool season = unit.kind == UnitKind::kSeason && items[k].kind == ItemKind::kOn &&
                          month_of(items[k]) % 12 / 3 + 1 == unit.number;
      const bool day = unit.kind == UnitKind::kMonth && k == i + 1 && items[k].bracket_before &&
                       items[k].from.kind == UnitKind::kDay && month_of(items[k]) == unit.month;
      if (!season && !day) continue;
      if (day && items[k].from.years.IsOpen()) items[k].from.years = unit.years;
      Absorb(items[k], items[i]);
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
      notes.push_back({NoteKind::kConvention,
                       {"весь названный срок: работа без крайнего дня",
                        "the whole span that is named: work without a deadline"},
                       item.range});
    }
    if (item.kind == ItemKind::kExternal && dated &&
        (item.text.find("каникул") != std::string::npos ||
         item.text.find("рамках") != std::string::npos)) {
      item.kind = ItemKind::kWord;
    }
    // "ежедневно во время приема пищи": when in the day.
    const bool rhythm = std::any_of(items.begin(), items.end(), [](const Item& one) {
      return one.kind == ItemKind::kOngoing && one.rhythm == Rhythm::kDaily;
    });
    const bool days = rhythm || std::any_of(items.begin(), items.end(), [](const Item& one) {
                        return one.kind == ItemKind::kOngoing && one.weekdays != 0;
                      });
    if (rhythm && item.kind == ItemKind::kExternal && item.text.starts_with("во время")) {
      item.kind = ItemKind::kWord;
    }
    // "ежедневно, в течение учебного дня", "15 мая, в течение дня"
    const bool hours = item.kind == ItemKind::kRelative && item.text.starts_with("в течение") &&
                       item.text.ends_with(" дня");
    // "ежедневно перед началом занятий", "по средам, после уроков"
    const bool lessons = item.kind == ItemKind::kRelative && !item.offset_days && days &&
                         (item.text.starts_with("перед") || item.text.starts_with("после"));
    if ((hours && (rhythm || dated)) || lessons) item.kind = ItemKind::kWord;
    // "сентябрь (в течение месяца)": the same month.
    const bool month = item.kind == ItemKind::kOngoing && item.rhythm == Rhythm::kSteady &&
                       item.from.kind == UnitKind::kMonth && item.from.month == 0;
    if (dated && (month || item.text == "в течение недели")) item.kind = ItemKind::kWord;
    if (item.kind == ItemKind::kBy && item.from.kind == UnitKind::kPeriod &&
        Has(items, ItemKind::kRelative)) {
      item.kind = ItemKind::kWord;
    }
    if (item.kind == ItemKind::kBy && item.from.kind == UnitKind::kNamedDay &&
        NamedDays()[static_cast<size_t>(item.from.number)].name == "Новый год" && item.inclusive) {
      item.inclusive = false;
      notes.push_back({NoteKind::kConvention,
                       {"к Новому году: по 31 декабря", "by New Year: through 31 December"},
                       item.range});
    }
  }
}

bool SameMeaning(const Item& a, const Item& b) {
  return a.kind == b.kind && a.from == b.from && a.to == b.to && a.inclusive == b.inclusive &&
         a.rhythm == b.rhythm && a.weekdays == b.weekdays && a.times == b.times &&
         a.text == b.text && a.within_from == b.within_from && a.within_to == b.within_to &&
         a.offset_days == b.offset_days && a.after == b.after && a.since == b.since;
}

void DropRepeats(Items& items) {
  for (size_t i = 0; i < items.size(); ++i) {
    for (size_t k = i + 1; k < items.size();) {
      if (items[i].kind != ItemKind::kWord && SameMeaning(items[i], items[k])) {
        Absorb(items[i], items[k]);
        items.erase(items.begin() + static_cast<std::ptrdiff_t>(k));
      } else {
        ++k;
      }
    }
  }
}

// "ежегодно" is part of what it stands beside.
void AbsorbAnnual(Items& items) {
  for (const Item& annual : items) {
    if (annual.kind != ItemKind::kAnnual) continue;
    for (Item& item : items) {
      if (item.kind != ItemKind::kAnnual) item.also.push_back(annual.range);
    }
  }
}

// "до 15 января за 2024 год": the year is what the report is about.
void ApplyReported(Items& items, std::vector<Note>& notes) {
  const auto day = std::find_if(items.begin(), items.end(), [](const Item& item) {
    return !item.reported && (IsDated(item) || item.kind == ItemKind::kEvery);
  });
  if (day == items.end()) return;
  for (const Item& item : items) {
    if (!item.reported) continue;
    Absorb(*day, item);
    notes.push_back(
        {NoteKind::kConvention,
         {"«за …»: о чем отчет, а не срок", "\"за …\": what the report is about, not the term"},
         item.range});
  }
  std::erase_if(items, [](const Item& item) { return item.reported; });
}

void ScopeSegment(Items& items, std::vector<Note>& notes) {
  ApplyReported(items, notes);
  AbsorbAnnual(items);
  DropRepeats(items);
  RepeatInYears(items);
  for (Item& item : items) {
    if (IsDated(item)) ShareYearInRange(item, notes);
  }
  ApplyLaterYears(items);
  ApplyMonthBeside(items);
  ApplyOnlyMonth(items, notes);
  ApplyNamed(items);
  ApplyCloser(items);
  ApplyBounds(items, notes);
  const bool annual = Has(items, ItemKind::kAnnual);
  if (!annual) ShareYearsInList(items, notes);
  ApplyAnnual(items, notes);
  ApplyQuarterDays(items, notes);
  ApplyOpenStart(items, notes);
  ApplyRhythm(items, notes);
  ApplySince(items, notes);
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
  if (!items.empty() && items.back().kind == ItemKind::kThen) {
    notes.push_back({NoteKind::kGuess,
                     {"что «далее», не сказано", "what comes after \"далее\" is not said"},
                     items.back().range});
  }
  Items exceptions;
  for (Item& item : items) {
    if (item.kind == ItemKind::kBreak) {
      finish();
    } else if (item.kind == ItemKind::kExcept || item.kind == ItemKind::kExceptDays) {
      exceptions.push_back(std::move(item));
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
  std::move(exceptions.begin(), exceptions.end(), std::back_inserter(items));
}

}  // namespace vekha::term
