// What a journal said, written as a list, is read as the same people.
#include "service/intake/adapter/journal_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/roster/derive_facts.h"
#include "service/intake/table/table_import.h"
#include "tests/service/intake/adapter/journal_world.h"

namespace vekha::intake {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const Date kDay = *MakeDate(2022, 10, 28);

roster::Roster School() {
  roster::RosterUpdate update;
  update.OnList({.collection = roster::Collection::kPeople,
                 .says = roster::Says::kAllPupils | roster::Says::kAllStaff});
  const auto add = [&](const char* id, roster::PersonKind kind, const char* family) {
    roster::Person person;
    person.id = id;
    person.kind = kind;
    person.name = {family, "Анна", "Петровна"};
    update.people.push_back(std::move(person));
  };
  add("501", roster::PersonKind::kTeacher, "Кузнецова");
  update.people[0].teaching_since = MakeDate(2021, 8, 25);
  update.people[0].hired_on = MakeDate(2022, 8, 25);
  update.people[0].position = "Учитель; \"младших\" классов";
  update.people[0].part_time = true;
  update.people[0].same_as = {{"table", "17"}};
  add("7001", roster::PersonKind::kPupil, "Петрова");
  update.people[1].birth_date = MakeDate(2011, 5, 12);
  add("502", roster::PersonKind::kStaff, "Дворникова");
  for (const char* title : {"5А", "6Б"}) {
    roster::Class in_class;
    in_class.id = std::string("id-") + title;
    in_class.title = title;
    in_class.kind = roster::ClassKind::kHomeroom;
    update.memberships.push_back({.id = std::string("head-") + title,
                                  .person = "501",
                                  .in_class = in_class.id,
                                  .kind = roster::PersonKind::kTeacher,
                                  .primary = true});
    update.classes.push_back(std::move(in_class));
  }
  update.memberships.push_back({.id = "m", .person = "7001", .in_class = "id-5А"});
  return roster::Merge({}, std::move(update));
}

ImportPlan Import(const JournalList& list, const roster::Roster* base = nullptr) {
  const auto mapping = LoadMapping(Source("mappings/journal.yaml", list.mapping_text));
  EXPECT_TRUE(mapping.value.has_value());
  EXPECT_TRUE(mapping.diagnostics.empty());
  ImportOptions options;
  options.source = "dnevnik";
  options.tables.today = kDay;
  options.tables.cycle = "2022/23";
  options.tables.base = base;
  const TableFile file{.name = "dnevnik.csv", .bytes = list.csv, .mapping = list.mapping};
  const Mapping mappings[] = {mapping.value.value_or(Mapping())};
  return PlanTableImport(std::span(&file, 1), mappings, options);
}

TEST(JournalList, IsReadAsTheSamePeople) {
  const roster::Roster before = School();
  const ImportPlan plan = Import(MakeJournalList(before, kDay));
  EXPECT_EQ(plan.reading.report.errors + plan.reading.report.warnings, 0U);
  ASSERT_EQ(plan.after.people.size(), before.people.size());
  for (const roster::Person& was : before.people) {
    const roster::Person is = plan.after.people.at(was.id);
    EXPECT_EQ(is.kind, was.kind);
    EXPECT_EQ(is.name, was.name);
    EXPECT_EQ(is.birth_date, was.birth_date);
    EXPECT_EQ(is.position, was.position);
    EXPECT_EQ(is.hired_on, was.hired_on);
    EXPECT_EQ(is.teaching_since, was.teaching_since);
    EXPECT_EQ(is.part_time.value_or(false), was.part_time.value_or(false));
    EXPECT_EQ(is.same_as, was.same_as);
  }
  const roster::ClassPlaces places = roster::FindClassPlaces(plan.after, kDay);
  EXPECT_EQ(places.class_of.at("7001"), "5А");
  EXPECT_THAT(places.head_of.at("501"), ElementsAre("5А", "6Б"));
}

TEST(JournalList, OfAWholeSchoolCountsItAndMissesWhoHasLeft) {
  roster::Roster school = School();
  const ImportPlan first = Import(MakeJournalList(school, kDay));
  std::map<std::string, int64_t> facts;
  for (const auto& fact : first.derivation.facts) {
    facts[fact.record.name] = *fact.record.value.As<int64_t>();
  }
  EXPECT_EQ(facts["pupils.total"], 1);
  EXPECT_EQ(facts["young_teachers.total"], 1);
  school.people.Erase("502");
  EXPECT_FALSE(Import(MakeJournalList(school, kDay), &first.after).after.people.contains("502"));
}

TEST(JournalList, OfAPartCountsNothingAndMissesNobody) {
  roster::Roster school = School();
  school.lists.clear();
  const ImportPlan first = Import(MakeJournalList(school, kDay));
  EXPECT_TRUE(first.derivation.facts.empty());
  school.people.Erase("502");
  EXPECT_TRUE(Import(MakeJournalList(school, kDay), &first.after).after.people.contains("502"));
}

TEST(JournalList, IsTheSameBytesForTheSamePeople) {
  const JournalList list = MakeJournalList(School(), kDay);
  EXPECT_EQ(list.csv, MakeJournalList(School(), kDay).csv);
  EXPECT_THAT(list.csv,
              HasSubstr("\n501;учитель;Кузнецова;Анна;Петровна;;5А, 6Б;;\"Учитель; \"\"младших\"\" "
                        "классов\";2022-08-25;2021-08-25;да;table:17\n"));
}

}  // namespace
}  // namespace vekha::intake
