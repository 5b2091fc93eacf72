// Targets that cannot be met any more: who hears of it, and when nobody does.
#include "engine/workflow/missed_target.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/workflow/indicators.h"
#include "tests/engine/workflow/world.h"

namespace vekha::workflow {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kId[] = "school/plan/indicator:mentees/2022";
constexpr int kNine = 9 * 60;

// Its one measure is long past, so that runs speak of the indicator alone.
std::string Plan(const std::string& control) {
  return "roadmap: plan\ntitle: План\nlevel: school\nperiod: 2022-01-01..2024-05-31\n"
         "calendar: RU\nweek: 5\ncontrol: " +
         control + R"(
stages:
  - id: "1"
    title: Этап
    measures:
      - {id: "1", title: Приказ, term: до 31 января 2022}
indicators:
  - id: mentees
    title: Доля наставляемых
    unit: "%"
    value: 100.0 * double(pupils.mentees_11_18) / double(pupils.total)
    targets: {2022: 12.5, 2024: 15}
)";
}

class TargetNotice : public testing::Test {
 protected:
  void SetUp() override {
    world_.Organization("school", roadmap::Level::kSchool);
    for (const char* person : {"head", "next-head", "methodist"}) Person(person);
    world_.Do(PutRole{{OrganizationId("school"), "head", PersonId("head"), test::Day("2018-01-01"),
                       test::Day("2023-01-10")}});
    world_.Role("school", "head", "next-head", "2023-01-11");
    world_.Role("school", "methodist", "methodist");
  }

  void Person(const std::string& id) {
    Contact contact;
    contact.channel = Channel::kEmail;
    contact.address = id + "@school.example";
    world_.Do(PutPerson{{PersonId(id), "Человек " + id, contact}, ""});
  }

  void Adopt(const std::string& control = "none", std::string_view day = "2022-09-01") {
    world_.Do(ApplyRoadmap{"plan.yaml", Plan(control), ""});
    world_.Do(AdoptRoadmap{OrganizationId("school"), RoadmapId("plan"), 0, test::Day(day)});
  }

  void Pupils(int mentees, int pupils, std::string_view day = "2022-12-01") {
    world_.Fact("school", "pupils.total", condition::Value::Int(pupils), day);
    world_.Fact("school", "pupils.mentees_11_18", condition::Value::Int(mentees), day);
  }

  // "person: text" of what a run says of targets.
  std::vector<std::string> Run(std::string_view day) {
    std::vector<std::string> said;
    for (const Notification& n : world_.Run(day)) {
      if (IsTargetId(n.task)) said.push_back(n.person.value() + ": " + n.text);
    }
    return said;
  }

  std::vector<Event> Lease(std::string_view day) {
    LeaseDigests command;
    command.now = int64_t{86400} * DaysBetween(Date(1970, 1, 1), test::Day(day)) + 60 * kNine;
    command.local["Europe/Moscow"] = {test::Day(day), kNine};
    command.channels = {Channel::kEmail};
    command.worker = "test";
    return world_.Do(command);
  }

  World world_;
};

constexpr char kSaid[] =
    "head: Доля наставляемых: цель 12,5 % уже не достичь: срок 31.12.2022 прошёл, показатель 12 %";

TEST_F(TargetNotice, IsSaidOnceOnTheFirstRunAfterItsLastDay) {
  Adopt();
  Pupils(30, 250);
  EXPECT_THAT(Run("2022-12-31"), IsEmpty());
  EXPECT_THAT(Run("2023-01-09"), ElementsAre(kSaid));
  EXPECT_THAT(Run("2023-01-09"), IsEmpty());
  EXPECT_THAT(Run("2023-01-10"), IsEmpty());
}

TEST_F(TargetNotice, IsAnAlertWithItsDaysAndReason) {
  Adopt();
  Pupils(30, 250);
  const auto said = world_.Run("2023-01-09");
  ASSERT_THAT(said, SizeIs(1));
  EXPECT_EQ(said[0].task, TaskId(kId));
  EXPECT_EQ(said[0].kind, reminder::NoticeKind::kAlert);
  EXPECT_EQ(said[0].reason, "TARGET_MISSED");
  EXPECT_EQ(said[0].audience, "head");
  EXPECT_EQ(said[0].rung_day, test::Day("2023-01-01"));
  EXPECT_EQ(said[0].due_date, test::Day("2022-12-31"));
  EXPECT_EQ(said[0].id, std::string(kId) + "|1|missed|head|head");
  const auto lines = ExplainNotification(world_.state, *test::Rules(), said[0].id);
  ASSERT_TRUE(lines.ok()) << lines.status();
  EXPECT_EQ(lines->back().text,
            "Ступень missed от 01.01.2023, сказано 09.01.2023: цель уже не достичь.");
}

TEST_F(TargetNotice, IsToldToTheControllerToo) {
  Adopt("methodist");
  Pupils(30, 250);
  EXPECT_THAT(Run("2023-01-09"), SizeIs(2));
}

TEST_F(TargetNotice, OfAReachedOrUnknownOneNothingIsSaid) {
  Adopt();
  EXPECT_THAT(Run("2023-01-09"), IsEmpty());  // nothing is recorded
  Pupils(0, 0);
  EXPECT_THAT(Run("2023-01-09"), IsEmpty());  // a share of none
  Pupils(300, 250, "2022-12-02");
  EXPECT_THAT(Run("2023-01-09"), IsEmpty());  // contradictory numbers
  Pupils(40, 250, "2022-12-03");
  EXPECT_THAT(Run("2023-01-09"), IsEmpty());
}

TEST_F(TargetNotice, IsSaidWhenItsNumbersComeLate) {
  Adopt();
  EXPECT_THAT(Run("2023-01-09"), IsEmpty());
  Pupils(30, 250);
  EXPECT_THAT(Run("2023-01-10"), ElementsAre(kSaid));
}

TEST_F(TargetNotice, OfWhatEndedBeforeTheAdoptionNothingIsSaid) {
  Adopt("none", "2023-01-01");
  Pupils(30, 250);
  EXPECT_THAT(Run("2023-01-09"), IsEmpty());
}

TEST_F(TargetNotice, EachYearHasItsOwn) {
  Adopt();
  Pupils(30, 250);
  Pupils(30, 250, "2024-03-01");
  EXPECT_THAT(Run("2023-01-09"), SizeIs(1));
  EXPECT_THAT(Run("2024-06-03"),
              ElementsAre("next-head: Доля наставляемых: цель 15 % уже не достичь: срок 31.05.2024 "
                          "прошёл, показатель 12 %"));
}

TEST_F(TargetNotice, AWhatIfSaysItAgainAndChangesNothing) {
  Adopt();
  Pupils(30, 250);
  Run("2023-01-09");
  RunDay again{test::Day("2023-01-09")};
  again.what_if = true;
  const auto decision = Decide(world_.state, *test::Rules(), again);
  ASSERT_TRUE(decision.ok());
  EXPECT_THAT(World::NotificationsOf(decision->events), SizeIs(1));
}

TEST_F(TargetNotice, StandsInTheDigestWithTheNumbersOfTheMorning) {
  Adopt();
  Pupils(30, 250);
  Run("2023-01-09");
  Pupils(31, 250, "2022-12-05");
  Lease("2023-01-09");
  const digest::Digest digest = ComposeDigest(
      world_.state, *test::Rules(), world_.state.digests.at("digest/head/2023-01-09").digest,
      test::Day("2023-01-09"));
  ASSERT_THAT(digest.lines, SizeIs(1));
  const digest::Line& line = digest.lines[0];
  EXPECT_EQ(line.section, digest::Section::kOverdue);
  EXPECT_EQ(line.title, "Доля наставляемых");
  EXPECT_EQ(line.roadmap, "План");
  EXPECT_EQ(line.task, "");
  EXPECT_EQ(line.text, "цель 12,5 % уже не достичь: срок 31.12.2022 прошёл, показатель 12,4 %");
  EXPECT_EQ(line.because, "ваша роль: директор");
}

TEST_F(TargetNotice, IsNotSentOnceTheNumbersAreCorrected) {
  Adopt();
  Pupils(30, 250);
  Run("2023-01-09");
  Pupils(40, 250, "2022-12-05");
  const auto events = Lease("2023-01-09");
  ASSERT_THAT(events, SizeIs(1));
  const auto* dropped = std::get_if<NotificationDropped>(&events[0]);
  ASSERT_NE(dropped, nullptr);
  EXPECT_EQ(dropped->reason, "TARGET_NOT_MISSED");
}

TEST_F(TargetNotice, GoesToWhoHoldsTheRoleWhenItIsSent) {
  Adopt();
  Pupils(30, 250);
  Run("2023-01-09");
  const auto events = Lease("2023-01-11");
  const auto emitted = World::NotificationsOf(events);
  ASSERT_THAT(emitted, SizeIs(1));
  EXPECT_EQ(emitted[0].person, PersonId("next-head"));
}

}  // namespace
}  // namespace vekha::workflow
