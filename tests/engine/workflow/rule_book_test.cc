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

const Diagnostic* FindCode(const std::vector<Diagnostic>& diagnostics, std::string_view code) {
  for (const Diagnostic& d : diagnostics) {
    if (d.code == code) return &d;
  }
  return nullptr;
}

TEST(LoadCheckedRoadmap, RefusesDueDaysTheCalendarDoesNotCover) {
  const Source source("far.yaml", test::RoadmapText(R"(
      - {id: "1", title: А, term: 30.10.2031, responsible: Иванов И. И.}
      - {id: "2", title: Б, term: 30.10.2033, responsible: Иванов И. И.}
)"));
  const auto loaded = LoadCheckedRoadmap(source, *test::Rules());
  EXPECT_FALSE(loaded.value.has_value());
  const Diagnostic* found = FindCode(loaded.diagnostics, "E0402");
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->position, source.PositionAt(source.text().find("calendar:") + 10));
  EXPECT_NE(found->message.find("2031"), std::string::npos) << found->message;
  EXPECT_NE(found->message.find("2033"), std::string::npos) << found->message;
  EXPECT_NE(found->message_ru.find("2031 год"), std::string::npos) << found->message_ru;
}

TEST(LoadCheckedRoadmap, SaysItBesideTheFilesOtherErrors) {
  const Source source("far.yaml",
                      test::RoadmapText(R"(
      - {id: "1", title: А, term: 30.10.2031, responsible: Иванов И. И., result_: Приказ}
)",
                                        "level: school\nperiod: 2022-09-01..2023-08-31\n"
                                        "ladder: standard\n"));
  const auto loaded = LoadCheckedRoadmap(source, *test::Rules());
  EXPECT_NE(FindCode(loaded.diagnostics, "E0021"), nullptr);
  const Diagnostic* found = FindCode(loaded.diagnostics, "E0402");
  ASSERT_NE(found, nullptr);
  // No calendar is named: it stands at the period.
  EXPECT_EQ(found->position, source.PositionAt(source.text().find("2022-09-01..")));
}

TEST(LoadCheckedRoadmap, NamesTheRegionNearAnUnknownOne) {
  const Source source("far.yaml",
                      test::RoadmapText(R"(
      - {id: "1", title: А, term: 30.10.2022, responsible: Иванов И. И.}
)",
                                        "level: school\nperiod: 2022-09-01..2023-08-31\n"
                                        "calendar: {region: RU-DB}\nladder: standard\n"));
  const auto loaded = LoadCheckedRoadmap(source, *test::Rules());
  const Diagnostic* found = FindCode(loaded.diagnostics, "E0402");
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->position, source.PositionAt(source.text().find("calendar:")));
  EXPECT_NE(found->message.find("RU-DB"), std::string::npos) << found->message;
  EXPECT_NE(found->hint.find("RU-DA"), std::string::npos) << found->hint;
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
