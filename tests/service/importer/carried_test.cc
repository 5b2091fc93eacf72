// What a plan says in columns of its own: marks by months become terms, the rest stands as
// comments. Both are told, with the cell they came from.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "engine/base/utf8.h"
#include "tests/service/importer/compare.h"

namespace vekha::importer {
namespace {

using testing::HasSubstr;

Import Read(const std::string& text) {
  auto import = ImportFile(text, "план.csv");
  EXPECT_TRUE(import.ok()) << import.status();
  return import.ok() ? *std::move(import) : Import{};
}

std::string LineOf(const Import& import, int number) {
  size_t begin = 0;
  for (int line = 1; line < number; ++line) begin = import.text.find('\n', begin) + 1;
  return import.text.substr(begin, import.text.find('\n', begin) - begin);
}

// The guesses whose text holds `words`, as "line | text | cell".
std::vector<std::string> Told(const Import& import, const std::string& words) {
  std::vector<std::string> out;
  for (const PlacedGuess& one : import.guesses) {
    if (one.guess.text.find(words) == std::string::npos) continue;
    out.push_back(LineOf(import, one.line) + " | " + one.guess.text + " | " + one.guess.cell);
  }
  return out;
}

constexpr const char* kMonths =
    "План на 2024-2025 учебный год;;;;;;\n"
    "№;Мероприятие;сентябрь;октябрь;ноябрь;Ответственный;Примечание\n";

TEST(MonthColumns, EveryTermMadeOfMarksIsTold) {
  const Import import = Read(std::string(kMonths) + "1;Собрать базу;+;;до 20;Куратор;\n" +
                             "2;Провести встречу;15;;;Куратор;\n");
  EXPECT_THAT(
      Told(import, "отметкам"),
      testing::ElementsAre(
          "        term: сентябрь, до 20 ноября  # guess: срок по отметкам в графах месяцев "
          "[строка 3] | срок по отметкам в графах месяцев | сентябрь: + | ноябрь: до 20",
          "        term: \"15 сентября\"  # guess: срок по отметкам в графах месяцев [строка 4] "
          "| срок по отметкам в графах месяцев | сентябрь: 15"));
}

TEST(MonthColumns, WordsThatAreNoDayTakeTheMonthAndStayAsAComment) {
  const Import import = Read(std::string(kMonths) + "1;Собрать базу;+;;;Куратор;\n" +
                             "2;Открытые уроки;;9А, 9Б: химия;;Куратор;\n");
  EXPECT_THAT(import.text, HasSubstr("term: октябрь"));
  EXPECT_THAT(import.text, HasSubstr("        # октябрь: 9А, 9Б: химия\n"));
}

TEST(MonthColumns, ALongListOfFiguresIsNoTerm) {
  std::string figures;
  for (int i = 0; i < 20'000; ++i) figures += "12\n";
  const Import import = Read(std::string(kMonths) + "1;Собрать базу;+;;;Куратор;\n" +
                             "2;Уроки;;\"" + figures + "\";;Куратор;\n");
  EXPECT_THAT(import.text, HasSubstr("term: октябрь"));
  EXPECT_THAT(import.text, HasSubstr("        # октябрь: 12 12 12"));
}

TEST(MonthColumns, MoreThanTwoYearsOfThemAreNoCalendar) {
  std::string header = "План на 2025 год\n№;Мероприятие;Ответственный";
  for (int i = 0; i < 30; ++i) header += i % 2 == 0 ? ";май" : i % 3 == 0 ? ";июнь" : ";июль";
  const Import import = Read(header + "\n1;Собрать базу;Куратор;+;+\n2;Пары;Куратор;;+\n");
  EXPECT_THAT(import.text, testing::Not(HasSubstr("по отметкам")));
}

TEST(MonthColumns, ATermOfItsOwnIsStrongerThanMarks) {
  const Import import = Read(
      "План на 2024-2025 учебный год;;;;;;;\n"
      "№;Мероприятие;Срок;сентябрь;октябрь;ноябрь;декабрь;Ответственный\n"
      "1;Собрать базу;до 10 октября;;+;;;Куратор\n2;Отчёт;;;;;+;Куратор\n");
  EXPECT_THAT(import.text, HasSubstr("term: до 10 октября  # guess: отметки в графах месяцев не"));
  EXPECT_THAT(import.text, HasSubstr("term: декабрь  # guess: срок по отметкам"));
}

TEST(MonthColumns, FiguresByQuartersAreNoMarks) {
  const auto import = ImportFile(
      "Показатели на 2025 год;;;;;\nМероприятие;I кв.;II кв.;III кв.;IV кв.;Ответственный\n"
      "Охват наставничеством;120;140;160;180;Куратор\nДоля пар;45 %;50 %;55 %;60 %;Куратор\n",
      "план.csv");
  ASSERT_TRUE(import.ok());
  EXPECT_THAT(import->text, HasSubstr("# III кв.: 160\n"));
  EXPECT_THAT(import->text, testing::Not(HasSubstr("квартал")));
}

TEST(OtherColumns, StandAsCommentsBesideTheirLineAndInTheList) {
  const Import import = Read(
      "План на 2025 год;;;;;\n№;Мероприятие;Срок;Ответственный;Примечание;Отметка о выполнении\n"
      "1;Собрать базу;до 1 мая;Куратор;\"по форме № 2: см. приложение # 1\";\n"
      "2;Отчёт;до 1 июня;Куратор;;\n");
  EXPECT_THAT(Told(import, "Примечание"),
              testing::ElementsAre("        # Примечание: по форме № 2: см. приложение # 1 | графа "
                                   "«Примечание» стоит примечанием | по форме № 2: см. приложение "
                                   "# 1"));
  EXPECT_THAT(import.remarks,
              testing::Contains("графа 5 («Примечание») стоит примечаниями у своих строк"));
  EXPECT_THAT(import.remarks,
              testing::Contains("графа 6 («Отметка о выполнении») пуста и не перенесена"));
  EXPECT_NE(Load("план.csv", import.text), nullptr);
}

TEST(OtherColumns, OfALongTextStandInSeveralLines) {
  std::string note;
  for (int i = 0; i < 60; ++i) note += (i == 0 ? "" : " ") + std::string("примечание");
  const Import import = Read(
      "План на 2025 год;;;;\n№;Мероприятие;Срок;Ответственный;Прочее\n1;Собрать базу;до 1 "
      "мая;Куратор;" +
      note + "\n");
  ASSERT_NE(Load("план.csv", import.text), nullptr);
  std::istringstream lines(import.text);
  std::string said;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("        # ")) continue;
    EXPECT_LE(CodePointCount(line), 100u) << line;
    said += (said.empty() ? "" : " ") + line.substr(10);
  }
  EXPECT_EQ(said, "Прочее: " + note);
}

std::string CoverageRemark(const Import& import) {
  for (const std::string& remark : import.remarks) {
    if (remark.starts_with("сроки вне производственного календаря")) return remark;
  }
  return {};
}

TEST(Coverage, TheFirstDueDayPastTheCalendarIsNamed) {
  const Import import = Read(
      "План на 2025-2031 годы;;;\n№;Мероприятие;Срок;Ответственный\n"
      "1;Собрать базу;до 1 мая 2025;Куратор\n2;Отчёт;до 1 марта 2031;Куратор\n"
      "3;Сверка;до 1 июня ежегодно;Куратор\n");
  EXPECT_EQ(CoverageRemark(import),
            "сроки вне производственного календаря RU (2018-2027 годы): строк 2, первый 01.06.2028 "
            "- «до 1 июня ежегодно» [строка 5]; пока нет календаря тех лет, check их не примет");
}

TEST(Coverage, OngoingWorkAndCoveredDaysAreNotRemarkedOn) {
  EXPECT_EQ(CoverageRemark(Read("План на 2025-2031 годы;;;\n№;Мероприятие;Срок;Ответственный\n"
                                "1;Собрать базу;до 1 мая 2025;Куратор\n"
                                "2;Сверка;постоянно;Куратор\n")),
            "");
}

}  // namespace
}  // namespace vekha::importer
