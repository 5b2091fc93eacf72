// tests/golden/roadmap: a rule file, and exactly what is said about it. UPDATE_GOLDEN=1 writes what
// is said now.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "engine/roadmap/json_schema.h"
#include "engine/roadmap/load.h"
#include "tests/engine/roadmap/rule_files.h"

namespace vekha::roadmap {
namespace {

constexpr const char* kFolder = "tests/golden/roadmap";

void ExpectGolden(const std::string& path, const std::string& actual) {
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << actual;
    return;
  }
  EXPECT_EQ(ReadText(path), actual) << "UPDATE_GOLDEN=1 refreshes " << path;
}

// With the line and the caret: the places are what these files are about.
std::string Said(const Source& source, const std::vector<Diagnostic>& diagnostics) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics) {
    const bool here = diagnostic.file == source.name();
    out += FormatDiagnostic(diagnostic, here ? &source : nullptr) + "\n";
    if (!diagnostic.message_ru.empty()) out += "    ru: " + diagnostic.message_ru + "\n";
    if (!diagnostic.hint_ru.empty()) out += "    совет: " + diagnostic.hint_ru + "\n";
    EXPECT_FALSE(diagnostic.message_ru.empty()) << diagnostic.message;
    EXPECT_EQ(diagnostic.hint.empty(), diagnostic.hint_ru.empty()) << diagnostic.message;
  }
  return out;
}

class GoldenRuleFile : public testing::TestWithParam<std::string> {};

TEST_P(GoldenRuleFile, IsSaidAboutExactly) {
  const std::filesystem::path path = GetParam();
  const Source source(path.filename().string(), ReadText(path.string()));
  const bool library = path.filename().string().starts_with("library_");
  std::vector<Diagnostic> diagnostics;
  bool usable = false;
  if (library) {
    auto loaded = LoadLibrary(source, SmallContext());
    usable = loaded.value.has_value();
    diagnostics = std::move(loaded.diagnostics);
  } else {
    auto loaded = LoadRoadmap(source, SmallContext());
    usable = loaded.value.has_value();
    diagnostics = std::move(loaded.diagnostics);
  }
  EXPECT_NE(usable, HasErrors(diagnostics));
  ExpectGolden(std::filesystem::path(path).replace_extension(".diag").string(),
               Said(source, diagnostics));
}

INSTANTIATE_TEST_SUITE_P(Folder, GoldenRuleFile, testing::ValuesIn(FilesIn(kFolder, ".yaml")),
                         [](const testing::TestParamInfo<std::string>& file) {
                           return std::filesystem::path(file.param).stem().string();
                         });

TEST(RoadmapJsonSchema, IsTheOneThatIsCheckedIn) {
  ExpectGolden("rules/roadmap.schema.json", RoadmapJsonSchema());
}

}  // namespace
}  // namespace vekha::roadmap
