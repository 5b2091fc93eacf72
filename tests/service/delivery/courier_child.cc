// Delivers once from a database file by a clock that stands still, and says what became of it:
// courier_child FILE PORT SECONDS. It is killed by killed_test.py while it does so. Made anew, the
// file holds one school, one reader and what he is to be told in the morning of 26 October 2022.
#include <fmt/format.h>

#include <cstdlib>
#include <string>

#include "service/delivery/channels/config.h"
#include "service/delivery/courier.h"
#include "service/store/sqlite/sqlite_store.h"
#include "tests/support/rules.h"

namespace vekha {
namespace {

constexpr char kRows[] =
    "      - {id: \"1\", title: Приказ, term: до 31 октября 2022, responsible: Иванов И. И., "
    "ladder: strict}\n";

int Fail(std::string_view what, const absl::Status& why) {
  fmt::print("{}: {}\n", what, why.ToString());
  return 1;
}

absl::Status SetUp(runner::Runner& runner) {
  using namespace workflow;
  Contact contact;
  contact.channel = Channel::kEmail;
  contact.address = "ivanov@school.example";
  const std::vector<Command> commands = {
      PutOrganization{{OrganizationId("school"), OrganizationId(), roadmap::Level::kSchool, "Школа",
                       "Europe/Moscow"},
                      ""},
      PutPerson{{PersonId("ivanov"), "Иванов И. И.", contact}, ""},
      ApplyRoadmap{"plan.yaml", test::RoadmapText(kRows), ""},
      AdoptRoadmap{OrganizationId("school"), RoadmapId("plan"), 0, test::Day("2022-09-01")},
      RunDay{test::Day("2022-10-26")}};
  for (const Command& command : commands) {
    const auto outcome = runner.Execute({.command = command});
    if (!outcome.ok()) return outcome.status();
  }
  return absl::OkStatus();
}

int Run(const std::string& path, const std::string& port, int64_t now) {
  const service::FakeClock clock{std::chrono::sys_seconds{std::chrono::seconds{now}}};
  auto store = store::OpenSqliteStore(path);
  if (!store.ok()) return Fail("store", store.status());
  auto runner = runner::Runner::Open(*std::move(store), test::Rules(), clock);
  if (!runner.ok()) return Fail("runner", runner.status());
  bool made = false;
  (*runner)->Read([&](const workflow::State& state) { made = state.revision > 0; });
  if (!made) {
    const absl::Status set_up = SetUp(**runner);
    if (!set_up.ok()) return Fail("set-up", set_up);
  }
  const auto config = delivery::LoadDeliveryConfig(
      {"delivery.yaml", fmt::format("smtp: {{host: 127.0.0.1, port: {}, security: none, from: "
                                    "vekha@school.example}}\n",
                                    port)});
  if (!config.value) return Fail("delivery", absl::InvalidArgumentError("the configuration"));
  delivery::Courier courier(
      **runner, delivery::ByKind(delivery::MakeChannels(*config.value, clock)), "child");
  const auto counts = courier.Deliver();
  if (!counts.ok()) return Fail("deliver", counts.status());
  std::string states;
  (*runner)->Read([&](const workflow::State& state) {
    for (const auto& [id, entry] : state.digests) {
      states +=
          fmt::format("{} {} {}\n", id, workflow::DigestStateName(entry.state), entry.attempt);
    }
  });
  fmt::print("sent {}\n{}", counts->sent, states);
  return 0;
}

}  // namespace
}  // namespace vekha

int main(int argc, char** argv) {
  return argc == 4 ? vekha::Run(argv[1], argv[2], std::atoll(argv[3])) : 2;
}
