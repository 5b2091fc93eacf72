// Acts that are recorded later than they are dated: whose right counts, and when clocks begin.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/workflow/control_world.h"

namespace vekha::workflow {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class LateAct : public Control {
 protected:
  static TaskAct Late(TaskAct act, const char* today) {
    act.today = test::Day(today);
    return act;
  }
  static ReportTask Late(ReportTask report, const char* today) {
    report.today = test::Day(today);
    return report;
  }
  void RoleUntil(const char* role, const char* person, const char* last) {
    world_.Do(PutRole{{OrganizationId("school"), role, PersonId(person), test::Day("2018-01-01"),
                       test::Day(last)}});
  }
};

TEST_F(LateAct, ThePersonWhoLeftTakesPartNoMore) {
  Adopt();
  RoleUntil("curator", "deputy", "2022-10-10");
  const TaskAct seen = Act(kAfter, "deputy", "2022-10-10");
  EXPECT_EQ(world_.Refusal(AcknowledgeTask{Late(seen, "2022-11-07")}), "NOT_ANSWERABLE");
  EXPECT_EQ(world_.Refusal(Late(Report("deputy", "2022-10-10"), "2022-11-07")), "NOT_ANSWERABLE");
  EXPECT_EQ(world_.Refusal(AcknowledgeTask{Late(seen, "2022-10-10")}), "");
}

TEST_F(LateAct, TheSuccessorReportsWhatWasDoneBeforeHim) {
  Adopt();
  RoleUntil("curator", "deputy", "2022-10-10");
  world_.Role("school", "curator", "stranger", "2022-10-11");
  EXPECT_EQ(world_.Refusal(Late(Report("stranger", "2022-10-07"), "2022-10-12")), "");
  EXPECT_EQ(Task(kOrder, "2022-10-12").closing->on, test::Day("2022-10-07"));
}

// His role for a while says nothing about what the document asks of him by name.
TEST_F(LateAct, WhoIsNamedIsAskedAlsoAfterARoleOfHisHasEnded) {
  Adopt();
  RoleUntil("mentor", "ivanov", "2022-10-01");
  EXPECT_THAT(Said(world_.Run("2022-10-26")),
              ElementsAre("d-3 responsible ivanov", "d0 responsible ivanov"));
}

TEST_F(LateAct, TheControllersClockBeginsWhenHeCanKnow) {
  Adopt("control: curator\n");
  const auto told =
      World::NotificationsOf(world_.Do(Late(Report("ivanov", "2022-10-10"), "2022-11-21")));
  ASSERT_THAT(Said(told), ElementsAre("report-waits controller deputy"));
  EXPECT_EQ(told[0].as_of, test::Day("2022-11-21"));
  EXPECT_EQ(told[0].rung_day, test::Day("2022-10-10"));
  EXPECT_THAT(Said(world_.Run("2022-11-23")),
              testing::Not(testing::Contains("c+3 controller deputy")));
  EXPECT_THAT(Said(world_.Run("2022-11-24")), testing::Contains("c+3 controller deputy"));
  EXPECT_THAT(world_.Do(Late(Report("ivanov", "2022-10-10"), "2022-11-25")), IsEmpty())
      << "the same report again";
}

TEST_F(LateAct, AnotherLadderDoesNotSayAgainWhatWasSaid) {
  Adopt();
  world_.Do(AcknowledgeTask{Act(kOrder, "ivanov", "2022-10-26")});
  world_.Run("2022-11-07");
  std::string text = PlanText("");
  text.replace(text.find("evidence: order"), 15, "evidence: order, ladder: strict");
  world_.Do(ApplyRoadmap{"plan.yaml", text, ""});
  world_.Do(AdoptRoadmap{OrganizationId("school"), RoadmapId("plan"), 0, test::Day("2022-09-01"),
                         MovedDates::kKeep});
  for (const Notification& n : world_.Run("2022-11-07")) EXPECT_NE(n.task, TaskId(kOrder)) << n.id;
  const auto d5 = world_.Run("2022-11-08");
  EXPECT_THAT(Said(d5), testing::Contains("d+5 responsible ivanov"));
}

}  // namespace
}  // namespace vekha::workflow
