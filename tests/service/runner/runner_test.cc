#include "service/runner/runner.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <string>
#include <thread>

#include "engine/base/rejection.h"
#include "service/store/memory_store.h"
#include "service/store/rejections.h"
#include "tests/service/store/state_text.h"
#include "tests/support/rules.h"

namespace vekha::runner {
namespace {

// A MemoryStore whose next Append can be made to fail.
class FaultyStore : public store::Store {
 public:
  absl::StatusOr<workflow::State> Load(const workflow::RuleBook& rules) override {
    return inner_.Load(rules);
  }
  absl::Status Append(const store::Commit& commit) override {
    ++appends;
    return fail ? store::StoreFull("vekha.db") : inner_.Append(commit);
  }
  absl::StatusOr<std::optional<store::RequestRecord>> FindRequest(const std::string& id) override {
    return inner_.FindRequest(id);
  }
  absl::StatusOr<store::StreamPosition> FindStream(const std::string& stream) override {
    return inner_.FindStream(stream);
  }
  absl::StatusOr<std::vector<store::StoredEvent>> ReadEvents(int64_t first, int limit) override {
    return inner_.ReadEvents(first, limit);
  }
  absl::StatusOr<std::vector<store::IntakeRow>> ReadIntake(const OrganizationId& id) override {
    return inner_.ReadIntake(id);
  }
  absl::StatusOr<std::string> ReadRoster(const OrganizationId& id, const std::string& s) override {
    return inner_.ReadRoster(id, s);
  }
  absl::StatusOr<std::string> ReadQuarantine(const OrganizationId& id,
                                             const std::string& s) override {
    return inner_.ReadQuarantine(id, s);
  }
  absl::StatusOr<std::string> ReadAnswer(const std::string& id) override {
    return inner_.ReadAnswer(id);
  }

  bool fail = false;
  int appends = 0;

 private:
  store::MemoryStore inner_;
};

class RunnerTest : public testing::Test {
 protected:
  void SetUp() override {
    auto store = std::make_unique<FaultyStore>();
    store_ = store.get();
    auto runner = Runner::Open(std::move(store), std::make_shared<workflow::RuleBook>(), clock_);
    ASSERT_TRUE(runner.ok()) << runner.status();
    runner_ = *std::move(runner);
  }

  static Request Put(std::string id, std::string name, std::string request_id = "") {
    Request request;
    request.command = workflow::PutPerson{{PersonId(std::move(id)), std::move(name)}, ""};
    request.request_id = std::move(request_id);
    request.method = "vekha.v1.DirectoryService/PutPerson";
    request.content_hash = "hash";
    return request;
  }

  Outcome Do(const Request& request) {
    auto outcome = runner_->Execute(request);
    EXPECT_TRUE(outcome.ok()) << outcome.status();
    return outcome.ok() ? *std::move(outcome) : Outcome{};
  }

  std::vector<std::string> State() {
    std::vector<std::string> lines;
    runner_->Read([&](const workflow::State& state) { lines = test::StateLines(state); });
    return lines;
  }

  service::FakeClock clock_{std::chrono::sys_days(std::chrono::year(2022) / 10 / 24)};
  std::unique_ptr<Runner> runner_;
  FaultyStore* store_ = nullptr;
};

TEST_F(RunnerTest, CommitsThenApplies) {
  const Outcome outcome = Do(Put("p1", "Мамедов М. Р."));
  EXPECT_EQ(outcome.revision, 1);
  ASSERT_EQ(outcome.events.size(), 1u);
  EXPECT_FALSE(outcome.repeated);
  runner_->Read([](const workflow::State& state) {
    EXPECT_EQ(state.revision, 1);
    EXPECT_EQ(state.people.at(PersonId("p1")).person.name, "Мамедов М. Р.");
  });
  const auto stored = runner_->ReadEvents(1, 10);
  ASSERT_TRUE(stored.ok() && stored->size() == 1);
  EXPECT_EQ((*stored)[0].at, clock_.Now());
}

TEST_F(RunnerTest, AppliesNothingThatIsNotCommitted) {
  Do(Put("p1", "Мамедов М. Р."));
  const auto before = State();
  int told = 0;
  const auto subscription = runner_->Subscribe([&](int64_t) { ++told; });
  store_->fail = true;
  const auto refused = runner_->Execute(Put("p2", "Османов Р. М.", "id"));
  EXPECT_EQ(RejectionOf(refused.status()).reason, "STORE_FULL");
  EXPECT_EQ(State(), before);
  EXPECT_EQ(told, 0);
  store_->fail = false;
  EXPECT_EQ(Do(Put("p2", "Османов Р. М.", "id")).revision, 2);
}

TEST_F(RunnerTest, ChangesNothingWhenARequestIsRejected) {
  const auto refused = runner_->Execute(Put("Not An Id", "x", "id"));
  EXPECT_EQ(RejectionOf(refused.status()).reason, "PERSON_INVALID");
  EXPECT_EQ(store_->appends, 0);
  EXPECT_EQ(Do(Put("p1", "x", "id")).revision, 1);  // the id was not used up
}

TEST_F(RunnerTest, AnswersARepeatWithTheFirstAnswer) {
  const Outcome first = Do(Put("p1", "Мамедов М. Р.", "id"));
  Do(Put("p1", "Мамедов Магомед"));
  const Outcome again = Do(Put("p1", "Мамедов М. Р.", "id"));
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.revision, first.revision);
  ASSERT_EQ(again.events.size(), 1u);
  EXPECT_EQ(test::EventText(again.events[0]), test::EventText(first.events[0]));
  runner_->Read([](const workflow::State& state) {
    EXPECT_EQ(state.revision, 2);
    EXPECT_EQ(state.people.at(PersonId("p1")).person.name, "Мамедов Магомед");
  });
}

TEST_F(RunnerTest, RemembersARequestThatHadNothingToDo) {
  Do(Put("p1", "Мамедов М. Р."));
  const Outcome same = Do(Put("p1", "Мамедов М. Р.", "id"));
  EXPECT_EQ(same.revision, 1);
  EXPECT_TRUE(same.events.empty());
  Do(Put("p1", "Другое имя"));
  const Outcome again = Do(Put("p1", "Мамедов М. Р.", "id"));
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.revision, 1);
  EXPECT_TRUE(again.events.empty());
}

TEST_F(RunnerTest, RefusesAKnownRequestIdForAnotherRequest) {
  Do(Put("p1", "Мамедов М. Р.", "id"));
  Request other = Put("p2", "Османов Р. М.", "id");
  other.content_hash = "other";
  EXPECT_EQ(RejectionOf(runner_->Execute(other).status()).reason, "REQUEST_ID_REUSED");
  other = Put("p1", "Мамедов М. Р.", "id");
  other.method = "vekha.v1.TaskService/Report";
  EXPECT_EQ(runner_->Execute(other).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(store_->appends, 1);
}

TEST_F(RunnerTest, OnlyLooksWhenAskedToValidate) {
  Request request = Put("p1", "Мамедов М. Р.", "id");
  request.validate_only = true;
  const Outcome outcome = Do(request);
  EXPECT_EQ(outcome.events.size(), 1u);
  EXPECT_EQ(outcome.revision, 0);
  EXPECT_EQ(store_->appends, 0);
  request.validate_only = false;
  EXPECT_FALSE(Do(request).repeated);
}

TEST_F(RunnerTest, NeverCommitsAWhatIfRun) {
  Request request;
  request.command = workflow::RunDay{Date(2022, 10, 24), /*what_if=*/true};
  request.request_id = "id";
  Do(request);
  EXPECT_EQ(store_->appends, 0);
}

TEST_F(RunnerTest, WritesNothingForNothing) {
  Do(Put("p1", "Мамедов М. Р."));
  EXPECT_EQ(Do(Put("p1", "Мамедов М. Р.")).revision, 1);
  EXPECT_EQ(store_->appends, 1);
}

TEST_F(RunnerTest, TellsListenersOfEveryCommitUntilTheyEnd) {
  std::vector<int64_t> heard;
  auto subscription = runner_->Subscribe([&](int64_t revision) { heard.push_back(revision); });
  Do(Put("p1", "a"));
  Do(Put("p1", "a"));  // no change, no word
  Do(Put("p1", "b"));
  subscription.reset();
  Do(Put("p1", "c"));
  EXPECT_EQ(heard, (std::vector<int64_t>{1, 2}));
}

TEST_F(RunnerTest, LetsAListenerAskCommandAndEnd) {
  std::shared_ptr<void> subscription;
  int told = 0;
  subscription = runner_->Subscribe([&](int64_t revision) {
    ++told;
    subscription.reset();
    runner_->Read([&](const workflow::State& state) { EXPECT_EQ(state.revision, revision); });
    Do(Put("p2", "from a listener"));
  });
  Do(Put("p1", "a"));
  EXPECT_EQ(told, 1);
  runner_->Read([](const workflow::State& state) { EXPECT_EQ(state.revision, 2); });
}

TEST_F(RunnerTest, AHandleMayOutliveTheRunner) {
  const auto subscription = runner_->Subscribe([](int64_t) {});
  runner_.reset();
}

TEST_F(RunnerTest, ServesManyThreadsWholeCommits) {
  std::atomic<bool> done = false;
  std::atomic<int> broken = 0;
  std::thread reader([&] {
    while (!done) {
      runner_->Read([&](const workflow::State& state) {
        if (state.people.size() != static_cast<size_t>(state.revision)) ++broken;
      });
    }
  });
  std::vector<std::thread> writers;
  for (int w = 0; w < 4; ++w) {
    writers.emplace_back([this, w] {
      for (int i = 0; i < 25; ++i) Do(Put(fmt::format("p{}-{}", w, i), "Имя"));
    });
  }
  for (std::thread& writer : writers) writer.join();
  done = true;
  reader.join();
  EXPECT_EQ(broken, 0);
  runner_->Read([](const workflow::State& state) { EXPECT_EQ(state.revision, 100); });
}

}  // namespace
}  // namespace vekha::runner
