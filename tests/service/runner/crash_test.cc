// Kills a process at random moments of apply, record, report and run, and at every step of a
// commit; opens its file again and looks: everything acknowledged is there, nothing is there in
// half, nothing is there twice, and in the end all is as if nothing had happened.
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "service/store/memory_store.h"
#include "service/store/sqlite/sqlite_store.h"
#include "tests/service/runner/script.h"
#include "tests/service/store/state_text.h"

namespace vekha {
namespace {

namespace fs = std::filesystem;

constexpr uint32_t kSeed = 20221024;

// A child of ours and the pipe it speaks through.
class Child {
 public:
  explicit Child(std::vector<std::string> arguments) {
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    EXPECT_EQ(posix_spawn(&pid_, argv[0], &actions, nullptr, argv.data(), environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    lines_ = fdopen(ends[0], "r");
  }
  ~Child() {
    Kill();
    Wait();
    fclose(lines_);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // Nothing when it has ended and all it said was read.
  std::optional<std::string> Line() {
    char buffer[4096];
    if (fgets(buffer, sizeof buffer, lines_) == nullptr) return std::nullopt;
    std::string line = buffer;
    if (line.ends_with('\n')) line.pop_back();
    return line;
  }
  void Kill() {
    if (!ended_) kill(pid_, SIGKILL);
  }
  // True when a signal ended it.
  bool Wait() {
    if (!ended_) waitpid(pid_, &status_, 0);
    ended_ = true;
    return WIFSIGNALED(status_);
  }

 private:
  pid_t pid_ = 0;
  FILE* lines_ = nullptr;
  bool ended_ = false;
  int status_ = 0;
};

class Crash : public testing::Test {
 protected:
  void SetUp() override {
    path_ = (fs::path(testing::TempDir()) /
             (std::string("crash_") +
              testing::UnitTest::GetInstance()->current_test_info()->name() + ".db"))
                .string();
    Remove();
    rules_ = test::ScriptRules();
    ASSERT_NE(rules_, nullptr);
  }
  void TearDown() override { Remove(); }
  void Remove() {
    for (const char* suffix : {"", "-wal", "-journal", "-shm"}) fs::remove(path_ + suffix);
  }

  std::vector<std::string> Arguments(int steps) {
    return {CRASH_CHILD, path_, std::to_string(kSeed), std::to_string(NextStep()),
            std::to_string(steps)};
  }
  int NextStep() const { return answers_.empty() ? 0 : answers_.rbegin()->first + 1; }

  void Note(const std::string& line) {
    const size_t space = line.find(' ');
    const int step = std::atoi(line.c_str());
    ASSERT_TRUE(space != std::string::npos && step == NextStep()) << line;
    answers_[step] = line.substr(space + 1);
  }

  // What must hold after any crash. A killed process leaves no lock behind.
  void CheckFile() {
    auto store = store::OpenSqliteStore(path_);
    ASSERT_TRUE(store.ok()) << store.status();
    const auto state = (*store)->Load(*rules_);
    ASSERT_TRUE(state.ok()) << state.status();
    const auto events = (*store)->ReadEvents(1, 10'000'000);
    ASSERT_TRUE(events.ok()) << events.status();
    workflow::State folded;
    for (const auto& e : *events) workflow::Apply(folded, e.event, e.revision, *rules_);
    ASSERT_EQ(test::StateLines(*state), test::StateLines(folded));
    for (const auto& [step, answer] : answers_) {
      const auto request = (*store)->FindRequest(fmt::format("{}-{}", kSeed, step));
      ASSERT_TRUE(request.ok()) << request.status();
      const std::string known = request->has_value() ? std::to_string((*request)->revision) : "";
      const bool refused = answer.find_first_not_of("0123456789") != std::string::npos;
      ASSERT_EQ(known, refused ? "" : answer) << step;
    }
    std::set<std::string> ids;
    for (const auto& n : state->notifications) {
      ASSERT_TRUE(ids.insert(n.notification.id).second) << n.notification.id;
    }
  }

  // The same script without crashes and without a file.
  void ExpectAsIfNothingHadHappened(int steps) {
    const service::FakeClock clock{std::chrono::sys_seconds()};
    auto runner = runner::Runner::Open(std::make_unique<store::MemoryStore>(), rules_, clock);
    ASSERT_TRUE(runner.ok());
    const test::Script script(kSeed);
    for (int step = 0; step < steps; ++step) {
      const auto outcome = (*runner)->Execute(script.Step(step, **runner));
      EXPECT_EQ(test::AnswerOf(outcome), answers_[step]) << step;
    }
    auto store = store::OpenSqliteStore(path_);
    ASSERT_TRUE(store.ok()) << store.status();
    const auto state = (*store)->Load(*rules_);
    ASSERT_TRUE(state.ok()) << state.status();
    (*runner)->Read([&](const workflow::State& expected) {
      EXPECT_EQ(test::StateLines(*state), test::StateLines(expected));
      EXPECT_GT(expected.notifications.size(), 20u);
      EXPECT_GT(expected.tasks.size(), 2u);
    });
  }

  std::string path_;
  std::shared_ptr<const workflow::RuleBook> rules_;
  std::map<int, std::string> answers_;  // of acknowledged steps
};

TEST_F(Crash, AtRandomMomentsLosesAndDoublesNothing) {
  constexpr int kKills = 60;
  constexpr int kSteps = 240;
  std::mt19937 random(kSeed);
  int kills = 0;
  while (NextStep() < kSteps) {
    Child child(Arguments(kSteps));
    // After some answers, at whatever the child is then doing: now and then before the first one,
    // and in the end let it finish.
    int answers = static_cast<int>(random() % 8);
    if (kills >= kKills) answers = kSteps;
    while (answers-- > 0) {
      const auto line = child.Line();
      if (!line) break;
      ASSERT_NO_FATAL_FAILURE(Note(*line));
    }
    child.Kill();
    while (const auto line = child.Line()) ASSERT_NO_FATAL_FAILURE(Note(*line));
    if (child.Wait()) ++kills;
    ASSERT_NO_FATAL_FAILURE(CheckFile()) << "after kill " << kills;
  }
  EXPECT_GE(kills, 50);
  ExpectAsIfNothingHadHappened(kSteps);
}

TEST_F(Crash, AtEveryStepOfACommitLosesAndDoublesNothing) {
  constexpr int kSteps = 90;
  std::mt19937 random(kSeed);
  int kills = 0;
  for (const char* where : {"begin", "events", "rows", "request", "commit", "committed"}) {
    for (int i = 0; i < 4; ++i) {
      std::vector<std::string> arguments = Arguments(kSteps);
      arguments.push_back(where);
      arguments.push_back(std::to_string(1 + random() % 5));
      Child child(std::move(arguments));
      while (const auto line = child.Line()) ASSERT_NO_FATAL_FAILURE(Note(*line));
      if (child.Wait()) ++kills;
      ASSERT_NO_FATAL_FAILURE(CheckFile()) << where;
    }
  }
  EXPECT_GE(kills, 20);
  Child child(Arguments(kSteps));
  while (const auto line = child.Line()) ASSERT_NO_FATAL_FAILURE(Note(*line));
  EXPECT_FALSE(child.Wait());
  EXPECT_EQ(NextStep(), kSteps);
  ExpectAsIfNothingHadHappened(kSteps);
}

}  // namespace
}  // namespace vekha
