#include "engine/calendar/day_table.h"

#include <algorithm>
#include <set>

namespace vekha::calendar {
namespace {

class Builder {
 public:
  Builder(const CalendarKey& key, const CalendarFile& federal, const CalendarFile* region)
      : key_(key), federal_(federal), region_(region) {}

  DayTable Build();

 private:
  int IndexOf(Date date) const { return DaysBetween(table_.first, date); }
  Date DateAt(int index) const { return AddDays(table_.first, index); }
  bool InTable(int index) const {
    return index >= 0 && index < static_cast<int>(table_.working.size());
  }
  bool IsWorking(int index) const { return table_.working[static_cast<size_t>(index)]; }
  void Set(int index, bool working) { table_.working[static_cast<size_t>(index)] = working; }

  bool IsDayOffOfWeek(Date date) const;
  void MarkWeek();
  void MarkRules(const CalendarFile& file, bool regional);
  bool Applies(const DayRule& rule, Date date) const;
  void ApplyMarks(bool regional);
  void MoveFromWeekends();
  void MoveOne(int index, const DayRule& rule);
  void MarkUnverified();
  void MarkShortened();
  bool HasFederalHoliday(int index) const;

  const CalendarKey& key_;
  const CalendarFile& federal_;
  const CalendarFile* region_;
  DayTable table_;
};

DayTable Builder::Build() {
  for (const YearSpan& span : federal_.years) {
    for (int year = span.first; year <= span.last; ++year) {
      if (region_ == nullptr || region_->Covers(year)) table_.years.push_back(year);
    }
  }
  if (table_.years.empty()) return std::move(table_);
  table_.first = *MakeDate(table_.years.front(), 1, 1);
  table_.last = *MakeDate(table_.years.back(), 12, 31);
  const auto days = static_cast<size_t>(DaysBetween(table_.first, table_.last) + 1);
  table_.working.assign(days, true);
  table_.shortened.assign(days, false);
  MarkWeek();
  MarkRules(federal_, false);
  ApplyMarks(false);
  if (region_ != nullptr) {
    MarkRules(*region_, true);
    ApplyMarks(true);
    MoveFromWeekends();
    MarkUnverified();
  }
  MarkShortened();
  return std::move(table_);
}

bool Builder::IsDayOffOfWeek(Date date) const {
  const int weekday = IsoWeekday(date);
  return weekday == 7 || (weekday == 6 && key_.week == WeekLength::kFive);
}

void Builder::MarkWeek() {
  for (int i = 0; InTable(i); ++i) Set(i, !IsDayOffOfWeek(DateAt(i)));
}

void Builder::MarkRules(const CalendarFile& file, bool regional) {
  for (const DayRule& rule : file.days) {
    // Gap years too: the day after a covered one must be known.
    for (int year = table_.years.front(); year <= table_.years.back(); ++year) {
      for (const Date date : DaysIn(rule, year)) {
        table_.marks[IndexOf(date)].push_back(
            DayMark{&rule, regional, Applies(rule, date), std::nullopt, nullptr});
      }
    }
  }
}

bool Builder::Applies(const DayRule& rule, Date date) const {
  switch (rule.kind) {
    case DayKind::kHoliday:
    case DayKind::kBudgetOnly:
    case DayKind::kShortened:
      return true;
    case DayKind::kNonworkingDecree:
      return key_.presidential;
    case DayKind::kWorkingWeekend:
      return IsDayOffOfWeek(date);
    case DayKind::kTransfer:
      break;
  }
  if (key_.week == WeekLength::kFive || IsDayOffOfWeek(*rule.from)) return true;
  const int from = IndexOf(*rule.from);
  return IsoWeekday(*rule.from) != 6 && InTable(from) && !IsWorking(from);
}

// A day off wins over a worked weekend: a region's feast on a worked Saturday is kept.
void Builder::ApplyMarks(bool regional) {
  for (const auto& [index, marks] : table_.marks) {
    for (const DayMark& mark : marks) {
      const bool worked = mark.applies && mark.rule->kind == DayKind::kWorkingWeekend;
      if (mark.regional == regional && worked) Set(index, true);
    }
    if (std::any_of(marks.begin(), marks.end(), IsOffMark)) Set(index, false);
  }
}

// In the order of the days, so that two feasts of one weekend take two working days.
void Builder::MoveFromWeekends() {
  if (!region_->weekend_rule || !region_->weekend_rule->moves) return;
  std::set<Date> moved_already;
  for (const DayRule& rule : region_->days) {
    if (rule.from) moved_already.insert(*rule.from);
  }
  std::vector<std::pair<int, const DayRule*>> feasts;
  for (const auto& [index, marks] : table_.marks) {
    const Date date = DateAt(index);
    if (date.year() < region_->weekend_rule->since || !IsDayOffOfWeek(date)) continue;
    if (moved_already.contains(date) || HasFederalHoliday(index)) continue;
    for (const DayMark& mark : marks) {
      const bool feast =
          mark.rule->kind == DayKind::kHoliday || mark.rule->kind == DayKind::kBudgetOnly;
      const bool worked = std::any_of(marks.begin(), marks.end(), [](const DayMark& other) {
        return other.applies && other.rule->kind == DayKind::kWorkingWeekend;
      });
      if (mark.regional && feast && !worked) feasts.emplace_back(index, mark.rule);
    }
  }
  for (const auto& [index, rule] : feasts) MoveOne(index, *rule);
}

void Builder::MoveOne(int index, const DayRule& rule) {
  int target = index + 1;
  while (InTable(target) && !IsWorking(target)) ++target;
  if (!InTable(target)) return;
  Set(target, false);
  table_.marks[target].push_back(
      DayMark{&rule, true, true, DateAt(index), &*region_->weekend_rule});
}

void Builder::MarkUnverified() {
  for (const DayRule& rule : region_->unverified) {
    for (const int year : table_.years) {
      for (const Date date : DaysIn(rule, year)) {
        table_.unverified[IndexOf(date)].push_back(&rule);
      }
    }
  }
}

bool Builder::HasFederalHoliday(int index) const {
  // The first of January after the last covered year is one by the law itself.
  if (!InTable(index)) return true;
  const auto found = table_.marks.find(index);
  if (found == table_.marks.end()) return false;
  return std::any_of(found->second.begin(), found->second.end(), [](const DayMark& mark) {
    return !mark.regional && mark.rule->kind == DayKind::kHoliday;
  });
}

void Builder::MarkShortened() {
  for (const auto& [index, marks] : table_.marks) {
    for (const DayMark& mark : marks) {
      const bool listed = mark.rule->kind == DayKind::kShortened;
      const bool counts = mark.regional || key_.week == WeekLength::kFive;
      if (listed && counts && IsWorking(index)) {
        table_.shortened[static_cast<size_t>(index)] = true;
      }
    }
  }
  if (key_.week == WeekLength::kFive) return;
  for (int i = 0; InTable(i); ++i) {
    if (IsWorking(i) && HasFederalHoliday(i + 1)) table_.shortened[static_cast<size_t>(i)] = true;
  }
}

}  // namespace

DayTable BuildDayTable(const CalendarKey& key, const CalendarFile& federal,
                       const CalendarFile* region) {
  return Builder(key, federal, region).Build();
}

}  // namespace vekha::calendar
