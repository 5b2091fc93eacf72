#include "engine/calendar/calendar_set.h"

#include <fmt/format.h>

#include <utility>

#include "engine/calendar/calendar_file.h"
#include "engine/calendar/production_calendar.h"

namespace vekha::calendar {

absl::StatusOr<std::shared_ptr<const WorkCalendar>> CalendarSet::Get(const CalendarKey& key) const {
  const auto region = regions_.find(key.region);
  if (region == regions_.end()) {
    return absl::NotFoundError(fmt::format("no calendar of region {}", key.region));
  }
  return region->second.calendars.at({key.week, key.presidential});
}

std::vector<std::string> CalendarSet::Regions() const {
  std::vector<std::string> names;
  for (const auto& [name, region] : regions_) names.push_back(name);
  return names;
}

std::string CalendarSet::Title(const std::string& region) const {
  const auto found = regions_.find(region);
  return found == regions_.end() ? "" : found->second.title;
}

Parsed<CalendarSet> LoadCalendars(std::span<const Source> sources) {
  Parsed<CalendarSet> parsed;
  std::map<std::string, std::shared_ptr<const CalendarFile>> files;
  for (const Source& source : sources) {
    Parsed<CalendarFile> file = ParseCalendarFile(source);
    for (Diagnostic& d : file.diagnostics) parsed.diagnostics.push_back(std::move(d));
    if (!file.value) continue;
    const std::string region = file.value->region;
    if (!files.emplace(region, std::make_shared<CalendarFile>(*std::move(file.value))).second) {
      parsed.diagnostics.push_back(MakeDiagnostic(source, {0, 1}, Severity::kError, "E0711",
                                                  fmt::format("{} is given twice", region)));
    }
  }
  if (HasErrors(parsed.diagnostics)) return parsed;
  const auto federal = files.find("RU");
  if (federal == files.end()) {
    const Source none(sources.empty() ? "calendars" : sources.front().name(), "");
    parsed.diagnostics.push_back(MakeDiagnostic(none, {0, 0}, Severity::kError, "E0712",
                                                "there is no federal calendar (calendar: RU)"));
    return parsed;
  }
  CalendarSet set;
  for (const auto& [name, file] : files) {
    CalendarSet::Region& region = set.regions_[name];
    region.title = file->title;
    for (const WeekLength week : {WeekLength::kFive, WeekLength::kSix}) {
      for (const bool presidential : {false, true}) {
        region.calendars[{week, presidential}] = MakeProductionCalendar(
            {name, week, presidential}, federal->second, name == "RU" ? nullptr : file);
      }
    }
  }
  parsed.value = std::move(set);
  return parsed;
}

}  // namespace vekha::calendar
