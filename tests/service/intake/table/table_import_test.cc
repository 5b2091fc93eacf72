// Lists of a school become facts; a corrected list takes them back.
#include "service/intake/table/table_import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/utf8.h"
#include "tests/service/intake/table/table_world.h"

namespace vekha::intake {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const std::vector<std::string> kAll = {"mentees.csv", "mentors.csv", "pairs.csv"};

TEST(TableImport, ThreeListsBecomeFacts) {
  const ImportPlan plan = ImportLists(kAll);
  EXPECT_TRUE(plan.CanApply(Options())) << Messages(plan);
  const std::map<std::string, int64_t> wanted = {{"mentees.count", 4},
                                                 {"mentees.without_request", 0},
                                                 {"mentees.requests_without_mentor", 0},
                                                 {"mentees.unpaired", 0},
                                                 {"consents.missing", 0},
                                                 {"mentors.count", 3},
                                                 {"mentors.potential", 3},
                                                 {"mentors.surveyed", 3},
                                                 {"mentors.interviewed", 2},
                                                 {"mentors.selected", 3},
                                                 {"mentors.trained", 3},
                                                 {"pairs.count", 4},
                                                 {"pairs.without_plan", 1},
                                                 {"pairs.without_feedback", 4},
                                                 {"pairs.met.intro", 3},
                                                 {"pairs.closed", 0}};
  const auto facts = Facts(plan);
  for (const auto& [name, count] : wanted) {
    ASSERT_TRUE(facts.contains(name)) << name;
    EXPECT_EQ(facts.at(name), count) << name;
  }
  EXPECT_FALSE(facts.contains("pairs.met.trial")) << "the list has no such column";
}

TEST(TableImport, EveryRowIsAccountedFor) {
  const ImportPlan plan = ImportLists(kAll);
  ASSERT_EQ(plan.reading.report.files.size(), 3u);
  for (const FileReport& file : plan.reading.report.files) {
    EXPECT_EQ(file.read, file.accepted + file.refused) << file.name;
    EXPECT_EQ(file.refused, 0u) << file.name;
  }
  EXPECT_EQ(plan.reading.report.files[0].read, 4u);
  EXPECT_EQ(plan.reading.report.files[0].blank, 3u);  // numbers of columns, an empty row, a sum
}

TEST(TableImport, FactsNameTheirRows) {
  const ImportPlan plan = ImportLists(kAll);
  for (const roster::DerivedFact& fact : plan.derivation.facts) {
    if (fact.record.name != "pairs.without_plan") continue;
    EXPECT_EQ(fact.rows, (std::vector<roster::RowReference>{{"pairs.csv", 4}}));
    EXPECT_EQ(fact.record.source, "lists");
    EXPECT_EQ(fact.record.observed_at, 1'667'300'000);
    EXPECT_EQ(fact.source_id, "pairs.csv");
  }
}

TEST(TableImport, WithoutPairsNothingIsSaidOfThem) {
  const auto facts = Facts(ImportLists({"mentees.csv", "mentors.csv"}));
  EXPECT_TRUE(facts.contains("mentees.count"));
  EXPECT_FALSE(facts.contains("mentees.unpaired"));
  EXPECT_FALSE(facts.contains("pairs.count"));
}

TEST(TableImport, ListsMayComeOneAfterAnother) {
  const ImportPlan september = ImportLists({"mentees.csv"});
  ImportOptions options = Options();
  options.tables.base = &september.after;
  options.tables.stamp.observed_at += 86'400;
  const ImportPlan mentors = ImportLists({"mentors.csv"}, options);
  options.tables.base = &mentors.after;
  const ImportPlan october = ImportLists({"pairs.csv"}, options);
  EXPECT_TRUE(october.CanApply(options)) << Messages(october);
  EXPECT_EQ(Facts(october), Facts(ImportLists(kAll)));
}

TEST(TableImport, ACorrectedListTakesAPairAway) {
  const ImportPlan before = ImportLists(kAll);
  ImportOptions options = Options();
  options.tables.base = &before.after;
  options.tables.stamp.observed_at += 86'400;
  std::string pairs = ReadListFile("pairs.csv");
  pairs.erase(pairs.find("2;Сидоров"), pairs.find("3;Юсупов") - pairs.find("2;Сидоров"));
  const ImportPlan after = ImportTexts({{"pairs.csv", pairs}}, options);
  EXPECT_TRUE(after.CanApply(options)) << Messages(after);
  EXPECT_EQ(after.change.Of(roster::Collection::kPairs),
            (roster::CollectionChange{.before = 4, .removed = 1}));
  EXPECT_EQ(Facts(after).at("pairs.count"), 3);
  EXPECT_EQ(Facts(after).at("mentees.unpaired"), 1);
}

TEST(TableImport, TheSameAgainChangesNothing) {
  const ImportPlan first = ImportLists(kAll);
  ImportOptions options = Options();
  options.tables.base = &first.after;
  const ImportPlan second = ImportLists(kAll, options);
  EXPECT_TRUE(second.change.Empty());
  EXPECT_THAT(second.changes, IsEmpty());
  EXPECT_EQ(Facts(second), Facts(first));
}

TEST(TableImport, AnOlderListDoesNotUndoANewerOne) {
  const ImportPlan newer = ImportLists(kAll);
  ImportOptions options = Options();
  options.tables.base = &newer.after;
  options.tables.stamp.observed_at -= 86'400;
  const std::string older =
      "ФИО;Запрос\nАхмедова Патимат Магомедовна;\nДавно Выбывший Ученик;чтение\n";
  const ImportPlan late = ImportTexts({{"mentees.csv", older}}, options);
  EXPECT_EQ(late.change.Of(roster::Collection::kMentees), (roster::CollectionChange{.before = 4}));
  EXPECT_EQ(Facts(late).at("mentees.without_request"), 0);
}

TEST(TableImport, ACutOffListIsNotApplied) {
  std::string text = "ФИО;Запрос\n";
  for (int i = 0; i < 30; ++i) text += "Ученик Номер" + std::to_string(i) + ";чтение\n";
  const ImportPlan whole = ImportTexts({{"mentees.csv", text}});
  ImportOptions options = Options();
  options.tables.base = &whole.after;
  const ImportPlan cut = ImportTexts({{"mentees.csv", text.substr(0, text.size() / 2)}}, options);
  EXPECT_THAT(cut.vanishing, ElementsAre(roster::Collection::kMentees));
  EXPECT_FALSE(cut.CanApply(options));
  options.forced = true;
  EXPECT_TRUE(cut.CanApply(options));
}

TEST(TableImport, StaffAndPupilsGiveTheSharesTheirNumbers) {
  const ImportPlan plan =
      ImportLists({"mentees.csv", "mentors.csv", "pairs.csv", "pupils.csv", "staff.csv"});
  EXPECT_TRUE(plan.CanApply(Options())) << Messages(plan);
  const auto facts = Facts(plan);
  const std::map<std::string, int64_t> wanted = {{"pupils.total", 5},
                                                 {"pupils.mentees_11_18", 3},
                                                 {"pupils.mentors_15_18", 1},
                                                 {"pupils.special_needs", 1},
                                                 {"pupils.special_needs_covered", 1},
                                                 {"young_teachers.total", 1},
                                                 {"young_teachers.mentees", 1}};
  for (const auto& [name, count] : wanted) {
    ASSERT_TRUE(facts.contains(name)) << name;
    EXPECT_EQ(facts.at(name), count) << name;
  }
  const roster::ClassPlaces places = roster::FindClassPlaces(plan.after, *MakeDate(2022, 11, 1));
  EXPECT_THAT(places.head_of.at("101"), ElementsAre("5А"));
  EXPECT_THAT(places.head_of.at("102"), ElementsAre("1Б"));
}

TEST(TableImport, AListIsReadInTheEncodingOfExcel) {
  std::string cp1251;
  for (const CodePoint& c : DecodeUtf8(ReadListFile("mentees.csv"))) {
    if (c.value < 0x80) {
      cp1251 += static_cast<char>(c.value);
    } else if (c.value >= U'А' && c.value <= U'я') {
      cp1251 += static_cast<char>(c.value - U'А' + 0xC0);
    } else {
      cp1251 += c.value == U'ё'   ? '\xB8'
                : c.value == U'№' ? '\xB9'
                : c.value == U'«' ? '\xAB'
                                  : '\xBB';
    }
  }
  const ImportPlan plan = ImportTexts({{"mentees.csv", cp1251}});
  EXPECT_EQ(Facts(plan).at("mentees.count"), 4) << Messages(plan);
  EXPECT_THAT(Messages(plan), HasSubstr("R0816"));
}

TEST(TableImport, ThePreviewTellsHowColumnsWereRead) {
  const ImportPlan plan = ImportTexts(
      {{"mentees.csv", "ФИО;Запроса;Любимый цвет\nИванов Иван Иванович;чтение;синий\n"}});
  ASSERT_EQ(plan.reading.sheets.size(), 1u);
  const SheetReading& sheet = plan.reading.sheets[0];
  EXPECT_EQ(sheet.mapping, "mentees");
  EXPECT_EQ(sheet.header_row, 1u);
  ASSERT_EQ(sheet.columns.size(), 3u);
  EXPECT_EQ(sheet.columns[0].field, "name");
  EXPECT_EQ(sheet.columns[1].field, "");
  EXPECT_THAT(sheet.columns[1].suggestions, ElementsAre("Запрос", "Направление запроса"));
  EXPECT_THAT(sheet.columns[2].suggestions, IsEmpty());
}

TEST(TableImport, SpecialNeedsAreInNoMessage) {
  const ImportPlan plan = ImportTexts(
      {{"pupils.csv",
        "ФИО;Класс;Дата рождения;ОВЗ\nИванов Иван;5А;30.02.2011;ЗПР, вариант 7.2\n"
        "Петров Пётр;5А;01.01.2030;31.08.2023\nСидоров Сидор;шестой;01.01.2011;до лета\n"}});
  EXPECT_THAT(Messages(plan), HasSubstr("pupils.csv:2: ОВЗ: error[R0504]"));
  for (const char* secret : {"ЗПР", "7.2", "до лета", "Иванов", "Петров", "2030", "30.02"}) {
    EXPECT_THAT(Messages(plan), Not(HasSubstr(secret)));
  }
}

TEST(TableImport, AGroupIsOnePairOfSeveral) {
  const ImportPlan plan = ImportTexts(
      {{"mentees.csv", "ФИО;Запрос\nБелов Семён;а\nОрлов Иван;б\nРябов Пётр;в\nЯшин Лев;г\n"},
       {"mentors.csv", "ФИО;Должность\nЮсупова Мария;учитель\n"},
       {"pairs.csv",
        "№ группы;Наставник;Наставляемый;План\n"
        "1;Юсупова Мария;\"1. Белов Семён\n2. Орлов Иван\";да\n"
        "2;Юсупова Мария;Рябов Пётр;да\n2;Юсупова Мария;Яшин Лев;нет\n"}});
  EXPECT_TRUE(plan.CanApply(Options())) << Messages(plan);
  const auto facts = Facts(plan);
  EXPECT_EQ(facts.at("pairs.count"), 2);
  EXPECT_EQ(facts.at("mentees.unpaired"), 0);
  EXPECT_EQ(facts.at("pairs.without_plan"), 1);
}

}  // namespace
}  // namespace vekha::intake
