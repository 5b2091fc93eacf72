// Due days the production calendar does not reach: they are read, but what is a working day there
// nobody knows yet.
#pragma once

#include "engine/calendar/calendar_set.h"
#include "service/importer/draft.h"

namespace vekha::importer {

// Adds a remark that names the first such deadline; none without calendars. Wants the terms, the
// period and the calendar of the draft settled.
void RemarkOnCoverage(const calendar::CalendarSet* calendars, Draft& draft);

}  // namespace vekha::importer
