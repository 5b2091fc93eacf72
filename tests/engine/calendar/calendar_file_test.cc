#include "engine/calendar/calendar_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "tests/engine/calendar/rules_fixture.h"

namespace vekha::calendar {
namespace {

using ::testing::HasSubstr;

constexpr const char* kHead = "calendar: RU-DA\ntitle: T\nyears: 2018..2026\ndays:\n";  // 4 lines

struct BadCase {
  const char* name;
  std::string yaml;
  const char* expected;  // line:column: error[code]
};
void PrintTo(const BadCase& c, std::ostream* out) { *out << c.name; }

class CalendarFileRefuses : public testing::TestWithParam<BadCase> {};

TEST_P(CalendarFileRefuses, WithItsPlace) {
  const Parsed<CalendarFile> parsed = ParseCalendarFile(Source("f.yaml", GetParam().yaml));
  EXPECT_FALSE(parsed.value.has_value());
  EXPECT_THAT(Describe(parsed.diagnostics), HasSubstr(GetParam().expected));
}

std::string Entry(const std::string& fields) {
  return std::string(kHead) + "  - {" + fields + "}\n";
}

INSTANTIATE_TEST_SUITE_P(
    Hostile, CalendarFileRefuses,
    testing::Values(
        BadCase{"NotAMapping", "- 1\n", "1:1: error[E0020]"},
        BadCase{"NoYears", "calendar: RU\ntitle: T\ndays: []\n", "1:1: error[E0022]"},
        BadCase{"UnknownKey", "calender: RU\n", "hint: did you mean"},
        BadCase{"BadId", "calendar: Дагестан\ntitle: T\nyears: 2018..2026\ndays: []\n",
                "1:11: error[E0701]"},
        BadCase{"BadYears", "calendar: RU\ntitle: T\nyears: 2026..2018\ndays: []\n",
                "3:8: error[E0702]"},
        BadCase{"HugeYears", "calendar: RU\ntitle: T\nyears: 0001..9999\ndays: []\n",
                "3:8: error[E0702]"},
        BadCase{"YearsOverlap",
                "calendar: RU\ntitle: T\nyears: [2018..2020, 2020..2021]\ndays: []\n",
                "3:21: error[E0702]"},
        BadCase{"NoPlaceInTime", Entry("kind: holiday, name: N, act: A, grade: A"),
                "5:5: error[E0703]"},
        BadCase{"TwoPlacesInTime",
                Entry("date: 2020-01-01, easter: 9, kind: holiday, name: N, act: A, grade: A"),
                "5:5: error[E0703]"},
        BadCase{"NoSuchDay", Entry("date: 2021-02-29, kind: holiday, name: N, act: A, grade: A"),
                "5:12: error[E0025]"},
        BadCase{"LeapDayEveryYear", Entry("every: 02-29, kind: holiday, name: N, act: A, grade: A"),
                "5:13: error[E0705]"},
        BadCase{"BadMonthDay", Entry("every: 26.07, kind: holiday, name: N, act: A, grade: A"),
                "5:13: error[E0705]"},
        BadCase{"BadEaster", Entry("easter: 1000, kind: holiday, name: N, act: A, grade: A"),
                "5:14: error[E0023]"},
        BadCase{"BadKind", Entry("date: 2020-01-01, kind: holyday, name: N, act: A, grade: A"),
                "5:30: error[E0027]"},
        BadCase{"NoName", Entry("date: 2020-01-01, kind: holiday, act: A, grade: A"),
                "5:5: error[E0022]"},
        BadCase{"TransferWithoutFrom", Entry("date: 2020-01-09, kind: transfer, act: A, grade: A"),
                "key \"from\" is missing"},
        BadCase{
            "FromOfAHoliday",
            Entry("date: 2020-01-09, kind: holiday, name: N, from: 2020-01-04, act: A, grade: A"),
            "5:48: error[E0706]"},
        BadCase{"WorkedMonday", Entry("date: 2022-10-31, kind: working_weekend, act: A, grade: A"),
                "5:12: error[E0706]"},
        BadCase{"SinceOfADate",
                Entry("date: 2022-10-31, since: 2000, kind: holiday, name: N, act: A, grade: A"),
                "5:24: error[E0706]"},
        BadCase{"OutsideYears", Entry("date: 2017-10-31, kind: holiday, name: N, act: A, grade: A"),
                "5:12: error[E0707]"},
        BadCase{"NoEvidence", Entry("date: 2022-10-31, kind: holiday, name: N, grade: A"),
                "5:5: error[E0709]"},
        BadCase{"WeakGrade", Entry("date: 2022-10-31, kind: holiday, name: N, act: A, grade: C"),
                "5:63: error[E0027]"},
        BadCase{"Twice",
                Entry("date: 2022-10-31, kind: holiday, name: N, act: A, grade: A") +
                    "  - {date: 2022-10-31, kind: budget_only, name: M, act: A, grade: A}\n",
                "6:12: error[E0708]"},
        BadCase{"OffAndWorked",
                Entry("date: 2022-10-29, kind: holiday, name: N, act: A, grade: A") +
                    "  - {date: 2022-10-29, kind: working_weekend, act: A, grade: A}\n",
                "6:12: error[E0708]"},
        BadCase{"DaysOfNone",
                "calendar: RU-KR\ntitle: T\nyears: 2018..2026\nown_days: none\ndays: []\n",
                "5:1: error[E0710]"},
        BadCase{"DuplicateKey", "calendar: RU\ncalendar: RU\n", "2:1: error[E0007]"}),
    [](const auto& test) { return test.param.name; });

TEST(LoadCalendars, NeedsTheFederalCalendarOnce) {
  const Source region("r.yaml", "calendar: RU-KR\ntitle: T\nyears: 2018..2026\nown_days: none\n");
  const Source federal("f.yaml", "calendar: RU\ntitle: T\nyears: 2018..2026\ndays: []\n");
  const auto codes = [](std::vector<Source> sources) {
    const Parsed<CalendarSet> parsed = LoadCalendars(sources);
    EXPECT_EQ(parsed.value.has_value(), parsed.diagnostics.empty());
    return Describe(parsed.diagnostics);
  };
  EXPECT_THAT(codes({region}), HasSubstr("error[E0712]"));
  EXPECT_THAT(codes({}), HasSubstr("error[E0712]"));
  EXPECT_THAT(codes({federal, region, region}), HasSubstr("r.yaml:1:1: error[E0711]"));
  EXPECT_EQ(codes({region, federal}), "");
}

TEST(LoadCalendars, CoversOnlyWhatTheFederalCalendarCovers) {
  const Source region("r.yaml", "calendar: RU-KR\ntitle: T\nyears: 2010..2019\nown_days: none\n");
  const Source later("l.yaml", "calendar: RU-KK\ntitle: T\nyears: 2030..2031\nown_days: none\n");
  const Source federal("f.yaml", "calendar: RU\ntitle: T\nyears: 2018..2026\ndays: []\n");
  const Parsed<CalendarSet> parsed = LoadCalendars(std::vector<Source>{region, later, federal});
  ASSERT_TRUE(parsed.value.has_value());
  const auto known = parsed.value->Get(Region("RU-KR")).value();
  EXPECT_EQ(known->first_year(), 2018);
  EXPECT_EQ(known->last_year(), 2019);
  const auto none = parsed.value->Get(Region("RU-KK")).value();
  EXPECT_LT(none->last_year(), none->first_year());
  EXPECT_EQ(none->IsWorking(Day("2030-01-01")).status().message(),
            "calendar RU-KK has no data for year 2030 (covered: none)");
}

}  // namespace
}  // namespace vekha::calendar
