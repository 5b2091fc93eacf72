#include "engine/workflow/rule_book.h"

#include <gtest/gtest.h>

#include "tests/support/rules.h"

namespace vekha::workflow {
namespace {

TEST(LoadRuleBook, ReadsTheProjectsOwnRules) {
  ASSERT_NE(test::Rules(), nullptr);
  EXPECT_FALSE(test::Rules()->libraries.empty());
}

TEST(LoadRuleBook, NamesAMissingFile) {
  const auto loaded = LoadRuleBook({});
  EXPECT_FALSE(loaded.value.has_value());
  EXPECT_TRUE(HasErrors(loaded.diagnostics));
}

TEST(LoadCheckedRoadmap, RefusesADueDayTheCalendarDoesNotCover) {
  const Source source("far.yaml", test::RoadmapText(R"(
      - {id: "1", title: А, term: 30.10.2031, responsible: Иванов И. И.}
)"));
  const auto loaded = LoadCheckedRoadmap(source, *test::Rules());
  EXPECT_FALSE(loaded.value.has_value());
  ASSERT_FALSE(loaded.diagnostics.empty());
  EXPECT_NE(loaded.diagnostics.back().message.find("2031"), std::string::npos);
}

TEST(LoadCheckedRoadmap, AcceptsEveryRoadmapOfTheProject) {
  for (const Source& source : test::RuleSources()) {
    if (!source.name().starts_with("roadmaps/")) continue;
    const auto loaded = LoadCheckedRoadmap(source, *test::Rules());
    EXPECT_TRUE(loaded.value.has_value()) << source.name();
    for (const Diagnostic& d : loaded.diagnostics) {
      if (d.severity == Severity::kError) ADD_FAILURE() << FormatDiagnostic(d, &source);
    }
  }
}

}  // namespace
}  // namespace vekha::workflow
