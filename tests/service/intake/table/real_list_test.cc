// Lists as schools really keep them: what is about nobody is not counted, what cannot be known is
// not guessed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "tests/service/intake/table/table_world.h"

namespace vekha::intake {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

struct RealList {
  std::string name;
  std::string text;
  std::map<std::string, int64_t> facts;  // those that must be there, -1: must not
  std::vector<std::string> places{};     // of diagnostics that must be there
  std::string file = "list.csv";
};
std::ostream& operator<<(std::ostream& out, const RealList& list) { return out << list.name; }

class RealLists : public testing::TestWithParam<RealList> {};

TEST_P(RealLists, AreReadAsTheyAreMeant) {
  const ImportPlan plan = ImportTexts({{GetParam().file, GetParam().text}});
  EXPECT_TRUE(plan.CanApply(Options())) << Messages(plan);
  const auto facts = Facts(plan);
  for (const auto& [fact, value] : GetParam().facts) {
    EXPECT_EQ(facts.contains(fact) ? facts.at(fact) : -1, value) << fact << "\n" << Messages(plan);
  }
  for (const std::string& place : GetParam().places) {
    EXPECT_THAT(Places(plan), Contains(place)) << Messages(plan);
  }
}

const std::string kHeader = "№;ФИО;Класс;Запрос\n";
const std::string kTwo = "1;Белов Семён;5А;чтение\n2;Орлов Иван;5Б;письмо\n";
const std::string kFlat =
    "№ п/п;ФИО наставника;ФИО наставляемого;Класс;Тема\n"
    "1;Юсупова М. И.;Белов Семён;5А;чтение\n2;Гаджиев А. М.;Орлов Иван;5Б;письмо\n";

const RealList kLists[] = {
    {"HeaderRepeatedOnEachPage",
     kHeader + "1;Белов Семён;5А;чтение\n" + kHeader + "2;Орлов Иван;5Б;письмо\n",
     {{"mentees.count", 2}, {"pupils.total", -1}},
     {"list.csv:3: note[R0817]"}},
    {"TitlesOfPartsInAnyColumn",
     kHeader + "5А класс;;;\n1;Белов Семён;5А;чтение\n;5Б;;\n;6 классы;;\n;Начальная школа;;\n"
               ";Форма «ученик - ученик»;;\n2;Орлов Иван;5Б;письмо\n",
     {{"mentees.count", 2}, {"mentees.without_request", 0}},
     {"list.csv:4: note[R0817]", "list.csv:6: note[R0817]"}},
    {"APersonOfWhomNothingMoreIsSaid",
     "ФИО;Класс;Запрос\n1. Белов Семён;5А;чтение\n2. Орлов Иван;;\nЗимин Лев;;\n",
     {{"mentees.count", 3}, {"mentees.without_request", 2}}},
    {"AnIdOfWhomNothingMoreIsSaid",
     "Код;ФИО;Запрос\n7001;Белов Семён;чтение\n7;Орлов Иван;\n8;Зимин Лев;\n",
     {{"mentees.count", 3}, {"mentees.without_request", 2}}},
    {"AnIdNamesItsPersonWhateverStandsBesideIt",
     "Код;ФИО;Запрос\n1;Вакансия;чтение\n2;Иванова/Петрова;письмо\n3;Ли, Ким;счёт\n4;ФИО;труд\n",
     {{"mentees.count", 4}, {"mentees.without_request", 0}}},
    {"SignaturesInTheColumnOfIds",
     "Код;ФИО;Запрос\n1;Белов Семён;чтение\n;;\n5 классы;;\n2;Орлов Иван;письмо\n"
     "Директор ______;Петрова А. А.;\nИсполнитель: Петрова;;\n",
     {{"mentees.count", 2}, {"mentees.without_request", 0}}},
    {"NumberedBeforehand", kHeader + kTwo + "3;;;\n4;-;-;\n5.;;;\n", {{"mentees.count", 2}}},
    {"SignaturesBelow",
     kHeader + kTwo +
         ";;;\nДиректор школы;;;И. И. Иванов\n;Зам. директора по ВР;________;Петрова\n"
         ";Исп. Петрова А. А., тел. 8-900;;\nМ.П.;;;\n;Куратор ______ Петрова А. А.;;\n"
         ";Дата: 01.09.2022;;\n",
     {{"mentees.count", 2}, {"mentees.without_request", 0}},
     {"list.csv:5: note[R0817]", "list.csv:10: note[R0817]"}},
    {"NamesThatBeginLikeSignatures",
     kHeader + "1;Датаева Зам;5А;чтение\n2;Кураторов Иван;5Б;письмо\n",
     {{"mentees.count", 2}}},
    {"RequestsThatBeginWithNot",
     "ФИО;Запрос\nБелов А;Нет мотивации к учёбе\nБелов Б;Не умеет дружить\nБелов В;нет\n"
     "Белов Г;не выявлен\nБелов Д;Запроса нет\nБелов Е;—\n",
     {{"mentees.count", 6}, {"mentees.without_request", 4}}},
    {"LatinLettersInHeaders",
     "ФИO;Клаcс;Зап\xC2\xADрoс\nБелов Семён;5А;чтение\n",
     {{"mentees.count", 1}, {"mentees.without_request", 0}}},
    {"GroupTitlesOfATextAreNotMerged",
     "Наставник;;Наставляемый;;План\nФИО;Должность;ФИО;Класс;\n"
     "Юсупова М. И.;учитель;Белов Семён;5А;да\n",
     {{"pairs.count", 1}, {"pairs.without_plan", 0}}},
    {"AFlatListIsOfPairs",
     kFlat,
     {{"pairs.count", 2}, {"mentees.count", -1}},
     {"list.csv:1: Тема: warning[R0802]"}},
    {"AFlatListTitledByBothIsOfPairs",
     "Список наставников и наставляемых;;;;\n" + kFlat,
     {{"pairs.count", 2}, {"mentees.count", -1}}},
    {"AFlatListInAFileOfBoth",
     kFlat,
     {{"pairs.count", 2}, {"mentees.count", -1}},
     {},
     "наставники и наставляемые.csv"},
    {"ABaseTellsOfThePairsItDoesNotRead",
     "База наставляемых;;;;\n№;ФИО наставляемого;Основной запрос наставляемого;ФИО наставника;"
     "Дата вхождения в программу\n1;Белов Семён;чтение;Юсупова М. И.;20.10.2022\n",
     {{"mentees.count", 1}, {"mentees.without_request", 0}, {"pairs.count", -1}},
     {"list.csv:2: ФИО наставника: warning[R0802]"}},
    {"ATitledBaseIsNoListOfPairs",
     "База наставников;;;;\n№;ФИО наставника;Основные компетенции наставника;"
     "Дата вхождения в программу;ФИО наставляемого (наставляемых);Дата завершения программы\n"
     "1;Юсупова М. И.;чтение;20.10.2022;Белов Семён;\n",
     {{"mentors.count", 1}, {"pairs.count", -1}},
     {"list.csv:2: ФИО наставляемого (наставляемых): warning[R0802]"}},
    {"MenteesWhoArePupilsAreNotAllPupils",
     "База наставляемых обучающихся;;\nФИО;Класс;Дата рождения\nБелов Семён;5А;01.02.2011\n",
     {{"mentees.count", 1}, {"pupils.total", -1}}},
    {"NamesBrokenOverLines",
     "ФИО;Запрос\n\"Белов\nСемён Игоревич\";чтение\n1. Орлов Иван;письмо\n",
     {{"mentees.count", 2}}},
    {"QuotesAsTheyStand",
     "Список наставляемых МБОУ \"СОШ № 3\";;\nФИО;Класс;Запрос\n"
     "Белов Семён;5 \"А\";чтение\n",
     {{"mentees.count", 1}},
     {"list.csv:1: warning[R0204]"}},
    {"ClassesWithAnyHyphen",
     "ФИО;Класс;Запрос\nБелов Семён;5—а;ч\nОрлов Иван;5\u2011а;ч\n",
     {{"mentees.count", 2}}},
};
INSTANTIATE_TEST_SUITE_P(Lists, RealLists, testing::ValuesIn(kLists),
                         [](const auto& list) { return list.param.name; });

struct Doubt {
  std::string name;
  std::string text;
  std::string place;  // of an error that must be there
};
std::ostream& operator<<(std::ostream& out, const Doubt& doubt) { return out << doubt.name; }

class Doubts : public testing::TestWithParam<Doubt> {};

TEST_P(Doubts, AreErrorsAndNoGuesses) {
  const ImportPlan plan = ImportTexts({{"list.csv", GetParam().text}});
  EXPECT_FALSE(plan.CanApply(Options())) << Messages(plan);
  EXPECT_THAT(Places(plan), Contains(GetParam().place)) << Messages(plan);
  for (const FileReport& file : plan.reading.report.files) {
    EXPECT_EQ(file.read, file.accepted + file.refused);
  }
}

const std::string kMentee = "ФИО;Класс;Запрос\n";
const std::string kPair = "Наставник;Наставляемый\n";
const std::string kConsent = "ФИО;Запрос;Согласие\nБелов Семён;чтение;";

const Doubt kDoubts[] = {
    {"SeveralMenteesInACell", kMentee + "\"Белов Семён\nОрлов Иван\";5А;ч\n",
     "list.csv:2: ФИО: error[R0826]"},
    {"SeveralMenteesByCommas", kMentee + "\"Белов С, Орлов И\";5А;ч\n",
     "list.csv:2: ФИО: error[R0826]"},
    {"SeveralMentorsInACell", kPair + "\"Юсупова М. И., Гаджиев А. М.\";Белов Семён\n",
     "list.csv:2: Наставник: error[R0826]"},
    {"MentorsJoinedByAnd", kPair + "Юсупова М. И. и Гаджиев А. М.;Белов Семён\n",
     "list.csv:2: Наставник: error[R0826]"},
    {"AClassInTheCellOfNames", kPair + "Юсупова М. И.;\"Белов Семён, 5А\"\n",
     "list.csv:2: Наставляемый: error[R0825]"},
    {"AClassBehindAName", kMentee + "Волков Иван (7Б);7Б;ч\n", "list.csv:2: ФИО: error[R0825]"},
    {"OneTextThatMayBeAPerson", kMentee + "белов семён;;\n", "list.csv:2: ФИО: error[R0825]"},
    {"OneTextThatMayBeATitle", kMentee + "Педагоги школы;;\n", "list.csv:2: ФИО: error[R0825]"},
    {"ANameAndAClassInOneCell", kMentee + "Белов Семён 5А;;\n", "list.csv:2: ФИО: error[R0825]"},
    {"NobodyAsAMentee", kPair + "Юсупова М. И.;нет\n", "list.csv:2: Наставляемый: error[R0825]"},
    {"APlusAsAMentor", kPair + "+;Белов Семён\n", "list.csv:2: Наставник: error[R0825]"},
    {"OneWordAlone", "№;ФИО;Запрос\n;Педагоги;\n1;Белов Семён;ч\n",
     "list.csv:2: ФИО: error[R0825]"},
    {"AnotherListBelow",
     kMentee + "Белов Семён;5А;ч\n;;\nФИО наставника;Должность;\nЮсупова М. И.;учитель;\n",
     "list.csv:4: error[R0827]"},
    {"AnErrorKeptAsText", kMentee + "#Н/Д;5А;ч\n", "list.csv:2: ФИО: error[R0806]"},
    {"AReferenceKeptAsText", kMentee + "Белов Семён;#ССЫЛКА!;ч\n",
     "list.csv:2: Класс: error[R0806]"},
    {"WithdrawnOnADay", kConsent + "отозвано 12.10.2022\n", "list.csv:2: Согласие: error[R0504]"},
    {"PlannedForADay", kConsent + "планируется 12.10.2022\n", "list.csv:2: Согласие: error[R0504]"},
    {"UntilADay", kConsent + "до 12.10.2022\n", "list.csv:2: Согласие: error[R0504]"},
    {"MenteesOrMentors", "ФИО;Дата рождения\nБелов Семён;01.02.2011\n", "list.csv:1: error[R0801]"},
};
INSTANTIATE_TEST_SUITE_P(Lists, Doubts, testing::ValuesIn(kDoubts),
                         [](const auto& doubt) { return doubt.param.name; });

TEST(RealList, InitialsAreAHintAndNoMatch) {
  const ImportPlan plan =
      ImportTexts({{"mentees.csv", "ФИО наставляемого;Запрос\nБелов Семён Игоревич;ч\n"},
                   {"mentors.csv", "ФИО наставника;Должность\nЮсупова Мария Ивановна;учитель\n"},
                   {"pairs.csv", kPair + "Юсупова М. И.;Белов С.\n"}});
  EXPECT_FALSE(plan.CanApply(Options()));
  EXPECT_THAT(Messages(plan), HasSubstr("похожее имя: mentors.csv, строка 2"));
  EXPECT_THAT(Messages(plan), HasSubstr("похожее имя: mentees.csv, строка 2"));
}

TEST(RealList, WhoStandsInARefusedRowIsNotSaidToBeMissingAlone) {
  const ImportPlan plan = ImportTexts(
      {{"mentees.csv", "ФИО наставляемого;Дата рождения;Запрос\nБелов Семён;31.02.2011;ч\n"},
       {"mentors.csv", "ФИО наставника;Должность\nЮсупова М. И.;учитель\n"},
       {"pairs.csv", kPair + "Юсупова М. И.;Белов Семён\n"}});
  EXPECT_THAT(Messages(plan), HasSubstr("в том списке отклонены строки"));
}

// What stands in a cell may be anybody's secret, whatever the column is called.
TEST(RealList, NoMessageQuotesACell) {
  const std::string secret = "ОВЗ Белов 7.2";
  const std::string people =
      "ФИО;Класс;Дата рождения;Запрос;Согласие;Дата начала педагогической деятельности;ОВЗ;ОВЗ до;"
      "Учебный год;Ключ\n";
  const std::string row = "Орлов Иван;" + secret + ";" + secret + ";ч;" + secret + ";" + secret +
                          ";" + secret + ";" + secret + ";" + secret + ";" + secret + "\n";
  const std::string mentors = "ФИО наставника;Кто это;Обучен;Дата приёма\nЮсупова Мария;" + secret +
                              ";" + secret + ";" + secret + "\n";
  const std::string pairs = "Наставник;Наставляемый;Стадия;Дата закрепления;План\n" + secret + ";" +
                            secret + ";" + secret + ";" + secret + ";" + secret +
                            "\nЮсупова Мария;Орлов Иван;" + secret + ";" + secret + ";" + secret +
                            "\n";
  const ImportPlan plan =
      ImportTexts({{"mentees.csv", people + row}, {"mentors.csv", mentors}, {"pairs.csv", pairs}});
  EXPECT_GE(plan.reading.report.errors, 10U) << Messages(plan);
  EXPECT_THAT(Messages(plan), Not(HasSubstr("Белов")));
  EXPECT_THAT(Messages(plan), Not(HasSubstr("7.2")));
}

TEST(RealList, AnEndOfSpecialNeedsTellsNoRow) {
  const std::string header = "ФИО;Запрос;ОВЗ;ОВЗ до\n";
  const ImportPlan plan = ImportTexts(
      {{"mentees.csv", header + "Белов С;ч;да;44809\nОрлов И;ч;нет;\nЯшин И;ч;да;1/9/2023\n"}});
  EXPECT_TRUE(plan.CanApply(Options())) << Messages(plan);
  EXPECT_THAT(Places(plan), testing::IsEmpty());
}

}  // namespace
}  // namespace vekha::intake
