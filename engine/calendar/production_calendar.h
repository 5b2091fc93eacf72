// A work calendar built from calendar files: every question is a look-up by day number.
//
// Which days are off:
// - Sunday, and on a five-day week Saturday, unless a working_weekend entry takes it;
// - holidays, whatever the week;
// - transfers. On a six-day week Saturday is no day off, so a day off moved from a Saturday (even
//   from a holiday on a Saturday) is none of its days, and a worked Saturday is an ordinary one;
//   one moved from a Sunday is (Labour Code art. 111, 112 part 2; so Минтруд Якутии 2025,
//   Правительство Тувы 2023). One moved from another day counts when that day is off by the federal
//   calendar.
// - with the overlay, the President's non-working days;
// - a region's own days, and where its weekend rule says so the next working day after one that
//   falls on a day off of the week.
// Shortened: as listed; on a six-day week every working day just before a federal holiday (art. 95;
// the five hours of any other Saturday are not marked).
#pragma once

#include <memory>

#include "engine/calendar/calendar_file.h"
#include "engine/calendar/work_calendar.h"

namespace vekha::calendar {

// `region` is null for the federal calendar. Covers the years both files cover.
std::shared_ptr<const WorkCalendar> MakeProductionCalendar(
    CalendarKey key, std::shared_ptr<const CalendarFile> federal,
    std::shared_ptr<const CalendarFile> region);

}  // namespace vekha::calendar
