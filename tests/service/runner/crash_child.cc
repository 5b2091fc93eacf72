// Runs a script against a database file and says each answer on stdout when it has it. It is killed
// by crash_test.cc, or kills itself: crash_child FILE SEED FIRST_STEP STEPS [STORE_STEP NTH].
#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <string_view>

#include "service/store/sqlite/sqlite_store.h"
#include "tests/service/runner/script.h"

namespace vekha {
namespace {

// One write(2) a line, so that the parent sees whole lines or none.
void Say(const std::string& line) {
  if (write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
    std::abort();
  }
}

int Run(const std::string& path, uint32_t seed, int first, int steps,
        const store::SqliteOptions& options) {
  const service::FakeClock clock{std::chrono::sys_days(std::chrono::year(2022) / 9 / 1)};
  auto store = store::OpenSqliteStore(path, options);
  if (!store.ok()) {
    Say("store " + store.status().ToString() + "\n");
    return 1;
  }
  auto runner = runner::Runner::Open(*std::move(store), test::ScriptRules(), clock);
  if (!runner.ok()) {
    Say("runner " + runner.status().ToString() + "\n");
    return 1;
  }
  const test::Script script(seed);
  for (int step = first; step < steps; ++step) {
    const auto outcome = (*runner)->Execute(script.Step(step, **runner));
    Say(fmt::format("{} {}\n", step, test::AnswerOf(outcome)));
  }
  return 0;
}

}  // namespace
}  // namespace vekha

int main(int argc, char** argv) {
  if (argc != 5 && argc != 7) return 2;
  vekha::store::SqliteOptions options;
  if (argc == 7) {
    options.at_step = [where = std::string(argv[5]),
                       left = std::atoi(argv[6])](std::string_view step) mutable {
      if (step == where && --left == 0) raise(SIGKILL);
      return absl::OkStatus();
    };
  }
  return vekha::Run(argv[1], static_cast<uint32_t>(std::atoi(argv[2])), std::atoi(argv[3]),
                    std::atoi(argv[4]), options);
}
