#include "service/intake/table/cell_value.h"

#include <gtest/gtest.h>

#include <ostream>

#include "service/intake/table/name_cell.h"

namespace vekha::intake {
namespace {

struct DateCase {
  std::string text;
  std::string day;  // ISO; empty: none
  DateFault fault = DateFault::kNone;
  DateRemark remark = DateRemark::kNone;
};
std::ostream& operator<<(std::ostream& out, const DateCase& c) { return out << c.text; }

class CellDates : public testing::TestWithParam<DateCase> {};

TEST_P(CellDates, AreReadAsWritten) {
  const CellDate date = ParseCellDate(GetParam().text, DateOrder::kDayFirst);
  EXPECT_EQ(date.date ? FormatIso(*date.date) : "", GetParam().day);
  EXPECT_EQ(date.fault, GetParam().fault);
  EXPECT_EQ(date.remark, GetParam().remark);
}

INSTANTIATE_TEST_SUITE_P(
    Dates, CellDates,
    testing::Values(DateCase{"05.09.2022", "2022-09-05"}, DateCase{" 5.9.2022 г. ", "2022-09-05"},
                    DateCase{"2022-09-05", "2022-09-05"},
                    DateCase{"2022-09-05T00:00:00", "2022-09-05"},
                    DateCase{"05.09.2022 0:00:00", "2022-09-05"},
                    DateCase{"5 сентября 2022 года", "2022-09-05"},
                    DateCase{"«5» сентября 2022 г.", "2022-09-05"},
                    DateCase{"5/9/2022", "2022-09-05", DateFault::kNone, DateRemark::kSlashes},
                    DateCase{"9/25/2022", "", DateFault::kNoSuchDay},
                    DateCase{"30.02.2022", "", DateFault::kNoSuchDay},
                    DateCase{"05.09.22", "", DateFault::kTwoDigitYear},
                    DateCase{"44809", "2022-09-05", DateFault::kNone, DateRemark::kDayNumber},
                    DateCase{"7", "", DateFault::kNoDate},
                    DateCase{"сентябрь", "", DateFault::kNoDate},
                    DateCase{"", "", DateFault::kNoDate}));

TEST(CellDate, MonthFirstWhereTheMappingSaysSo) {
  EXPECT_EQ(ParseCellDate("4/2/2000", DateOrder::kMonthFirst).date, MakeDate(2000, 4, 2));
}

TEST(CellMark, SaysYesNoOrADay) {
  const auto mark = [](std::string_view text) { return ParseMark(text, DateOrder::kDayFirst); };
  for (const char* yes : {"да", "Да", "+", "✓", "есть", "прошёл", "Утверждена", "x", "обучена",
                          "12.10.2022", "приказ № 3 от 12.10.2022", "да, 12.10.2022"}) {
    EXPECT_TRUE(mark(yes).understood && mark(yes).holds) << yes;
  }
  for (const char* no : {"", "-", "—", "нет", "Нет данных", "не обучен", "0", "отсутствует"}) {
    EXPECT_TRUE(mark(no).understood && !mark(no).holds) << no;
  }
  for (const char* unknown : {"данных нет", "может быть", "?", "5", "30.02.2022"}) {
    EXPECT_FALSE(mark(unknown).understood) << unknown;
  }
  EXPECT_EQ(mark("протокол от 12.10.2022 г.").on, MakeDate(2022, 10, 12));
}

TEST(CellClass, OneClassIsWrittenInManyWays) {
  for (const char* text :
       {"5А", "5 «А»", "5-а", "5 а", "05А", "5 \"А\"", "5 А класс", "5A" /* Latin */}) {
    EXPECT_EQ(ParseClass(text).title, "5А") << text;
    EXPECT_EQ(ParseClass(text).grade, "5") << text;
  }
  EXPECT_EQ(ParseClass("11").title, "11");
  for (const char* text : {"первый", "2 курс", "13А", "5 естественно-научный", "5А/5Б"}) {
    EXPECT_EQ(ParseClass(text).grade, "") << text;
    EXPECT_EQ(ParseClass(text).title, text);
  }
}

TEST(SchoolYear, IsTwoYearsInARow) {
  EXPECT_EQ(FindSchoolYear("База на 2022-2023 уч. год"), "2022/23");
  EXPECT_EQ(FindSchoolYear("2022/23"), "2022/23");
  EXPECT_EQ(FindSchoolYear("2008 – 2009"), "2008/09");
  EXPECT_EQ(FindSchoolYear("2022-2024"), std::nullopt);
  EXPECT_EQ(FindSchoolYear("приказ 2022"), std::nullopt);
}

TEST(CellNames, AreTakenApart) {
  EXPECT_EQ(ParseName("Алиева  Зарема Магомед кызы"),
            (roster::PersonName{"Алиева", "Зарема", "Магомед кызы"}));
  EXPECT_EQ(SplitNames("1. Белов Семён\n2) Гаджиев Руслан; Орлов Иван"),
            (std::vector<std::string>{"Белов Семён", "Гаджиев Руслан", "Орлов Иван"}));
  EXPECT_TRUE(MixesAlphabets("Ивaнов"));  // a Latin a
  EXPECT_FALSE(MixesAlphabets("Иванов John"));
}

TEST(CellStage, KnowsTheWordsOfSchools) {
  EXPECT_EQ(ParseStage("Завершена досрочно"), roster::Stage::kClosed);
  EXPECT_EQ(ParseStage("распалась"), roster::Stage::kBrokenOff);
  EXPECT_EQ(ParseStage("в работе"), roster::Stage::kWorking);
  EXPECT_EQ(ParseStage("третья"), std::nullopt);
}

}  // namespace
}  // namespace vekha::intake
