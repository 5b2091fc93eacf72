#include "engine/calendar/production_calendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "engine/calendar/day_table.h"

namespace vekha::calendar {
namespace {

// "2018-2019, 2021, 2024-2026"
std::string FormatYears(const std::vector<int>& years) {
  std::string out;
  for (size_t i = 0; i < years.size();) {
    size_t j = i;
    while (j + 1 < years.size() && years[j + 1] == years[j] + 1) ++j;
    if (!out.empty()) out += ", ";
    out += i == j ? fmt::format("{}", years[i]) : fmt::format("{}-{}", years[i], years[j]);
    i = j + 1;
  }
  return out.empty() ? "none" : out;
}

class ProductionCalendar : public WorkCalendar {
 public:
  ProductionCalendar(CalendarKey key, std::shared_ptr<const CalendarFile> federal,
                     std::shared_ptr<const CalendarFile> region)
      : key_(std::move(key)),
        federal_(std::move(federal)),
        region_(std::move(region)),
        table_(BuildDayTable(key_, *federal_, region_.get())) {
    worked_before_.push_back(0);
    covered_before_.push_back(0);
    for (size_t i = 0; i < table_.working.size(); ++i) {
      if (table_.working[i]) worked_days_.push_back(static_cast<int32_t>(i));
      worked_before_.push_back(static_cast<int32_t>(worked_days_.size()));
      const int year = AddDays(table_.first, static_cast<int>(i)).year();
      covered_before_.push_back(covered_before_.back() + (HasYear(year) ? 1 : 0));
    }
  }

  const CalendarKey& key() const override { return key_; }
  int first_year() const override { return table_.years.empty() ? 0 : table_.years.front(); }
  int last_year() const override { return table_.years.empty() ? -1 : table_.years.back(); }
  std::vector<int> years() const override { return table_.years; }

  absl::StatusOr<bool> IsWorking(Date date) const override {
    VEKHA_RETURN_IF_ERROR(CheckDays(date, date));
    return table_.working[IndexOf(date)];
  }

  absl::StatusOr<DayInfo> Describe(Date date) const override {
    VEKHA_RETURN_IF_ERROR(CheckDays(date, date));
    const size_t index = IndexOf(date);
    DayFacts facts;
    facts.date = date;
    facts.working = table_.working[index];
    facts.shortened = table_.shortened[index];
    const auto marks = table_.marks.find(static_cast<int>(index));
    if (marks != table_.marks.end()) facts.marks = marks->second;
    const auto unverified = table_.unverified.find(static_cast<int>(index));
    if (unverified != table_.unverified.end()) facts.unverified = unverified->second;
    return DescribeDay(facts, key_);
  }

  absl::StatusOr<Date> Shift(Date date, DayShift shift) const override {
    VEKHA_ASSIGN_OR_RETURN(const bool working, IsWorking(date));
    if (working || shift == DayShift::kKeep) return date;
    return AddWorkingDays(date, shift == DayShift::kFollowing ? 1 : -1);
  }

  absl::StatusOr<Date> AddWorkingDays(Date date, int n) const override {
    VEKHA_RETURN_IF_ERROR(CheckDays(date, date));
    if (n == 0) return date;
    const size_t index = IndexOf(date);
    // The rank of the wanted day among all working days, from 0.
    const int64_t rank =
        n > 0 ? int64_t{worked_before_[index + 1]} + n - 1 : int64_t{worked_before_[index]} + n;
    if (rank < 0) return NoYear(first_year() - 1);
    if (rank >= static_cast<int64_t>(worked_days_.size())) return NoYear(last_year() + 1);
    const Date found = AddDays(table_.first, worked_days_[static_cast<size_t>(rank)]);
    VEKHA_RETURN_IF_ERROR(CheckDays(date, found));
    return found;
  }

  absl::StatusOr<int> WorkingDaysBetween(Date from, Date to) const override {
    VEKHA_RETURN_IF_ERROR(CheckDays(from, to));
    return worked_before_[IndexOf(to) + 1] - worked_before_[IndexOf(from) + 1];
  }

 private:
  size_t IndexOf(Date date) const { return static_cast<size_t>(DaysBetween(table_.first, date)); }

  absl::Status NoYear(int year) const {
    const std::string covered = FormatYears(table_.years);
    return ToStatus(
        {absl::StatusCode::kOutOfRange,
         "CALENDAR_NOT_COVERED",
         fmt::format("calendar {} has no data for year {} (covered: {})", key_.region, year,
                     covered),
         fmt::format("В календаре {} нет данных за {} год (есть: {}).", key_.region, year, covered),
         {{"region", key_.region}, {"year", fmt::format("{}", year)}}});
  }

  bool HasYear(int year) const {
    return std::binary_search(table_.years.begin(), table_.years.end(), year);
  }

  // Every day from `a` to `b`, in either order: a count over a gap would be a guess. Asked for
  // every rung of every task, so years are looked at only to say which one is missing.
  absl::Status CheckDays(Date a, Date b) const {
    const int first = DaysBetween(table_.first, std::min(a, b));
    const int last = DaysBetween(table_.first, std::max(a, b));
    const int size = static_cast<int>(table_.working.size());
    if (first >= 0 && last < size &&
        covered_before_[static_cast<size_t>(last) + 1] -
                covered_before_[static_cast<size_t>(first)] ==
            last - first + 1) {
      return absl::OkStatus();
    }
    const int step = a <= b ? 1 : -1;
    for (int year = a.year();; year += step) {
      if (!HasYear(year)) return NoYear(year);
      if (year == b.year()) return absl::OkStatus();
    }
  }

  CalendarKey key_;
  std::shared_ptr<const CalendarFile> federal_;  // the table points into both
  std::shared_ptr<const CalendarFile> region_;
  DayTable table_;
  std::vector<int32_t> worked_days_;     // days since table_.first, rising
  std::vector<int32_t> worked_before_;   // how many working days there are before each day
  std::vector<int32_t> covered_before_;  // how many days of covered years there are before each day
};

}  // namespace

std::shared_ptr<const WorkCalendar> MakeProductionCalendar(
    CalendarKey key, std::shared_ptr<const CalendarFile> federal,
    std::shared_ptr<const CalendarFile> region) {
  return std::make_shared<ProductionCalendar>(std::move(key), std::move(federal),
                                              std::move(region));
}

}  // namespace vekha::calendar
