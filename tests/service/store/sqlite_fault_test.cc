// Writes that fail at every possible moment: what was said to be committed is there, what was said
// not to be is not, and what was left open is one or the other.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <string>

#include "engine/base/rejection.h"
#include "service/store/sqlite/sqlite_store.h"
#include "tests/service/store/failing_vfs.h"
#include "tests/service/store/random_history.h"
#include "tests/service/store/state_text.h"

namespace vekha::store {
namespace {

namespace fs = std::filesystem;

const workflow::RuleBook& NoRules() {
  static const workflow::RuleBook kRules;
  return kRules;
}

class SqliteFault : public testing::Test {
 protected:
  void SetUp() override {
    path_ = (fs::path(testing::TempDir()) /
             (std::string("fault_") +
              testing::UnitTest::GetInstance()->current_test_info()->name() + ".db"))
                .string();
    Remove();
  }
  void TearDown() override { Remove(); }

  void Remove() {
    for (const char* suffix : {"", "-wal", "-journal", "-shm"}) fs::remove(path_ + suffix);
  }

  std::unique_ptr<Store> Open(SqliteOptions options = {}) {
    auto store = OpenSqliteStore(path_, std::move(options));
    EXPECT_TRUE(store.ok()) << store.status();
    return store.ok() ? *std::move(store) : nullptr;
  }

  static std::vector<std::string> Loaded(Store& store) {
    const auto state = store.Load(NoRules());
    EXPECT_TRUE(state.ok()) << state.status();
    return state.ok() ? test::StateLines(*state) : std::vector<std::string>{};
  }

  static std::vector<std::string> Folded(Store& store) {
    workflow::State state;
    const auto events = store.ReadEvents(1, 1'000'000);
    EXPECT_TRUE(events.ok()) << events.status();
    if (!events.ok()) return {};
    for (const StoredEvent& e : *events) workflow::Apply(state, e.event, e.revision, NoRules());
    return test::StateLines(state);
  }

  std::string path_;
};

TEST_F(SqliteFault, AnAppendThatEndsAtAnyStepLeavesNothing) {
  std::string fail_at;
  SqliteOptions options;
  options.at_step = [&](std::string_view step) {
    return step == fail_at ? absl::CancelledError(fail_at) : absl::OkStatus();
  };
  test::RandomHistory history(5);
  const auto store = Open(options);
  ASSERT_TRUE(store->Append(history.Next()).ok());
  for (const char* step : {"begin", "events", "rows", "request", "commit"}) {
    const Commit commit = history.Next();
    const auto before = Loaded(*store);
    fail_at = step;
    EXPECT_EQ(store->Append(commit).code(), absl::StatusCode::kCancelled) << step;
    EXPECT_EQ(Loaded(*store), before) << step;
    EXPECT_EQ(Folded(*store), before) << step;
    fail_at.clear();
    EXPECT_TRUE(store->Append(commit).ok()) << step;  // and can be tried again
  }
}

TEST_F(SqliteFault, ALostAnswerStopsWritesUntilTheFileIsOpenedAgain) {
  bool lose = false;
  SqliteOptions options;
  options.at_step = [&](std::string_view step) {
    return lose && step == "committed" ? absl::UnavailableError("lost") : absl::OkStatus();
  };
  test::RandomHistory history(5);
  auto store = Open(options);
  ASSERT_TRUE(store->Append(history.Next()).ok());
  lose = true;
  EXPECT_FALSE(store->Append(history.Next()).ok());
  lose = false;
  EXPECT_EQ(RejectionOf(store->Append({2, {}, {}, std::nullopt})).reason, "STORE_IO");
  store.reset();
  store = Open();
  EXPECT_EQ(store->Load(NoRules())->revision, 2);
}

struct Fault {
  int code;
  bool stays;
};

// A file with five commits, and the sixth with its n-th change of the disk failing, for every n.
TEST_F(SqliteFault, AnyFailingWriteLosesNothingThatWasAcknowledged) {
  test::RandomHistory history(6);
  std::vector<std::string> before;
  {
    const auto store = Open();
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(store->Append(history.Next()).ok());
    before = Loaded(*store);
  }
  const Commit commit = history.Next();
  const std::string whole = path_ + ".whole";
  fs::copy_file(path_, whole, fs::copy_options::overwrite_existing);
  const test::FailingVfs vfs;
  SqliteOptions options;
  options.vfs = test::FailingVfs::kName;
  int failures = 0;
  for (const Fault fault : {Fault{SQLITE_FULL, false}, Fault{SQLITE_IOERR_WRITE, false},
                            Fault{SQLITE_IOERR_FSYNC, true}}) {
    for (int n = 1;; ++n) {
      Remove();
      fs::copy_file(whole, path_);
      auto store = Open(options);
      ASSERT_NE(store, nullptr);
      test::FailingVfs::FailAt(n, fault.code, fault.stays);
      const absl::Status status = store->Append(commit);
      const bool failed = test::FailingVfs::HasFailed();
      if (!status.ok()) {
        const bool full = fault.code == SQLITE_FULL;
        EXPECT_EQ(RejectionOf(status).reason, full ? "STORE_FULL" : "STORE_IO") << status;
        EXPECT_TRUE(failed);
      }
      store.reset();  // with the fault still there, as a process that is ended
      test::FailingVfs::Heal();
      store = Open();
      ASSERT_NE(store, nullptr);
      const auto after = Loaded(*store);
      EXPECT_EQ(after, Folded(*store)) << n;
      const bool there = after != before;
      EXPECT_TRUE(there || !status.ok()) << n;
      EXPECT_TRUE(there || store->Append(commit).ok()) << n;
      if (!failed) break;  // the whole commit took fewer than n changes
      ++failures;
    }
  }
  fs::remove(whole);
  EXPECT_GT(failures, 10);
  RecordProperty("failures", failures);
}

TEST_F(SqliteFault, AFileWhoseMakingFailsIsMadeTheNextTime) {
  const test::FailingVfs vfs;
  SqliteOptions options;
  options.vfs = test::FailingVfs::kName;
  for (int n = 1;; ++n) {
    Remove();
    test::FailingVfs::FailAt(n, SQLITE_IOERR_WRITE, true);
    auto store = OpenSqliteStore(path_, options);
    const bool failed = test::FailingVfs::HasFailed();
    if (store.ok()) store->reset();
    test::FailingVfs::Heal();
    const auto again = Open();
    ASSERT_NE(again, nullptr) << n;
    test::RandomHistory history(6);
    EXPECT_TRUE(again->Append(history.Next()).ok()) << n;
    if (!failed) break;
  }
}

}  // namespace
}  // namespace vekha::store
