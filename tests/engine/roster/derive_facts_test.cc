#include "engine/roster/derive_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "engine/base/source.h"
#include "engine/facts/fact_catalog.h"
#include "engine/roster/roster_update.h"
#include "tests/engine/roster/school.h"

namespace vekha::roster {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::map<std::string, int64_t> Counts(const Derivation& derivation) {
  std::map<std::string, int64_t> counts;
  for (const DerivedFact& fact : derivation.facts) {
    counts[fact.record.name + "@" + fact.record.scope] = *fact.record.value.As<int64_t>();
  }
  return counts;
}

Derivation Derive(const Roster& roster, DeriveOptions options = {.as_of = *MakeDate(2022, 11, 1)}) {
  const Roster* const rosters[] = {&roster};
  return DeriveFacts(rosters, options);
}

const DerivedFact* Find(const Derivation& derivation, std::string_view name) {
  for (const DerivedFact& fact : derivation.facts) {
    if (fact.record.name == name) return &fact;
  }
  return nullptr;
}

TEST(DeriveFacts, SaysNothingOfListsThatAreNotThere) {
  EXPECT_THAT(Derive(Roster()).facts, IsEmpty());
}

TEST(DeriveFacts, AnEmptyListIsNotAMissingOne) {
  RosterUpdate update;
  update.OnList({Collection::kMentees, "2022/23", Mode::kBulk, Says::kRequest});
  const auto counts = Counts(Derive(Merge({}, std::move(update))));
  EXPECT_EQ(counts.at("mentees.count@2022/23"), 0);
  EXPECT_EQ(counts.at("mentees.without_request@2022/23"), 0);
  EXPECT_FALSE(counts.contains("mentees.unpaired@2022/23"));
}

TEST(DeriveFacts, CountsTheBasesAndThePairs) {
  SchoolBuilder school;
  school.AddMentee("1", "математика");
  school.AddMentee("2", "");
  school.AddMentee("3", "чтение");
  school.AddMentor("10", {.selected = true, .trained = true});
  school.AddMentor("11", {.selected = true, .trained = false});
  school.AddMentor("12", {.selected = false, .trained = true});
  school.AddPair("10", {"1"}, {.plan = true, .met = {true, true}});
  school.AddPair("11", {"3"}, {.stage = Stage::kBrokenOff});
  const auto counts = Counts(Derive(school.Build()));
  const std::map<std::string, int64_t> wanted = {
      {"mentees.count@2022/23", 3},      {"mentees.without_request@2022/23", 1},
      {"mentees.unpaired@2022/23", 2},   {"mentors.count@2022/23", 3},
      {"mentors.potential@2022/23", 3},  {"mentors.selected@2022/23", 2},
      {"mentors.trained@2022/23", 1},    {"pairs.count@2022/23", 1},
      {"pairs.without_plan@2022/23", 0}, {"pairs.closed@2022/23", 0},
      {"pairs.met.intro@2022/23", 1},    {"pairs.met.trial@2022/23", 1},
      {"pairs.met.planning@2022/23", 0}};
  for (const auto& [fact, count] : wanted) {
    ASSERT_TRUE(counts.contains(fact)) << fact;
    EXPECT_EQ(counts.at(fact), count) << fact;
  }
}

TEST(DeriveFacts, NamesTheRowsThatLackSomething) {
  SchoolBuilder school;
  school.AddMentee("1", "математика");
  school.AddMentee("2", "");
  const Derivation derivation = Derive(school.Build());
  const DerivedFact* fact = Find(derivation, "mentees.without_request");
  ASSERT_NE(fact, nullptr);
  EXPECT_THAT(fact->rows, ElementsAre(RowReference{"mentees.csv", 3}));
  EXPECT_EQ(fact->source_id, "mentees.csv");
}

TEST(DeriveFacts, AnUnusedColumnGivesNoFact) {
  SchoolBuilder school;
  school.says = Says::kRequest;
  school.AddMentor("10", {.selected = true, .trained = true});
  const Derivation derivation = Derive(school.Build());
  EXPECT_NE(Find(derivation, "mentors.count"), nullptr);
  EXPECT_EQ(Find(derivation, "mentors.trained"), nullptr);
}

TEST(DeriveFacts, CountsEachSchoolYearByItself) {
  SchoolBuilder school;
  school.AddMentee("1", "математика");
  school.cycle = "2021/22";
  school.AddMentee("1", "");
  school.AddMentee("2", "");
  const auto counts = Counts(Derive(school.Build()));
  EXPECT_EQ(counts.at("mentees.count@2022/23"), 1);
  EXPECT_EQ(counts.at("mentees.count@2021/22"), 2);
}

TEST(DeriveFacts, APersonOfTwoSourcesIsOneOnlyByAKey) {
  SchoolBuilder table;
  table.source = "table";
  table.AddMentee("row-1", "математика");
  table.AddMentee("row-2", "чтение");
  table.Person("row-1").same_as.push_back({"journal", "7001"});
  SchoolBuilder journal;
  journal.source = "journal";
  journal.AddMentee("7001", "физика");
  journal.AddMentee("7002", "чтение");
  for (SchoolBuilder* school : {&table, &journal}) {
    for (Person& person : school->update.people) person.name = {"Петров", "Иван", "Ильич"};
  }
  const Roster a = table.Build();
  const Roster b = journal.Build();
  const Roster* const both[] = {&a, &b};
  const Derivation derivation = DeriveFacts(both, {.as_of = *MakeDate(2022, 11, 1)});
  EXPECT_EQ(Counts(derivation).at("mentees.count@2022/23"), 3);
  EXPECT_EQ(Find(derivation, "mentees.count")->record.source, "journal+table");
}

TEST(DeriveFacts, AreAsOldAsTheListsTheyCameFrom) {
  SchoolBuilder school;
  school.update.stamp = {.observed_at = 1'664'000'000, .version = 7};
  school.AddMentee("1", "математика");
  const Derivation derivation =
      Derive(school.Build(), {.as_of = *MakeDate(2022, 11, 1), .source = "curator"});
  const DerivedFact* fact = Find(derivation, "mentees.count");
  EXPECT_EQ(fact->record.observed_at, 1'664'000'000);
  EXPECT_EQ(fact->version, 7);
  EXPECT_EQ(fact->record.source, "curator");
}

TEST(DeriveFacts, RequestsNeedAMentorForTheirTopic) {
  SchoolBuilder school;
  school.AddMentee("1", "помочь с задачами", "Математика");
  school.AddMentee("2", "выбор профессии", "профориентация");
  school.AddMentor("10", {.topics = {"математика"}});
  EXPECT_EQ(Counts(Derive(school.Build())).at("mentees.requests_without_mentor@2022/23"), 1);
}

TEST(DeriveFacts, RequestsThatAreNotSaidAreNotAnswered) {
  SchoolBuilder school;
  school.AddMentee("1", "", "математика");
  school.AddMentee("2", "", "");
  school.AddMentor("10", {.topics = {"математика"}});
  const Derivation gap = Derive(school.Build());
  EXPECT_EQ(Find(gap, "mentees.requests_without_mentor"), nullptr);
  ASSERT_EQ(gap.gaps.size(), 1u);
  EXPECT_EQ(gap.gaps[0].fact, "mentees.requests_without_mentor");
  EXPECT_THAT(gap.gaps[0].rows, ElementsAre(RowReference{"mentees.csv", 3}));
}

TEST(DeriveFacts, AgesAreThoseOfTheDay) {
  SchoolBuilder school;
  school.AddMentee("1", "а");
  school.AddMentee("2", "а");
  school.Person("1").birth_date = MakeDate(2011, 11, 1);
  school.Person("2").birth_date = MakeDate(2011, 11, 2);
  EXPECT_EQ(Counts(Derive(school.Build())).at("pupils.mentees_11_18@2022"), 1);
  school.AddMentee("3", "а");
  const Derivation gap = Derive(school.Build());
  EXPECT_EQ(Find(gap, "pupils.mentees_11_18"), nullptr);
  ASSERT_EQ(gap.gaps.size(), 1u);
  EXPECT_THAT(gap.gaps[0].rows, ElementsAre(RowReference{"mentees.csv", 4}));
}

TEST(DeriveFacts, YoungTeachersByYearsOfTeaching) {
  SchoolBuilder school;
  school.AddTeacher("20", *MakeDate(2020, 9, 1));
  school.AddTeacher("21", *MakeDate(2019, 9, 1));
  school.AddMentee("20", "методика урока");
  const Roster roster = school.Build();
  auto counts = Counts(Derive(roster));
  EXPECT_EQ(counts.at("young_teachers.total@2022"), 1);
  EXPECT_EQ(counts.at("young_teachers.mentees@2022"), 1);
  counts = Counts(Derive(roster, {.as_of = *MakeDate(2022, 11, 1), .young_years = 5}));
  EXPECT_EQ(counts.at("young_teachers.total@2022"), 2);
}

TEST(DeriveFacts, SpecialNeedsAreCountedAndNotPlaced) {
  SchoolBuilder school;
  school.AddPupil("1", SpecialNeeds::Present());
  school.AddPupil("2", SpecialNeeds::Present(MakeDate(2022, 10, 31)));
  school.AddPupil("3", SpecialNeeds::Absent());
  school.AddMentee("1", "математика");
  const Derivation derivation = Derive(school.Build());
  EXPECT_EQ(Counts(derivation).at("pupils.special_needs@2022"), 1);
  EXPECT_EQ(Counts(derivation).at("pupils.special_needs_covered@2022"), 1);
  EXPECT_THAT(Find(derivation, "pupils.special_needs")->rows, IsEmpty());
  EXPECT_EQ(Find(derivation, "pupils.special_needs")->rows_total, 0);
}

TEST(DeriveFacts, EveryFactIsDeclared) {
  SchoolBuilder school;
  school.AddPupil("1", SpecialNeeds::Present());
  school.Person("1").birth_date = MakeDate(2011, 1, 1);
  school.AddTeacher("20", *MakeDate(2020, 9, 1));
  school.AddMentee("1", "математика", "математика");
  school.AddMentor("20", {.topics = {"математика"}, .selected = true, .trained = true});
  school.AddPair("20", {"1"}, {});
  const Derivation derivation = Derive(school.Build());
  EXPECT_EQ(derivation.facts.size(), 28u);
  const Parsed<facts::FactCatalog> catalog = facts::LoadFactCatalog(ReadRuleFile("facts.yaml"));
  ASSERT_TRUE(catalog.value);
  for (const DerivedFact& fact : derivation.facts) {
    const facts::FactDeclaration* declared = catalog.value->Find(fact.record.name);
    ASSERT_NE(declared, nullptr) << fact.record.name;
    EXPECT_TRUE(facts::IsScopeOf(declared->per, fact.record.scope)) << fact.record.name;
    EXPECT_TRUE(facts::ValidateFact(*catalog.value, fact.record.name, fact.record.value).ok());
  }
}

}  // namespace
}  // namespace vekha::roster
