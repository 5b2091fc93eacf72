#include "engine/rule_test/rule_test.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/rule_test/due_cell.h"
#include "tests/support/rules.h"

namespace vekha::rule_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Two measures due in October 2022 on a six-day week; the second after the first.
const std::string kMeasures = R"(
      - {id: "1", title: Пары, term: до 30 октября 2022 г., responsible: Иванова А. А., result: Приказ, evidence: order,
         done_when: pairs.count > 0}
      - {id: "2", title: Планы, term: до 31 октября 2022 г.,
         responsible: [{name: Куратор, kind: role, role: curator}], result: План, evidence: document,
         after: ["1"]}
      - {id: "3", title: Работа, term: в течение всего периода, responsible: Куратор, result: "-", evidence: none}
)";

FileResult RunText(const std::string& tests, const RunOptions& options = {}) {
  const Source rule_file("plan.yaml", test::RoadmapText(kMeasures));
  const Source source("test.yaml", "file: plan.yaml\ntests:\n" + tests);
  const auto parsed = ParseTestFile(source, test::Rules()->facts);
  if (parsed.value) {
    return RunTestFile(*parsed.value, source, rule_file, *test::Rules(), {}, options);
  }
  FileResult result;
  result.diagnostics = parsed.diagnostics;
  return result;
}

// "line code" of every error.
std::vector<std::string> Errors(const std::string& tests) {
  std::vector<std::string> out;
  for (const Diagnostic& d : RunText(tests).diagnostics) {
    if (d.severity != Severity::kError) continue;
    out.push_back(std::to_string(d.position.line) + " " + d.code);
    EXPECT_FALSE(d.message_ru.empty()) << d.message;
  }
  return out;
}

// What differs in the only test: "what: expected | actual".
std::vector<std::string> Mismatches(const std::string& body) {
  const FileResult result = RunText("  - name: один\n" + body);
  for (const Diagnostic& d : result.diagnostics) {
    if (d.severity == Severity::kError) ADD_FAILURE() << FormatDiagnostic(d);
  }
  std::vector<std::string> out;
  for (const TestResult& one : result.tests) {
    for (const Mismatch& m : one.mismatches) {
      out.push_back(m.what + ": " + m.expected + " | " + m.actual);
    }
  }
  return out;
}

TEST(RuleTest, SeesTasksAndNotificationsOfTheDay) {
  EXPECT_THAT(Mismatches(R"(    expect:
      - on: 2022-10-26
        tasks: {"1": {status: open, nominal: 2022-10-30, due: 2022-10-29, day_off: воскресенье, overdue: false}}
        includes: [{to: А. А. Иванова, measure: "1", reason: DUE_IN_3_WORKING_DAYS, kind: reminder}]
        none: ["2", "3"]
)"),
              IsEmpty());
}

TEST(RuleTest, SaysWhatIsDifferent) {
  EXPECT_THAT(Mismatches(R"(    expect:
      - {on: 2022-10-26, tasks: {"1": {due: 2022-10-30}, "3": planned}}
)"),
              ElementsAre("1 on 2022-10-26: due: 2022-10-30 | 2022-10-29",
                          "3 on 2022-10-26: status: planned | open"));
}

TEST(RuleTest, AnUnexpectedNotificationFails) {
  EXPECT_THAT(
      Mismatches("    expect:\n      - {on: 2022-10-26, notifications: []}\n"),
      ElementsAre(HasSubstr("notifications: nothing | {measure: 1@2022-10-30, to: Иванова")));
  EXPECT_THAT(Mismatches("    expect:\n      - {on: 2022-10-26, none: [\"1\"]}\n"),
              ElementsAre(HasSubstr("of 1: nothing | {measure: 1")));
}

TEST(RuleTest, AMissingNotificationFails) {
  EXPECT_THAT(
      Mismatches(
          "    expect:\n      - {on: 2022-10-24, includes: [{to: curator, measure: \"1\"}]}\n"),
      ElementsAre(HasSubstr("notifications include: {measure: 1, to: curator} | ")));
}

TEST(RuleTest, FactsAndReportsHappenBeforeTheRun) {
  EXPECT_THAT(Mismatches(R"(    when:
      - {on: 2022-10-26, facts: {pairs.count: 3}}
      - {on: 2022-10-27, report: "2", refused: EVIDENCE_MISSING}
      - {on: 2022-10-28, report: "2", evidence: {document: Планы}}
    expect:
      - {on: 2022-10-25, tasks: {"2": {blocked_by: "1"}}}
      - {on: 2022-10-26, tasks: {"1": {status: closed, closed_by: facts}, "2": {blocked_by: ~}}, none: ["1"]}
      - {on: 2022-10-28, tasks: {"2": {status: closed, closed_by: report, done_late: false}}}
)"),
              IsEmpty());
}

TEST(RuleTest, ARefusedReportFailsTheTest) {
  EXPECT_THAT(Mismatches("    when:\n      - {on: 2022-10-28, report: \"2\"}\n"
                         "    expect:\n      - {on: 2022-10-28, tasks: {\"2\": open}}\n"),
              ElementsAre(HasSubstr("the report of 2: accepted | refused: EVIDENCE_MISSING")));
}

TEST(RuleTest, ActsOnATaskAreDoneByWhoMay) {
  EXPECT_THAT(Mismatches(R"(    when:
      - {on: 2022-10-10, delegate: "1", to: head, reason: Отпуск}
      - {on: 2022-10-11, ask_extension: "1", until: 2022-11-11, reason: Болезнь}
      - {on: 2022-10-12, extend: "1"}
      - {on: 2022-10-13, acknowledge: "2"}
      - {on: 2022-10-14, withdraw: "2", reason: Отменено}
    expect:
      - {on: 2022-10-10, tasks: {"1": {responsible: [head, Иванова А. А.]}}, notifications: [{to: head, kind: news}]}
      - {on: 2022-10-11, tasks: {"1": {asked_until: 2022-11-11, extended: false}}}
      - {on: 2022-10-12, tasks: {"1": {due: 2022-11-11, asked_until: ~, extended: true, due_revision: 2}}}
      - {on: 2022-10-13, tasks: {"2": {paused_until: 2022-10-17}}}
      - {on: 2022-10-14, tasks: {"2": withdrawn}, includes: [{to: curator, reason: WITHDRAWN}]}
)"),
              IsEmpty());
}

TEST(RuleTest, ARefusedActFailsTheTestUnlessItIsExpected) {
  const std::string expect = "    expect: [{on: 2022-10-12, tasks: {\"1\": open}}]\n";
  EXPECT_THAT(Mismatches("    when: [{on: 2022-10-12, withdraw: \"1\"}]\n" + expect),
              ElementsAre(HasSubstr("the withdrawal of 1: accepted | refused: REASON_REQUIRED")));
  EXPECT_THAT(
      Mismatches("    when: [{on: 2022-10-12, withdraw: \"1\", refused: REASON_REQUIRED}]\n"),
      IsEmpty());
  EXPECT_THAT(
      Mismatches("    when: [{on: 2022-10-12, acknowledge: \"1\", refused: TASK_NOT_OPEN}]\n"),
      ElementsAre("the acknowledgement of 1: refused: TASK_NOT_OPEN | accepted"));
}

TEST(RuleTest, AnActThatCannotBeMeantIsAnError) {
  const auto errors = [](const std::string& act) {
    return Errors("  - name: а\n    when:\n      - {on: 2022-10-12, " + act +
                  "}\n    expect: [{on: 2022-10-12, tasks: {\"1\": open}}]\n");
  };
  EXPECT_THAT(errors("report: \"1\", withdraw: \"1\""), ElementsAre("5 E0805"));
  EXPECT_THAT(errors("withdraw: \"1\", until: 2022-11-11"), ElementsAre("5 E0805"));
  EXPECT_THAT(errors("extend: \"1\", evidence: {number: \"1\"}"), ElementsAre("5 E0805"));
  EXPECT_THAT(errors("facts: {pairs.count: 1}, reason: Нет"), ElementsAre("5 E0805"));
  EXPECT_THAT(errors("ask_extension: \"1\", reason: Нет"), ElementsAre("5 E0022"));
  EXPECT_THAT(errors("delegate: \"1\""), ElementsAre("5 E0022"));
  EXPECT_THAT(errors("delegate: \"1\", to: Некто Н. Н."), ElementsAre("5 E0814"));
  EXPECT_THAT(errors("extend: \"9\", until: 2022-11-11"), ElementsAre("5 E0810"));
  EXPECT_THAT(errors("accept: \"1\""), ElementsAre("5 E0813"));  // nobody controls
}

TEST(RuleTest, ComparesTables) {
  EXPECT_THAT(
      Mismatches(
          R"(    due: {"1": 2022-10-30 -> 2022-10-29, "2": 2022-10-31, "3": ongoing 2022-09-01..2023-08-31}
    responsible: {"1": Иванова А. А.}
    after: {"2": ["1"]}
    ladders: {standard: others}
    conditions: {"1": {done: {pairs.count: 1}, not_done: [{pairs.count: 0}, {pairs.count: ~}]}}
)"),
      IsEmpty());
  EXPECT_THAT(Mismatches(R"(    due: {"1": 2022-10-30}
    responsible: {"1": head}
    ladders: {gentle: ["1"]}
    conditions: {"1": {done: {pairs.count: 0}}}
)"),
              ElementsAre("1: due: 2022-10-30 | 2022-10-30 -> 2022-10-29",
                          "1: responsible: head | Иванова А. А.", "1: ladder: gentle | standard",
                          "1: pairs.count > 0: done | not done"));
}

TEST(RuleTest, WhatIsNotThereIsAnErrorAndNoPass) {
  EXPECT_THAT(Errors("  - name: а\n    due: {\"9\": 2022-10-30}\n"), ElementsAre("4 E0810"));
  EXPECT_THAT(Errors("  - name: а\n    expect:\n      - {on: 2022-10-26, none: [\"9\"]}\n"),
              ElementsAre("5 E0810"));
  EXPECT_THAT(
      Errors("  - name: а\n    expect:\n      - {on: 2022-10-26, none: [\"1@2022-01-17\"]}\n"),
      ElementsAre("5 E0811"));
  EXPECT_THAT(
      Errors("  - name: а\n    expect:\n      - {on: 2022-10-26, tasks: {}, includes: []}\n"),
      ElementsAre("5 E0802"));
  EXPECT_THAT(Errors("  - name: а\n    adopted: 2022-10-20\n    when:\n"
                     "      - {on: 2022-10-10, report: \"1\", refused: TASK_UNKNOWN}\n"
                     "    expect:\n      - {on: 2022-10-26, none: [\"1\"]}\n"),
              ElementsAre("6 E0812"));
  EXPECT_THAT(Errors("  - name: а\n    expect:\n      - {on: 2024-10-26, none: [\"1\"]}\n"),
              ElementsAre("5 E0812"));
  EXPECT_THAT(Errors("  - name: а\n    adopted: 2021-01-01\n    due: {\"1\": 2022-10-30}\n"),
              ElementsAre("4 E0812"));
  EXPECT_THAT(
      Errors(
          "  - name: а\n    expect:\n      - {on: 2022-10-26, tasks: {\"1@2022-10-29\": open}}\n"),
      ElementsAre("5 E0811"));
  EXPECT_THAT(
      Errors("  - name: а\n    expect:\n      - {on: 2022-10-26, at: nowhere, none: [\"1\"]}\n"),
      ElementsAre("5 E0813"));
  EXPECT_THAT(Errors("  - name: а\n    conditions: {\"2\": {done: {pairs.count: 1}}}\n"),
              ElementsAre("4 E0815"));
  EXPECT_THAT(Errors("  - name: а\n    ladders: {steep: [\"1\"]}\n"), ElementsAre("4 E0813"));
}

TEST(RuleTest, ATestThatExpectsNothingIsAnError) {
  EXPECT_THAT(Errors("  - name: а\n"), ElementsAre("3 E0802"));
  EXPECT_THAT(Errors("  - name: а\n    when:\n      - {on: 2022-10-01, facts: {pairs.count: 1}}\n"),
              ElementsAre("3 E0802"));
  EXPECT_THAT(Errors("  - name: а\n    expect:\n      - {on: 2022-10-01}\n"),
              ElementsAre("5 E0802"));
  EXPECT_THAT(Errors("  []\n"), ElementsAre("3 E0802"));
}

TEST(RuleTest, ASlipInTheFileHasItsPlace) {
  EXPECT_THAT(Errors("  - name: а\n    due: {\"1\": tomorrow}\n"), ElementsAre("4 E0805"));
  EXPECT_THAT(Errors("  - name: а\n    expects: []\n"), ElementsAre("4 E0021"));
  EXPECT_THAT(Errors("  - name: а\n    conditions: {\"1\": {done: {pairs.cuont: 1}}}\n"),
              ElementsAre("4 E0804"));
  EXPECT_THAT(
      Errors("  - name: а\n    conditions: {\"1\": {done: {mentees.count: 1, pairs.count: 1}}}\n"),
      ElementsAre("4 E0804"));
  EXPECT_THAT(
      Errors("  - name: а\n    expect:\n      - {on: 2022-10-26, tasks: {\"1\": {state: open}}}\n"),
      ElementsAre("5 E0021"));
  EXPECT_THAT(
      Errors(
          "  - name: а\n    due: {\"1\": 2022-10-30}\n  - name: а\n    due: {\"1\": 2022-10-30}\n"),
      ElementsAre("5 E0803"));
}

TEST(RuleTest, RunsOnlyTheTestsAskedFor) {
  const FileResult result = RunText(
      "  - name: первый\n    due: {\"9\": 2022-10-30}\n"
      "  - name: второй\n    due: {\"2\": 2022-10-31}\n",
      {"второй"});
  ASSERT_EQ(result.tests.size(), 1U);
  EXPECT_TRUE(result.passed());
}

TEST(RuleTest, CountsWhatWasLookedAt) {
  const FileResult result =
      RunText("  - name: а\n    conditions: {\"1\": {done: {pairs.count: 1}}}\n");
  EXPECT_EQ(result.coverage.measures_named().seen, 1);
  EXPECT_EQ(result.coverage.measures_named().all, 3);
  EXPECT_EQ(result.coverage.answers().seen, 1);
  EXPECT_EQ(result.coverage.answers().all, 2);
}

TEST(RuleTest, BeingReportedOrWaitedForIsNotBeingTested) {
  const auto named = [](const std::string& body) {
    const FileResult result = RunText("  - name: а\n" + body);
    EXPECT_TRUE(result.passed());
    std::vector<std::string> out;
    for (const MeasureCoverage& measure : result.coverage.measures()) {
      if (measure.named) out.push_back(measure.id.value());
    }
    return out;
  };
  EXPECT_THAT(named("    after: {\"2\": [\"1\"]}\n"), ElementsAre("2"));
  EXPECT_THAT(
      named("    when:\n      - {on: 2022-10-20, report: \"2\", evidence: {document: Планы}}\n"
            "    expect:\n      - {on: 2022-10-20, tasks: {\"3\": open}}\n"),
      ElementsAre("3"));
  EXPECT_THAT(
      named("    when:\n      - {on: 2022-10-20, report: \"2\", refused: EVIDENCE_MISSING}\n"),
      ElementsAre("2"));
  EXPECT_THAT(named("    expect:\n      - {on: 2022-10-20, none: [\"1\"]}\n"), ElementsAre("1"));
}

TEST(RuleTest, ATableSpeaksOfAllOccurrences) {
  EXPECT_THAT(Errors("  - name: а\n    due: {\"1@2022-10-30\": 2022-10-30 -> 2022-10-29}\n"),
              ElementsAre("4 E0805"));
  EXPECT_THAT(Errors("  - name: а\n    after: {\"2\": [\"1@2022-10-30\"]}\n"),
              ElementsAre("4 E0805"));
  EXPECT_THAT(Errors("  - name: а\n    conditions: {\"1@2022-10-30\": {done: {pairs.count: 1}}}\n"),
              ElementsAre("4 E0805"));
}

TEST(RuleTest, WhatIsSaidToThePersonAwayIsUnread) {
  EXPECT_THAT(Mismatches(R"(    absent: [{person: Иванова А. А., from: 2022-10-24, to: 2022-10-26}]
    outage: 2022-10-10..2022-10-11
    expect:
      - on: 2022-10-26
        includes: [{to: Иванова А. А., measure: "1", unread: true}]
      - on: 2022-10-28
        includes: [{to: Иванова А. А., measure: "1", unread: false}]
)"),
              IsEmpty());
  EXPECT_THAT(Mismatches(R"(    absent: [{person: Иванова А. А., from: 2022-10-24}]
    when: [{on: 2022-10-25, report: "1", by: Иванова А. А., evidence: {number: "1", on: 2022-10-25}}]
    expect: [{on: 2022-10-26, tasks: {"1": closed}}]
)"),
              ElementsAre(HasSubstr("the report of 1: accepted | refused: ASSUMPTION_ABSENT")));
  const std::string away =
      "  - name: а\n    due: {\"2\": 2022-10-31}\n    golden: g\n"
      "    span: 2022-10-01..2022-10-02\n    absent: [{person: ";
  EXPECT_THAT(Errors(away + "Некто Н. Н., from: 2022-10-24}]\n"), ElementsAre("7 E0814"));
  EXPECT_THAT(Errors(away + "Иванова А. А., from: 2022-10-24, to: 2022-10-01}]\n"),
              ElementsAre("7 E0805"));
  EXPECT_THAT(Errors(away + "Иванова А. А., from: 2020-10-24, to: 2020-10-25}]\n"),
              ElementsAre("7 E0812"));
}

TEST(RuleTest, DaysOfAGoldenNeedTheGolden) {
  EXPECT_THAT(Errors("  - name: а\n    span: 2022-10-01..2022-10-02\n"
                     "    expect: [{on: 2022-10-01, tasks: {\"1\": open}}]\n"),
              ElementsAre("3 E0802"));
}

// Two schools are told the same; each line says which.
TEST(RuleTest, AGoldenHasALineForEachOrganization) {
  const std::string rows =
      "      - {id: \"1\", title: План, term: до 31 октября 2022 г., responsible: [{name: Куратор, "
      "kind: role, role: curator}], for: each school}\n";
  std::string text = test::RoadmapText(rows);
  const std::string level = "level: school";
  text.replace(text.find(level), level.size(), "level: municipality");
  const Source rule_file("plan.yaml", text);
  const Source source("test.yaml", R"(file: plan.yaml
organizations:
  - {id: district, level: municipality}
  - {id: school-1, parent: district, level: school}
  - {id: school-2, parent: district, level: school}
tests:
  - {name: а, golden: g, span: 2022-10-26..2022-10-27}
)");
  const auto parsed = ParseTestFile(source, test::Rules()->facts);
  ASSERT_TRUE(parsed.value);
  const auto result = RunTestFile(*parsed.value, source, rule_file, *test::Rules(), {});
  EXPECT_EQ(result.goldens.at("g"),
            "2022-10-27:\n"
            "  - \"1@2022-10-31 at school-1 d-3 curator DUE_IN_3_WORKING_DAYS\"\n"
            "  - \"1@2022-10-31 at school-2 d-3 curator DUE_IN_3_WORKING_DAYS\"\n");
}

TEST(DueCell, HasOneSpelling) {
  EXPECT_EQ(NormalizeDue("2022-10-30  ->  2022-10-29"), "2022-10-30 -> 2022-10-29");
  EXPECT_EQ(NormalizeDue(" 2022-09-01 .. 2022-09-15"), "2022-09-01..2022-09-15");
  EXPECT_EQ(NormalizeDue("ongoing 2022-09-01..2023-12-31"), "ongoing 2022-09-01..2023-12-31");
  EXPECT_EQ(NormalizeDue("waits  training.due"), "waits training.due");
  for (const char* wrong : {"", "30.10.2022", "2022-10-30 ->", "2022-02-30", "ongoing", "waits ",
                            "2022-10-30..2022-10-01"}) {
    EXPECT_EQ(NormalizeDue(wrong), std::nullopt) << wrong;
  }
}

}  // namespace
}  // namespace vekha::rule_test
