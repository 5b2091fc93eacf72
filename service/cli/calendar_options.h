// --region, --week and --presidential: which calendar is meant.
#pragma once

#include "engine/calendar/work_calendar.h"
#include "service/cli/session.h"

namespace CLI {
class App;
}  // namespace CLI

namespace vekha::cli {

void AddCalendarOptions(CLI::App& command, Session& session, calendar::CalendarKey& key);

}  // namespace vekha::cli
