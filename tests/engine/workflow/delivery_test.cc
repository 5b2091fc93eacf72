// From notifications to digests: what goes to whom on a morning, what waits, and what is given up.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/workflow/world.h"

namespace vekha::workflow {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kPlan[] =
    "roadmap: plan\ntitle: План\nlevel: school\nperiod: 2022-09-01..2023-08-31\n"
    R"(stages:
  - id: "1"
    title: Этап
    measures:
      - {id: "1", title: Приказ, term: до 31 октября 2022, responsible: Иванов И. И., evidence: order}
      - {id: "2", title: База, term: до 31 октября 2022, responsible: Иванов И. И.}
)";
constexpr char kOrder[] = "school/plan/1/2022-10-31";
constexpr int kNine = 9 * 60;

class Delivery : public testing::Test {
 protected:
  void SetUp() override {
    world_.Organization("school", roadmap::Level::kSchool);
    Person("ivanov", "Иванов И. И.");
    Person("petrov", "Петров П. П.");
    Person("curator", "Завуч З. З.");
    world_.Role("school", "curator", "curator");
    world_.Role("school", "head", "petrov");
    world_.Do(ApplyRoadmap{"plan.yaml", kPlan, ""});
    world_.Do(
        AdoptRoadmap{OrganizationId("school"), RoadmapId("plan"), 0, test::Day("2022-09-01")});
  }

  void Person(std::string id, std::string name, Channel channel = Channel::kEmail) {
    Contact contact;
    contact.channel = channel;
    contact.address = channel == Channel::kNone ? "" : id + "@school.example";
    world_.Do(PutPerson{{PersonId(id), std::move(name), contact}, ""});
  }

  static int64_t Seconds(std::string_view day, int minute) {
    return int64_t{86400} * DaysBetween(Date(1970, 1, 1), test::Day(day)) + 60 * minute;
  }

  std::vector<Event> Lease(std::string_view day, int minute = kNine) {
    LeaseDigests command;
    command.now = Seconds(day, minute);
    command.local["Europe/Moscow"] = {test::Day(day), minute};
    command.channels = {Channel::kEmail, Channel::kSpool};
    command.worker = "test";
    return world_.Do(command);
  }

  // "reader: rung, rung" of each digest.
  static std::vector<std::string> Digests(const std::vector<Event>& events) {
    std::vector<std::string> out;
    for (const Event& event : events) {
      const auto* leased = std::get_if<DigestLeased>(&event);
      if (leased == nullptr) continue;
      std::string line = leased->digest.person.value() + ":";
      for (const DigestItem& item : leased->digest.items) {
        const size_t bar = item.notification.find('|');
        const size_t task = item.notification.rfind('/', bar);
        const size_t row = item.notification.rfind('/', task - 1);
        line += " " + item.notification.substr(row + 1, task - row - 1);
        if (!item.instead_of.empty()) line += " for " + item.instead_of.value();
      }
      out.push_back(line);
    }
    return out;
  }

  static std::vector<std::string> Dropped(const std::vector<Event>& events) {
    std::vector<std::string> out;
    for (const Event& event : events) {
      if (const auto* e = std::get_if<NotificationDropped>(&event)) out.push_back(e->reason);
    }
    return out;
  }

  std::vector<Event> Settle(std::string id, int attempt, bool sent, std::string_view day,
                            int minute = kNine + 1, bool refused = false) {
    SettleDigests command;
    command.now = Seconds(day, minute);
    command.local["Europe/Moscow"] = {test::Day(day), minute};
    command.results = {
        {std::move(id), attempt, sent, refused, sent ? "" : "SMTP_UNREACHABLE", "", 0}};
    return world_.Do(command);
  }

  DigestState StateOf(const std::string& id) { return world_.state.digests.at(id).state; }

  World world_;
};

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
    for (int minute = kNine + 2; minute < 20 * 60; minute += 10) {
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

// Of Ivanov only: the curator is told of what was given up, too.
std::vector<std::string> OfIvanov(std::vector<std::string> digests) {
  std::erase_if(digests, [](const std::string& one) { return !one.starts_with("ivanov"); });
  return digests;
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
