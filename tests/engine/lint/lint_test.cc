#include "engine/lint/lint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/lint/kind.h"
#include "tests/engine/lint/plan.h"

namespace vekha::lint {
namespace {

using testing::HasSubstr;

TEST(Lint, FindsTwoApprovalsOfOneRoadmap) {
  const auto findings = LintText(TextOf(
      Rows({"id: '1.1', title: Утверждение дорожной карты, term: не позднее 14 сентября 2022 года",
            "id: '1.2', title: 'Разработка и утверждение актов, включающие: сроки; утверждение "
            "положения "
            "о наставничестве и дорожной карты', term: не позднее 20 сентября 2022 года"})));
  const auto found = std::ranges::find(findings, "DUPLICATE_MEASURE", &Diagnostic::code);
  ASSERT_NE(found, findings.end()) << Codes(findings);
  EXPECT_THAT(found->message, HasSubstr("row 1.1"));
}

TEST(Lint, NamesTheRolesThatNoRowHas) {
  const auto findings = LintText(
      TextOf(With(Rows({"id: '1.1', title: Приказ, term: май 2023 г., responsible: Директор"}),
                  &Plan::roles, "roles:\n  Директор: head\n  Куратор: curator\n")));
  const auto found = std::ranges::find(findings, "ROLE_UNUSED", &Diagnostic::code);
  ASSERT_NE(found, findings.end()) << Codes(findings);
  EXPECT_THAT(found->message, HasSubstr("«Куратор»"));
}

// Every row is a control, an approval and a double of all others, on one long line.
TEST(Lint, TakesTheLargestPlanInItsStride) {
  std::string rows = "stages: [{id: '1', title: Этап, measures: [";
  for (int i = 0; i < 4900; ++i) {
    rows += "{id: r" + std::to_string(i) +
            ", title: Контроль и создание МРГ (далее - МРГ), term: до 14 сентября 2022 года, "
            "responsible: 'МРГ, Мамедов М. Р. Османов Р. М.', after: [" +
            (i > 0 ? "r" + std::to_string(i - 1) : std::string()) + "]},";
  }
  Plan plan;
  std::string text = TextOf(plan);
  text = text.substr(0, text.find("stages:")) + rows + "]}]\n";
  const auto findings = LintText(text);
  EXPECT_TRUE(Has(findings, "DUPLICATE_MEASURE"));
}

TEST(Lint, FindsNothingInACleanPlan) {
  Plan plan =
      Rows({"id: '1.1', title: Издать приказ о наставничестве, term: не позднее 14 сентября "
            "2022 года, evidence: order",
            "id: '1.2', title: Провести семинар, term: 21 сентября 2022 года, evidence: event, "
            "result: Протокол, after: ['1.1']",
            "id: '1.3', title: Сопровождать пары, term: в течение учебного года, "
            "result: Журнал встреч"});
  plan.roles = "school_year: 09-01..05-31\n";
  EXPECT_EQ(Codes(LintText(TextOf(plan))), "");
}

TEST(Lint, QuotesTheWordsAtTheirPlace) {
  const std::string text =
      TextOf(Rows({"id: '1.1', title: Приказ, term: не позднее 18 сентября 2022 года"}));
  const auto findings = LintText(text);
  ASSERT_EQ(findings.size(), 1u) << Codes(findings);
  const Diagnostic& found = findings[0];
  EXPECT_EQ(found.code, "DUE_ON_DAY_OFF");
  EXPECT_EQ(found.severity, Severity::kWarning);
  const Source source("plan.yaml", text);
  const size_t at = text.find("не позднее");
  EXPECT_EQ(found.position, source.PositionAt(at));
  EXPECT_EQ(found.length, 32);
  EXPECT_THAT(found.message_ru, HasSubstr("18.09.2022, воскресенье"));
  EXPECT_THAT(found.message_ru, HasSubstr("16.09.2022, пятница"));
  EXPECT_THAT(found.message, HasSubstr("2022-09-18, Sunday"));
  EXPECT_THAT(found.message, HasSubstr("2022-09-16, Friday"));
}

TEST(Lint, StrictMakesErrorsOfContradictionsOnly) {
  auto findings =
      LintText(TextOf(Rows({"id: '1.1', title: Приказ, term: не позднее 18 сентября 2024 года",
                            "id: '1.2', title: Отчет, term: не позднее 18 сентября 2022 года"})));
  MakeStrict(findings);
  for (const Diagnostic& one : findings) {
    EXPECT_EQ(one.severity == Severity::kError,
              FindKind(one.code)->weight == Weight::kContradiction)
        << FormatDiagnostic(one);
  }
  EXPECT_TRUE(Has(findings, "DUE_OUTSIDE_PERIOD"));
  EXPECT_TRUE(Has(findings, "DUE_ON_DAY_OFF"));
}

TEST(Lint, ARepairIsSaidOnce) {
  const Source source("plan.yaml",
                      TextOf(Rows({"id: '1.1', title: Приказ, term: до 14.09..2022"})));
  const auto loaded = workflow::LoadCheckedRoadmap(source, *test::Rules());
  ASSERT_TRUE(loaded.value);
  const auto calendar = test::Rules()->calendars.Get((*loaded.value)->calendar);
  const auto joined = Join(loaded.diagnostics, Lint(**loaded.value, source, **calendar));
  EXPECT_TRUE(Has(joined, "DATE_TYPO")) << Codes(joined);
  EXPECT_FALSE(Has(joined, "N0161")) << Codes(joined);
}

}  // namespace
}  // namespace vekha::lint
