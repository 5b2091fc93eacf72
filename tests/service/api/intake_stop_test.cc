// Imports that nobody waits for any more, and a server that stops.
#include <stdlib.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <future>
#include <iterator>
#include <thread>

#include "engine/base/rejection.h"
#include "service/api/import_queue.h"
#include "tests/service/api/served_intake.h"

namespace vekha::api {
namespace {

// Holds whoever asks for a roster until it is let go.
class HeldStore : public store::MemoryStore {
 public:
  absl::StatusOr<std::string> ReadRoster(const OrganizationId& organization,
                                         const std::string& source) override {
    if (hold.exchange(false)) {
      entered.set_value();
      released.get_future().wait();
    }
    return MemoryStore::ReadRoster(organization, source);
  }

  std::atomic<bool> hold = false;
  std::promise<void> entered;
  std::promise<void> released;
};

class IntakeStop : public ServedIntake {
 protected:
  void SetUp() override {
    std::string place = (std::filesystem::temp_directory_path() / "stop-test-XXXXXX").string();
    ASSERT_NE(mkdtemp(place.data()), nullptr);
    folder_ = place;
    if (const char* before = getenv("TMPDIR")) before_ = before;
    setenv("TMPDIR", place.c_str(), 1);
    ServedIntake::SetUp();
  }
  void TearDown() override {
    app.reset();
    before_.empty() ? unsetenv("TMPDIR") : setenv("TMPDIR", before_.c_str(), 1);
    std::filesystem::remove_all(folder_);
  }

  std::unique_ptr<store::Store> MakeStore() override {
    auto made = std::make_unique<HeldStore>();
    store_ = made.get();
    return made;
  }

  // What the server sees of its clients' calls shows by their uploads alone.
  bool WaitForUploads(std::ptrdiff_t count) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (std::distance(std::filesystem::directory_iterator(folder_), {}) != count) {
      if (std::chrono::steady_clock::now() > until) return false;
      std::this_thread::yield();
    }
    return true;
  }

  struct Sent {
    grpc::ClientContext context;
    v1::ImportRosterResponse response;
    std::future<grpc::Status> status;
  };
  std::unique_ptr<Sent> Begin(const std::string& source) {
    auto sent = std::make_unique<Sent>();
    sent->status = std::async(std::launch::async, [this, sent = sent.get(), source] {
      return Send(sent->context, Head(source), {kMenteesFile}, &sent->response);
    });
    return sent;
  }

  // An import in the middle of its work.
  std::unique_ptr<Sent> BeginHeld() {
    store_->hold = true;
    auto sent = Begin("first");
    store_->entered.get_future().wait();
    return sent;
  }

  HeldStore* store_ = nullptr;  // of `app`
  std::filesystem::path folder_;
  std::string before_;
};

TEST_F(IntakeStop, WhatWaitsIsDroppedWithItsClient) {
  const auto first = BeginHeld();
  const auto second = Begin("second");
  ASSERT_TRUE(WaitForUploads(2));
  second->context.TryCancel();
  EXPECT_EQ(second->status.get().error_code(), grpc::StatusCode::CANCELLED);
  EXPECT_TRUE(WaitForUploads(1)) << "it waits for its turn";
  store_->released.set_value();
  EXPECT_TRUE(first->status.get().ok());
  ASSERT_EQ(Status().sources_size(), 1);
  EXPECT_EQ(Status().sources(0).source(), "first");
}

TEST_F(IntakeStop, AStoppingServerEndsWhatWaitsAndWhatIsRead) {
  channel = Loopback();
  v1::IntakeService::Stub stub(channel);
  grpc::ClientContext context;
  v1::ImportRosterResponse response;
  const auto idle = stub.ImportRoster(&context, &response);
  v1::ImportRosterRequest request;
  *request.mutable_head() = Head("idle");
  ASSERT_TRUE(idle->Write(request));
  ASSERT_TRUE(WaitForUploads(1));
  const auto first = BeginHeld();
  const auto second = Begin("second");
  ASSERT_TRUE(WaitForUploads(3));
  std::thread stopping([this] { app->Stop(std::chrono::minutes(5)); });
  EXPECT_EQ(ReasonOf(second->status.get()), "SERVER_STOPPING");
  EXPECT_EQ(ReasonOf(idle->Finish()), "SERVER_STOPPING");  // the oldest is told last
  store_->released.set_value();
  EXPECT_EQ(ReasonOf(first->status.get()), "SERVER_STOPPING");
  stopping.join();
  EXPECT_TRUE(store_->ReadIntake(OrganizationId("school"))->empty());
}

// A thread of jobs that is in the middle of one.
class BusyQueue : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(queue_
                    .Add({},
                         [this] {
                           begun_.set_value();
                           let_go_.get_future().wait();
                         })
                    .ok());
    begun_.get_future().wait();
  }

  std::promise<void> begun_;
  std::promise<void> let_go_;
  ImportQueue queue_;
};

TEST_F(BusyQueue, EndsWhatWasToldToStopBeforeItsTurn) {
  std::stop_source stop;
  int ended = 0;
  int others = 0;
  ASSERT_TRUE(queue_.Add(stop.get_token(), [&] { ++ended; }).ok());
  ASSERT_TRUE(queue_.Add({}, [&] { ++others; }).ok());
  queue_.Drop();
  EXPECT_EQ(ended, 0);
  stop.request_stop();
  queue_.Drop();
  queue_.Drop();
  EXPECT_EQ(ended, 1);
  EXPECT_EQ(others, 0);
  let_go_.set_value();
}

TEST_F(BusyQueue, TakesNothingMoreOnceItStops) {
  for (size_t i = 0; i < ImportQueue::kWaitingMax; ++i) ASSERT_TRUE(queue_.Add({}, [] {}).ok());
  const auto reason = [](const absl::Status& status) { return RejectionOf(status).reason; };
  EXPECT_EQ(reason(queue_.Add({}, [] {})), "INTAKE_BUSY");
  EXPECT_TRUE(queue_.Open().ok());
  queue_.Stop();
  EXPECT_TRUE(queue_.stopping().stop_requested());
  EXPECT_EQ(reason(queue_.Add({}, [] {})), "SERVER_STOPPING");
  EXPECT_EQ(reason(queue_.Open()), "SERVER_STOPPING");
  let_go_.set_value();
}

}  // namespace
}  // namespace vekha::api
