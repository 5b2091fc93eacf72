// The courier against the real runner and a store, with a channel that remembers what it was given.
#include "service/delivery/courier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/rejection.h"
#include "service/store/memory_store.h"
#include "tests/support/rules.h"

namespace vekha::delivery {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// What arrived outlives every restart of the program.
struct Mailbox {
  std::vector<Message> messages;
  SendResult answer{SendOutcome::kSent, "SENT", "", {}};
  std::vector<std::string> Ids() const {
    std::vector<std::string> ids;
    for (const Message& message : messages) ids.push_back(message.id);
    return ids;
  }
};

class FakeChannel : public Channel {
 public:
  explicit FakeChannel(Mailbox& mailbox) : mailbox_(mailbox) {}
  std::string_view name() const override { return "smtp"; }
  std::vector<SendResult> Send(const std::vector<Message>& messages) override {
    mailbox_.messages.insert(mailbox_.messages.end(), messages.begin(), messages.end());
    return std::vector<SendResult>(messages.size(), mailbox_.answer);
  }

 private:
  Mailbox& mailbox_;
};

// Lets go of the real store when its owner does, and fails when told to.
class SharedStore : public store::Store {
 public:
  SharedStore(store::Store& store, int& fail_in) : store_(store), fail_in_(fail_in) {}
  absl::StatusOr<workflow::State> Load(const workflow::RuleBook& rules) override {
    return store_.Load(rules);
  }
  absl::Status Append(const store::Commit& commit) override {
    if (fail_in_ > 0 && --fail_in_ == 0) return absl::UnavailableError("killed");
    return store_.Append(commit);
  }
  absl::StatusOr<std::optional<store::RequestRecord>> FindRequest(
      const std::string& request_id) override {
    return store_.FindRequest(request_id);
  }
  absl::StatusOr<std::vector<store::StoredEvent>> ReadEvents(int64_t first, int limit) override {
    return store_.ReadEvents(first, limit);
  }

 private:
  store::Store& store_;
  int& fail_in_;
};

class CourierTest : public testing::Test {
 protected:
  void SetUp() override {
    Open();
    using namespace workflow;
    Do(PutOrganization{
        {OrganizationId("school"), OrganizationId(), roadmap::Level::kSchool, "Школа", "Asia/Omsk"},
        ""});
    for (const char* id : {"ivanov", "petrov"}) {
      Contact contact;
      contact.channel = workflow::Channel::kEmail;
      contact.address = std::string(id) + "@school.example";
      Do(PutPerson{
          {PersonId(id), id == std::string("ivanov") ? "Иванов И. И." : "Петров П. П.", contact},
          ""});
    }
    Do(ApplyRoadmap{
        "plan.yaml",
        test::RoadmapText("      - {id: \"1\", title: Приказ, term: до 31 октября 2022, "
                          "responsible: Иванов И. И. Петров П. П., ladder: strict}\n"),
        ""});
    Do(AdoptRoadmap{OrganizationId("school"), RoadmapId("plan"), 0, test::Day("2022-09-01")});
    Do(RunDay{test::Day("2022-10-26")});
  }

  // The process starts (again).
  void Open() {
    courier_.reset();
    runner_.reset();
    auto runner = runner::Runner::Open(std::make_unique<SharedStore>(store_, fail_in_),
                                       test::Rules(), clock_);
    ASSERT_TRUE(runner.ok()) << runner.status();
    runner_ = *std::move(runner);
    Courier::Channels channels;
    channels[workflow::Channel::kEmail] = std::make_unique<FakeChannel>(mailbox_);
    courier_ = std::make_unique<Courier>(*runner_, std::move(channels), "test");
  }

  void Do(workflow::Command command) {
    const auto outcome = runner_->Execute({.command = std::move(command)});
    ASSERT_TRUE(outcome.ok()) << outcome.status();
  }

  CourierCounts Deliver() {
    const auto counts = courier_->Deliver();
    EXPECT_TRUE(counts.ok()) << counts.status();
    return counts.value_or(CourierCounts());
  }

  // Of Omsk, UTC+6.
  void SetLocal(std::string_view day, hours hour) {
    clock_.Set(std::chrono::sys_days(std::chrono::year(1970) / 1 / 1) +
               std::chrono::days(DaysBetween(Date(1970, 1, 1), test::Day(day))) + hour - hours(6));
  }

  store::MemoryStore store_;
  int fail_in_ = 0;
  service::FakeClock clock_{std::chrono::sys_seconds{}};
  Mailbox mailbox_;
  std::unique_ptr<runner::Runner> runner_;
  std::unique_ptr<Courier> courier_;
};

TEST_F(CourierTest, SendsInTheReadersMorningAndOnce) {
  SetLocal("2022-10-26", hours(7));
  EXPECT_EQ(Deliver().sent, 0);
  SetLocal("2022-10-26", hours(8));
  EXPECT_EQ(Deliver().sent, 2);
  EXPECT_EQ(Deliver().sent, 0);
  EXPECT_THAT(mailbox_.Ids(), ElementsAre("digest/ivanov/2022-10-26", "digest/petrov/2022-10-26"));
  EXPECT_EQ(mailbox_.messages[0].address, "ivanov@school.example");
  EXPECT_EQ(mailbox_.messages[0].to_name, "Иванов И. И.");
  EXPECT_THAT(mailbox_.messages[0].digest.lines, SizeIs(1));
}

TEST_F(CourierTest, AKilledSenderRepeatsUnderTheSameIdOnly) {
  SetLocal("2022-10-26", hours(9));
  fail_in_ = 2;  // the lease is written, the outcome is not
  EXPECT_FALSE(courier_->Deliver().ok());
  EXPECT_THAT(mailbox_.messages, SizeIs(2));
  Open();
  EXPECT_EQ(Deliver().sent, 0) << "the lease still runs";
  clock_.Set(clock_.Now() + minutes(20));
  EXPECT_EQ(Deliver().sent, 2);
  EXPECT_THAT(mailbox_.Ids(), ElementsAre("digest/ivanov/2022-10-26", "digest/petrov/2022-10-26",
                                          "digest/ivanov/2022-10-26", "digest/petrov/2022-10-26"));
}

TEST_F(CourierTest, AFailureIsCountedByItsReasonAndTriedAgain) {
  SetLocal("2022-10-26", hours(9));
  mailbox_.answer = {SendOutcome::kRetry, "SMTP_UNREACHABLE", "", {}};
  CourierCounts counts = Deliver();
  EXPECT_EQ(counts.retried, 2);
  EXPECT_EQ(counts.reasons.at("SMTP_UNREACHABLE"), 2);
  mailbox_.answer = {SendOutcome::kSent, "SENT", "", {}};
  clock_.Set(clock_.Now() + minutes(2));
  EXPECT_EQ(Deliver().sent, 2);
}

TEST_F(CourierTest, WhatBecomesUntrueIsNotSentAgain) {
  SetLocal("2022-10-26", hours(9));
  mailbox_.answer = {SendOutcome::kRetry, "SMTP_UNREACHABLE", "", {}};
  Deliver();
  Do(workflow::ReportTask{TaskId("school/plan/1/2022-10-31"),
                          {PersonId("ivanov"), test::Day("2022-10-26"), {}, ""},
                          "",
                          {}});
  clock_.Set(clock_.Now() + minutes(2));
  mailbox_.messages.clear();
  Deliver();
  EXPECT_THAT(mailbox_.messages, IsEmpty());
}

TEST_F(CourierTest, ADrillGoesRoundTheOutbox) {
  const auto result = courier_->SendDrill(workflow::Channel::kEmail, "Иванов И. И.", "x@y.example");
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->outcome, SendOutcome::kSent);
  EXPECT_THAT(mailbox_.messages, SizeIs(1));
  EXPECT_EQ(RejectionOf(courier_->SendDrill(workflow::Channel::kWebhook, "x", "y").status()).reason,
            "CHANNEL_NOT_CONFIGURED");
}

}  // namespace
}  // namespace vekha::delivery
