#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/workflow/wording.h"
#include "tests/engine/workflow/world.h"

namespace vekha::workflow {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string TextOf(const std::vector<ExplanationLine>& lines, std::string_view kind) {
  std::string text;
  for (const ExplanationLine& line : lines) {
    if (line.kind == kind) text += line.text + "\n";
  }
  return text;
}

TEST(ExplainTask, QuotesTheRowTheArithmeticTheCalendarTheFactsAndTheRungs) {
  World world = KambulatWorld();
  world.Fact("kambulat", "mentees.unpaired", condition::Value::Int(3), "2022-10-20");
  world.Run("2022-10-24");
  const auto lines =
      ExplainTask(world.state, *test::Rules(), TaskId("kambulat/kambulat-2022/3.5/2022-10-30"),
                  test::Day("2022-10-24"));
  ASSERT_TRUE(lines.ok()) << lines.status();
  EXPECT_THAT(TextOf(*lines, "row"),
              HasSubstr("до 30 октября ежегодно (в период с 2022 по 2023 г.г.)"));
  EXPECT_THAT(TextOf(*lines, "arithmetic"),
              HasSubstr("30.10.2022 (воскресенье), исполнить 29.10.2022"));
  EXPECT_THAT(TextOf(*lines, "calendar"), HasSubstr("предшествующий рабочий день"));
  EXPECT_THAT(TextOf(*lines, "condition"), HasSubstr("has(order.pairs.number) = false"));
  EXPECT_THAT(TextOf(*lines, "fact"),
              HasSubstr("mentees.unpaired за 2022/23 = 3 (источник: test)"));
  EXPECT_THAT(TextOf(*lines, "fact"), HasSubstr("pairs.count за 2022/23: не записан"));
  EXPECT_THAT(TextOf(*lines, "rung"), HasSubstr("d-10 (за 10 рабочих дней до срока)"));
  EXPECT_THAT(TextOf(*lines, "rung"), HasSubstr("срок через 5 рабочих дней; кому: Мамедов М. Р."));
  EXPECT_THAT(TextOf(*lines, "rung"), Not(HasSubstr("WORKING_DAYS")));
  EXPECT_THAT(TextOf(*lines, "depends"), HasSubstr("После 3.4 «Обучение наставников»"));
  EXPECT_THAT(TextOf(*lines, "responsible"), HasSubstr("Мамедов М. Р."));
}

TEST(ExplainTask, SaysOfARowWhichTasksItHasAndWhyNoOthers) {
  World world = KambulatWorld();
  const auto lines = ExplainTask(world.state, *test::Rules(), TaskId("kambulat/kambulat-2022/3.5"),
                                 test::Day("2022-10-24"));
  ASSERT_TRUE(lines.ok()) << lines.status();
  EXPECT_THAT(TextOf(*lines, "row"), HasSubstr("строка 3.5"));
  EXPECT_THAT(TextOf(*lines, "arithmetic"), HasSubstr("01.09.2022–31.12.2023: задач по строке 2"));
  EXPECT_THAT(TextOf(*lines, "status"), HasSubstr("kambulat/kambulat-2022/3.5/2023-10-30"));
  EXPECT_FALSE(ExplainTask(world.state, *test::Rules(), TaskId("kambulat/kambulat-2022/99.9"),
                           test::Day("2022-10-24"))
                   .ok());
}

TEST(ExplainTask, SaysWhyATaskDoesNotApply) {
  World world;
  world.Organization("school", roadmap::Level::kSchool);
  world.Do(ApplyRoadmap{"plan.yaml", test::RoadmapText(R"(
      - {id: "1", title: А, term: до 15 октября 2022 года, responsible: Иванов И. И., applies_when: mentees.count > 100}
)"),
                        ""});
  world.Do(AdoptRoadmap{OrganizationId("school"), RoadmapId("plan"), 0, test::Day("2022-09-01")});
  world.Fact("school", "mentees.count", condition::Value::Int(7), "2022-09-14");
  const auto lines = ExplainTask(world.state, *test::Rules(), TaskId("school/plan/1/2022-10-15"),
                                 test::Day("2022-10-24"));
  ASSERT_TRUE(lines.ok()) << lines.status();
  EXPECT_THAT(TextOf(*lines, "condition"), HasSubstr("mentees.count > 100 = false"));
  EXPECT_THAT(TextOf(*lines, "condition"), HasSubstr("задачи для организации нет"));
  EXPECT_THAT(TextOf(*lines, "fact"), HasSubstr("mentees.count за 2022/23 = 7"));
}

TEST(ExplainTask, NamesTheFactsThatClosedIt) {
  World world = KambulatWorld();
  world.Fact("kambulat", "mentees.count", condition::Value::Int(34), "2022-09-14");
  world.Fact("kambulat", "mentees.without_request", condition::Value::Int(0), "2022-09-14");
  world.Run("2022-10-24");
  const auto lines =
      ExplainTask(world.state, *test::Rules(), TaskId("kambulat/kambulat-2022/3.2/2022-09-15"),
                  test::Day("2022-10-24"));
  ASSERT_TRUE(lines.ok());
  EXPECT_THAT(TextOf(*lines, "fact"), HasSubstr("mentees.count за 2022/23 = 34 (источник: test)"));
  EXPECT_THAT(TextOf(*lines, "status"), HasSubstr("исполнено"));
}

TEST(ExplainTask, NamesTheRowsAFactIsFrom) {
  World world = KambulatWorld();
  facts::FactRecord record;
  record.name = "mentees.unpaired";
  record.scope = "2022/23";
  record.value = condition::Value::Int(2);
  record.source = "table";
  record.observed_at = 1'666'000'000;
  record.origin = std::make_shared<const facts::FactOrigin>(
      facts::FactOrigin{"mentees.csv", 1, {{"mentees.csv", 3}, {"mentees.csv", 7}}, 2});
  world.Do(RecordFacts{OrganizationId("kambulat"), {record}});
  const auto lines =
      ExplainTask(world.state, *test::Rules(), TaskId("kambulat/kambulat-2022/3.5/2022-10-30"),
                  test::Day("2022-10-24"));
  ASSERT_TRUE(lines.ok()) << lines.status();
  EXPECT_THAT(TextOf(*lines, "fact"),
              HasSubstr("mentees.unpaired за 2022/23 = 2 (источник: table, из mentees.csv, "
                        "строки 3, 7)"));
}

TEST(ExplainTask, SaysWhoReportedItAndWithWhat) {
  World world = KambulatWorld();
  const TaskId task("kambulat/kambulat-2022/2.1/2022-10-15");
  task::Report report{PersonId("mamedov"), test::Day("2022-10-14"), {}, {}};
  report.evidence.url = "https://kambulat.example/cmn";
  world.Do(ReportTask{task, report, "", std::nullopt});
  const auto lines = ExplainTask(world.state, *test::Rules(), task, test::Day("2022-10-24"));
  ASSERT_TRUE(lines.ok()) << lines.status();
  EXPECT_THAT(TextOf(*lines, "status"),
              HasSubstr("Отчёт 14.10.2022 — Мамедов М. Р., https://kambulat.example/cmn."));
}

TEST(ReasonWords, SpeaksOfEveryOutcome) {
  EXPECT_EQ(ReasonWords("COALESCED_INTO d+3").ru, "сказано ступенью d+3");
  EXPECT_EQ(ReasonWords("TOO_LATE").en, "too late to say");
  EXPECT_EQ(ReasonWords("TASK_CLOSED").ru, "задача закрыта");
  for (const char* odd : {"DUE_IN_", "DUE_IN_x_WORKING_DAYS", "DUE_IN_3_DAYS", "NEW"}) {
    EXPECT_EQ(ReasonWords(odd).ru, odd);
  }
}

TEST(ExplainNotification, GivesTheRungAndTheTaskBehindEveryOne) {
  World world = KambulatWorld();
  world.Run("2022-10-24");
  ASSERT_FALSE(world.state.notifications.empty());
  for (const NotificationEntry& entry : world.state.notifications) {
    const auto lines = ExplainNotification(world.state, *test::Rules(), entry.notification.id);
    ASSERT_TRUE(lines.ok()) << lines.status();
    EXPECT_FALSE(TextOf(*lines, "notification").empty());
    EXPECT_FALSE(TextOf(*lines, "row").empty());
    EXPECT_FALSE(TextOf(*lines, "rung").empty());
  }
  const auto unknown = ExplainNotification(world.state, *test::Rules(), "x");
  EXPECT_EQ(RejectionOf(unknown.status()).reason, "NOTIFICATION_UNKNOWN");
}

TEST(ExplainTask, ExplainsEveryTaskOfTheRoadmap) {
  World world = KambulatWorld();
  const auto sheets = SheetsOf(world.state, *test::Rules(), OrganizationId("kambulat"),
                               test::Day("2022-10-24"), false);
  ASSERT_TRUE(sheets.ok());
  for (const task::Task& task : sheets->front().tasks) {
    const auto lines =
        ExplainTask(world.state, *test::Rules(), task.planned->id, test::Day("2022-10-24"));
    ASSERT_TRUE(lines.ok()) << lines.status();
    EXPECT_FALSE(TextOf(*lines, "row").empty()) << task.planned->id.value();
    // An empty cell (6.1.1 has no result) is left out.
    EXPECT_THAT(TextOf(*lines, "row"), Not(HasSubstr("«»"))) << task.planned->id.value();
    EXPECT_FALSE(TextOf(*lines, "status").empty()) << task.planned->id.value();
  }
}

}  // namespace
}  // namespace vekha::workflow
