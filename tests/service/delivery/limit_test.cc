// More readers than a batch or a minute holds: each gets one digest, whatever the other side says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/service/delivery/courier_fixture.h"

namespace vekha::delivery {
namespace {

using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;
using testing::UnorderedElementsAre;

// Colleagues beside the two of the fixture: all of them answer for one task.
constexpr char kOthers[] =
    "roadmap: others\ntitle: Сбор\nlevel: school\nperiod: 2022-09-01..2023-08-31\n"
    "roles: {Наставники: mentor}\n"
    R"(stages:
  - id: "1"
    title: Этап
    measures:
      - {id: "1", title: Сбор, term: до 31 октября 2022, responsible: [{name: Наставники, kind: role, role: mentor}], ladder: strict}
)";

class ManyReaders : public CourierTest {
 protected:
  void Hire(int people) {
    using namespace workflow;
    for (int i = 0; i < people; ++i) {
      const std::string id = "person-" + std::to_string(i);
      Contact contact;
      contact.channel = workflow::Channel::kEmail;
      contact.address = id + "@school.example";
      Do(PutPerson{{PersonId(id), "Коллега " + std::to_string(i), contact}, ""});
      Do(PutRole{{OrganizationId("school"), "mentor", PersonId(id), test::Day("2020-01-01"), {}}});
    }
    Do(ApplyRoadmap{"others.yaml", kOthers, ""});
    Do(AdoptRoadmap{OrganizationId("school"), RoadmapId("others"), 0, test::Day("2022-09-01")});
    Do(RunDay{test::Day("2022-10-26")});
    SetLocal("2022-10-26", hours(9));
  }

  void Limit(int per_minute) {
    per_minute_ = per_minute;
    Open();
  }

  workflow::DigestEntry DigestOf(const std::string& person) {
    workflow::DigestEntry entry;
    runner_->Read([&](const workflow::State& state) {
      entry = state.digests.at("digest/" + person + "/2022-10-26");
    });
    return entry;
  }

  std::set<std::string> ReceivedOnce() {
    const std::vector<std::string> ids = mailbox_.Ids();
    const std::set<std::string> once(ids.begin(), ids.end());
    EXPECT_EQ(once.size(), ids.size());
    return once;
  }
};

TEST_F(ManyReaders, GetOneDigestEachOverSeveralBatches) {
  Hire(250);
  EXPECT_EQ(Deliver().sent, 252);
  EXPECT_THAT(ReceivedOnce(), SizeIs(252));
  EXPECT_EQ(Deliver().sent, 0);
}

TEST_F(ManyReaders, OverTheLimitWaitUntouchedForTheNextMinute) {
  Hire(5);
  Limit(3);
  CourierCounts counts = Deliver();
  EXPECT_EQ(counts.sent, 3);
  EXPECT_EQ(counts.retried, 0);
  EXPECT_THAT(counts.reasons, IsEmpty());
  EXPECT_THAT(counts.limited, UnorderedElementsAre(Pair(workflow::Channel::kEmail, seconds(60))));
  clock_.Set(clock_.Now() + seconds(59));
  counts = Deliver();
  EXPECT_EQ(counts.sent, 0);
  EXPECT_THAT(counts.limited, UnorderedElementsAre(Pair(workflow::Channel::kEmail, seconds(1))));
  clock_.Set(clock_.Now() + seconds(1));
  EXPECT_EQ(Deliver().sent, 3);
  clock_.Set(clock_.Now() + seconds(60));
  counts = Deliver();
  EXPECT_EQ(counts.sent, 1);
  EXPECT_THAT(counts.limited, IsEmpty());
  EXPECT_THAT(ReceivedOnce(), SizeIs(7));
  for (const Message& message : mailbox_.messages) EXPECT_EQ(message.attempt, 1);
}

TEST_F(ManyReaders, OverTheLimitAreStillToldTheSameDayHoweverManyMinutesItTakes) {
  Hire(98);
  Limit(2);
  for (int minute = 0; minute < 50; ++minute) {
    EXPECT_EQ(Deliver().sent, 2) << minute;
    clock_.Set(clock_.Now() + seconds(60));
  }
  EXPECT_THAT(ReceivedOnce(), SizeIs(100));
}

TEST_F(ManyReaders, AreNotHeldUpByOneAnothersFailures) {
  Hire(4);
  mailbox_.answer_to = [](const Message& message) -> SendResult {
    if (message.address.starts_with("person-0")) {
      return {SendOutcome::kRefused, "SMTP_REFUSED_RECIPIENT", "550 5.1.1", {}};
    }
    if (message.address.starts_with("person-1") && message.attempt == 1) {
      return {SendOutcome::kRetry, "SMTP_GREYLISTED", "451", {}};
    }
    if (message.address.starts_with("person-2") && message.attempt == 1) {
      return {SendOutcome::kRetry, "HTTP_503", "", seconds(600)};
    }
    if (message.address.starts_with("person-3") && message.attempt < 3) {
      return {SendOutcome::kRetry, "SMTP_TIMEOUT", "", {}};
    }
    return {SendOutcome::kSent, "SENT", "", {}};
  };
  const CourierCounts counts = Deliver();
  EXPECT_EQ(counts.sent, 2);
  EXPECT_EQ(counts.retried, 3);
  EXPECT_EQ(counts.dead, 1);
  EXPECT_THAT(counts.reasons,
              UnorderedElementsAre(Pair("SMTP_REFUSED_RECIPIENT", 1), Pair("SMTP_GREYLISTED", 1),
                                   Pair("HTTP_503", 1), Pair("SMTP_TIMEOUT", 1)));
  EXPECT_EQ(DigestOf("person-0").state, workflow::DigestState::kDead);
  EXPECT_EQ(DigestOf("person-0").reason, "SMTP_REFUSED_RECIPIENT");
  EXPECT_EQ(DigestOf("person-1").state, workflow::DigestState::kWaiting);
  clock_.Set(clock_.Now() + seconds(60));
  EXPECT_EQ(Deliver().sent, 1);  // the greylist lets it in
  EXPECT_EQ(DigestOf("person-1").attempt, 2);
  clock_.Set(clock_.Now() + seconds(539));
  EXPECT_EQ(DigestOf("person-2").attempt, 1) << "it asked for ten minutes";
  EXPECT_EQ(Deliver().sent, 1);
  EXPECT_EQ(DigestOf("person-3").attempt, 3);
  clock_.Set(clock_.Now() + seconds(1));
  EXPECT_EQ(Deliver().sent, 1);
  for (const char* person : {"person-1", "person-2", "person-3", "ivanov", "petrov"}) {
    EXPECT_EQ(DigestOf(person).state, workflow::DigestState::kSent) << person;
  }
}

}  // namespace
}  // namespace vekha::delivery
