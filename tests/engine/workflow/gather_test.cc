#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/workflow/world.h"

namespace vekha::workflow {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kHead[] =
    "level: municipality\nperiod: 2022-09-01..2023-08-31\ncalendar: RU\nweek: 5\n"
    "nonworking: keep\ncontrol: none\nladder: standard\n";

// A district whose `schools` schools each owe one paper by 20 December 2022.
World District(const std::string& gather, int schools) {
  World world;
  world.Organization("district", roadmap::Level::kMunicipality);
  world.Person("coordinator", "Координатор К. К.");
  world.Role("district", "coordinator", "coordinator");
  world.Person("head", "Директор Д. Д.");
  for (int i = 1; i <= schools; ++i) {
    const std::string id = "school" + std::to_string(i);
    world.Organization(id, roadmap::Level::kSchool, "district");
    world.Role(id, "head", "head");
  }
  const std::string rows =
      "      - {id: \"1\", title: Мониторинг, term: 20.12.2022, evidence: none,\n"
      "         responsible: [{name: ОО, kind: organization, role: head}],\n"
      "         for: each school, gather: " +
      gather +
      "}\n"
      "      - {id: \"2\", title: Свод, term: 25.12.2022, after: [\"1\"],\n"
      "         responsible: [{name: РУО, kind: organization, role: coordinator}]}\n";
  world.Do(ApplyRoadmap{"plan.yaml", test::RoadmapText(rows, kHead), ""});
  world.Do(AdoptRoadmap{OrganizationId("district"), RoadmapId("plan"), 0, test::Day("2022-09-01")});
  return world;
}

std::string TaskOf(const std::string& place) { return place + "/plan/1/2022-12-20"; }

void Deliver(World& world, const std::string& place, std::string_view day) {
  world.Do(ReportTask{TaskId(TaskOf(place)), {PersonId("head"), test::Day(day), {}, ""}, "", {}});
}

task::Task TaskOn(const World& world, const std::string& id, std::string_view day) {
  const OrganizationId place(id.substr(0, id.find('/')));
  const auto sheets =
      SheetsOf(world.state, *test::Rules(), place, test::Day(day), /*subtree=*/false);
  if (!sheets.ok()) return {};
  for (const TaskSheet& sheet : *sheets) {
    for (const task::Task& task : sheet.tasks) {
      if (task.planned->id.value() == id) return task;
    }
  }
  ADD_FAILURE() << "no task " << id;
  return {};
}

TEST(Gather, IsDoneWhenTheLastHasDelivered) {
  World world = District("all", 3);
  Deliver(world, "school1", "2022-12-01");
  Deliver(world, "school3", "2022-12-19");
  task::Task task = TaskOn(world, TaskOf("district"), "2022-12-21");
  EXPECT_EQ(task.status, task::TaskStatus::kOpen);
  EXPECT_TRUE(task.overdue);
  ASSERT_NE(task.gathered, nullptr);
  EXPECT_EQ(task.gathered->asked, 3);
  EXPECT_EQ(task.gathered->delivered, 2);
  EXPECT_THAT(task.gathered->missing, ElementsAre(OrganizationId("school2")));
  EXPECT_THAT(TaskOn(world, "district/plan/2/2022-12-25", "2022-12-21").blocked_by,
              ElementsAre(TaskId(TaskOf("district"))));
  Deliver(world, "school2", "2022-12-21");
  task = TaskOn(world, TaskOf("district"), "2022-12-22");
  EXPECT_EQ(task.status, task::TaskStatus::kClosed);
  ASSERT_TRUE(task.closing.has_value());
  EXPECT_EQ(task.closing->on, test::Day("2022-12-21"));
  EXPECT_EQ(task.closing->facts.at(0).value, "3/3");
  EXPECT_TRUE(task.done_late);
  EXPECT_THAT(TaskOn(world, "district/plan/2/2022-12-25", "2022-12-22").blocked_by, IsEmpty());
}

TEST(Gather, ALateSchoolDoesNotHideAnother) {
  World world = District("all", 4);
  Deliver(world, "school2", "2022-12-01");
  std::vector<std::string> to_coordinator;
  for (const Notification& n : world.Run("2022-12-21")) {
    if (n.task == TaskId(TaskOf("district")) && n.person == PersonId("coordinator")) {
      to_coordinator.push_back(n.text);
    }
  }
  ASSERT_FALSE(to_coordinator.empty());
  EXPECT_THAT(to_coordinator.front(),
              HasSubstr("сдали 1 из 4, нет: Организация school1, Организация school3, "
                        "Организация school4"));
}

TEST(Gather, MayWantANumberOrAShare) {
  World some = District("2", 3);
  World share = District("60%", 4);  // 2.4 of 4: three
  for (World* world : {&some, &share}) {
    Deliver(*world, "school1", "2022-12-01");
    EXPECT_NE(TaskOn(*world, TaskOf("district"), "2022-12-10").status, task::TaskStatus::kClosed);
    Deliver(*world, "school2", "2022-12-02");
  }
  EXPECT_EQ(TaskOn(some, TaskOf("district"), "2022-12-10").status, task::TaskStatus::kClosed);
  EXPECT_NE(TaskOn(share, TaskOf("district"), "2022-12-10").status, task::TaskStatus::kClosed);
  Deliver(share, "school3", "2022-12-03");
  EXPECT_EQ(TaskOn(share, TaskOf("district"), "2022-12-10").status, task::TaskStatus::kClosed);
  // More than there are: then all of them.
  World many = District("5", 1);
  Deliver(many, "school1", "2022-12-01");
  EXPECT_EQ(TaskOn(many, TaskOf("district"), "2022-12-10").status, task::TaskStatus::kClosed);
}

TEST(Gather, AsksNobodyWhereThereIsNobody) {
  World world = District("all", 0);
  const task::Task task = TaskOn(world, TaskOf("district"), "2022-12-21");
  EXPECT_FALSE(task.applies);
  EXPECT_FALSE(task.overdue);
}

TEST(Gather, LetsOffWhoIsWithdrawnOrClosed) {
  World world = District("all", 3);
  Deliver(world, "school1", "2022-12-01");
  world.Do(WithdrawTask{
      {TaskId(TaskOf("school2")), PersonId("coordinator"), test::Day("2022-12-02"), "карантин"}});
  EXPECT_EQ(TaskOn(world, TaskOf("district"), "2022-12-03").gathered->asked, 2);
  world.Do(CloseOrganization{OrganizationId("school3"),
                             {test::Day("2022-12-05"), OrganizationId("school1"), "слияние"}});
  EXPECT_EQ(TaskOn(world, TaskOf("district"), "2022-12-05").status, task::TaskStatus::kClosed);
}

TEST(Gather, SaysWhenADeliveryWasTakenBack) {
  World world = District("all", 1);
  Deliver(world, "school1", "2022-12-01");
  world.Run("2022-12-01");
  world.Do(ReopenTask{
      {TaskId(TaskOf("school1")), PersonId("head"), test::Day("2022-12-05"), "не тот файл"}});
  const task::Task task = TaskOn(world, TaskOf("district"), "2022-12-05");
  EXPECT_EQ(task.status, task::TaskStatus::kClosed);
  EXPECT_TRUE(task.contradicted);
}

TEST(Gather, IsNoPaperOfItsOwn) {
  World world = District("all", 1);
  EXPECT_EQ(world.Refusal(ReportTask{TaskId(TaskOf("district")),
                                     {PersonId("coordinator"), test::Day("2022-12-01"), {}, ""},
                                     "",
                                     {}}),
            "TASK_GATHERS");
}

}  // namespace
}  // namespace vekha::workflow
