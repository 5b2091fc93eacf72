// tests/golden/lint: everything that is found in the roadmaps of rules/roadmaps, line by line.
// UPDATE_GOLDEN=1 writes what is found now; each change is to be read by a person.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "engine/lint/lint.h"
#include "tests/support/rules.h"

namespace vekha::lint {
namespace {

std::string Found(const std::filesystem::path& path) {
  const Source source(path.filename().string(), test::ReadFile(path));
  const auto loaded = workflow::LoadCheckedRoadmap(source, *test::Rules());
  if (!loaded.value) {
    ADD_FAILURE() << path;
    return {};
  }
  const auto calendar = test::Rules()->calendars.Get((*loaded.value)->calendar);
  std::string out;
  for (const Diagnostic& finding : Lint(**loaded.value, source, **calendar)) {
    out += FormatDiagnostic(finding, nullptr, Language::kRussian) + "\n";
  }
  return out;
}

class LintGolden : public testing::TestWithParam<std::string> {};

TEST_P(LintGolden, FindsExactly) {
  const std::string found = Found("rules/roadmaps/" + GetParam() + ".yaml");
  const std::string golden = "tests/golden/lint/" + GetParam() + ".txt";
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(golden, std::ios::binary) << found;
    return;
  }
  EXPECT_EQ(test::ReadFile(golden), found) << "UPDATE_GOLDEN=1 refreshes " << golden;
}

INSTANTIATE_TEST_SUITE_P(Documents, LintGolden,
                         testing::Values("000-kambulat-school", "001-pizhanka-district",
                                         "002-school-4-teachers", "003-altai-republic",
                                         "004-school-7"),
                         [](const testing::TestParamInfo<std::string>& file) {
                           std::string name = file.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(LintTemplate, FindsNothing) { EXPECT_EQ(Found("rules/roadmaps/template-school.yaml"), ""); }

}  // namespace
}  // namespace vekha::lint
