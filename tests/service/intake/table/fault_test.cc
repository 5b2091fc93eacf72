// What is wrong with a list, and the place that is named for it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "tests/service/intake/table/table_world.h"

namespace vekha::intake {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

struct Fault {
  std::string name;
  std::string text;
  std::string place;  // of a diagnostic that must be there
  bool applies = false;
};
std::ostream& operator<<(std::ostream& out, const Fault& fault) { return out << fault.name; }

class TableFaults : public testing::TestWithParam<Fault> {};

TEST_P(TableFaults, AreReportedWithTheirPlace) {
  const ImportPlan plan = ImportTexts({{"list.csv", GetParam().text}});
  EXPECT_THAT(Places(plan), Contains(GetParam().place)) << Messages(plan);
  EXPECT_EQ(plan.CanApply(Options()), GetParam().applies) << Messages(plan);
  if (!GetParam().applies) {
    EXPECT_TRUE(plan.derivation.facts.empty()) << "nothing is half applied";
    EXPECT_TRUE(plan.after.people.empty());
  }
  for (const FileReport& file : plan.reading.report.files) {
    EXPECT_EQ(file.read, file.accepted + file.refused);
  }
}

const std::string kHeader = "ФИО;Класс;Дата рождения;Запрос\n";
const std::string kGood = "Иванов Иван;5А;01.02.2011;чтение\n";

const Fault kFaults[] = {
    {"Empty", " \n", "list.csv: error[R0301]"},
    {"HeaderOnly", kHeader, "list.csv:1: error[R0302]"},
    {"NoHeader", "Иванов;5А\nПетров;5Б\n", "list.csv: error[R0801]"},
    {"MissingColumn", "Класс;Запрос\n5А;чтение\n", "list.csv:1: ФИО наставляемого: error[R0804]"},
    {"ColumnTwice", "ФИО;Запрос;Запросы\nИванов Иван;а;б\n", "list.csv:1: Запросы: error[R0803]"},
    {"UnknownColumn", "ФИО;Запрос;Цвет глаз\nИванов Иван;а;б\n",
     "list.csv:1: Цвет глаз: note[R0802]", true},
    {"MisspeltColumn", "ФИО;Запрос;Дата рождениа\nИванов Иван;а;01.02.2011\n",
     "list.csv:1: Дата рождениа: warning[R0802]", true},
    {"NoName", kHeader + ";5А;01.02.2011;чтение\n", "list.csv:2: ФИО: error[R0810]"},
    {"FutureBirth", kHeader + kGood + "Петров Пётр;5А;02.11.2022;чтение\n",
     "list.csv:3: Дата рождения: error[R0506]"},
    {"NoSuchDay", kHeader + "Иванов Иван;5А;31.02.2011;чтение\n",
     "list.csv:2: Дата рождения: error[R0519]"},
    {"NoDate", kHeader + "Иванов Иван;5А;осенью;чтение\n",
     "list.csv:2: Дата рождения: error[R0505]"},
    {"TwoDigitYear", kHeader + "Иванов Иван;5А;01.02.11;чтение\n",
     "list.csv:2: Дата рождения: error[R0505]"},
    {"Slashes", kHeader + "Иванов Иван;5А;1/2/2011;чтение\n",
     "list.csv:2: Дата рождения: warning[R0808]", true},
    {"DayNumber", kHeader + "Иванов Иван;5А;40575;чтение\n",
     "list.csv:2: Дата рождения: warning[R0809]", true},
    {"NotAClass", kHeader + "Иванов Иван;выпускник;01.02.2011;чтение\n",
     "list.csv:2: Класс: warning[R0818]", true},
    {"LatinLetters", kHeader + "Ивaнов Иван;5А;01.02.2011;чтение\n",
     "list.csv:2: ФИО: warning[R0814]", true},
    {"TheSameTwice", kHeader + kGood + kGood, "list.csv:3: ФИО: warning[R0603]", true},
    {"TwiceAndDifferent", kHeader + kGood + "Иванов Иван;5А;01.02.2011;письмо\n",
     "list.csv:3: ФИО: error[R0602]"},
    {"Namesakes", kHeader + kGood + "Иванов Иван;7Б;01.02.2009;чтение\n",
     "list.csv:3: ФИО: error[R0811]"},
    {"IdTwice", "Код;ФИО;Запрос\n7;Иванов Иван;а\n7;Петров Пётр;б\n",
     "list.csv:3: Код: error[R0602]"},
    {"FormulaAsText", kHeader + "Иванов Иван;=B1;01.02.2011;чтение\n",
     "list.csv:2: Класс: error[R0805]"},
    {"TooManyCells", kHeader + "Иванов Иван;5А;01.02.2011;чтение;ещё\n",
     "list.csv:2: error[R0201]"},
    {"OpenQuote", kHeader + kGood + "\"Петров Пётр;5А;01.02.2011;чтение\n",
     "list.csv:3: error[R0202]"},
    {"MarkInside", kHeader + kGood + "\xEF\xBB\xBF" + kHeader + kGood, "list.csv:3: error[R0211]"},
    {"TwoEncodings", kHeader + kGood + "\xCF\xE5\xF2\xF0\xEE\xE2;5\xC0;01.02.2011;\xE4\xE0\n",
     "list.csv:3: error[R0815]"},
    {"ZeroByte", kHeader + std::string("Петров\0Пётр;5А;01.02.2011;чтение\n", 56),
     "list.csv:2: error[R0212]"},
    {"OtherYear", "База наставляемых 2021-2022 уч. год;;;\n" + kHeader + kGood,
     "list.csv: error[R0812]"},
    {"NotAYear", "ФИО;Запрос;Учебный год\nИванов Иван;а;прошлый\n",
     "list.csv:2: Учебный год: error[R0812]"},
    {"NeitherYesNorNo", "ФИО;Запрос;Согласие\nИванов Иван;а;спросить маму\n",
     "list.csv:2: Согласие: error[R0504]"},
    {"DayToCome", "ФИО;Запрос;Согласие\nИванов Иван;а;02.11.2022\n",
     "list.csv:2: Согласие: warning[R0824]", true},
    {"ATotal", kHeader + kGood + "Всего;1;;\n", "list.csv:3: note[R0817]", true},
    {"OldExcel", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 xls", "list.csv: error[R0101]"},
    {"WebPage", "<html><body><table><tr><td>ФИО</td></tr></table></body></html>",
     "list.csv: error[R0101]"},
    {"CutArchive", "PK\x03\x04 cut off", "list.csv: error[R0101]"},
};
INSTANTIATE_TEST_SUITE_P(Lists, TableFaults, testing::ValuesIn(kFaults),
                         [](const auto& fault) { return fault.param.name; });

const std::string kMentees = "ФИО наставляемого;Класс;Запрос\nИванов Иван;5А;а\nПетров Пётр;5А;б\n";
const std::string kMentors = "ФИО наставника;Должность\nОрлова Мария;учитель\n";

struct PairFault {
  std::string name;
  std::string row;
  std::string place;
};
std::ostream& operator<<(std::ostream& out, const PairFault& fault) { return out << fault.name; }
class PairFaults : public testing::TestWithParam<PairFault> {};

TEST_P(PairFaults, AreReportedWithTheirPlace) {
  const ImportPlan plan = ImportTexts({{"mentees.csv", kMentees},
                                       {"mentors.csv", kMentors},
                                       {"pairs.csv",
                                        "Наставник;Наставляемый;Дата начала;Дата окончания;Стадия\n"
                                        "Орлова Мария;Иванов Иван;;;\n" +
                                            GetParam().row}});
  EXPECT_THAT(Places(plan), Contains(GetParam().place)) << Messages(plan);
}

const PairFault kPairFaults[] = {
    {"UnknownMentee", "Орлова Мария;Сидоров Сидор;;;\n", "pairs.csv:3: Наставляемый: error[R0601]"},
    {"UnknownMentor", "Орлов Марий;Петров Пётр;;;\n", "pairs.csv:3: Наставник: error[R0601]"},
    {"AMentorIsNoMentee", "Орлова Мария;Орлова Мария;;;\n",
     "pairs.csv:3: Наставляемый: error[R0601]"},
    {"NoMentor", ";Петров Пётр;;;\n", "pairs.csv:3: Наставник: error[R0501]"},
    {"NoMentee", "Орлова Мария;-;;;\n", "pairs.csv:3: Наставляемый: error[R0501]"},
    {"EndBeforeBegin", "Орлова Мария;Петров Пётр;01.11.2022;01.10.2022;\n",
     "pairs.csv:3: Дата окончания: error[R0704]"},
    {"UnknownStage", "Орлова Мария;Петров Пётр;;;вторая\n", "pairs.csv:3: Стадия: error[R0502]"},
    {"PairTwice", "Орлова Мария;Иванов Иван;;;\n", "pairs.csv:3: Наставник: warning[R0603]"},
};
INSTANTIATE_TEST_SUITE_P(Pairs, PairFaults, testing::ValuesIn(kPairFaults),
                         [](const auto& fault) { return fault.param.name; });

TEST(PairFault, ASimilarNameIsHintedAtByItsRow) {
  const ImportPlan plan =
      ImportTexts({{"mentees.csv", kMentees},
                   {"mentors.csv", kMentors},
                   {"pairs.csv", "Наставник;Наставляемый\nОрлова Мария;Петроф Пётр\n"}});
  EXPECT_THAT(Messages(plan), HasSubstr("похожее имя: mentees.csv, строка 3"));
  EXPECT_THAT(Messages(plan), testing::Not(HasSubstr("Петров")));
}

TEST(PairFault, PairsWithoutListsAreTakenWithAWarning) {
  const ImportPlan plan =
      ImportTexts({{"pairs.csv", "Наставник;Наставляемый\nОрлова Мария;Петров Пётр\n"}});
  EXPECT_TRUE(plan.CanApply(Options())) << Messages(plan);
  EXPECT_THAT(Places(plan), Contains("pairs.csv:2: Наставник: warning[R0820]"));
  EXPECT_EQ(Facts(plan).at("pairs.count"), 1);
}

TEST(TableFault, ACertainYearWinsOverATitle) {
  ImportOptions options = Options();
  options.tables.cycle_certain = true;
  const ImportPlan plan = ImportTexts(
      {{"list.csv", "База наставляемых 2021-2022 уч. год;;;\n" + kHeader + kGood}}, options);
  EXPECT_TRUE(plan.CanApply(options)) << Messages(plan);
  EXPECT_THAT(Places(plan), Contains("list.csv: warning[R0812]"));
}

TEST(TableFault, AnUnknownMappingIsNamed) {
  const std::string text = kHeader + kGood;
  const TableFile file{.name = "list.csv", .bytes = text, .mapping = "nobody"};
  const ImportPlan plan = PlanTableImport(std::span(&file, 1), RuleMappings(), Options());
  EXPECT_THAT(Messages(plan), HasSubstr("there are: mentees, mentors, pairs"));
}

}  // namespace
}  // namespace vekha::intake
