#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/calendar/calendar_file.h"
#include "engine/calendar/production_calendar.h"
#include "tests/engine/calendar/rules_fixture.h"

namespace vekha::calendar {
namespace {

using ::testing::HasSubstr;

bool IsOff(const std::string& region, const char* day, WeekLength week = WeekLength::kFive) {
  const auto working = Get(Region(region, week))->IsWorking(Day(day));
  EXPECT_TRUE(working.ok()) << working.status();
  return !working.value_or(true);
}

std::string Why(const std::string& region, const char* day, WeekLength week = WeekLength::kFive) {
  return Get(Region(region, week))->Describe(Day(day)).value().reason;
}

TEST(RegionDays, OfDagestan) {
  for (const char* off : {"2022-07-26", "2022-09-15", "2022-05-04", "2023-04-20", "2024-04-12",
                          "2025-04-29", "2025-07-28", "2026-07-27", "2018-09-17", "2019-09-16",
                          "2020-07-27", "2022-07-11", "2024-09-16"}) {
    EXPECT_TRUE(IsOff("RU-DA", off)) << off;
  }
  for (const char* on : {"2021-05-13", "2023-06-28", "2022-07-27", "2022-09-16"}) {
    EXPECT_FALSE(IsOff("RU-DA", on)) << on;
  }
  EXPECT_FALSE(IsOff("RU", "2022-07-26"));
  EXPECT_EQ(Why("RU-DA", "2022-09-15"),
            "нерабочий день региона RU-DA «День единства народов Дагестана» (Указ Президента РД от "
            "06.07.2011 № 104, ежегодно также постановление Правительства РД)");
  EXPECT_THAT(Why("RU-DA", "2025-07-28"), HasSubstr("выходной перенесён с сб 26.07.2025"));
  EXPECT_THAT(Why("RU-DA", "2026-07-27"), HasSubstr("по правилу региона"));
  EXPECT_THAT(Why("RU-DA", "2023-06-28"), HasSubstr("не подтверждён: Курбан-байрам"));
}

TEST(RegionDays, MoveOnASixDayWeekFromSundaysOnly) {
  EXPECT_FALSE(IsOff("RU-DA", "2025-07-28", WeekLength::kSix));  // from a Saturday
  EXPECT_TRUE(IsOff("RU-DA", "2025-07-26", WeekLength::kSix));
  EXPECT_TRUE(IsOff("RU-DA", "2020-07-27", WeekLength::kSix));  // from a Sunday
  EXPECT_FALSE(IsOff("RU-SA", "2025-06-23", WeekLength::kSix));
  EXPECT_TRUE(IsOff("RU-SA", "2025-06-21", WeekLength::kSix));
  EXPECT_FALSE(IsOff("RU-AD", "2022-05-05", WeekLength::kSix));  // 3 May was the feast itself
  EXPECT_TRUE(IsOff("RU-AD", "2022-05-03", WeekLength::kSix));
  EXPECT_TRUE(IsOff("RU-BU", "2020-02-25", WeekLength::kSix));
}

TEST(RegionDays, FollowTheRuleOfTheirRegion) {
  EXPECT_TRUE(IsOff("RU-BA", "2025-10-13"));   // 11.10.2025 is a Saturday
  EXPECT_FALSE(IsOff("RU-TA", "2025-09-01"));  // 30.08.2025 is a Saturday, not moved
  EXPECT_TRUE(IsOff("RU-TA", "2024-08-30"));
  EXPECT_TRUE(Get(Region("RU-TA"))->Describe(Day("2025-11-05")).value().shortened);
  EXPECT_TRUE(IsOff("RU-AD", "2023-10-06"));
  EXPECT_FALSE(IsOff("RU-AD", "2023-10-01"));  // a worked Sunday
  EXPECT_FALSE(IsOff("RU-TY", "2019-02-02"));  // a worked Saturday
  EXPECT_TRUE(IsOff("RU-TY", "2020-05-06"));
  EXPECT_FALSE(IsOff("RU-TY", "2026-05-06"));
  EXPECT_TRUE(IsOff("RU-TY", "2026-05-08"));
  EXPECT_FALSE(IsOff("RU-AL", "2025-07-03"));
  EXPECT_TRUE(IsOff("RU-AL", "2026-07-03"));
  EXPECT_THAT(Why("RU-AL", "2026-07-03"), HasSubstr("школа из их числа"));
  EXPECT_TRUE(IsOff("RU-KB", "2022-09-01"));
  EXPECT_FALSE(IsOff("RU-KB", "2021-05-21"));
  EXPECT_THAT(Why("RU-KB", "2021-05-21"), HasSubstr("не подтверждён"));
  EXPECT_THAT(Why("RU-KL", "2026-12-04"), HasSubstr("не подтверждён: Зул"));
}

TEST(RegionDays, AreCountedFromEaster) {
  for (const char* off : {"2018-04-17", "2019-05-07", "2020-04-28", "2021-05-11", "2022-05-03",
                          "2023-04-25", "2024-05-14", "2025-04-29", "2026-04-21", "2027-05-11"}) {
    EXPECT_TRUE(IsOff("RU-SAR", off)) << off;
  }
  for (const char* off : {"2024-05-06", "2025-04-21", "2026-04-13", "2024-06-24", "2025-06-09"}) {
    EXPECT_TRUE(IsOff("RU-CR", off)) << off;
  }
  EXPECT_FALSE(IsOff("RU-KDA", "2023-04-25"));
  EXPECT_TRUE(IsOff("RU-KDA", "2024-05-14"));
  EXPECT_FALSE(IsOff("RU-OMS", "2025-04-29"));
  EXPECT_TRUE(IsOff("RU-OMS", "2026-04-21"));
}

TEST(RegionDays, AreNoneWhereARegionHasNone) {
  const auto federal = Get(Region("RU"));
  for (const char* region : {"RU-KR", "RU-KK", "RU-ME", "RU-UD"}) {
    const auto calendar = Get(Region(region));
    for (Date day = Day("2023-01-01"); day <= Day("2027-12-31"); day = AddDays(day, 1)) {
      ASSERT_EQ(calendar->IsWorking(day).value(), federal->IsWorking(day).value());
    }
  }
}

// The files themselves: every entry that says a day is off makes it so, on the five-day week.
TEST(RegionDays, EveryListedDayIsOff) {
  size_t checked = 0;
  for (const Source& source : CalendarSources()) {
    const Parsed<CalendarFile> file = ParseCalendarFile(source);
    ASSERT_TRUE(file.value.has_value()) << Describe(file.diagnostics);
    const auto calendar = Get(Region(file.value->region));
    for (const DayRule& rule : file.value->days) {
      if (rule.kind == DayKind::kShortened || rule.kind == DayKind::kNonworkingDecree) continue;
      for (const int year : calendar->years()) {
        for (const Date day : DaysIn(rule, year)) {
          EXPECT_EQ(calendar->IsWorking(day).value(), rule.kind == DayKind::kWorkingWeekend)
              << source.name() << " " << FormatIso(day);
          ++checked;
        }
      }
    }
  }
  EXPECT_GT(checked, 500u);
}

// A rule is trusted only because it gives the days the governments announced one by one: taking the
// announcements away must change nothing. A swap with a worked weekend day is no feast's move.
TEST(RegionDays, AWeekendRuleGivesTheAnnouncedTransfersOfFeasts) {
  const auto read = [](const std::string& path) {
    return ParseCalendarFile(Source(path, ReadText(path))).value.value();
  };
  const auto federal = std::make_shared<CalendarFile>(read("rules/calendars/federal.yaml"));
  for (const std::string region : {"RU-DA", "RU-BA", "RU-AD"}) {
    CalendarFile file = read("rules/calendars/" + region + ".yaml");
    const auto listed = Get(Region(region));
    const size_t removed = std::erase_if(file.days, [&](const DayRule& rule) {
      return rule.kind == DayKind::kTransfer && IsoWeekday(*rule.from) >= 6 &&
             !listed->IsWorking(*rule.from).value();
    });
    EXPECT_GT(removed, 0u);
    const auto bare = std::make_shared<CalendarFile>(std::move(file));
    for (const WeekLength week : {WeekLength::kFive, WeekLength::kSix}) {
      const auto full = Get(Region(region, week));
      const auto ruled = MakeProductionCalendar(Region(region, week), federal, bare);
      for (const int year : full->years()) {
        const Date end = MakeDate(year, 12, 31).value();
        for (Date day = MakeDate(year, 1, 1).value(); day <= end; day = AddDays(day, 1)) {
          EXPECT_EQ(ruled->IsWorking(day).value(), full->IsWorking(day).value())
              << region << " " << FormatIso(day);
        }
      }
    }
  }
}

}  // namespace
}  // namespace vekha::calendar
