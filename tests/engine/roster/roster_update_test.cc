#include "engine/roster/roster_update.h"

#include <gtest/gtest.h>

#include "engine/roster/roster_change.h"

namespace vekha::roster {
namespace {

Person Pupil(std::string id, std::string family = "Петров") {
  Person person;
  person.id = std::move(id);
  person.kind = PersonKind::kPupil;
  person.name.family = std::move(family);
  return person;
}

RosterUpdate People(Mode mode, std::vector<Person> people) {
  RosterUpdate update;
  update.OnFile("users.csv");
  update.OnMode(Collection::kPeople, mode);
  update.people.assign(people.begin(), people.end());
  return update;
}

TEST(MergeBulk, IsTheWholeTruth) {
  const Roster before = Merge({}, People(Mode::kBulk, {Pupil("1"), Pupil("2")}));
  const Roster after = Merge(before, People(Mode::kBulk, {Pupil("2", "Иванов"), Pupil("3")}));
  EXPECT_FALSE(after.people.contains("1"));
  EXPECT_EQ(Compare(before, after).Of(Collection::kPeople),
            (CollectionChange{.before = 2, .added = 1, .changed = 1, .removed = 1}));
}

TEST(MergeDelta, KeepsOthersAndWhatIsNotSaid) {
  Person known = Pupil("1");
  known.birth_date = MakeDate(2011, 3, 5);
  known.special_needs = SpecialNeeds::Present();
  const Roster before = Merge({}, People(Mode::kBulk, {known, Pupil("2")}));
  RosterUpdate update = People(Mode::kDelta, {Pupil("1", "Сидоров")});
  update.OnRemoval({Collection::kPeople, "2"});
  const Roster after = Merge(before, std::move(update));
  ASSERT_EQ(after.people.size(), 1u);
  EXPECT_EQ(after.people.at("1").name.family, "Сидоров");
  EXPECT_EQ(after.people.at("1").birth_date, MakeDate(2011, 3, 5));
  EXPECT_TRUE(after.people.at("1").special_needs.Reveal().present);
}

TEST(MergeAbsent, LeavesACollectionAlone) {
  const Roster before = Merge({}, People(Mode::kBulk, {Pupil("1")}));
  EXPECT_TRUE(Compare(before, Merge(before, {})).Empty());
}

TEST(MergeDetails, APrimaryRoleSaysWhoAPersonIs) {
  Person person = Pupil("1");
  person.kind.reset();
  RosterUpdate update = People(Mode::kBulk, {person});
  update.OnDetail({.person = "1", .kind = PersonKind::kStaff});
  update.OnDetail({.person = "1", .kind = PersonKind::kTeacher, .kind_is_primary = true});
  update.OnDetail({.person = "1", .kind = PersonKind::kRelative});
  update.OnDetail({.person = "nobody", .birth_date = MakeDate(2000, 1, 1)});
  const Roster after = Merge({}, std::move(update));
  EXPECT_EQ(after.people.at("1").kind, PersonKind::kTeacher);
  EXPECT_EQ(after.people.size(), 1u);
}

TEST(MergeRemovals, TakeWhatHangsOnThemAlong) {
  Roster before = Merge({}, People(Mode::kBulk, {Pupil("1"), Pupil("2")}));
  before.classes.Put({.id = "5a"});
  before.roles.Put({.id = "r", .person = "1"});
  before.memberships.Put({.id = "m1", .person = "1", .in_class = "5b"});
  before.memberships.Put({.id = "m2", .person = "2", .in_class = "5a"});
  before.memberships.Put({.id = "m3", .person = "2", .in_class = "5b"});
  RosterUpdate update;
  update.OnRemoval({Collection::kPeople, "1"});
  update.OnRemoval({Collection::kClasses, "5a"});
  const Roster after = Merge(before, std::move(update));
  EXPECT_TRUE(after.roles.empty());
  ASSERT_EQ(after.memberships.size(), 1u);
  EXPECT_TRUE(after.memberships.contains("m3"));
}

TEST(MergeFiles, EveryRecordKeepsTheFileItCameFrom) {
  Person first = Pupil("1");
  first.origin = {0, 2};
  Person second = Pupil("2");
  second.origin = {0, 7};
  const Roster before = Merge({}, People(Mode::kBulk, {first}));
  const Roster after = Merge(before, People(Mode::kDelta, {second}));
  EXPECT_EQ(after.files.size(), 2u);
  EXPECT_EQ(after.people.at("1").origin, (Origin{0, 2}));
  EXPECT_EQ(after.people.at("2").origin, (Origin{1, 7}));
}

TEST(Vanishing, IsMoreThanTheShareOfWhatStood) {
  RosterChange change;
  change.of[static_cast<size_t>(Collection::kPeople)] = {.before = 10, .removed = 2};
  EXPECT_TRUE(FindVanishing(change, 20).empty());
  change.of[static_cast<size_t>(Collection::kPeople)].removed = 3;
  EXPECT_EQ(FindVanishing(change, 20), std::vector<Collection>{Collection::kPeople});
}

}  // namespace
}  // namespace vekha::roster
