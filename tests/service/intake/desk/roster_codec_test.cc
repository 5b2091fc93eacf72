#include "service/intake/desk/roster_codec.h"

#include <gtest/gtest.h>

#include "engine/base/rejection.h"
#include "engine/roster/roster_change.h"

namespace vekha::intake {
namespace {

using namespace roster;

Date Day(int year, int month, int day) { return *MakeDate(year, month, day); }

// Something in every field.
Roster Everything() {
  Roster r;
  r.source = "journal";
  r.files = {"users.csv", "Пары.xlsx[1]"};
  const Origin origin{1, 70'000};
  const Stamp stamp{1'660'000'000, -3};
  r.schools["s"] = {"s", "Школа", "school", "d", origin, stamp};
  r.terms["t"] = {"t", "2022/23", "schoolYear", Day(2022, 9, 1), std::nullopt, "", origin, stamp};
  r.classes["c"] = {"c", "5А", ClassKind::kHomeroom, "s", "5", {"t", "u"}, origin, stamp};
  Person person{.id = "p",
                .kind = PersonKind::kTeacher,
                .name = {"Белов", "Семён", "Игоревич"},
                .birth_date = Day(2011, 3, 14),
                .grade = "5",
                .position = "учитель",
                .hired_on = Day(2020, 8, 25),
                .teaching_since = Day(1999, 9, 1),
                .part_time = false,
                .enabled = false,
                .special_needs = SpecialNeeds::Present(Day(2023, 8, 31)),
                .same_as = {{"table", "7"}},
                .relatives = {"q"},
                .origin = origin,
                .stamp = stamp};
  r.people["p"] = person;
  person.id = "q";
  person.kind.reset();
  person.special_needs = SpecialNeeds::Absent();
  r.people["q"] = person;
  r.roles["r"] = {"r", "p",    "s",  PersonKind::kStaff, "principal", true, Day(2022, 9, 1),
                  {},  origin, stamp};
  r.memberships["m"] = {"m",    "p",  "c", PersonKind::kPupil, true, {}, Day(2023, 5, 31),
                        origin, stamp};
  r.mentees["e"] = {"e", "2022/23", "p", "чтение", "чтение", true, std::nullopt, origin, stamp};
  r.mentors["n"] = {"n",          "2022/23", "q",  {"чтение", "счёт"}, true, false, true, true,
                    std::nullopt, origin,    stamp};
  Pair pair{.id = "a", .cycle = "2022/23", .mentor = "q", .mentees = {"p"}};
  pair.stage = Stage::kBrokenOff;
  pair.plan = true;
  pair.met = {true, false, true, false, true};
  r.pairs["a"] = pair;
  r.lists[{Collection::kPairs, "2022/23"}] = {Says::kPlan | Says::kRequest, stamp};
  r.departures[3] = {stamp, {{"gone", {5, 6}}}};
  return r;
}

TEST(RosterCodec, GivesBackWhatWasWritten) {
  const Roster before = Everything();
  const auto after = DecodeRoster(EncodeRoster(before));
  ASSERT_TRUE(after.ok()) << after.status();
  EXPECT_TRUE(Compare(before, *after).Empty());
  EXPECT_EQ(after->source, before.source);
  EXPECT_EQ(after->files, before.files);
  EXPECT_EQ(after->lists, before.lists);
  EXPECT_EQ(after->people.at("p").stamp, before.people.at("p").stamp);
  EXPECT_EQ(after->people.at("p").origin, before.people.at("p").origin);
  EXPECT_TRUE(after->people.at("p").special_needs == before.people.at("p").special_needs);
  EXPECT_EQ(after->departures[3].gone.at("gone").version, 6);
  EXPECT_EQ(EncodeRoster(*after), EncodeRoster(before));
  EXPECT_TRUE(DecodeRoster("")->people.empty());
}

TEST(RosterCodec, RefusesBytesThatAreCutOffOrOfAnotherProgram) {
  const std::string bytes = EncodeRoster(Everything());
  for (size_t size = 1; size < bytes.size(); ++size) {
    const auto cut = DecodeRoster(std::string_view(bytes).substr(0, size));
    ASSERT_FALSE(cut.ok()) << size;
    EXPECT_EQ(RejectionOf(cut.status()).reason, "STORE_DAMAGED") << size;
  }
  EXPECT_EQ(RejectionOf(DecodeRoster(bytes + "x").status()).reason, "STORE_DAMAGED");
  EXPECT_EQ(RejectionOf(DecodeRoster("\x7f" + bytes).status()).reason, "STORE_NEWER");
}

TEST(RosterCodec, SurvivesAnyByteChanged) {
  const std::string bytes = EncodeRoster(Everything());
  for (size_t at = 1; at < bytes.size(); ++at) {
    for (const char flip : {'\x01', '\x80', '\xff'}) {
      std::string other = bytes;
      other[at] = static_cast<char>(other[at] ^ flip);
      const auto read = DecodeRoster(other);  // refused, or another roster: no more is promised
      if (read.ok()) continue;
      EXPECT_EQ(RejectionOf(read.status()).reason, "STORE_DAMAGED");
    }
  }
}

}  // namespace
}  // namespace vekha::intake
