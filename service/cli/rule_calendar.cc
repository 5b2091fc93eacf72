#include "service/cli/rule_calendar.h"

#include <fmt/format.h>

#include "engine/facts/spelling.h"
#include "service/cli/failure.h"

namespace vekha::cli {

absl::StatusOr<std::shared_ptr<const calendar::WorkCalendar>> FindCalendar(
    const workflow::RuleBook& book, const calendar::CalendarKey& key) {
  auto calendar = book.calendars.Get(key);
  if (calendar.ok()) return calendar;
  const std::vector<std::string> regions = book.calendars.Regions();
  const auto near = facts::NearestNames(
      key.region, std::vector<std::string_view>(regions.begin(), regions.end()));
  Text text{fmt::format("нет календаря региона «{}»", key.region),
            fmt::format("no calendar for region '{}'", key.region)};
  if (near.empty()) {
    text.ru += fmt::format("; есть {}", fmt::join(regions, ", "));
    text.en += fmt::format("; there are {}", fmt::join(regions, ", "));
  } else {
    text.ru += fmt::format("; возможно, {}?", fmt::join(near, ", "));
    text.en += fmt::format("; did you mean {}?", fmt::join(near, ", "));
  }
  return InputError("CALENDAR_UNKNOWN", std::move(text));
}

absl::Status NotCovered(const calendar::WorkCalendar& calendar, Date day) {
  const int year = day.year();
  const std::string& region = calendar.key().region;
  const std::string years = fmt::format("{}-{}", calendar.first_year(), calendar.last_year());
  return InputError(
      "CALENDAR_NOT_COVERED",
      {fmt::format("в календаре {} нет данных за {} год; есть {}", region, year, years),
       fmt::format("calendar {} has no data for {}; it covers {}", region, year, years)});
}

}  // namespace vekha::cli
