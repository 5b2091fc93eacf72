// A thousand schools deliver at once: what the district has gathered is, at every revision, the sum
// of its schools.
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "service/runner/runner.h"
#include "service/store/memory_store.h"
#include "tests/support/rules.h"

namespace vekha::runner {
namespace {

namespace wf = workflow;

constexpr int kSchools = 1000;
constexpr int kClients = 16;
constexpr char kPlan[] =
    "roadmap: plan\ntitle: План\nsource: {document: plan.txt}\nlevel: municipality\n"
    "period: 2022-09-01..2023-08-31\ncalendar: RU\nweek: 5\nnonworking: keep\ncontrol: none\n"
    "ladder: standard\nstages:\n  - id: \"1\"\n    title: Этап\n    measures:\n"
    "      - {id: \"1\", title: Мониторинг, term: 20.12.2022, evidence: none,\n"
    "         responsible: [{name: ОО, kind: organization, role: head}],\n"
    "         for: each school, gather: all}\n";
const Date kDay(2022, 12, 10);

std::string School(int i) { return "school" + std::to_string(i); }

std::vector<wf::Command> District() {
  std::vector<wf::Command> commands;
  commands.push_back(wf::PutOrganization{
      {OrganizationId("district"), OrganizationId(), roadmap::Level::kMunicipality, "Район"}, ""});
  commands.push_back(wf::PutPerson{{PersonId("head"), "Директор Д. Д."}, ""});
  for (int i = 0; i < kSchools; ++i) {
    const OrganizationId id(School(i));
    commands.push_back(wf::PutOrganization{
        {id, OrganizationId("district"), roadmap::Level::kSchool, School(i)}, ""});
    commands.push_back(wf::PutRole{{id, "head", PersonId("head"), Date(2020, 1, 1), {}}});
  }
  commands.push_back(wf::ApplyRoadmap{"plan.yaml", kPlan, ""});
  commands.push_back(
      wf::AdoptRoadmap{OrganizationId("district"), RoadmapId("plan"), 0, Date(2022, 9, 1)});
  return commands;
}

task::Gathered GatheredIn(const wf::State& state) {
  const auto sheets =
      wf::SheetsOf(state, *test::Rules(), OrganizationId("district"), kDay, /*subtree=*/false);
  if (!sheets.ok() || sheets->size() != 1) return {};
  return *sheets->front().tasks.at(0).gathered;
}

int DeliveredIn(const wf::State& state) {
  int delivered = 0;
  for (const auto& [task, record] : state.tasks) {
    delivered += record.closing && !task.value().starts_with("district/") ? 1 : 0;
  }
  return delivered;
}

class GatherTest : public testing::Test {
 protected:
  void SetUp() override {
    auto runner = Runner::Open(std::make_unique<store::MemoryStore>(), test::Rules(), clock_);
    ASSERT_TRUE(runner.ok()) << runner.status();
    runner_ = *std::move(runner);
    for (const wf::Command& command : District()) {
      const auto done = runner_->Execute({command});
      ASSERT_TRUE(done.ok()) << done.status();
    }
  }

  void Deliver(int school) {
    const TaskId task(School(school) + "/plan/1/2022-12-20");
    const auto done =
        runner_->Execute({wf::ReportTask{task, {PersonId("head"), kDay, {}, ""}, "", {}}});
    EXPECT_TRUE(done.ok()) << done.status();
  }

  service::FakeClock clock_{std::chrono::sys_days(std::chrono::year(2022) / 12 / 10)};
  std::unique_ptr<Runner> runner_;
};

TEST_F(GatherTest, EqualsTheSumOfTheSchoolsAtEveryRevision) {
  int64_t before = 0;
  runner_->Read([&](const wf::State& state) { before = state.revision; });
  std::atomic<int> looks = 0;
  std::vector<std::thread> clients;
  for (int client = 0; client < kClients; ++client) {
    clients.emplace_back([this, client, &looks] {
      for (int school = client; school < kSchools; school += kClients) {
        Deliver(school);
        if (school % 50 != 0) continue;
        runner_->Read([&](const wf::State& state) {
          EXPECT_EQ(GatheredIn(state).delivered, DeliveredIn(state));
          ++looks;
        });
      }
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_GT(looks, 0);

  // The same once more, revision by revision, from the log.
  wf::State state;
  int delivered = 0;
  const auto log = runner_->ReadEvents(1, 1'000'000);
  ASSERT_TRUE(log.ok());
  for (size_t i = 0; i < log->size(); ++i) {
    const store::StoredEvent& stored = (*log)[i];
    wf::Apply(state, stored.event, stored.revision, *test::Rules());
    delivered += std::holds_alternative<wf::TaskClosed>(stored.event) ? 1 : 0;
    const bool last = i + 1 == log->size() || (*log)[i + 1].revision != stored.revision;
    if (!last || stored.revision <= before) continue;
    const task::Gathered gathered = GatheredIn(state);
    ASSERT_EQ(gathered.asked, kSchools);
    ASSERT_EQ(gathered.delivered, delivered) << stored.revision;
    ASSERT_EQ(gathered.missing.size(), static_cast<size_t>(kSchools - delivered));
  }
  EXPECT_EQ(delivered, kSchools);
}

}  // namespace
}  // namespace vekha::runner
