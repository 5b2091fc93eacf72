// A report brings what its measure asks for, by kind; a refusal names what lacks.
#include <gtest/gtest.h>

#include "tests/engine/workflow/world.h"

namespace vekha::workflow {
namespace {

using task::Evidence;

World Asking(const std::string& kind) {
  World world;
  world.Organization("school", roadmap::Level::kSchool);
  world.Person("ivanov", "Иванов И. И.");
  const std::string row =
      "\n      - {id: \"1\", title: Дело, term: 30.10.2022, responsible: Иванов И. И., evidence: " +
      kind + "}\n";
  world.Do(ApplyRoadmap{"plan.yaml", test::RoadmapText(row), ""});
  world.Do(AdoptRoadmap{OrganizationId("school"), RoadmapId("plan"), 0, test::Day("2022-09-01")});
  return world;
}

ReportTask With(const Evidence& evidence) {
  ReportTask command;
  command.task = TaskId("school/plan/1/2022-10-30");
  command.report = {PersonId("ivanov"), test::Day("2022-10-20"), evidence, ""};
  command.today = test::Day("2022-10-20");
  return command;
}

struct Case {
  const char* kind;
  Evidence evidence;
  std::string lacks;  // the field; empty: it is whole
  std::string said = {};
};

const std::optional<Date> kDay = test::Day("2022-10-19");

const std::vector<Case>& Cases() {
  static const std::vector<Case> kCases = {
      {"none", {}, ""},
      {"order", {"7", kDay, "", ""}, ""},
      {"order", {}, "evidence.number", "номер и дата приказа"},
      {"order", {" ", kDay, "", ""}, "evidence.number", "номер приказа"},
      {"order", {"7", {}, "", ""}, "evidence.on", "дата приказа"},
      {"document", {"", {}, "Положение", ""}, ""},
      {"document", {"", {}, "", "https://school.example/p.pdf"}, ""},
      {"document", {"7", kDay, "", ""}, "evidence.document", "название документа"},
      {"document", {"", {}, " \t", ""}, "evidence.document", "название документа"},
      {"url", {"", {}, "", "http://school.example"}, ""},
      {"url", {"", {}, "Сайт", ""}, "evidence.url", "http:// или https://"},
      {"url", {"", {}, "", "school.example"}, "evidence.url", "http:// или https://"},
      {"url", {"", {}, "", "https://"}, "evidence.url", "http:// или https://"},
      {"register", {"", {}, "База наставляемых", ""}, ""},
      {"register", {"", {}, "", "https://school.example"}, "evidence.document", "название базы"},
      {"event", {"", kDay, "", ""}, ""},
      {"event", {"", {}, "Семинар", ""}, "evidence.on", "день мероприятия"},
      {"report", {"", {}, "Справка", ""}, ""},
      {"report", {"7", {}, "", ""}, "evidence.document", "название отчёта"},
      {"count", {"", {}, "", "", 1}, ""},
      {"count", {"", {}, "Двенадцать пар", ""}, "evidence.count", "количество"},
  };
  return kCases;
}

TEST(Evidence, IsCheckedByKindAndTheRefusalNamesWhatLacks) {
  for (const Case& c : Cases()) {
    World world = Asking(c.kind);
    const auto events = world.Try(With(c.evidence));
    if (c.lacks.empty()) {
      EXPECT_TRUE(events.ok()) << c.kind << ": " << events.status();
      continue;
    }
    ASSERT_FALSE(events.ok()) << c.kind << " lacks " << c.lacks;
    const Rejection rejection = RejectionOf(events.status());
    EXPECT_EQ(rejection.reason, "EVIDENCE_MISSING");
    EXPECT_EQ(rejection.metadata.at("evidence"), c.kind);
    EXPECT_EQ(rejection.metadata.at("field"), c.lacks) << c.kind;
    EXPECT_NE(rejection.message_ru.find(c.said), std::string::npos) << rejection.message_ru;
  }
}

TEST(Evidence, IsNotOfTomorrow) {
  World world = Asking("event");
  const auto events = world.Try(With({"", test::Day("2022-10-21"), "", ""}));
  ASSERT_FALSE(events.ok());
  EXPECT_EQ(RejectionOf(events.status()).reason, "REPORT_IN_FUTURE");
  EXPECT_EQ(RejectionOf(events.status()).metadata.at("field"), "evidence.on");
}

TEST(Evidence, IsExplained) {
  World world = Asking("count");
  world.Do(With({"", {}, "", "", 12}));
  const auto lines = ExplainTask(world.state, *test::Rules(), TaskId("school/plan/1/2022-10-30"),
                                 test::Day("2022-10-20"));
  ASSERT_TRUE(lines.ok()) << lines.status();
  std::string said;
  for (const ExplanationLine& line : *lines) said += line.text + "\n" + line.text_en + "\n";
  EXPECT_NE(said.find("количество 12"), std::string::npos) << said;
  EXPECT_NE(said.find("count 12"), std::string::npos) << said;
}

}  // namespace
}  // namespace vekha::workflow
