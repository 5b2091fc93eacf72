// Records that come late, twice or in any order leave the same roster.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/roster/roster_change.h"
#include "engine/roster/roster_update.h"

namespace vekha::roster {
namespace {

Person Named(std::string id, std::string family) {
  Person person;
  person.id = std::move(id);
  person.name.family = std::move(family);
  return person;
}

RosterUpdate At(int64_t observed_at, Mode mode = Mode::kDelta) {
  RosterUpdate update;
  update.stamp = {.observed_at = observed_at};
  update.OnFile("people.csv");
  update.OnMode(Collection::kPeople, mode);
  return update;
}

Mentee MenteeOf(std::string cycle, std::string person) {
  Mentee mentee;
  mentee.id = MenteeId(cycle, person);
  mentee.cycle = std::move(cycle);
  mentee.person = std::move(person);
  return mentee;
}

TEST(MergeLate, TheNewestWordCountsWhateverTheOrder) {
  std::vector<RosterUpdate> updates;
  updates.push_back(At(100, Mode::kBulk));
  updates.back().people = {Named("1", "Иванова"), Named("2", "Петрова")};
  updates.push_back(At(200));
  updates.back().people = {Named("1", "Сидорова"), Named("3", "Орлова")};
  updates.push_back(At(300));
  updates.back().OnRemoval({Collection::kPeople, "3"});
  updates.push_back(At(400, Mode::kBulk));
  updates.back().people = {Named("1", "Сидорова"), Named("4", "Белова")};
  updates.push_back(At(500));
  updates.back().people = {Named("2", "Петрова")};

  std::vector<size_t> order = {0, 1, 2, 3, 4};
  Roster wanted;
  for (const size_t i : order) wanted = Merge(wanted, updates[i]);
  ASSERT_EQ(wanted.people.size(), 3u);
  EXPECT_EQ(wanted.people.at("1").name.family, "Сидорова");
  do {
    Roster roster;
    for (const size_t i : order) roster = Merge(roster, updates[i]);
    roster = Merge(roster, updates[order.front()]);  // one of them twice
    EXPECT_TRUE(Compare(wanted, roster).Empty())
        << order[0] << order[1] << order[2] << order[3] << order[4];
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(MergeLate, AnOlderWordFillsInWhatIsNotKnown) {
  RosterUpdate newer = At(200);
  newer.people = {Named("1", "Сидорова")};
  RosterUpdate older = At(100);
  older.people = {Named("1", "Иванова")};
  older.people[0].birth_date = MakeDate(2011, 1, 1);
  const Roster roster = Merge(Merge({}, newer), older);
  EXPECT_EQ(roster.people.at("1").name.family, "Сидорова");
  EXPECT_EQ(roster.people.at("1").birth_date, MakeDate(2011, 1, 1));
}

TEST(MergeLists, AWholeListReplacesItsOwnSchoolYear) {
  RosterUpdate first = At(100);
  first.OnList({Collection::kMentees, "2021/22", Mode::kBulk, Says::kRequest});
  first.OnMentee(MenteeOf("2021/22", "1"));
  RosterUpdate second = At(200);
  second.OnList({Collection::kMentees, "2022/23", Mode::kBulk, Says::kRequest});
  second.OnMentee(MenteeOf("2022/23", "1"));
  second.OnMentee(MenteeOf("2022/23", "2"));
  RosterUpdate corrected = At(300);
  corrected.OnList({Collection::kMentees, "2022/23", Mode::kBulk, Says::kRequest});
  corrected.OnMentee(MenteeOf("2022/23", "2"));
  const Roster before = Merge(Merge({}, first), second);
  const Roster after = Merge(before, corrected);
  EXPECT_TRUE(after.mentees.contains("2021/22|1"));
  EXPECT_FALSE(after.mentees.contains("2022/23|1"));
  EXPECT_TRUE(Compare(after, Merge(after, second)).Empty()) << "an older list came again";
}

TEST(ListChanges, NamesRecordsAndFieldsButNoValues) {
  RosterUpdate first = At(100, Mode::kBulk);
  first.people = {Named("1", "Иванова"), Named("2", "Петрова"), Named("3", "Орлова")};
  RosterUpdate second = At(200, Mode::kBulk);
  second.people = {Named("1", "Сидорова"), Named("3", "Орлова"), Named("4", "Белова")};
  second.people[1].special_needs = SpecialNeeds::Present();
  second.people[0].origin.row = 2;
  const Roster before = Merge({}, first);
  const auto changes = ListChanges(before, Merge(before, second));
  ASSERT_EQ(changes.size(), 3u) << "that special needs changed is not told";
  EXPECT_EQ(changes[0], (RecordChange{.kind = ChangeKind::kChanged,
                                      .id = "1",
                                      .fields = {"name"},
                                      .file = "people.csv",
                                      .row = 2}));
  EXPECT_EQ(changes[1].kind, ChangeKind::kRemoved);
  EXPECT_EQ(changes[2].kind, ChangeKind::kAdded);
  EXPECT_EQ(Compare(before, Merge(before, second)).Of(Collection::kPeople).changed, 2);
}

TEST(FindVanishing, AFewRecordsAreNoCutOffExport) {
  RosterChange change;
  change.of[static_cast<size_t>(Collection::kPairs)] = {.before = 3, .removed = 1};
  EXPECT_EQ(FindVanishing(change, 20).size(), 1u);
  EXPECT_TRUE(FindVanishing(change, 20, 5).empty());
}

}  // namespace
}  // namespace vekha::roster
