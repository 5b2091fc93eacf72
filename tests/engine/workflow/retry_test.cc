// Digests that were not sent at once: tried again under their ids, given up, revived.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/workflow/delivery_world.h"

namespace vekha::workflow {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// Of Ivanov only: the curator is told of what was given up, too.
std::vector<std::string> OfIvanov(std::vector<std::string> digests) {
  std::erase_if(digests, [](const std::string& one) { return !one.starts_with("ivanov"); });
  return digests;
}

TEST_F(Delivery, ADigestTriedAgainTellsTheSuccessorWhatIsHisNow) {
  world_.Run("2022-11-03");
  Lease("2022-11-03");
  Settle("digest/petrov/2022-11-03", 1, false, "2022-11-03");
  Person("sidorov", "Сидоров С. С.");
  world_.Do(PutRole{{OrganizationId("school"), "head", PersonId("petrov"), test::Day("2018-01-01"),
                     test::Day("2022-11-03")}});
  world_.Role("school", "head", "sidorov", "2022-11-04");
  std::vector<std::string> told = Digests(Lease("2022-11-07"));
  const auto later = Digests(Lease("2022-11-07", kNine + 5));
  told.insert(told.end(), later.begin(), later.end());
  EXPECT_THAT(told, testing::Contains(testing::StartsWith("sidorov:")));
  EXPECT_THAT(told, testing::Not(testing::Contains(testing::StartsWith("petrov:"))));
}

TEST_F(Delivery, AFailureIsTriedAgainUnderTheSameIdAndThenGivenUp) {
  const std::string id = "digest/ivanov/2022-10-26";
  world_.Run("2022-10-26");
  Lease("2022-10-26");
  Settle(id, 1, false, "2022-10-26");
  EXPECT_EQ(StateOf(id), DigestState::kWaiting);
  EXPECT_THAT(Lease("2022-10-26", kNine + 1), IsEmpty());
  int attempts = 1;
  for (Date day = test::Day("2022-10-26"); attempts < 10; day = AddDays(day, 1)) {
    ASSERT_LT(day, test::Day("2022-12-30"));
    for (int minute = kNine + 2; minute < 20 * 60 && attempts < 10; minute += 10) {
      for (const Event& event : Lease(FormatIso(day), minute)) {
        const auto* leased = std::get_if<DigestLeased>(&event);
        if (leased == nullptr || leased->digest.id != id) continue;
        EXPECT_EQ(leased->attempt, ++attempts);
        Settle(id, attempts, false, FormatIso(day), minute + 1);
      }
    }
  }
  EXPECT_EQ(StateOf(id), DigestState::kDead);
  EXPECT_THAT(Digests(Lease("2022-12-30")), ElementsAre(testing::StartsWith("curator:")));
  world_.Do(ReviveDigest{id});
  EXPECT_EQ(world_.Refusal(ReviveDigest{id}), "DIGEST_NOT_DEAD");
}

TEST_F(Delivery, ALeaseThatRunsOutIsTakenAgainAndOnlyItsOwnFailureCounts) {
  const std::string id = "digest/ivanov/2022-10-26";
  world_.Run("2022-10-26");
  Lease("2022-10-26");
  EXPECT_THAT(Digests(Lease("2022-10-26", kNine + 4)), IsEmpty());
  EXPECT_THAT(Digests(Lease("2022-10-26", kNine + 6)), ElementsAre("ivanov: 1 2"));
  EXPECT_THAT(Settle(id, 1, false, "2022-10-26", kNine + 7), IsEmpty());
  EXPECT_THAT(Settle(id, 1, true, "2022-10-26", kNine + 8), SizeIs(1));
  EXPECT_EQ(StateOf(id), DigestState::kSent);
  EXPECT_THAT(Settle(id, 2, false, "2022-10-26", kNine + 9), IsEmpty());
  EXPECT_EQ(world_.Refusal(SettleDigests{0, {}, {{"digest/x", 1, true, false, "", "", 0}}}),
            "DIGEST_UNKNOWN");
}

TEST_F(Delivery, ARefusedAddressIsGivenUpAtOnce) {
  world_.Run("2022-10-26");
  Lease("2022-10-26");
  Settle("digest/ivanov/2022-10-26", 1, false, "2022-10-26", kNine + 1, true);
  EXPECT_EQ(StateOf("digest/ivanov/2022-10-26"), DigestState::kDead);
  EXPECT_THAT(Digests(Lease("2022-10-26", kNine + 2)),
              ElementsAre(testing::StartsWith("curator:")));
}

// His next one went meanwhile: two on a day are one too many.
TEST_F(Delivery, ARevivedDigestGoesOnAMorningOfItsOwn) {
  world_.Run("2022-10-26");
  Lease("2022-10-26");
  Settle("digest/ivanov/2022-10-26", 1, false, "2022-10-26", kNine + 1, true);
  world_.Run("2022-10-28");
  EXPECT_THAT(OfIvanov(Digests(Lease("2022-10-28"))), ElementsAre("ivanov: 1 2"));
  Settle("digest/ivanov/2022-10-28", 1, true, "2022-10-28");
  world_.Do(ReviveDigest{"digest/ivanov/2022-10-26"});
  EXPECT_THAT(OfIvanov(Digests(Lease("2022-10-28", kNine + 60))), IsEmpty());
  EXPECT_THAT(OfIvanov(Digests(Lease("2022-10-31"))), ElementsAre("ivanov: 1 2"));
}

// It may have arrived before the refusal: a sender that died did not record it.
TEST_F(Delivery, OnADayOneWasGivenUpThereIsNoOther) {
  world_.Run("2022-10-26");
  Lease("2022-10-26");
  EXPECT_THAT(OfIvanov(Digests(Lease("2022-10-28"))), ElementsAre("ivanov: 1 2"));
  Settle("digest/ivanov/2022-10-26", 2, false, "2022-10-28", kNine + 1, true);
  world_.Run("2022-10-28");
  EXPECT_THAT(OfIvanov(Digests(Lease("2022-10-28", kNine + 60))), IsEmpty());
  EXPECT_THAT(OfIvanov(Digests(Lease("2022-10-31"))), ElementsAre("ivanov: 1 2"));
}

TEST_F(Delivery, TwoNamesakesGivenUpAtOnceAreToldOfOneByOne) {
  Person("petrov-2", "Петров П. П.");
  world_.Do(PutRole{{OrganizationId("school"), "coordinator", PersonId("petrov-2"),
                     test::Day("2018-01-01"), std::nullopt}});
  world_.Run("2022-11-09");
  SettleDigests settle;
  settle.now = Seconds("2022-11-09", kNine + 1);
  settle.local["Europe/Moscow"] = {test::Day("2022-11-09"), kNine + 1};
  for (const Event& event : Lease("2022-11-09")) {
    const auto* leased = std::get_if<DigestLeased>(&event);
    if (leased == nullptr || !leased->digest.person.value().starts_with("petrov")) continue;
    settle.results.push_back({leased->digest.id, 1, false, true, "SMTP_REFUSED_RECIPIENT", "", 0});
  }
  ASSERT_THAT(settle.results, SizeIs(2));
  const auto told = World::NotificationsOf(world_.Do(settle));
  ASSERT_THAT(told, SizeIs(2));
  EXPECT_NE(told[0].id, told[1].id);
}

TEST_F(Delivery, ASilenceThatCameSinceHoldsWhatIsNewAndNotWhatIsOnItsWay) {
  const std::string id = "digest/ivanov/2022-10-26";
  world_.Run("2022-10-26");
  Lease("2022-10-26");
  Settle(id, 1, false, "2022-10-26");
  world_.Do(
      PutSilence{{"s", OrganizationId("school"), RoadmapId(), PersonId(), test::Day("2022-10-27"),
                  test::Day("2022-11-06"), PersonId("petrov"), "карантин"},
                 test::Day("2022-10-26")});
  world_.Run("2022-10-27");
  const auto events = Lease("2022-10-27");
  EXPECT_THAT(OfIvanov(Digests(events)), ElementsAre("ivanov: 1 2"));
  EXPECT_EQ(std::get<DigestLeased>(events.at(0)).digest.id, id);
  Settle(id, 2, true, "2022-10-27");
  world_.Run("2022-10-28");
  EXPECT_THAT(Lease("2022-10-28"), IsEmpty());
}

TEST_F(Delivery, WhoIsAwayGetsNothingAgainEither) {
  world_.Run("2022-10-26");
  Lease("2022-10-26");
  Settle("digest/ivanov/2022-10-26", 1, false, "2022-10-26");
  world_.Do(PutAbsence{
      {PersonId("ivanov"), test::Day("2022-10-27"), test::Day("2022-10-27"), PersonId(), ""}});
  EXPECT_THAT(Lease("2022-10-27"), IsEmpty());
  EXPECT_THAT(Digests(Lease("2022-10-28")), ElementsAre("ivanov: 1 2"));
}

TEST_F(Delivery, ADigestWhoseReaderHasNoAddressAnyMoreIsGivenUp) {
  const std::string id = "digest/ivanov/2022-10-26";
  world_.Run("2022-10-26");
  Lease("2022-10-26");
  Settle(id, 1, false, "2022-10-26");
  Person("ivanov", "Иванов И. И.", Channel::kNone);
  const auto events = Lease("2022-10-27");
  EXPECT_EQ(StateOf(id), DigestState::kDead);
  const auto told = World::NotificationsOf(events);
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_EQ(told[0].person, PersonId("curator"));
  EXPECT_TRUE(world_.state.open_digests.empty());
}

TEST_F(Delivery, WhatElseIsLostWithNewsOfTheUnreachedIsReported) {
  Person("ivanov", "Иванов И. И.", Channel::kNone);
  world_.Run("2022-10-26");
  Lease("2022-10-26", 21 * 60);  // the curator is to hear of Ivanov, but not at night
  world_.Run("2022-11-01");
  Lease("2022-11-01");
  std::vector<std::string> told;
  for (const Event& event :
       Settle("digest/curator/2022-11-01", 1, false, "2022-11-01", kNine + 1, true)) {
    const auto* said = std::get_if<NotificationEmitted>(&event);
    if (said != nullptr)
      told.push_back(said->notification.rung + " " + said->notification.person.value());
  }
  EXPECT_THAT(told, ElementsAre("unreached petrov"));
}

TEST_F(Delivery, ADigestThatIsTakenAndNeverAnsweredIsGivenUp) {
  const std::string id = "digest/ivanov/2022-10-26";
  world_.Run("2022-10-26");
  for (int attempt = 1; attempt <= 10; ++attempt) {
    EXPECT_THAT(OfIvanov(Digests(Lease("2022-10-26", kNine + 6 * attempt))), SizeIs(1));
  }
  const auto told = World::NotificationsOf(Lease("2022-10-26", kNine + 66));
  EXPECT_EQ(StateOf(id), DigestState::kDead);
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_EQ(told[0].person, PersonId("curator"));
}

TEST_F(Delivery, WhatWasNotBegunIsNoAttempt) {
  const std::string id = "digest/ivanov/2022-10-26";
  world_.Run("2022-10-26");
  for (int minute = kNine; minute < kNine + 60; minute += 4) {
    const auto events = Lease("2022-10-26", minute);
    ASSERT_THAT(Digests(events), SizeIs(1));
    EXPECT_EQ(std::get<DigestLeased>(events.at(0)).attempt, 1);
    SettleDigests settle;
    settle.now = Seconds("2022-10-26", minute + 1);
    settle.local["Europe/Moscow"] = {test::Day("2022-10-26"), minute + 1};
    settle.results = {{id, 1, false, false, "TOO_LATE", "", 0, false}};
    world_.Do(settle);
    EXPECT_EQ(StateOf(id), DigestState::kWaiting);
  }
}

TEST_F(Delivery, WhatWentWrongIsSaidInWords) {
  world_.Run("2022-10-26");
  Lease("2022-10-26");
  SettleDigests settle;
  settle.now = Seconds("2022-10-26", kNine + 1);
  settle.local["Europe/Moscow"] = {test::Day("2022-10-26"), kNine + 1};
  settle.results = {{"digest/ivanov/2022-10-26", 1, false, true, "SMTP_REFUSED_RECIPIENT",
                     "school.example", 0, true}};
  const auto told = World::NotificationsOf(world_.Do(settle));
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_EQ(told[0].text,
            "Иванов И. И.: сообщить не удалось (почтовый сервер не знает такого адресата)");
}

}  // namespace
}  // namespace vekha::workflow
