// Whose days off count: the region named around the table.
#pragma once

#include <string>
#include <vector>

#include "engine/calendar/calendar_set.h"
#include "service/importer/draft.h"

namespace vekha::importer {

// Sets draft.calendar to the region named in the title, in `above` or by the executors, when it has
// a calendar for every year of draft.period; else to the federal one, with a guess that says why.
void ReadRegion(const std::vector<std::string>& above, const calendar::CalendarSet* calendars,
                Draft& draft);

}  // namespace vekha::importer
