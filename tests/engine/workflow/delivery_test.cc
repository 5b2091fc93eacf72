// From notifications to digests: what goes to whom on a morning, what waits, and what is given up.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/workflow/delivery_world.h"

namespace vekha::workflow {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST_F(Delivery, OnePersonGetsOneDigestADay) {
  world_.Run("2022-10-26");
  EXPECT_THAT(Digests(Lease("2022-10-26")), ElementsAre("ivanov: 1 2"));
  EXPECT_THAT(Lease("2022-10-26", kNine + 1), IsEmpty());
  Settle("digest/ivanov/2022-10-26", 1, true, "2022-10-26");
  EXPECT_EQ(StateOf("digest/ivanov/2022-10-26"), DigestState::kSent);
  world_.Run("2022-10-28");
  EXPECT_THAT(Digests(Lease("2022-10-28")), ElementsAre("ivanov: 1 2"));
}

TEST_F(Delivery, NothingIsSentAtNightOrOnADayOff) {
  world_.Run("2022-10-29");  // a Saturday
  EXPECT_THAT(Lease("2022-10-29"), IsEmpty());
  EXPECT_THAT(Lease("2022-10-30"), IsEmpty());
  EXPECT_THAT(Lease("2022-10-31", 7 * 60), IsEmpty());
  EXPECT_THAT(Lease("2022-10-31", 20 * 60), IsEmpty());
  EXPECT_THAT(Digests(Lease("2022-10-31", 8 * 60)), ElementsAre("ivanov: 1 2"));
}

TEST_F(Delivery, WhatIsNoLongerTrueIsDropped) {
  world_.Run("2022-10-26");
  world_.Do(ReportTask{
      TaskId(kOrder),
      {PersonId("ivanov"), test::Day("2022-10-26"), {"7", test::Day("2022-10-26"), "", ""}, ""},
      "",
      {}});
  const auto events = Lease("2022-10-27");
  EXPECT_THAT(Dropped(events), ElementsAre("TASK_CLOSED"));
  EXPECT_THAT(Digests(events), ElementsAre("ivanov: 2"));
}

TEST_F(Delivery, AnOldDateIsNotSentAfterAnExtension) {
  world_.Run("2022-10-26");
  world_.Do(DecideExtension{
      {TaskId(kOrder), PersonId("petrov"), test::Day("2022-10-26"), "приказ", "", {}},
      true,
      test::Day("2022-11-15")});
  const auto events = Lease("2022-10-27");
  EXPECT_THAT(Dropped(events), ElementsAre("DUE_CHANGED"));
  EXPECT_THAT(Digests(events), ElementsAre("ivanov: 2 1"));  // the news of it
}

TEST_F(Delivery, OfSeveralThingsAboutOneTaskTheNewestIsSaid) {
  world_.Run("2022-10-26");
  world_.Run("2022-10-28");
  const auto events = Lease("2022-10-28");
  EXPECT_THAT(Dropped(events), ElementsAre("DUPLICATE", "DUPLICATE"));
  EXPECT_THAT(Digests(events), ElementsAre("ivanov: 1 2"));
}

TEST_F(Delivery, WhatIsAskedOfHimStandsBesideWhatIsDue) {
  world_.Do(
      RequestExtension{{TaskId(kOrder), PersonId("ivanov"), test::Day("2022-11-01"), "болезнь"},
                       test::Day("2022-11-15")});
  world_.Run("2022-11-03");  // d+3 goes to the head, too, who is the authority
  bool asked = false;
  for (const Event& event : Lease("2022-11-03")) {
    const auto* leased = std::get_if<DigestLeased>(&event);
    if (leased == nullptr || leased->digest.person != PersonId("petrov")) continue;
    for (const DigestItem& item : leased->digest.items) {
      asked = asked || item.notification.find("extension-asked-1") != std::string::npos;
    }
  }
  EXPECT_TRUE(asked);
}

TEST_F(Delivery, ARequestEndsWithItsTask) {
  world_.Do(
      RequestExtension{{TaskId(kOrder), PersonId("ivanov"), test::Day("2022-10-24"), "болезнь"},
                       test::Day("2022-11-15")});
  world_.Do(ReportTask{
      TaskId(kOrder),
      {PersonId("ivanov"), test::Day("2022-10-25"), {"7", test::Day("2022-10-25"), "", ""}, ""},
      "",
      {}});
  EXPECT_FALSE(world_.state.tasks.at(TaskId(kOrder)).extension_request.has_value());
  EXPECT_THAT(Dropped(Lease("2022-10-26")), ElementsAre("DECIDED"));
}

TEST_F(Delivery, AfterALongGapItWaitsForWhoeverConfirmsIt) {
  world_.Run("2022-09-12");
  world_.Run("2022-10-26");
  EXPECT_THAT(Lease("2023-01-20"), IsEmpty());
  world_.Do(RunDay{test::Day("2023-01-20")});
  EXPECT_FALSE(Digests(Lease("2023-01-20")).empty());
}

TEST_F(Delivery, WhereThereIsNoCuratorAnotherHearsOfWhoCannotBeReached) {
  world_.Do(PutRole{{OrganizationId("school"), "curator", PersonId("curator"),
                     test::Day("2018-01-01"), test::Day("2022-09-30")}});
  Person("ivanov", "Иванов И. И.", Channel::kNone);
  world_.Run("2022-10-26");
  std::vector<std::string> texts;
  for (const Notification& n : World::NotificationsOf(Lease("2022-10-26"))) {
    EXPECT_EQ(n.person, PersonId("petrov"));
    texts.push_back(n.text_en);
  }
  EXPECT_THAT(texts, ElementsAre("Иванов И. И. could not be told (no address)"));
}

TEST_F(Delivery, ASubstituteReadsInsteadOfWhoIsAway) {
  world_.Do(PutAbsence{{PersonId("ivanov"), test::Day("2022-10-24"), test::Day("2022-10-27"),
                        PersonId("petrov"), "отпуск"}});
  world_.Run("2022-10-26");
  const auto events = Lease("2022-10-26");
  EXPECT_THAT(Digests(events), ElementsAre("petrov: 1 for ivanov 2 for ivanov"));
  const digest::Digest digest = ComposeDigest(
      world_.state, *test::Rules(), world_.state.digests.at("digest/petrov/2022-10-26").digest,
      test::Day("2022-10-26"));
  ASSERT_THAT(digest.lines, SizeIs(2));
  EXPECT_EQ(digest.person_name, "Петров П. П.");
  EXPECT_EQ(digest.lines[0].instead_of, "Иванов И. И.");
}

// It is already Monday where she is away, and still Sunday where he stands in for her.
TEST_F(Delivery, ASubstituteIsNotWrittenToOnHisOwnDayOff) {
  Contact far;
  far.channel = Channel::kEmail;
  far.address = "ivanov@school.example";
  far.zone = "Asia/Vladivostok";
  world_.Do(PutPerson{{PersonId("ivanov"), "Иванов И. И.", far}, ""});
  world_.Do(PutAbsence{{PersonId("ivanov"), test::Day("2022-10-20"), test::Day("2022-11-02"),
                        PersonId("petrov"), ""}});
  world_.Run("2022-10-30");
  LeaseDigests command;
  command.now = Seconds("2022-10-30", 16 * 60);
  command.local["Europe/Moscow"] = {test::Day("2022-10-30"), 19 * 60};
  command.local["Asia/Vladivostok"] = {test::Day("2022-10-31"), 2 * 60};
  command.channels = {Channel::kEmail};
  EXPECT_THAT(world_.Do(command), IsEmpty());
  command.now = Seconds("2022-10-31", 6 * 60);
  command.local["Europe/Moscow"] = {test::Day("2022-10-31"), kNine};
  command.local["Asia/Vladivostok"] = {test::Day("2022-10-31"), 16 * 60};
  EXPECT_THAT(Digests(world_.Do(command)), ElementsAre("petrov: 1 for ivanov 2 for ivanov"));
}

TEST_F(Delivery, WithoutASubstituteItWaits) {
  world_.Do(PutAbsence{
      {PersonId("ivanov"), test::Day("2022-10-24"), test::Day("2022-10-27"), PersonId(), ""}});
  world_.Run("2022-10-26");
  EXPECT_THAT(Lease("2022-10-27"), IsEmpty());
  EXPECT_THAT(Digests(Lease("2022-10-28")), ElementsAre("ivanov: 1 2"));
}

TEST_F(Delivery, TwoWhoStandInForEachOtherAreNoEndlessCircle) {
  for (const auto& [a, b] : {std::pair("ivanov", "petrov"), std::pair("petrov", "ivanov")}) {
    world_.Do(PutAbsence{
        {PersonId(a), test::Day("2022-10-24"), test::Day("2022-10-27"), PersonId(b), ""}});
  }
  world_.Run("2022-10-26");
  EXPECT_THAT(Lease("2022-10-27"), IsEmpty());
}

TEST_F(Delivery, WhoCannotBeReachedIsReportedToTheCurator) {
  Person("ivanov", "Иванов И. И.", Channel::kNone);
  world_.Run("2022-10-26");
  const auto first = Lease("2022-10-26");
  EXPECT_THAT(Dropped(first), ElementsAre("UNREACHABLE", "UNREACHABLE"));
  ASSERT_THAT(World::NotificationsOf(first), SizeIs(1));
  EXPECT_THAT(Digests(Lease("2022-10-26", kNine + 1)), SizeIs(1));
  const digest::Digest digest = ComposeDigest(
      world_.state, *test::Rules(), world_.state.digests.at("digest/curator/2022-10-26").digest,
      test::Day("2022-10-26"));
  ASSERT_THAT(digest.lines, SizeIs(1));
  EXPECT_EQ(digest.lines[0].section, digest::Section::kUnreached);
  EXPECT_EQ(digest.lines[0].title, "Иванов И. И.");
}

TEST_F(Delivery, WhereTheCuratorCannotBeReachedEitherTheHeadHearsOfIt) {
  Person("ivanov", "Иванов И. И.", Channel::kNone);
  Person("curator", "Завуч З. З.", Channel::kNone);
  world_.Run("2022-10-26");
  const auto told = World::NotificationsOf(Lease("2022-10-26"));
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_EQ(told[0].person, PersonId("petrov"));
}

TEST_F(Delivery, OfWhoLeftWithoutASuccessorAnotherHears) {
  world_.Run("2022-11-03");  // overdue: the curator and the head hear of it
  world_.Do(PutRole{{OrganizationId("school"), "curator", PersonId("curator"),
                     test::Day("2018-01-01"), test::Day("2022-11-03")}});
  std::vector<std::string> told;
  for (const Notification& n : World::NotificationsOf(Lease("2022-11-07"))) {
    EXPECT_EQ(n.person, PersonId("petrov"));
    told.push_back(n.text_en);
  }
  EXPECT_THAT(told, ElementsAre("Завуч З. З. could not be told (no role any more)"));
}

TEST_F(Delivery, WhatCannotBeReadForAWhileWaits) {
  world_.Run("2022-10-26");
  RoadmapVersion& version = world_.state.roadmaps.at(RoadmapId("plan")).back();
  const auto compiled = std::exchange(version.compiled, nullptr);
  EXPECT_THAT(Lease("2022-10-26"), IsEmpty());
  version.compiled = compiled;
  EXPECT_THAT(Digests(Lease("2022-10-26")), ElementsAre("ivanov: 1 2"));
}

TEST_F(Delivery, WhoLeftIsNotWrittenToAndHisSuccessorIs) {
  world_.Run("2022-10-26");
  Settle((Lease("2022-10-26"), "digest/ivanov/2022-10-26"), 1, true, "2022-10-26");
  world_.Run("2022-11-01");  // overdue: the curator hears of it
  Person("successor", "Новый Н. Н.");
  world_.Do(PutRole{{OrganizationId("school"), "curator", PersonId("curator"),
                     test::Day("2018-01-01"), test::Day("2022-11-01")}});
  world_.Do(PutRole{{OrganizationId("school"), "curator", PersonId("successor"),
                     test::Day("2022-11-02"), std::nullopt}});
  EXPECT_THAT(Dropped(Lease("2022-11-02")), ElementsAre("LEFT", "LEFT"));
  EXPECT_THAT(Digests(Lease("2022-11-02", kNine + 1)), ElementsAre("successor: 1 2"));
}

TEST_F(Delivery, ASilenceHoldsAndTheNextMessageSaysSo) {
  const Silence silence{"quarantine",
                        OrganizationId("school"),
                        RoadmapId(),
                        PersonId(),
                        test::Day("2022-10-25"),
                        test::Day("2022-10-27"),
                        PersonId("petrov"),
                        "карантин"};
  world_.Do(PutSilence{silence, test::Day("2022-10-25")});
  world_.Run("2022-10-26");
  EXPECT_THAT(Lease("2022-10-26"), IsEmpty());
  EXPECT_THAT(Digests(Lease("2022-10-28")), ElementsAre("ivanov: 1 2"));
  const digest::Digest digest = ComposeDigest(
      world_.state, *test::Rules(), world_.state.digests.at("digest/ivanov/2022-10-28").digest,
      test::Day("2022-10-28"));
  EXPECT_THAT(digest.lines.at(0).text, HasSubstr("придержано до 27.10.2022: карантин"));
}

TEST_F(Delivery, NewsThatASilenceHeldGoesToTheSuccessorOfWhoLeft) {
  world_.Do(
      PutSilence{{"s", OrganizationId("school"), RoadmapId(), PersonId(), test::Day("2022-10-24"),
                  test::Day("2022-10-30"), PersonId("petrov"), "карантин"},
                 test::Day("2022-10-24")});
  world_.Run("2022-10-24");
  Notification news;
  news.id = "news";
  news.organization = OrganizationId("school");
  news.task = TaskId(kOrder);
  news.rung = "returned";
  news.rung_day = news.as_of = test::Day("2022-10-24");
  news.kind = reminder::NoticeKind::kNews;
  news.audience = "curator";
  news.person = PersonId("curator");
  Apply(world_.state, NotificationEmitted{news}, world_.state.revision + 1, *test::Rules());
  Person("successor", "Новый Н. Н.");
  world_.Do(PutRole{{OrganizationId("school"), "curator", PersonId("curator"),
                     test::Day("2018-01-01"), test::Day("2022-10-25")}});
  world_.Do(PutRole{{OrganizationId("school"), "curator", PersonId("successor"),
                     test::Day("2022-10-26"), std::nullopt}});
  EXPECT_THAT(Dropped(Lease("2022-10-27")), ElementsAre("LEFT"));
  EXPECT_THAT(Digests(Lease("2022-10-31")), testing::Contains(testing::StartsWith("successor:")));
}

TEST_F(Delivery, WhatASilenceOrAnAbsenceHoldsWaitsSinceItsEnd) {
  world_.Run("2022-10-26");
  const Notification& told = world_.state.notifications.at(0).notification;
  const auto since = [&](std::string_view today) {
    return FormatIso(WaitsSince(world_.state, told, test::Day(today)));
  };
  EXPECT_EQ(since("2022-10-31"), "2022-10-26");
  world_.Do(PutSilence{{"s", OrganizationId("school"), RoadmapId(), PersonId(),
                        test::Day("2022-10-25"), test::Day("2022-10-27"), PersonId("petrov"), "р"},
                       test::Day("2022-10-25")});
  EXPECT_EQ(since("2022-10-31"), "2022-10-28");
  world_.Do(PutAbsence{
      {PersonId("ivanov"), test::Day("2022-10-28"), test::Day("2022-11-06"), PersonId(), ""}});
  EXPECT_EQ(since("2022-10-31"), "2022-11-07");
  EXPECT_EQ(since("2022-10-27"), "2022-10-28") << "the absence has not begun";
}

TEST_F(Delivery, ADigestMayBeSentUntilTheEveningOfItsReader) {
  world_.Run("2022-10-26");
  Lease("2022-10-26");
  const Digest& digest = world_.state.digests.at("digest/ivanov/2022-10-26").digest;
  const auto left = [&](int minute) {
    return MinutesToSend(world_.state, digest,
                         {{"Europe/Moscow", {test::Day("2022-10-26"), minute}}});
  };
  EXPECT_EQ(left(8 * 60 - 1), 0);
  EXPECT_EQ(left(8 * 60), 12 * 60);
  EXPECT_EQ(left(20 * 60 - 1), 1);
  EXPECT_EQ(left(20 * 60), 0);
}

TEST_F(Delivery, ASilenceIsEndedOnAnyDay) {
  const auto put = [&](const char* id, const char* from, const char* until) {
    world_.Do(PutSilence{{id, OrganizationId("school"), RoadmapId(), PersonId(), test::Day(from),
                          test::Day(until), PersonId("petrov"), "карантин"},
                         test::Day("2022-10-20")});
  };
  const auto end = [](const char* id) {
    return EndSilence{id, PersonId("ivanov"), "", test::Day("2022-10-30")};
  };
  put("now", "2022-10-25", "2022-11-06");
  put("later", "2022-11-07", "2022-11-10");
  put("past", "2022-10-24", "2022-10-26");
  world_.Do(end("now"));
  EXPECT_EQ(world_.state.silences.at("now").until, test::Day("2022-10-29"));
  EXPECT_EQ(world_.state.silences.at("now").reason, "карантин");
  EXPECT_EQ(world_.state.silences.at("now").by, PersonId("ivanov"));
  world_.Do(end("later"));
  EXPECT_LT(world_.state.silences.at("later").until, world_.state.silences.at("later").from);
  for (const char* ended : {"now", "later", "past"}) {
    EXPECT_THAT(world_.Do(end(ended)), IsEmpty()) << ended;
  }
  EXPECT_EQ(world_.Refusal(end("none")), "SILENCE_UNKNOWN");
}

TEST_F(Delivery, ASilenceNeedsAReasonAnEndAndAWorkingDayAfterIt) {
  Silence silence{"s",
                  OrganizationId("school"),
                  RoadmapId(),
                  PersonId(),
                  test::Day("2022-10-25"),
                  test::Day("2022-10-28"),
                  PersonId("petrov"),
                  "ремонт"};
  const auto refusal = [&] { return world_.Refusal(PutSilence{silence, test::Day("2022-10-25")}); };
  EXPECT_EQ(refusal(), "SILENCE_INVALID");  // a Friday: Saturday is off
  silence.until = test::Day("2022-10-30");
  EXPECT_EQ(refusal(), "");
  silence.until = test::Day("2023-09-01");
  EXPECT_EQ(refusal(), "SILENCE_INVALID");
  silence.until = test::Day("2022-10-24");
  EXPECT_EQ(refusal(), "SILENCE_INVALID");
  silence.until = test::Day("2022-10-30");
  silence.reason = "  ";
  EXPECT_EQ(refusal(), "REASON_REQUIRED");
}

TEST_F(Delivery, ADigestHasItsSectionsByTheDayItIsRead) {
  world_.Run("2022-10-26");
  Lease("2022-10-26");
  const Digest& digest = world_.state.digests.at("digest/ivanov/2022-10-26").digest;
  const auto section = [&](std::string_view day) {
    return ComposeDigest(world_.state, *test::Rules(), digest, test::Day(day)).lines.at(0).section;
  };
  EXPECT_EQ(section("2022-10-26"), digest::Section::kLater);
  EXPECT_EQ(section("2022-10-31"), digest::Section::kToday);
  EXPECT_EQ(section("2022-11-01"), digest::Section::kOverdue);
}

}  // namespace
}  // namespace vekha::workflow
