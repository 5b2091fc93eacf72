#include "service/intake/bundle/bundle.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <tuple>

#include "engine/roster/roster_change.h"
#include "tests/service/intake/bundle/memory_bundle.h"

namespace vekha::intake {
namespace {

using roster::ClassKind;
using roster::Mode;
using roster::PersonKind;
using Rows = std::map<std::string, std::tuple<uint64_t, uint64_t, uint64_t>>;

Rows RowsOf(const BundleReport& report) {
  Rows rows;
  for (const FileReport& f : report.files) rows[f.name] = {f.read, f.accepted, f.refused};
  return rows;
}

TEST(OneRoster11, ASoundBundleIsReadWhole) {
  auto [report, update] = ReadFiles(LoadBundle("oneroster-1.1"));
  EXPECT_EQ(Places(report), "");
  EXPECT_EQ(report.format, Format::kOneRoster11);
  EXPECT_EQ(RowsOf(report), (Rows{{"manifest.csv", {17, 17, 0}},
                                  {"orgs.csv", {3, 3, 0}},
                                  {"academicSessions.csv", {3, 3, 0}},
                                  {"courses.csv", {2, 2, 0}},
                                  {"classes.csv", {3, 3, 0}},
                                  {"users.csv", {5, 5, 0}},
                                  {"demographics.csv", {3, 3, 0}},
                                  {"enrollments.csv", {5, 5, 0}}}));
  const roster::Roster merged = roster::Merge({}, std::move(update));
  const roster::Person& pupil = merged.people.at("u1");
  EXPECT_EQ(pupil.kind, PersonKind::kPupil);
  EXPECT_EQ(pupil.name, (roster::PersonName{"Петров", "Иван", "Ильич"}));
  EXPECT_EQ(pupil.birth_date, MakeDate(2011, 3, 5));
  EXPECT_TRUE(pupil.special_needs.Reveal().present);
  EXPECT_EQ(pupil.special_needs.Reveal().until, MakeDate(2023, 8, 31));
  EXPECT_EQ(pupil.same_as, (std::vector<roster::SourceKey>{{"asu", "77"}}));
  EXPECT_EQ(pupil.relatives, std::vector<std::string>{"u5"});
  EXPECT_EQ(merged.files.at(pupil.origin.file), "users.csv");
  EXPECT_EQ(pupil.origin.row, 2u);
  EXPECT_FALSE(merged.people.at("u2").special_needs.Reveal().present);
  const roster::Person& teacher = merged.people.at("u3");
  EXPECT_EQ(teacher.position, "Учитель математики");
  EXPECT_EQ(teacher.hired_on, MakeDate(2022, 8, 25));
  EXPECT_EQ(teacher.teaching_since, MakeDate(2021, 9, 1));
  EXPECT_EQ(teacher.part_time, true);
  EXPECT_FALSE(merged.people.at("u5").enabled);
  EXPECT_EQ(merged.roles.at("u3|s2").school, "s2");
  EXPECT_FALSE(merged.roles.at("u3|s2").primary);
  EXPECT_EQ(merged.classes.at("k5a").kind, ClassKind::kHomeroom);
  EXPECT_EQ(merged.terms.at("t1").end, MakeDate(2022, 12, 28)) << "the standard's end is excluded";
  const auto places = roster::FindClassPlaces(merged, *MakeDate(2022, 11, 1));
  EXPECT_EQ(places.class_of.at("u1"), "k5a");
  EXPECT_EQ(places.head_of.at("u3"), std::vector<std::string>{"k5a"});
}

TEST(OneRoster12, RolesMakeThePerson) {
  auto [report, update] = ReadFiles(LoadBundle("oneroster-1.2"));
  EXPECT_EQ(Places(report), "");
  EXPECT_EQ(report.format, Format::kOneRoster12);
  const roster::Roster merged = roster::Merge({}, std::move(update));
  EXPECT_EQ(merged.people.at("u1").kind, PersonKind::kPupil);
  EXPECT_EQ(merged.people.at("u1").same_as,
            (std::vector<roster::SourceKey>{{"asu", "77"}, {"master", "m-77"}}));
  EXPECT_EQ(merged.people.at("u3").kind, PersonKind::kTeacher);
  EXPECT_EQ(merged.people.at("u3").position, "Учитель математики");
  EXPECT_EQ(merged.roles.at("r3").begin, MakeDate(2022, 8, 25));
}

TEST(OneRosterDelta, ChangesWhatStands) {
  auto bulk = ReadFiles(LoadBundle("oneroster-1.1"));
  const roster::Roster before = roster::Merge({}, std::move(bulk.update));
  auto [report, update] = ReadFiles(LoadBundle("oneroster-1.1-delta"), &before);
  EXPECT_EQ(Places(report), "");
  EXPECT_EQ(report.unchecked_references, 0u);
  const roster::Roster after = roster::Merge(before, std::move(update));
  const roster::RosterChange change = roster::Compare(before, after);
  EXPECT_EQ(change.Of(roster::Collection::kPeople),
            (roster::CollectionChange{.before = 5, .added = 1, .changed = 0, .removed = 1}));
  EXPECT_EQ(change.Of(roster::Collection::kMemberships),
            (roster::CollectionChange{.before = 5, .added = 1, .changed = 0, .removed = 1}));
  EXPECT_FALSE(after.people.contains("u2"));
  EXPECT_FALSE(after.roles.contains("u2|s1"));
}

TEST(OneRosterDelta, LeavesReferencesOpenWhenNothingIsKnown) {
  const auto [report, update] = ReadFiles(LoadBundle("oneroster-1.1-delta"));
  EXPECT_EQ(Places(report), "");
  EXPECT_GT(report.unchecked_references, 0u);
}

TEST(SameBundleAgain, ChangesNothing) {
  auto first = ReadFiles(LoadBundle("oneroster-1.1"));
  auto second = ReadFiles(LoadBundle("oneroster-1.1"));
  const roster::Roster before = roster::Merge({}, std::move(first.update));
  EXPECT_TRUE(roster::Compare(before, roster::Merge(before, std::move(second.update))).Empty());
}

TEST(Zipped, ReadsAsAFolderDoes) {
  const std::string zip = Zip(LoadBundle("oneroster-1.1"));
  const auto bundle = OpenBundleBytes(zip);
  const auto [report, update] = ReadFiles(*bundle);
  EXPECT_EQ(Places(report), "");
  EXPECT_EQ(update.people.size(), 5u);
}

TEST(Folder, IsRead) {
  const auto bundle = OpenBundle("tests/service/intake/bundle/bundles/sds-2.1");
  ASSERT_TRUE(bundle.ok());
  const auto [report, update] = ReadFiles(**bundle);
  EXPECT_EQ(Places(report), "");
  EXPECT_EQ(report.format, Format::kSdsV21);
  EXPECT_EQ(update.people.size(), 2u);
}

TEST(NoBundle, IsNotFound) {
  EXPECT_EQ(OpenBundle("tests/no/such/folder").status().code(), absl::StatusCode::kNotFound);
}

// Sample bundles of Microsoft's, read in place.
BundleReport ReadFixture(const std::string& name, roster::RosterUpdate& update) {
  const auto bundle = OpenBundle("../shared/fixtures/" + name);
  return ReadBundle(**bundle, {.today = *MakeDate(2026, 11, 22)}, update);
}

bool HasFixtures() { return std::filesystem::exists("../shared/fixtures/ms-sds-v2.1"); }

TEST(MicrosoftSamples, V21EveryRowIsRead) {
  if (!HasFixtures()) GTEST_SKIP() << "../shared/fixtures is not there";
  roster::RosterUpdate update;
  const BundleReport report = ReadFixture("ms-sds-v2.1", update);
  EXPECT_EQ(report.errors, 0u) << Places(report);
  EXPECT_EQ(report.format, Format::kSdsV21);
  EXPECT_EQ(RowsOf(report), (Rows{{"orgs.csv", {4, 4, 0}},
                                  {"academicSessions.csv", {2, 2, 0}},
                                  {"courses.csv", {3, 3, 0}},
                                  {"classes.csv", {2, 2, 0}},
                                  {"users.csv", {8, 8, 0}},
                                  {"roles.csv", {7, 7, 0}},
                                  {"demographics.csv", {6, 6, 0}},
                                  {"userFlags.csv", {3, 3, 0}},
                                  {"relationships.csv", {3, 3, 0}},
                                  {"enrollments.csv", {6, 6, 0}}}));
  const roster::Roster merged = roster::Merge({}, std::move(update));
  EXPECT_TRUE(merged.people.at("114001").special_needs.Reveal().present);
  EXPECT_FALSE(merged.people.at("114003").special_needs.Reveal().present);
  EXPECT_TRUE(merged.people.at("114004").special_needs.Reveal().present);
}

TEST(MicrosoftSamples, V1EveryRowIsRead) {
  if (!HasFixtures()) GTEST_SKIP() << "../shared/fixtures is not there";
  roster::RosterUpdate update;
  const BundleReport report = ReadFixture("ms-sds-100-users", update);
  EXPECT_EQ(report.errors, 0u) << Places(report);
  EXPECT_EQ(report.format, Format::kSdsV1);
  EXPECT_EQ(RowsOf(report), (Rows{{"School.csv", {2, 2, 0}},
                                  {"Section.csv", {28, 28, 0}},
                                  {"Student.csv", {86, 86, 0}},
                                  {"Teacher.csv", {12, 12, 0}},
                                  {"StudentEnrollment.csv", {602, 602, 0}},
                                  {"TeacherRoster.csv", {28, 28, 0}}}));
  EXPECT_EQ(update.people.size(), 98u);
}

TEST(MicrosoftSamples, V2EveryRowIsRead) {
  if (!HasFixtures()) GTEST_SKIP() << "../shared/fixtures is not there";
  roster::RosterUpdate update;
  const BundleReport report = ReadFixture("ms-sds-v2", update);
  EXPECT_EQ(report.errors, 0u) << Places(report);
  EXPECT_EQ(report.format, Format::kSdsV2);
  EXPECT_EQ(RowsOf(report), (Rows{{"orgs.csv", {5, 5, 0}},
                                  {"classes.csv", {4, 4, 0}},
                                  {"users.csv", {29, 29, 0}},
                                  {"enrollments.csv", {29, 29, 0}}}));
}

}  // namespace
}  // namespace vekha::intake
