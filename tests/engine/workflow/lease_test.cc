// Leases that look at no more than they need: taken in parts they give what one look gives, and
// what cannot have changed is not looked at again.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "tests/engine/workflow/world.h"

namespace vekha::workflow {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr int kPeople = 12;
constexpr char kDay[] = "2022-10-26";

std::string Id(int person) { return fmt::format("p{:02}", person); }
std::string Surname(int person) {
  static const std::vector<std::string> kSurnames = {
      "Алиев", "Беков", "Вагабов",   "Гаджиев", "Джабаров",  "Евлоев",
      "Жуков", "Зорин", "Ибрагимов", "Кадиев",  "Лабазанов", "Магомедов"};
  return kSurnames.at(static_cast<size_t>(person)) + " А. А.";
}

// Every person answers for one task, helps with another, and may be away.
class Leases : public testing::Test {
 protected:
  void SetUp() override {
    world_.Organization("school", roadmap::Level::kSchool);
    std::string rows;
    for (int i = 0; i < kPeople; ++i) {
      Contact contact;
      contact.channel = Channel::kEmail;
      contact.address = Id(i) + "@school.example";
      contact.digest_minute = i % 3 == 0 ? 9 * 60 : 8 * 60;
      world_.Do(PutPerson{{PersonId(Id(i)), Surname(i), contact}, ""});
      rows += fmt::format(
          "      - {{id: \"{}\", title: Приказ, term: до 31 октября 2022, "
          "responsible: {} {}, ladder: strict}}\n",
          i + 1, Surname(i), Surname((i + 5) % kPeople));
    }
    world_.Do(ApplyRoadmap{"plan.yaml", test::RoadmapText(rows), ""});
    world_.Do(
        AdoptRoadmap{OrganizationId("school"), RoadmapId("plan"), 0, test::Day("2022-09-01")});
  }

  void Away(int person, std::string substitute) {
    world_.Do(PutAbsence{{PersonId(Id(person)), test::Day("2022-10-24"), test::Day("2022-10-30"),
                          PersonId(std::move(substitute)), "отпуск"}});
  }

  LeaseDigests Command(int minute) const {
    LeaseDigests command;
    command.now = int64_t{86400} * DaysBetween(Date(1970, 1, 1), test::Day(kDay)) + 60 * minute;
    command.local["Europe/Moscow"] = {test::Day(kDay), minute};
    command.channels = {Channel::kEmail};
    command.worker = "test";
    return command;
  }

  static void Collect(const std::vector<Event>& events, std::map<std::string, Digest>& digests) {
    for (const Event& event : events) {
      const auto* leased = std::get_if<DigestLeased>(&event);
      if (leased == nullptr) continue;
      EXPECT_TRUE(digests.emplace(leased->digest.id, leased->digest).second) << leased->digest.id;
    }
  }

  // All digests of a moment, taken so many at a time.
  static std::map<std::string, Digest> InParts(World world, LeaseDigests command, int limit) {
    std::map<std::string, Digest> digests;
    command.limit = limit;
    do {
      auto decision = Decide(world.state, *test::Rules(), command);
      EXPECT_TRUE(decision.ok()) << decision.status();
      const int64_t revision = world.state.revision + 1;
      for (const Event& event : decision->events) {
        Apply(world.state, event, revision, *test::Rules());
      }
      Collect(decision->events, digests);
      command.from = decision->next;
    } while (command.from);
    return digests;
  }

  World world_;
};

TEST_F(Leases, InPartsGiveWhatOneGives) {
  std::mt19937 random(1);
  for (int round = 0; round < 8; ++round) {
    World before = world_;
    for (int person = 0; person < kPeople; ++person) {
      const int other = static_cast<int>(random() % kPeople);
      if (random() % 2 == 0 && other != person) Away(person, random() % 4 == 0 ? "" : Id(other));
    }
    world_.Run(kDay);
    const auto whole = InParts(world_, Command(10 * 60), 1000);
    EXPECT_THAT(whole, testing::Not(IsEmpty()));
    for (const int limit : {1, 2, 5}) {
      EXPECT_EQ(InParts(world_, Command(10 * 60), limit), whole) << round << " by " << limit;
    }
    for (const auto& [id, digest] : whole) {
      LeaseDigests command = Command(10 * 60);
      command.only = digest.person;
      EXPECT_EQ(InParts(world_, command, 1000), (std::map<std::string, Digest>{{id, digest}}));
    }
    world_ = std::move(before);
  }
}

TEST_F(Leases, TakeNoMoreThanAsked) {
  world_.Run(kDay);
  LeaseDigests command = Command(10 * 60);
  command.limit = 5;
  const auto decision = Decide(world_.state, *test::Rules(), command);
  ASSERT_TRUE(decision.ok());
  EXPECT_THAT(decision->events, SizeIs(5));
  EXPECT_EQ(decision->next, PersonId(Id(5)));
}

TEST_F(Leases, AReaderGetsEverythingInOneWhoeverComesFirst) {
  Away(2, Id(7));
  Away(9, Id(2));
  world_.Run(kDay);
  std::vector<std::string> instead;
  for (const DigestItem& item :
       InParts(world_, Command(10 * 60), 1).at("digest/p07/2022-10-26").items) {
    instead.push_back(item.instead_of.value());
  }
  std::sort(instead.begin(), instead.end());
  EXPECT_THAT(instead, ElementsAre("", "", "p02", "p09"))
      << "one line about a task, of whomever it was said to";
}

TEST_F(Leases, WhatCannotHaveChangedIsPassedOverUntilItsHour) {
  Away(1, Id(3));
  world_.Run(kDay);
  const auto at = [&](int minute, int looked_minute) {
    LeaseDigests command = Command(minute);
    command.looked = {world_.state.revision, Command(looked_minute).local};
    return InParts(world_, command, 1000).size();
  };
  EXPECT_EQ(at(7 * 60 + 1, 7 * 60), 0U);
  EXPECT_EQ(at(8 * 60, 7 * 60), 7U);  // the hour of two thirds has come; one is away
  EXPECT_EQ(at(9 * 60, 7 * 60), 11U);
  // A look that is said to have found nothing at nine is believed, but not about who is away.
  EXPECT_EQ(at(9 * 60 + 1, 9 * 60), 1U);
  LeaseDigests stale = Command(9 * 60 + 1);
  stale.looked = {world_.state.revision - 1, Command(9 * 60).local};
  EXPECT_THAT(InParts(world_, stale, 1000), SizeIs(11));
}

}  // namespace
}  // namespace vekha::workflow
