// The counts of working days against published and independently computed ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "tests/engine/calendar/rules_fixture.h"

namespace vekha::calendar {
namespace {

// "01".."12", "Q1".."Q4", "H1", "H2", "Y"
Period PeriodOf(int year, const std::string& name) {
  int first = 1;
  int last = 12;
  if (name[0] == 'Q') {
    last = 3 * (name[1] - '0');
    first = last - 2;
  } else if (name[0] == 'H') {
    last = 6 * (name[1] - '0');
    first = last - 5;
  } else if (name != "Y") {
    first = last = std::stoi(name);
  }
  return Period{MakeDate(year, first, 1).value(), MakeDate(year, last, 1).value().end_of_month()};
}

struct Counts {
  int working = 0;
  int shortened = 0;
};

Counts Count(const WorkCalendar& calendar, const Period& period) {
  Counts counts;
  for (Date day = period.first; day <= period.last; day = AddDays(day, 1)) {
    const DayInfo info = calendar.Describe(day).value();
    EXPECT_EQ(info.working, calendar.IsWorking(day).value());
    counts.working += info.working ? 1 : 0;
    counts.shortened += info.shortened ? 1 : 0;
  }
  return counts;
}

std::vector<std::vector<std::string>> ReadTable(const std::string& text) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#' || line.starts_with("year")) continue;
    std::vector<std::string> cells;
    std::istringstream fields(line);
    for (std::string cell; std::getline(fields, cell, '\t');) cells.push_back(cell);
    rows.push_back(std::move(cells));
  }
  return rows;
}

void ExpectCounts(const std::string& year, const std::string& name, int five, int shortened,
                  int six) {
  const auto five_days = Get(Region("RU"));
  const auto six_days = Get(Region("RU", WeekLength::kSix));
  const Period period = PeriodOf(std::stoi(year), name);
  const Counts counted = Count(*five_days, period);
  EXPECT_EQ(counted.working, five) << year << " " << name;
  EXPECT_EQ(counted.shortened, shortened) << year << " " << name;
  EXPECT_EQ(Count(*six_days, period).working, six) << year << " " << name;
}

TEST(FederalCounts, EqualTheCorpus) {
  const auto rows = ReadTable(ReadText("tests/corpus/calendar/working_days.tsv"));
  ASSERT_EQ(rows.size(), 190u);  // ten years of 12 months, 4 quarters, 2 halves and the year
  for (const auto& row : rows) {
    ASSERT_EQ(row.size(), 5u);
    ExpectCounts(row[0], row[1], std::stoi(row[2]), std::stoi(row[3]), std::stoi(row[4]));
  }
}

TEST(FederalCounts, EqualTheSurveyedOnes) {
  const std::string text = ReadText("../shared/facts/ru-federal-counts.tsv");
  if (text.empty()) GTEST_SKIP() << "../shared/facts/ru-federal-counts.tsv is not here";
  for (const auto& row : ReadTable(text)) {
    ExpectCounts(row[0], row[1], std::stoi(row[3]), std::stoi(row[5]), std::stoi(row[9]));
  }
}

TEST(FederalCounts, PresidentialDaysTakeThirtySixDays) {
  CalendarKey key;
  key.presidential = true;
  const auto calendar = Get(key);
  EXPECT_EQ(Count(*calendar, PeriodOf(2020, "Y")).working, 219);
  EXPECT_EQ(Count(*calendar, PeriodOf(2021, "Y")).working, 240);
  EXPECT_EQ(Count(*calendar, PeriodOf(2022, "Y")).working, 247);
}

}  // namespace
}  // namespace vekha::calendar
