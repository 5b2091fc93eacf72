// A working calendar as conditions ask it.
#pragma once

#include "engine/calendar/work_calendar.h"
#include "engine/condition/condition.h"

namespace vekha::task {

class CalendarDays : public condition::DayArithmetic {
 public:
  explicit CalendarDays(const calendar::WorkCalendar& calendar) : calendar_(calendar) {}
  absl::StatusOr<bool> IsWorking(Date date) const override { return calendar_.IsWorking(date); }
  absl::StatusOr<Date> AddWorkingDays(Date date, int n) const override {
    return calendar_.AddWorkingDays(date, n);
  }
  absl::StatusOr<int> WorkingDaysBetween(Date from, Date to) const override {
    return calendar_.WorkingDaysBetween(from, to);
  }
  absl::StatusOr<bool> IsHoliday(Date date) const override {
    const auto info = calendar_.Describe(date);
    if (!info.ok()) return info.status();
    return info->holiday;
  }

 private:
  const calendar::WorkCalendar& calendar_;
};

}  // namespace vekha::task
