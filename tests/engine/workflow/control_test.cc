// Control of execution: who may do what with a task, what it leaves behind, and who hears of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/workflow/control_world.h"

namespace vekha::workflow {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST_F(Control, WithoutAControllerAReportCloses) {
  Adopt();
  world_.Do(Report("ivanov", "2022-10-20"));
  EXPECT_EQ(Task(kOrder, "2022-10-20").status, task::TaskStatus::kClosed);
  EXPECT_EQ(world_.Refusal(AcceptReport{Act(kOrder, "head", "2022-10-21")}), "NOT_CONTROLLER");
}

TEST_F(Control, AReportWaitsForItsControllerAndClosesWhenAccepted) {
  Adopt("control: curator\n");
  const auto events = world_.Do(Report("ivanov", "2022-10-20"));
  EXPECT_THAT(Said(World::NotificationsOf(events)), ElementsAre("report-waits controller deputy"));
  EXPECT_EQ(Task(kOrder, "2022-10-20").status, task::TaskStatus::kReported);
  EXPECT_EQ(world_.Refusal(AcceptReport{Act(kOrder, "head", "2022-10-21")}), "NOT_CONTROLLER");
  EXPECT_EQ(world_.Refusal(AcceptReport{Act(kAfter, "deputy", "2022-10-21")}), "NOT_REPORTED");
  const auto accepted = world_.Do(AcceptReport{Act(kOrder, "deputy", "2022-10-25")});
  EXPECT_THAT(Said(World::NotificationsOf(accepted)), ElementsAre("accepted responsible ivanov"));
  const task::Task task = Task(kOrder, "2022-10-25");
  EXPECT_EQ(task.status, task::TaskStatus::kClosed);
  EXPECT_EQ(task.closing->on, test::Day("2022-10-20"));
  EXPECT_EQ(task.closing->accepted_on, test::Day("2022-10-25"));
}

TEST_F(Control, AReturnedReportOpensTheTaskAndArmsItsLadderAnew) {
  Adopt("control: curator\n");
  world_.Run("2022-10-26");
  world_.Do(Report("ivanov", "2022-10-27"));
  EXPECT_EQ(world_.Refusal(ReturnReport{Act(kOrder, "deputy", "2022-10-28")}), "REASON_REQUIRED");
  world_.Do(ReturnReport{Act(kOrder, "deputy", "2022-10-28", "нет подписи")});
  const task::Task task = Task(kOrder, "2022-10-28");
  EXPECT_EQ(task.status, task::TaskStatus::kOpen);
  EXPECT_EQ(task.due_revision, 2);
  EXPECT_THAT(Said(world_.Run("2022-10-31")), ElementsAre("d0 responsible ivanov"));
  EXPECT_THAT(world_.Run("2022-10-31"), IsEmpty());
}

TEST_F(Control, WhoAcceptsReportsMayNotReportHimselfUnlessAllowed) {
  Adopt("control: curator\n");
  EXPECT_EQ(world_.Refusal(Report("deputy", "2022-10-20")), "SELF_CONTROL");
  EXPECT_EQ(world_.Refusal(Report("stranger", "2022-10-20")), "NOT_ANSWERABLE");
}

TEST_F(Control, ARoadmapMayAllowSelfControl) {
  Adopt("control: curator\nself_control: true\n");
  EXPECT_EQ(world_.Refusal(Report("deputy", "2022-10-20")), "");
}

TEST_F(Control, TheControllersClockAsksAgain) {
  Adopt("control: curator\n");
  world_.Run("2022-10-19");
  world_.Do(Report("ivanov", "2022-10-20"));
  EXPECT_THAT(world_.Run("2022-10-20"), IsEmpty());
  EXPECT_THAT(Said(world_.Run("2022-10-25")), ElementsAre("c+3 controller deputy"));
  EXPECT_THAT(Said(world_.Run("2022-10-27")),
              ElementsAre("c+5 controller deputy", "c+5 head head"));
  world_.Do(AcceptReport{Act(kOrder, "deputy", "2022-10-28")});
  EXPECT_THAT(world_.Run("2022-11-10"), SizeIs(0));
}

TEST_F(Control, OnlyTheAuthorityExtends) {
  Adopt();
  const Date until = test::Day("2022-11-15");
  const TaskAct asked = Act(kOrder, "ivanov", "2022-10-24", "типография");
  EXPECT_EQ(world_.Refusal(RequestExtension{Act(kOrder, "stranger", "2022-10-24", "x"), until}),
            "NOT_ANSWERABLE");
  EXPECT_EQ(world_.Refusal(RequestExtension{Act(kOrder, "ivanov", "2022-10-24"), until}),
            "REASON_REQUIRED");
  EXPECT_EQ(world_.Refusal(RequestExtension{asked, test::Day("2022-10-31")}), "EXTENSION_INVALID");
  EXPECT_EQ(world_.Refusal(RequestExtension{asked, test::Day("2022-11-13")}), "EXTENSION_INVALID");
  EXPECT_EQ(world_.Refusal(RequestExtension{asked, test::Day("2023-09-01")}),
            "EXTENSION_BEYOND_PERIOD");
  EXPECT_EQ(world_.Refusal(RequestExtension{Act(kWork, "ivanov", "2022-10-24", "x"), until}),
            "DUE_UNKNOWN");
  const auto events = world_.Do(RequestExtension{asked, until});
  EXPECT_THAT(Said(World::NotificationsOf(events)),
              ElementsAre("extension-asked-1 authority head"));
  EXPECT_EQ(world_.Refusal(RequestExtension{asked, test::Day("2022-11-16")}), "EXTENSION_PENDING");
  EXPECT_EQ(world_.Refusal(DecideExtension{Act(kOrder, "ivanov", "2022-10-25")}), "NOT_AUTHORITY");
  world_.Do(DecideExtension{Act(kOrder, "head", "2022-10-25")});
  const task::Task task = Task(kOrder, "2022-10-25");
  EXPECT_EQ(task.effective_due, until);
  EXPECT_EQ(task.due_revision, 2);
  EXPECT_TRUE(task.extended);
  const task::TaskRecord& record = world_.state.tasks.at(TaskId(kOrder));
  ASSERT_THAT(record.extensions, SizeIs(1));
  EXPECT_EQ(record.extensions[0].from, test::Day("2022-10-31"));
  EXPECT_EQ(record.extensions[0].reason, "типография");
}

TEST_F(Control, TheOldDateIsNeverSaidAfterAnExtension) {
  Adopt();
  world_.Run("2022-10-24");
  world_.Do(
      DecideExtension{Act(kOrder, "head", "2022-10-25", "приказ"), true, test::Day("2022-11-15")});
  for (Date day = test::Day("2022-10-25"); day <= test::Day("2022-12-20"); day = AddDays(day, 1)) {
    for (const Notification& n : World::NotificationsOf(world_.Do(RunDay{day}))) {
      if (n.task != TaskId(kOrder)) continue;
      EXPECT_EQ(n.due_revision, 2) << n.id;
      EXPECT_EQ(n.due_date, test::Day("2022-11-15")) << n.id;
    }
  }
}

TEST_F(Control, ExtensionsHaveALimitAndMayBeRefused) {
  Adopt("extensions: 1\n");
  EXPECT_EQ(world_.Refusal(DecideExtension{Act(kOrder, "head", "2022-10-25", "x"), false, {}}),
            "EXTENSION_NOT_REQUESTED");
  world_.Do(RequestExtension{Act(kOrder, "ivanov", "2022-10-24", "a"), test::Day("2022-11-15")});
  const auto refused =
      world_.Do(DecideExtension{Act(kOrder, "head", "2022-10-25", "b"), false, {}});
  EXPECT_THAT(Said(World::NotificationsOf(refused)),
              ElementsAre("extension-refused-1 responsible ivanov",
                          "extension-refused-1 co_executors petrov"));
  world_.Do(RequestExtension{Act(kOrder, "ivanov", "2022-10-26", "c"), test::Day("2022-11-15")});
  world_.Do(DecideExtension{Act(kOrder, "head", "2022-10-27"), true, test::Day("2022-11-10")});
  EXPECT_EQ(Task(kOrder, "2022-10-27").effective_due, test::Day("2022-11-10"));
  EXPECT_EQ(world_.Refusal(RequestExtension{Act(kOrder, "ivanov", "2022-11-01", "d"),
                                            test::Day("2022-11-30")}),
            "EXTENSION_LIMIT");
}

TEST_F(Control, AHandedOverTaskKeepsWhoHandedItOver) {
  Adopt();
  EXPECT_EQ(world_.Refusal(DelegateTask{Act(kOrder, "petrov", "2022-10-20"), PersonId("stranger")}),
            "NOT_AUTHORITY");
  EXPECT_EQ(world_.Refusal(DelegateTask{Act(kOrder, "ivanov", "2022-10-20"), PersonId("ivanov")}),
            "DELEGATE_INVALID");
  const auto events =
      world_.Do(DelegateTask{Act(kOrder, "ivanov", "2022-10-20", "отпуск"), PersonId("stranger")});
  EXPECT_THAT(Said(World::NotificationsOf(events)),
              ElementsAre("delegated-1 responsible stranger"));
  const auto answerable =
      AnswerableFor(world_.state, *Task(kOrder, "2022-10-21").planned, test::Day("2022-10-21"));
  ASSERT_THAT(answerable, SizeIs(3));
  EXPECT_EQ(answerable[0].person, PersonId("stranger"));
  EXPECT_TRUE(answerable[0].first);
  EXPECT_FALSE(answerable[1].first);
  const auto steps =
      NextSteps(world_.state, *test::Rules(), PersonId("stranger"), test::Day("2022-10-21"));
  ASSERT_TRUE(steps.ok());
  ASSERT_THAT(*steps, SizeIs(1));
  EXPECT_TRUE(steps->front().first);
  EXPECT_EQ(world_.Refusal(Report("stranger", "2022-10-25")), "");
}

TEST_F(Control, AnAcknowledgementHoldsTheRungsBackOnce) {
  Adopt();
  world_.Run("2022-10-31");
  world_.Do(AcknowledgeTask{Act(kOrder, "ivanov", "2022-10-31")});
  EXPECT_THAT(world_.Run("2022-11-01"), IsEmpty());
  EXPECT_THAT(world_.Do(AcknowledgeTask{Act(kOrder, "petrov", "2022-11-02")}), IsEmpty());
  EXPECT_THAT(world_.Run("2022-11-03"), IsEmpty());
  EXPECT_THAT(Said(world_.Run("2022-11-07")),
              ElementsAre("d+3 responsible ivanov", "d+3 curator deputy", "d+3 head head"));
  world_.Do(Report("ivanov", "2022-11-08"));
  EXPECT_EQ(world_.Refusal(AcknowledgeTask{Act(kOrder, "ivanov", "2022-11-09")}), "TASK_NOT_OPEN");
}

TEST_F(Control, ATaskBlockedByAnOverdueOneDoesNotNag) {
  Adopt();
  world_.Run("2022-11-29");
  EXPECT_TRUE(Task(kAfter, "2022-12-05").blocked_by_overdue);
  EXPECT_THAT(Said(world_.Run("2022-11-30")), ElementsAre("d0 responsible ivanov"));
  EXPECT_THAT(world_.Run("2022-12-05"), IsEmpty());
  world_.Do(Report("ivanov", "2022-12-06"));
  EXPECT_THAT(Said(world_.Run("2022-12-06")),
              ElementsAre("d+3 responsible ivanov", "d+3 curator deputy", "d+3 head head"));
}

TEST_F(Control, OngoingWorkIsAskedForASignOfLife) {
  Adopt();
  const auto about_work = [&](const char* day) {
    std::vector<std::string> out;
    for (const Notification& n : world_.Run(day)) {
      if (n.task == TaskId(kWork)) out.push_back(n.rung + " " + n.reason);
    }
    return out;
  };
  EXPECT_THAT(about_work("2022-09-30"), IsEmpty());
  EXPECT_THAT(about_work("2022-10-03"), ElementsAre("d0 SIGN_OF_LIFE_EXPECTED"));
  world_.Do(AcknowledgeTask{Act(kWork, "ivanov", "2022-10-04")});
  EXPECT_THAT(about_work("2022-11-02"), IsEmpty());
  EXPECT_THAT(about_work("2022-11-03"), ElementsAre("d0 SIGN_OF_LIFE_EXPECTED"));
  // Opened again long after the last sign, it waits for one from that day on.
  world_.Do(WithdrawTask{Act(kWork, "head", "2022-11-05", "приостановлено")});
  world_.Do(ReopenTask{Act(kWork, "head", "2023-03-01", "возобновлено")});
  EXPECT_THAT(about_work("2023-03-30"), IsEmpty());
  EXPECT_THAT(about_work("2023-03-31"), ElementsAre("d0 SIGN_OF_LIFE_EXPECTED"));
}

TEST_F(Control, AWithdrawnTaskIsSilentAndMayBeReopened) {
  Adopt();
  EXPECT_EQ(world_.Refusal(WithdrawTask{Act(kOrder, "ivanov", "2022-10-20", "x")}),
            "NOT_AUTHORITY");
  world_.Do(WithdrawTask{Act(kOrder, "head", "2022-10-20", "передано району")});
  EXPECT_EQ(Task(kOrder, "2022-10-21").status, task::TaskStatus::kWithdrawn);
  EXPECT_THAT(Task(kAfter, "2022-10-21").blocked_by, IsEmpty());
  EXPECT_THAT(world_.Run("2022-11-10"), IsEmpty());
  EXPECT_EQ(world_.Refusal(Report("ivanov", "2022-11-10")), "TASK_NOT_OPEN");
  world_.Do(ReopenTask{Act(kOrder, "head", "2022-11-11", "вернули")});
  EXPECT_EQ(Task(kOrder, "2022-11-11").status, task::TaskStatus::kOpen);
}

TEST_F(Control, AMistakenReportIsUndoneByWhoMadeIt) {
  Adopt();
  EXPECT_EQ(world_.Refusal(ReopenTask{Act(kOrder, "ivanov", "2022-10-20", "x")}), "NOT_CLOSED");
  world_.Do(Report("ivanov", "2022-10-20"));
  EXPECT_EQ(world_.Refusal(ReopenTask{Act(kOrder, "petrov", "2022-10-21", "x")}), "NOT_AUTHORITY");
  world_.Do(ReopenTask{Act(kOrder, "ivanov", "2022-10-21", "не тот приказ")});
  EXPECT_EQ(Task(kOrder, "2022-10-21").status, task::TaskStatus::kOpen);
  EXPECT_EQ(world_.Refusal(Report("ivanov", "2022-10-25")), "");
}

TEST_F(Control, WhatWasAcceptedIsNotTakenBackByWhoReportedIt) {
  Adopt("control: curator\n");
  world_.Do(Report("ivanov", "2022-10-20"));
  world_.Do(AcceptReport{Act(kOrder, "deputy", "2022-10-25")});
  EXPECT_EQ(world_.Refusal(ReopenTask{Act(kOrder, "ivanov", "2022-10-26", "передумал")}),
            "NOT_AUTHORITY");
  EXPECT_EQ(world_.Refusal(ReopenTask{Act(kOrder, "deputy", "2022-10-26", "ошибка")}), "");
}

TEST_F(Control, NobodyAcceptsHisOwnReportWhateverHeBecame) {
  Adopt("control: curator\n");
  world_.Do(Report("ivanov", "2022-10-20"));
  world_.Role("school", "curator", "ivanov", "2022-10-22");
  EXPECT_EQ(world_.Refusal(AcceptReport{Act(kOrder, "ivanov", "2022-10-25")}), "SELF_CONTROL");
  EXPECT_EQ(world_.Refusal(AcceptReport{Act(kOrder, "deputy", "2022-10-25")}), "");
}

TEST_F(Control, AnActDatedBackBringsNoRightBack) {
  Adopt();
  world_.Do(PutRole{{OrganizationId("school"), "head", PersonId("head"), test::Day("2018-01-01"),
                     test::Day("2022-10-24")}});
  TaskAct act = Act(kOrder, "head", "2022-10-20", "снято");
  act.today = test::Day("2022-10-26");
  EXPECT_EQ(world_.Refusal(WithdrawTask{act}), "NOT_AUTHORITY");
  act.today = test::Day("2022-10-24");
  EXPECT_EQ(world_.Refusal(WithdrawTask{act}), "");
}

TEST_F(Control, AnActNeedsTheNewestEtagAndNoFutureDay) {
  Adopt();
  TaskAct act = Act(kOrder, "head", "2022-10-20", "x");
  act.etag = "r1";
  EXPECT_EQ(world_.Refusal(WithdrawTask{act}), "STALE_ETAG");
  act.etag = "r0";
  act.today = test::Day("2022-10-19");
  EXPECT_EQ(world_.Refusal(WithdrawTask{act}), "ACT_IN_FUTURE");
  act.today = test::Day("2022-10-20");
  EXPECT_EQ(world_.Refusal(WithdrawTask{act}), "");
}

}  // namespace
}  // namespace vekha::workflow
