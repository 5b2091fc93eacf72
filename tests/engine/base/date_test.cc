#include "engine/base/date.h"

#include <gtest/gtest.h>

#include "engine/base/string_id.h"
#include "engine/base/window.h"

namespace vekha {
namespace {

TEST(MakeDate, KnowsLeapYears) {
  EXPECT_TRUE(MakeDate(2024, 2, 29).has_value());
  EXPECT_FALSE(MakeDate(2023, 2, 29).has_value());
  EXPECT_FALSE(MakeDate(2100, 2, 29).has_value());
  EXPECT_TRUE(MakeDate(2000, 2, 29).has_value());
}

TEST(MakeDate, RefusesWhatIsNoDay) {
  EXPECT_FALSE(MakeDate(2022, 0, 1).has_value());
  EXPECT_FALSE(MakeDate(2022, 13, 1).has_value());
  EXPECT_FALSE(MakeDate(2022, 4, 31).has_value());
  EXPECT_FALSE(MakeDate(2022, 4, 0).has_value());
  EXPECT_FALSE(MakeDate(20222, 4, 1).has_value());
  EXPECT_FALSE(MakeDate(0, 4, 1).has_value());
}

TEST(ParseIsoDate, ReadsWhatFormatIsoWrites) {
  const auto date = ParseIsoDate("2022-10-30");
  ASSERT_TRUE(date.has_value());
  EXPECT_EQ(FormatIso(*date), "2022-10-30");
  EXPECT_EQ(FormatRussian(*date), "30.10.2022");
  EXPECT_EQ(IsoWeekday(*date), 7);
  EXPECT_EQ(WeekdayNameRussian(*date), "воскресенье");
}

TEST(ParseIsoDate, RefusesOtherForms) {
  for (const char* text : {"", "2022-10-3", "2022-10-30 ", "30.10.2022", "2022/10/30", "2022-1a-30",
                           "+022-10-30", "2022-02-30", "٢٠٢٢-10-30"}) {
    EXPECT_FALSE(ParseIsoDate(text).has_value()) << text;
  }
}

TEST(Period, IncludesBothEnds) {
  const auto period = ParsePeriod("2022-09-01..2023-12-31");
  ASSERT_TRUE(period.has_value());
  EXPECT_TRUE(period->Contains(*MakeDate(2022, 9, 1)));
  EXPECT_TRUE(period->Contains(*MakeDate(2023, 12, 31)));
  EXPECT_FALSE(period->Contains(*MakeDate(2024, 1, 1)));
  EXPECT_FALSE(ParsePeriod("2023-09-01..2022-12-31").has_value());
}

TEST(Window, CannotRunBackwards) {
  EXPECT_FALSE(MakeWindow(MakeDate(2022, 9, 2), *MakeDate(2022, 9, 1)).has_value());
  EXPECT_TRUE(MakeWindow(std::nullopt, *MakeDate(2022, 9, 1)).has_value());
}

static_assert(!std::is_convertible_v<MeasureId, TaskId>);
static_assert(!std::is_convertible_v<std::string, TaskId>);

}  // namespace
}  // namespace vekha
