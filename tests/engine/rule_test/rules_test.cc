// The tests of our own rules pass, and between them look at every measure and both answers of every
// branch of every condition.
#include "tests/support/rules.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "engine/rule_test/json_schema.h"
#include "engine/rule_test/rule_test.h"

namespace vekha::rule_test {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> TestFiles() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator("rules/tests")) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".yaml") && !name.ends_with(".golden.yaml")) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

FileResult RunFile(const fs::path& path) {
  const Source source(path.generic_string(), test::ReadFile(path));
  const auto parsed = ParseTestFile(source, test::Rules()->facts);
  if (!parsed.value) {
    for (const Diagnostic& d : parsed.diagnostics) ADD_FAILURE() << FormatDiagnostic(d, &source);
    return {};
  }
  const fs::path folder = path.parent_path();
  const Subject& subject = parsed.value->subject;
  const std::string beside = (folder / subject.name.value).generic_string();
  const auto rule_file = subject.kind == Subject::Kind::kFile
                             ? std::optional(Source(beside, test::ReadFile(beside)))
                             : FindSubject(subject, test::RuleSources(), *test::Rules());
  if (!rule_file) {
    ADD_FAILURE() << path << ": no " << subject.name.value;
    return {};
  }
  std::map<std::string, std::string> goldens;
  for (const Test& one : parsed.value->tests) {
    if (one.golden) goldens[one.golden->value] = test::ReadFile(folder / one.golden->value);
  }
  return RunTestFile(*parsed.value, source, *rule_file, *test::Rules(), goldens);
}

// UPDATE_GOLDEN=1 writes it anew.
TEST(TestFileJsonSchema, IsTheOneThatIsCheckedIn) {
  const char* file = "rules/rule-test.schema.json";
  if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(file) << TestFileJsonSchema();
  EXPECT_EQ(test::ReadFile(file), TestFileJsonSchema());
}

TEST(Rules, PassTheirTestsAndEveryMeasureAndBranchIsTested) {
  std::map<RoadmapId, Coverage> coverage;
  for (const fs::path& path : TestFiles()) {
    const FileResult result = RunFile(path);
    for (const Diagnostic& d : result.diagnostics) {
      EXPECT_NE(d.severity, Severity::kError) << FormatDiagnostic(d);
    }
    for (const TestResult& one : result.tests) {
      for (const Mismatch& m : one.mismatches) {
        ADD_FAILURE() << path.string() << ":" << m.place.line << ": " << m.what << "\n- "
                      << m.expected << "\n+ " << m.actual;
      }
    }
    const auto [known, is_new] = coverage.try_emplace(result.coverage.roadmap(), result.coverage);
    if (!is_new) known->second.Add(result.coverage);
  }
  for (const char* id : {"kambulat-2022", "pizhanka-2021", "sosh4-teachers-2022", "altai-2020",
                         "sosh7-2020", "template-school", "library-mentoring"}) {
    const Coverage& one = coverage[RoadmapId(id)];
    EXPECT_GT(one.measures_named().all, 0) << id;
    EXPECT_TRUE(one.measures_named().whole()) << id;
    EXPECT_TRUE(one.answers().whole())
        << id << ": " << one.answers().seen << " of " << one.answers().all;
  }
}

}  // namespace
}  // namespace vekha::rule_test
