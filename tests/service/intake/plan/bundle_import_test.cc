// A bundle as a plan: what would change and which facts follow, or nothing.
#include "service/intake/plan/bundle_import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/intake/bundle/memory_bundle.h"

namespace vekha::intake {
namespace {

using roster::Collection;
using roster::CollectionChange;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

BundleImportOptions Options(const roster::Roster* base = nullptr) {
  BundleImportOptions options;
  options.source = "journal";
  options.bundle.today = *MakeDate(2022, 11, 1);
  options.bundle.base = base;
  options.stamp = {.observed_at = 1'667'300'000, .version = 1};
  return options;
}

ImportPlan Import(Files files, const BundleImportOptions& options = Options()) {
  MemoryBundle bundle(std::move(files));
  return PlanBundleImport(bundle, options);
}

// A school of `pupils` pupils, in a bulk file of users.
Files School(int pupils) {
  Files files = LoadBundle("oneroster-1.1");
  std::string& users = files["users.csv"];
  for (int i = 0; i < pupils; ++i) {
    users += "more" + std::to_string(i) + ",,,true,s1,student,l,,Иван,Петров,,,,,,,05,,,,,,,\n";
  }
  return files;
}

const roster::DerivedFact* FindFact(const ImportPlan& plan, std::string_view name) {
  for (const roster::DerivedFact& fact : plan.derivation.facts) {
    if (fact.record.name == name) return &fact;
  }
  return nullptr;
}

TEST(BundleImport, ABundleBecomesARosterAndFacts) {
  const ImportPlan plan = Import(LoadBundle("oneroster-1.1"));
  EXPECT_TRUE(plan.CanApply(Options())) << Places(plan.reading.report);
  EXPECT_EQ(plan.after.source, "journal");
  EXPECT_EQ(plan.change.Of(Collection::kPeople), (CollectionChange{.added = 5}));
  EXPECT_EQ(plan.changes.size(), 25u);
  EXPECT_THAT(plan.disagreements, IsEmpty());
  const roster::DerivedFact* pupils = FindFact(plan, "pupils.total");
  ASSERT_NE(pupils, nullptr);
  EXPECT_EQ(*pupils->record.value.As<int64_t>(), 2);
  EXPECT_EQ(pupils->record.scope, "2022");
  EXPECT_EQ(pupils->record.source, "journal");
  EXPECT_EQ(pupils->record.observed_at, 1'667'300'000);
  EXPECT_THAT(pupils->rows, ElementsAre(roster::RowReference{"users.csv", 2},
                                        roster::RowReference{"users.csv", 3}));
}

TEST(BundleImport, AFaultLeavesNothingToApply) {
  Files files = LoadBundle("oneroster-1.1");
  files["enrollments.csv"] += "e9,,,k5a,s1,nobody,student,,,\n";
  const ImportPlan plan = Import(std::move(files));
  EXPECT_EQ(Places(plan.reading.report), "enrollments.csv:7: userSourcedId: error[R0601]\n");
  BundleImportOptions forced = Options();
  forced.forced = true;
  EXPECT_FALSE(plan.CanApply(forced));
  EXPECT_THAT(plan.after.people, IsEmpty());
  EXPECT_THAT(plan.changes, IsEmpty());
  EXPECT_THAT(plan.derivation.facts, IsEmpty());
}

TEST(BundleImport, TheSameAgainChangesNothing) {
  const ImportPlan first = Import(LoadBundle("oneroster-1.1"));
  const ImportPlan second = Import(LoadBundle("oneroster-1.1"), Options(&first.after));
  EXPECT_TRUE(second.change.Empty());
  EXPECT_THAT(second.changes, IsEmpty());
  EXPECT_EQ(*FindFact(second, "pupils.total")->record.value.As<int64_t>(), 2);
}

TEST(BundleImport, ADeltaChangesWhatStands) {
  const ImportPlan bulk = Import(LoadBundle("oneroster-1.1"));
  const ImportPlan delta = Import(LoadBundle("oneroster-1.1-delta"), Options(&bulk.after));
  EXPECT_TRUE(delta.CanApply(Options())) << Places(delta.reading.report);
  EXPECT_EQ(delta.change.Of(Collection::kPeople),
            (CollectionChange{.before = 5, .added = 1, .removed = 1}));
  EXPECT_EQ(delta.after.schools.size(), 3u);
  EXPECT_THAT(delta.disagreements, IsEmpty());
}

TEST(BundleImport, ADeltaOntoNothingPointsAtNothing) {
  const ImportPlan plan = Import(LoadBundle("oneroster-1.1-delta"));
  EXPECT_EQ(Places(plan.reading.report),
            "users.csv:2: orgSourcedIds: error[R0601]\n"
            "users.csv:3: sourcedId: warning[R0607]\n"
            "enrollments.csv:2: classSourcedId: error[R0601]\n"
            "enrollments.csv:2: schoolSourcedId: error[R0601]\n"
            "enrollments.csv:3: sourcedId: warning[R0607]\n");
  EXPECT_FALSE(plan.CanApply(Options()));
}

TEST(BundleImport, WhatMostlyVanishesIsHeldBack) {
  const ImportPlan large = Import(School(40));
  ASSERT_TRUE(large.CanApply(Options())) << Places(large.reading.report);
  const ImportPlan cut = Import(School(30), Options(&large.after));
  EXPECT_THAT(cut.vanishing, ElementsAre(Collection::kPeople, Collection::kRoles));
  EXPECT_FALSE(cut.CanApply(Options()));
  BundleImportOptions forced = Options();
  forced.forced = true;
  EXPECT_TRUE(cut.CanApply(forced));
  EXPECT_THAT(Import(School(35), Options(&large.after)).vanishing, IsEmpty());
}

TEST(BundleImport, ARemovedSchoolLeavesADisagreement) {
  const ImportPlan bulk = Import(LoadBundle("oneroster-1.1"));
  Files files = LoadBundle("oneroster-1.1-delta");
  files.erase("users.csv");
  files.erase("enrollments.csv");
  std::string& manifest = files["manifest.csv"];
  for (const char* file : {"file.users,delta", "file.enrollments,delta"}) {
    manifest.replace(manifest.find(file), std::string(file).size(),
                     std::string(file).substr(0, std::string(file).size() - 5) + "absent");
  }
  manifest.replace(manifest.find("file.orgs,absent"), 16, "file.orgs,delta");
  files["orgs.csv"] =
      "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n"
      "s2,tobedeleted,2022-10-03T08:15:00.000Z,Школа № 2,school,,\n";
  const ImportPlan plan = Import(std::move(files), Options(&bulk.after));
  EXPECT_TRUE(plan.CanApply(Options())) << Places(plan.reading.report);
  ASSERT_EQ(plan.disagreements.size(), 1u);
  EXPECT_EQ(roster::FormatRowDiagnostic(plan.disagreements[0]).substr(0, 31),
            "users.csv:4: school: error[R060");
}

// Mentees come by a list, pupils by a bundle; together they say how many of these are mentees.
TEST(BundleImport, FactsAreCountedWithTheOtherSources) {
  roster::Roster lists;
  lists.source = "lists";
  roster::RosterUpdate update;
  update.OnFile("mentees.csv");
  update.OnList({.collection = Collection::kMentees, .cycle = "2022/23"});
  update.OnPerson({.id = "м1", .kind = roster::PersonKind::kPupil, .same_as = {{"journal", "u1"}}});
  update.OnMentee({.id = roster::MenteeId("2022/23", "м1"), .cycle = "2022/23", .person = "м1"});
  lists = roster::Merge(lists, update);
  BundleImportOptions options = Options();
  options.others = {&lists};
  const ImportPlan plan = Import(LoadBundle("oneroster-1.1"), options);
  const roster::DerivedFact* mentees = FindFact(plan, "pupils.mentees_11_18");
  ASSERT_NE(mentees, nullptr);
  EXPECT_EQ(*mentees->record.value.As<int64_t>(), 1);
  EXPECT_EQ(FindFact(Import(LoadBundle("oneroster-1.1")), "pupils.mentees_11_18"), nullptr);
}

}  // namespace
}  // namespace vekha::intake
