// Recurrences and rhythms beside dates and spans.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/term/scope.h"

namespace vekha::term {
namespace {

Bilingual AfterQuarter() {
  return {"число месяца, следующего за кварталом", "a day of the month after the quarter"};
}

bool IsRhythm(const Item& item) {
  return item.kind == ItemKind::kOngoing && item.rhythm != Rhythm::kSteady;
}

}  // namespace

// "ежеквартально до 10 числа": the tenth of the month after each quarter; "до 15 числа последнего
// месяца квартала": of each quarter's last month.
void ApplyQuarterDays(Items& items, std::vector<Note>& notes) {
  constexpr int kMonthsAQuarter = 3;
  constexpr int kQuarters = 4;
  const bool quarterly = std::any_of(items.begin(), items.end(), [](const Item& item) {
    return item.kind == ItemKind::kEvery && item.from.kind == UnitKind::kQuarter;
  });
  Items spread;
  for (Item& item : items) {
    int first = 0;
    if (IsDated(item) && item.from.month <= kMonthOfQuarter[0]) {
      const bool after = item.from.month == kMonthAfterQuarter;
      first = after ? 1 : kMonthOfQuarter[0] - item.from.month + 1;
      notes.push_back({after ? NoteKind::kGuess : NoteKind::kConvention,
                       after ? AfterQuarter()
                             : Bilingual{fmt::format("{}-й месяц каждого квартала", first),
                                         fmt::format("month {} of every quarter", first)},
                       item.range});
    } else if (quarterly && IsMonthly(item) && item.from.kind == UnitKind::kDay && !item.to) {
      first = 1;
      notes.push_back({NoteKind::kGuess, AfterQuarter(), item.range});
    }
    if (first == 0) {
      spread.push_back(item);
      continue;
    }
    for (int quarter = 0; quarter < kQuarters; ++quarter) {
      Item one = item;
      one.from.month = first + quarter * kMonthsAQuarter;
      if (one.to) one.to->month = one.from.month;
      spread.push_back(one);
    }
  }
  items = std::move(spread);
}

// "ежемесячно с октября", "до 10 сентября, далее ежемесячно": from then on, or after that day.
void ApplySince(Items& items, std::vector<Note>& notes) {
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i].kind != ItemKind::kEvery) continue;
    const auto is_since = [&](size_t k) {
      return k < items.size() && items[k].kind == ItemKind::kSince;
    };
    for (const size_t k : {i + 1, i - 1}) {
      if (!is_since(k) || items[i].since) continue;
      items[i].since = FromDay{items[k].from, items[k].after};
      Absorb(items[i], items[k]);
      items[k].kind = ItemKind::kThen;
    }
    const bool then = i >= 2 && items[i - 1].kind == ItemKind::kThen && IsDated(items[i - 2]);
    if (!then || items[i].since || LastUnit(items[i - 2]).part != Part::kWhole) continue;
    if (IsMonthly(items[i - 2]) || LastUnit(items[i - 2]).kind == UnitKind::kPeriod) continue;
    if (i + 1 < items.size() && IsMonthly(items[i + 1])) {  // "далее ежемесячно до 5 числа"
      notes.push_back({NoteKind::kGuess,
                       {"число каждого месяца периода, и до названного дня",
                        "the day of every month of the period, before the named day too"},
                       items[i + 1].range});
      Absorb(items[i + 1], items[i]);
      items[i].kind = ItemKind::kThen;
      continue;
    }
    items[i].since = FromDay{LastUnit(items[i - 2]), true};
    notes.push_back({NoteKind::kGuess,
                     {"«далее»: со следующего срока после названного",
                      "\"далее\": from the next one after the one named"},
                     items[i].range});
  }
}

// "не ранее 1 марта и не позднее 1 апреля": a window. "постоянно, с 1 сентября", "еженедельно
// начиная с 15 октября": the span begins there.
void ApplyOpenStart(Items& items, std::vector<Note>& notes) {
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i].kind != ItemKind::kSince) continue;
    const bool limit = items[i].earliest && i + 1 < items.size() &&
                       items[i + 1].kind == ItemKind::kBy && IsPointLike(items[i].from.kind) &&
                       IsPointLike(items[i + 1].from.kind);
    if (limit) {
      Absorb(items[i], items[i + 1]);
      items[i].kind = ItemKind::kOn;
      items[i].to = items[i + 1].from;
      items[i].inclusive = items[i + 1].inclusive;
      ShareYearInRange(items[i], notes);
      items.erase(items.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      continue;
    }
    for (const size_t k : {i + 1, i - 1}) {
      const bool span = k < items.size() && items[k].kind == ItemKind::kOngoing &&
                        items[k].from.kind == UnitKind::kPeriod && !items[k].to;
      if (!span) continue;
      if (IsRhythm(items[k])) {
        notes.push_back({NoteKind::kConvention,
                         {"периодичность внутри срока его границ не двигает",
                          "how often inside the span does not move its bounds"},
                         items[k].range});
      }
      Absorb(items[i], items[k]);
      items.erase(items.begin() + static_cast<std::ptrdiff_t>(k));
      if (k < i) --i;
      break;
    }
  }
}

// A recurrence beside dates: their frame, their other name, or a deadline of its own.
void ApplyEvery(Items& items, std::vector<Note>& notes) {
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i].kind != ItemKind::kEvery || items[i].since) continue;
    bool own = false;
    bool dropped = false;
    for (size_t k = 0; k < items.size() && !dropped; ++k) {
      if (!IsDated(items[k])) continue;
      if (IsMonthly(items[k]) && items[i].from.kind != UnitKind::kMonth &&
          items[i].from.kind != UnitKind::kQuarter) {
        notes.push_back(
            {NoteKind::kGuess,
             {"число без месяца не учтено", "a day without a month is not taken into account"},
             items[k].range});
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
      const bool school_year =
          items[k].from.kind == UnitKind::kSchoolYear && items[k].from.years.IsOne();
      if (after && (parted || (LastUnit(items[k]).years.IsOne() && !school_year))) {
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
        Absorb(items[i], items[k]);
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
        {NoteKind::kConvention,
         {"периодичность уточнена названными датами", "how often is said closer by the dates"},
         items[i].range});
    const auto date = std::find_if(items.begin(), items.end(), IsDated);
    Absorb(*date, items[i]);
    items.erase(items.begin() + static_cast<std::ptrdiff_t>(i--));
  }
}

namespace {

// "еженедельно по четвергам": one rhythm said twice.
void MergeRhythms(Items& items) {
  const auto is_bare = [](const Item& item) {
    return item.kind == ItemKind::kOngoing && item.rhythm == Rhythm::kWeekly && item.weekdays == 0;
  };
  for (size_t i = 0; i < items.size(); ++i) {
    const bool named = IsRhythm(items[i]) && items[i].weekdays != 0;
    const auto bare = std::find_if(items.begin(), items.end(), is_bare);
    if (!named || bare == items.end()) continue;
    const bool open = items[i].from.kind == UnitKind::kPeriod;
    if (open) {
      items[i].from = bare->from;
      items[i].to = bare->to;
    }
    Absorb(items[i], *bare);
    items.erase(bare);
    return;
  }
}

}  // namespace

// "ежедневно с 1 по 10 октября", "каждый понедельник в течение года", "15 сентября (четверг)".
void ApplyRhythm(Items& items, std::vector<Note>& notes) {
  const auto date = std::find_if(items.begin(), items.end(), IsDated);
  if (date != items.end()) {
    for (const Item& item : items) {
      if (!IsRhythm(item) || !item.weak) continue;
      notes.push_back(
          {NoteKind::kConvention,
           {"день недели при дате ее не меняет", "a weekday beside a date does not change it"},
           item.range});
      Absorb(*date, item);
    }
    std::erase_if(items, [](const Item& item) { return IsRhythm(item) && item.weak; });
  }
  MergeRhythms(items);
  const auto rhythm = std::find_if(items.begin(), items.end(), IsRhythm);
  if (rhythm == items.end()) return;
  const size_t at = static_cast<size_t>(rhythm - items.begin());
  for (size_t k = 0; k < items.size(); ++k) {
    if (k == at) continue;
    const bool span = items[k].kind == ItemKind::kOn || items[k].kind == ItemKind::kOngoing ||
                      items[k].kind == ItemKind::kSince;
    if (!span || IsMonthly(items[k])) continue;
    const auto low = items.begin() + static_cast<std::ptrdiff_t>(std::min(k, at));
    const auto high = items.begin() + static_cast<std::ptrdiff_t>(std::max(k, at));
    const bool then =
        std::any_of(low, high, [](const Item& item) { return item.kind == ItemKind::kThen; });
    if (then) continue;  // "1 сентября, далее каждый понедельник"
    if (items[k].kind != ItemKind::kSince && items[at].from.kind == UnitKind::kPeriod &&
        !IsRhythm(items[k])) {
      Absorb(items[at], items[k]);
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
    Absorb(every, span);
    if (span.from.kind != UnitKind::kPeriod) {
      every.within_from = span.from;
      every.within_to = span.to;
    }
    items.erase(items.begin() + static_cast<std::ptrdiff_t>(every_first ? i + 1 : i));
  }
}

}  // namespace vekha::term
