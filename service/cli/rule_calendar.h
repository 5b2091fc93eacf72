// Calendars of the rules, with errors that say what to write instead.
#pragma once

#include <absl/status/statusor.h>

#include <memory>

#include "engine/workflow/rule_book.h"

namespace vekha::cli {

// CALENDAR_UNKNOWN (exit 1) names the region and those near it.
absl::StatusOr<std::shared_ptr<const calendar::WorkCalendar>> FindCalendar(
    const workflow::RuleBook& book, const calendar::CalendarKey& key);

// CALENDAR_NOT_COVERED (exit 1), naming the year of `day` and the years that are known.
absl::Status NotCovered(const calendar::WorkCalendar& calendar, Date day);

}  // namespace vekha::cli
