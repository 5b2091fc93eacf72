// The calendars of rules/calendars, read once for all tests of the room.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/calendar/calendar_set.h"

namespace vekha::calendar {

inline std::string ReadText(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

inline std::vector<Source> CalendarSources() {
  std::vector<Source> sources;
  for (const auto& entry : std::filesystem::directory_iterator("rules/calendars")) {
    if (entry.path().extension() != ".yaml") continue;
    sources.emplace_back(entry.path().string(), ReadText(entry.path()));
  }
  return sources;
}

inline std::string Describe(const std::vector<Diagnostic>& diagnostics) {
  std::string out;
  for (const Diagnostic& d : diagnostics) out += FormatDiagnostic(d) + "\n";
  return out;
}

inline const CalendarSet& RealCalendars() {
  static const CalendarSet set = [] {
    Parsed<CalendarSet> parsed = LoadCalendars(CalendarSources());
    EXPECT_EQ(Describe(parsed.diagnostics), "");
    return parsed.value.value_or(CalendarSet{});
  }();
  return set;
}

inline std::shared_ptr<const WorkCalendar> Get(const CalendarKey& key) {
  auto calendar = RealCalendars().Get(key);
  EXPECT_TRUE(calendar.ok()) << calendar.status();
  return calendar.ok() ? *calendar : nullptr;
}

inline CalendarKey Region(std::string region, WeekLength week = WeekLength::kFive) {
  CalendarKey key;
  key.region = std::move(region);
  key.week = week;
  return key;
}

inline Date Day(std::string_view iso) { return ParseIsoDate(iso).value(); }

}  // namespace vekha::calendar
