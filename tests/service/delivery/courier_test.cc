// The courier against the real runner and a store, with a channel that remembers what it was given.
#include "service/delivery/courier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/rejection.h"
#include "tests/service/delivery/courier_fixture.h"

namespace vekha::delivery {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

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

TEST_F(CourierTest, ASlowServerDoesNotGetThemInTheEveningOrAfterTheLease) {
  SetLocal("2022-10-26", hours(19) + minutes(55));
  Deliver();
  EXPECT_EQ(mailbox_.messages.at(0).not_after, clock_.Now() + minutes(5) - std::chrono::seconds(1));
  SetLocal("2022-10-28", hours(9));
  Do(workflow::RunDay{test::Day("2022-10-28")});
  Deliver();
  EXPECT_EQ(mailbox_.messages.back().not_after, clock_.Now() + minutes(14));
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
