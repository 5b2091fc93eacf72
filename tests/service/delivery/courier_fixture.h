// For tests: the courier against the real runner and a store, with a channel that remembers what it
// was given and answers as it is told.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "service/delivery/channels/rate_limit.h"
#include "service/delivery/courier.h"
#include "service/store/memory_store.h"
#include "tests/support/rules.h"

namespace vekha::delivery {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// What arrived outlives every restart of the program.
struct Mailbox {
  std::vector<Message> messages;
  SendResult answer{SendOutcome::kSent, "SENT", "", {}};
  std::function<SendResult(const Message&)> answer_to = nullptr;  // instead
  std::vector<std::string> Ids() const {
    std::vector<std::string> ids;
    for (const Message& message : messages) ids.push_back(message.id);
    return ids;
  }
};

// Keeps to a limit as the real channels do.
class FakeChannel : public Channel {
 public:
  FakeChannel(Mailbox& mailbox, int per_minute, const service::Clock& clock)
      : mailbox_(mailbox), limit_(per_minute, clock) {}
  std::string_view name() const override { return "smtp"; }
  std::optional<Room> Left() override { return limit_.Left(); }
  std::vector<SendResult> Send(const std::vector<Message>& messages) override {
    std::vector<SendResult> results;
    for (const Message& message : messages) {
      if (!limit_.Take()) {
        results.push_back(RateLimited(limit_));
        continue;
      }
      mailbox_.messages.push_back(message);
      results.push_back(mailbox_.answer_to ? mailbox_.answer_to(message) : mailbox_.answer);
    }
    return results;
  }

 private:
  Mailbox& mailbox_;
  RateLimit limit_;
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
  absl::StatusOr<store::StreamPosition> FindStream(const std::string& stream) override {
    return store_.FindStream(stream);
  }
  absl::StatusOr<std::vector<store::StoredEvent>> ReadEvents(int64_t first, int limit) override {
    return store_.ReadEvents(first, limit);
  }
  absl::StatusOr<std::vector<store::IntakeRow>> ReadIntake(const OrganizationId& id) override {
    return store_.ReadIntake(id);
  }
  absl::StatusOr<std::string> ReadRoster(const OrganizationId& id, const std::string& s) override {
    return store_.ReadRoster(id, s);
  }
  absl::StatusOr<std::string> ReadQuarantine(const OrganizationId& id,
                                             const std::string& s) override {
    return store_.ReadQuarantine(id, s);
  }
  absl::StatusOr<std::string> ReadAnswer(const std::string& id) override {
    return store_.ReadAnswer(id);
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
    channels[workflow::Channel::kEmail] =
        std::make_unique<FakeChannel>(mailbox_, per_minute_, clock_);
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
  void SetLocal(std::string_view day, minutes hour) {
    clock_.Set(std::chrono::sys_days(std::chrono::year(1970) / 1 / 1) +
               std::chrono::days(DaysBetween(Date(1970, 1, 1), test::Day(day))) + hour - hours(6));
  }

  store::MemoryStore store_;
  int fail_in_ = 0;
  int per_minute_ = 0;
  service::FakeClock clock_{std::chrono::sys_seconds{}};
  Mailbox mailbox_;
  std::unique_ptr<runner::Runner> runner_;
  std::unique_ptr<Courier> courier_;
};

}  // namespace vekha::delivery
