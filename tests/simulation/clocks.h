// For tests: what the clocks show in the zones of the simulated year.
#pragma once

#include <absl/time/time.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "engine/workflow/local_time.h"

namespace vekha::test {

inline const absl::TimeZone& ZoneNamed(const std::string& name) {
  static std::map<std::string, absl::TimeZone>& zones = *new std::map<std::string, absl::TimeZone>;
  const auto [at, is_new] = zones.try_emplace(name);
  if (is_new && !absl::LoadTimeZone(name, &at->second)) ADD_FAILURE() << "no zone " << name;
  return at->second;
}

// `now` in seconds since 1970 UTC.
inline workflow::LocalTime LocalIn(const std::string& zone, int64_t now) {
  const absl::CivilSecond civil = absl::ToCivilSecond(absl::FromUnixSeconds(now), ZoneNamed(zone));
  return {
      Date(static_cast<unsigned short>(civil.year()), static_cast<unsigned short>(civil.month()),
           static_cast<unsigned short>(civil.day())),
      60 * civil.hour() + civil.minute()};
}

}  // namespace vekha::test
