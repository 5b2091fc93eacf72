#include "service/intake/desk/roster_codec.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

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
  r.schools.Put({"s", "Школа", "school", "d", origin, stamp});
  r.terms.Put({"t", "2022/23", "schoolYear", Day(2022, 9, 1), std::nullopt, "", origin, stamp});
  r.classes.Put({"c", "5А", ClassKind::kHomeroom, "s", "5", {"t", "u"}, origin, stamp});
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
  r.people.Put(person);
  person.id = "q";
  person.kind.reset();
  person.special_needs = SpecialNeeds::Absent();
  r.people.Put(person);
  r.roles.Put(
      {"r", "p", "s", PersonKind::kStaff, "principal", true, Day(2022, 9, 1), {}, origin, stamp});
  r.memberships.Put({"m", "p", "c", PersonKind::kPupil, true, {}, Day(2023, 5, 31), origin, stamp});
  r.mentees.Put({"e", "2022/23", "p", "чтение", "чтение", true, std::nullopt, origin, stamp});
  r.mentors.Put({"n",
                 "2022/23",
                 "q",
                 {"чтение", "счёт"},
                 true,
                 false,
                 true,
                 true,
                 std::nullopt,
                 origin,
                 stamp});
  Pair pair{.id = "a", .cycle = "2022/23", .mentor = "q", .mentees = {"p"}};
  pair.stage = Stage::kBrokenOff;
  pair.plan = true;
  pair.met = {true, false, true, false, true};
  r.pairs.Put(pair);
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

// Everything() as programs wrote it when nothing was packed, in hexadecimal.
constexpr std::string_view kPlainShape =
    "01076a6f75726e616c020975736572732e63737610d09fd0b0d180d18b2e786c73785b315d01017301730ad0a8d0"
    "bad0bed0bbd0b0067363686f6f6c016401f0a20480dc8caf0c05010174017407323032322f32330a7363686f6f6c"
    "5965617201b0919601000001f0a20480dc8caf0c0501016301630335d0900001730135020174017501f0a20480dc"
    "8caf0c05020170017001010ad091d0b5d0bbd0bed0b20ad0a1d0b5d0bcd191d0bd10d098d0b3d0bed180d0b5d0b2"
    "d0b8d18701d3f0950101350ed183d187d0b8d182d0b5d0bbd18c01cf8b960101dfcf95010100000101019c949601"
    "01057461626c65013701017101f0a20480dc8caf0c0501710171000ad091d0b5d0bbd0bed0b20ad0a1d0b5d0bcd1"
    "91d0bd10d098d0b3d0bed180d0b5d0b2d0b8d18701d3f0950101350ed183d187d0b8d182d0b5d0bbd18c01cf8b96"
    "0101dfcf950101000001000001057461626c65013701017101f0a20480dc8caf0c05010172017201700173020970"
    "72696e636970616c0101b09196010001f0a20480dc8caf0c0501016d016d0170016300010001c093960101f0a204"
    "80dc8caf0c05010165016507323032322f323301700cd187d182d0b5d0bdd0b8d0b50cd187d182d0b5d0bdd0b8d0"
    "b501010001f0a20480dc8caf0c0501016e016e07323032322f32330171020cd187d182d0b5d0bdd0b8d0b508d181"
    "d187d191d18201010100010101010001f0a20480dc8caf0c05010161016107323032322f32330171010170000002"
    "010100010001000100000000010807323032322f323380810880dc8caf0c0500000000000000000080dc8caf0c05"
    "0104676f6e650a0c000000000000000000000000000000";

std::string BytesOf(std::string_view hexadecimal) {
  std::string bytes;
  for (size_t at = 0; at < hexadecimal.size(); at += 2) {
    bytes += static_cast<char>(std::stoi(std::string(hexadecimal.substr(at, 2)), nullptr, 16));
  }
  return bytes;
}

TEST(RosterCodec, ReadsWhatWasWrittenBeforeItPacked) {
  const std::string bytes = BytesOf(kPlainShape);
  ASSERT_EQ(bytes.front(), 1);
  const auto read = DecodeRoster(bytes);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_TRUE(Compare(Everything(), *read).Empty());
  EXPECT_EQ(EncodeRoster(*read), EncodeRoster(Everything()));
  for (size_t size = 1; size < bytes.size(); ++size) {
    EXPECT_FALSE(DecodeRoster(std::string_view(bytes).substr(0, size)).ok()) << size;
  }
}

TEST(RosterCodec, TakesALargeRosterInPieces) {
  Roster before;
  for (int i = 0; i < 5'000; ++i) {
    Person person{.id = std::to_string(i)};
    person.position.assign(static_cast<size_t>(i % 100), 'x');
    before.people.Put(person);
  }
  Person long_one{.id = "long"};
  long_one.position.assign(300'000, 'y');
  before.people.Put(long_one);
  const std::string bytes = EncodeRoster(before);
  EXPECT_LT(bytes.size(), 100'000u);
  const auto after = DecodeRoster(bytes);
  ASSERT_TRUE(after.ok()) << after.status();
  EXPECT_EQ(after->people.size(), before.people.size());
  EXPECT_TRUE(Compare(before, *after).Empty());
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
