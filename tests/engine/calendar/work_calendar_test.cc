#include "engine/calendar/work_calendar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/calendar/easter.h"
#include "tests/engine/calendar/rules_fixture.h"

namespace vekha::calendar {
namespace {

using ::testing::HasSubstr;

TEST(WorkCalendar, ShiftsThirtiethOfAugustBothWays) {
  struct Row {
    const char* nominal;
    const char* following;
    const char* preceding;
  };
  const auto calendar = Get({});
  for (const Row& row : {Row{"2020-08-30", "2020-08-31", "2020-08-28"},
                         Row{"2021-08-30", "2021-08-30", "2021-08-30"},
                         Row{"2022-08-30", "2022-08-30", "2022-08-30"},
                         Row{"2023-08-30", "2023-08-30", "2023-08-30"},
                         Row{"2024-08-30", "2024-08-30", "2024-08-30"},
                         Row{"2025-08-30", "2025-09-01", "2025-08-29"},
                         Row{"2026-08-30", "2026-08-31", "2026-08-28"},
                         Row{"2027-08-30", "2027-08-30", "2027-08-30"}}) {
    const Date day = Day(row.nominal);
    EXPECT_EQ(FormatIso(calendar->Shift(day, DayShift::kFollowing).value()), row.following);
    EXPECT_EQ(FormatIso(calendar->Shift(day, DayShift::kPreceding).value()), row.preceding);
    EXPECT_EQ(calendar->Shift(day, DayShift::kKeep).value(), day);
  }
}

TEST(WorkCalendar, TheThirtiethOfOctober2022IsASunday) {
  for (const WeekLength week : {WeekLength::kFive, WeekLength::kSix}) {
    const auto calendar = Get(Region("RU-DA", week));
    EXPECT_EQ(calendar->Describe(Day("2022-10-30")).value().reason, "воскресенье");
  }
  EXPECT_EQ(Get(Region("RU-DA"))->Shift(Day("2022-10-30"), DayShift::kPreceding).value(),
            Day("2022-10-28"));
  EXPECT_EQ(Get(Region("RU-DA", WeekLength::kSix))
                ->Shift(Day("2022-10-30"), DayShift::kPreceding)
                .value(),
            Day("2022-10-29"));
}

TEST(WorkCalendar, CountsWorkingDaysWithoutTheFirst) {
  struct Row {
    const char* from;
    int n;
    const char* to;
  };
  const auto calendar = Get({});
  for (const Row& row : {Row{"2026-02-20", 10, "2026-03-10"}, Row{"2026-12-29", 3, "2027-01-12"},
                         Row{"2027-02-19", 1, "2027-02-20"}, Row{"2027-02-20", 1, "2027-02-24"},
                         Row{"2027-01-05", 0, "2027-01-05"}, Row{"2027-02-24", -1, "2027-02-20"}}) {
    EXPECT_EQ(FormatIso(calendar->AddWorkingDays(Day(row.from), row.n).value()), row.to);
  }
  EXPECT_EQ(calendar->WorkingDaysBetween(Day("2026-01-01"), Day("2026-12-31")).value(), 247);
  EXPECT_EQ(calendar->WorkingDaysBetween(Day("2026-12-31"), Day("2026-01-01")).value(), -247);
}

// Over every day of every calendar, or the days of a year for the regions.
TEST(WorkCalendar, ShiftsAndCountsAgreeEverywhere) {
  for (const std::string& region : RealCalendars().Regions()) {
    for (const WeekLength week : {WeekLength::kFive, WeekLength::kSix}) {
      const auto calendar = Get(Region(region, week));
      const int year = calendar->years().at(calendar->years().size() / 2);
      const Date first = MakeDate(year, 2, 1).value();
      const Date last = MakeDate(year, 11, 30).value();
      for (Date day = first; day <= last; day = AddDays(day, 1)) {
        for (const DayShift shift : {DayShift::kPreceding, DayShift::kFollowing}) {
          const Date moved = calendar->Shift(day, shift).value();
          ASSERT_TRUE(calendar->IsWorking(moved).value()) << region << " " << FormatIso(day);
          ASSERT_EQ(calendar->Shift(moved, shift).value(), moved);
          ASSERT_EQ(moved <= day, shift == DayShift::kPreceding || moved == day);
        }
        for (const int n : {1, 2, 5, 11}) {
          const Date later = calendar->AddWorkingDays(day, n).value();
          ASSERT_EQ(calendar->WorkingDaysBetween(day, later).value(), n);
          if (!calendar->IsWorking(day).value()) continue;
          ASSERT_EQ(calendar->AddWorkingDays(later, -n).value(), day);
        }
      }
    }
  }
}

TEST(WorkCalendar, TellsHolidaysFromOtherDaysOff) {
  const auto calendar = Get({});
  const auto holiday = [&](const char* day) { return calendar->Describe(Day(day))->holiday; };
  EXPECT_TRUE(holiday("2022-11-04"));
  EXPECT_TRUE(holiday("2023-01-01"));   // a Sunday, too
  EXPECT_FALSE(holiday("2023-02-24"));  // moved from 1 January
  EXPECT_FALSE(holiday("2022-11-05"));  // a Saturday
  EXPECT_FALSE(holiday("2022-11-07"));
}

TEST(WorkCalendar, SaysWhyInBothLanguages) {
  const auto calendar = Get({});
  const auto why = [&](const char* day) { return calendar->Describe(Day(day)).value(); };
  EXPECT_EQ(why("2023-02-24").reason,
            "выходной перенесён с вс 01.01.2023 постановлением Правительства РФ от 29.08.2022 № "
            "1505");
  EXPECT_EQ(why("2023-02-24").reason_en,
            "day off moved from Sunday 2023-01-01 (постановление Правительства РФ от 29.08.2022 № "
            "1505)");
  EXPECT_EQ(why("2026-03-09").reason,
            "выходной перенесён с вс 08.03.2026 на следующий рабочий день (ТК РФ ст. 112 ч. 2)");
  EXPECT_EQ(why("2022-06-12").name, "День России");
  EXPECT_EQ(why("2022-06-12").reason, "нерабочий праздничный день «День России» (ТК РФ ст. 112)");
  EXPECT_EQ(why("2027-02-20").reason,
            "рабочая суббота: выходной перенесён на пн 22.02.2027 постановлением Правительства РФ "
            "от 17.09.2026 № 1187; короче на час (ТК РФ ст. 95)");
  EXPECT_TRUE(why("2027-02-20").shortened);
  EXPECT_EQ(why("2022-10-29").reason, "суббота");
  EXPECT_EQ(why("2022-10-29").reason_en, "Saturday");
  EXPECT_EQ(why("2022-10-28").reason, "рабочий день");
  EXPECT_EQ(why("2022-10-28").name, "");
  EXPECT_THAT(why("2020-04-06").reason, HasSubstr("№ 239 в этом календаре не учитывается"));
  CalendarKey key;
  key.presidential = true;
  EXPECT_EQ(Get(key)->Describe(Day("2020-04-06")).value().reason,
            "нерабочий день (Указ Президента РФ от 02.04.2020 № 239)");
}

TEST(SixDayWeek, TakesSundayTransfersAndNotSaturdayOnes) {
  const auto calendar = Get(Region("RU", WeekLength::kSix));
  const auto working = [&](const char* day) { return calendar->IsWorking(Day(day)).value(); };
  for (const char* off :
       {"2018-05-02", "2018-11-05", "2019-05-03", "2020-02-24", "2020-03-09", "2020-05-05",
        "2021-05-10", "2021-12-31", "2022-05-02", "2022-06-13", "2022-05-10", "2023-02-24",
        "2023-05-08", "2024-12-31", "2025-05-08", "2025-12-31", "2026-03-09", "2026-12-31",
        "2027-05-10", "2027-12-31", "2025-03-08", "2023-11-04"}) {
    EXPECT_FALSE(working(off)) << off;
  }
  for (const char* on :
       {"2018-03-09", "2018-04-30", "2018-04-28", "2020-05-11", "2023-02-25", "2023-11-06",
        "2024-04-29", "2024-04-30", "2025-05-02", "2025-06-13", "2025-11-03", "2026-05-11"}) {
    EXPECT_TRUE(working(on)) << on;
  }
  EXPECT_THAT(calendar->Describe(Day("2026-05-11")).value().reason,
              HasSubstr("с сб 09.05.2026 шестидневной недели не касается"));
}

TEST(SixDayWeek, IsShortenedBeforeEveryHoliday) {
  const auto calendar = Get(Region("RU", WeekLength::kSix));
  std::string days;
  for (Date day = Day("2025-01-01"); day <= Day("2025-12-31"); day = AddDays(day, 1)) {
    if (calendar->Describe(day).value().shortened) days += FormatIso(day).substr(5) + " ";
  }
  EXPECT_EQ(days, "02-22 03-07 04-30 06-11 11-03 ");
}

TEST(WorkCalendar, SaysWhichYearIsMissing) {
  const auto calendar = Get(Region("RU-DA"));
  const absl::Status status = calendar->IsWorking(Day("2027-01-01")).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(status.message(), "calendar RU-DA has no data for year 2027 (covered: 2018-2026)");
  EXPECT_EQ(calendar->Describe(Day("2017-12-31")).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_THAT(calendar->Shift(Day("2018-01-03"), DayShift::kPreceding).status().message(),
              HasSubstr("year 2017"));
  EXPECT_THAT(calendar->AddWorkingDays(Day("2026-12-30"), 5).status().message(),
              HasSubstr("year 2027"));
  EXPECT_FALSE(calendar->AddWorkingDays(Day("2022-12-30"), 2'000'000'000).ok());
  EXPECT_FALSE(calendar->AddWorkingDays(Day("2022-12-30"), -2'147'483'647 - 1).ok());
  EXPECT_FALSE(calendar->WorkingDaysBetween(Day("2026-12-30"), Day("2027-01-02")).ok());
}

TEST(WorkCalendar, DoesNotCountOverAGap) {
  const auto calendar = Get(Region("RU-AL"));
  EXPECT_EQ(calendar->first_year(), 2018);
  EXPECT_EQ(calendar->last_year(), 2026);
  EXPECT_EQ(calendar->IsWorking(Day("2020-03-02")).status().message(),
            "calendar RU-AL has no data for year 2020 (covered: 2018-2019, 2021-2022, 2024-2026)");
  EXPECT_TRUE(calendar->IsWorking(Day("2021-03-02")).ok());
  EXPECT_FALSE(calendar->WorkingDaysBetween(Day("2019-06-03"), Day("2021-06-01")).ok());
  EXPECT_FALSE(calendar->AddWorkingDays(Day("2019-12-30"), 300).ok());
  EXPECT_FALSE(calendar->AddWorkingDays(Day("2019-12-31"), 1).ok());
}

TEST(CalendarSet, DoesNotKnowARegionWithoutAFile) {
  const auto calendar = RealCalendars().Get(Region("RU-XX"));
  EXPECT_EQ(calendar.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(calendar.status().message()), HasSubstr("RU-XX"));
  EXPECT_EQ(RealCalendars().Title("RU-DA"), "Республика Дагестан");
  EXPECT_EQ(RealCalendars().Regions().front(), "RU");
  EXPECT_EQ(RealCalendars().Regions().size(), 32u);
}

TEST(OrthodoxEaster, FallsOnThePublishedDays) {
  for (const char* day :
       {"2018-04-08", "2019-04-28", "2020-04-19", "2021-05-02", "2022-04-24", "2023-04-16",
        "2024-05-05", "2025-04-20", "2026-04-12", "2027-05-02", "1900-04-22", "2100-05-02"}) {
    EXPECT_EQ(FormatIso(OrthodoxEaster(Day(day).year())), day);
  }
}

}  // namespace
}  // namespace vekha::calendar
