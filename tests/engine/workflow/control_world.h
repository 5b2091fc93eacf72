// A school with a plan whose tasks are reported, controlled, handed over and put off.
#pragma once

#include <gtest/gtest.h>

#include "tests/engine/workflow/world.h"

namespace vekha::workflow {

inline constexpr char kOrder[] = "school/plan/1/2022-10-31";
inline constexpr char kAfter[] = "school/plan/2/2022-11-30";
inline constexpr char kWork[] = "school/plan/3/2022-09-01..2023-08-31";

inline std::string PlanText(const std::string& head) {
  return "roadmap: plan\ntitle: План\nlevel: school\nperiod: 2022-09-01..2023-08-31\n" + head +
         R"(stages:
  - id: "1"
    title: Этап
    measures:
      - {id: "1", title: Приказ, term: до 31 октября 2022, responsible: Иванов И. И. Петров П. П., evidence: order}
      - {id: "2", title: Отчёт, term: до 30 ноября 2022, responsible: Иванов И. И., after: ["1"]}
      - {id: "3", title: Работа, term: постоянно, responsible: Иванов И. И., heartbeat: 30, ladder: gentle}
)";
}

class Control : public testing::Test {
 protected:
  void Adopt(const std::string& head = "") {
    world_.Organization("school", roadmap::Level::kSchool);
    world_.Person("ivanov", "Иванов И. И.");
    world_.Person("petrov", "Петров П. П.");
    world_.Person("head", "Директор Д. Д.");
    world_.Person("deputy", "Завуч З. З.");
    world_.Person("stranger", "Чужой Ч. Ч.");
    world_.Role("school", "head", "head");
    world_.Role("school", "curator", "deputy");
    world_.Do(ApplyRoadmap{"plan.yaml", PlanText(head), ""});
    world_.Do(
        AdoptRoadmap{OrganizationId("school"), RoadmapId("plan"), 0, test::Day("2022-09-01")});
  }

  static TaskAct Act(const char* task, const char* by, const char* on, const char* reason = "") {
    return {TaskId(task), PersonId(by), test::Day(on), reason, "", {}};
  }

  static ReportTask Report(const char* by, const char* on) {
    return {
        TaskId(kOrder), {PersonId(by), test::Day(on), {"7", test::Day(on), "", ""}, ""}, "", {}};
  }

  task::Task Task(const char* id, const char* on) {
    const auto found =
        SheetsOf(world_.state, *test::Rules(), OrganizationId("school"), test::Day(on), false);
    EXPECT_TRUE(found.ok()) << found.status();
    sheets_ = *found;
    for (const task::Task& task : sheets_.front().tasks) {
      if (task.planned->id == TaskId(id)) return task;
    }
    ADD_FAILURE() << "no task " << id;
    return {};
  }

  // "rung audience person", in order.
  static std::vector<std::string> Said(const std::vector<Notification>& notifications) {
    std::vector<std::string> out;
    for (const Notification& n : notifications) {
      out.push_back(n.rung + " " + n.audience + " " + n.person.value());
    }
    return out;
  }

  World world_;
  std::vector<TaskSheet> sheets_;
};

}  // namespace vekha::workflow
