// For tests: the project's own rules, read from rules/, and roadmaps written in the test.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "engine/workflow/rule_book.h"

namespace vekha::test {

inline Date Day(std::string_view iso) {
  const auto date = ParseIsoDate(iso);
  if (!date) {
    ADD_FAILURE() << "bad date in a test: " << iso;
    return Date(2000, 1, 1);
  }
  return *date;
}

inline std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in.good()) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::vector<Source> RuleSources() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("rules")) {
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<Source> sources;
  for (const auto& path : paths) {
    sources.emplace_back(std::filesystem::relative(path, "rules").generic_string(), ReadFile(path));
  }
  return sources;
}

// Loaded once a process.
inline const std::shared_ptr<const workflow::RuleBook>& Rules() {
  static const std::shared_ptr<const workflow::RuleBook> kRules = [] {
    auto loaded = workflow::LoadRuleBook(RuleSources());
    for (const Diagnostic& d : loaded.diagnostics) ADD_FAILURE() << FormatDiagnostic(d);
    return loaded.value ? *loaded.value : nullptr;
  }();
  return kRules;
}

// A rule file of one stage: `measures` are its rows, indented by six spaces as in a file.
inline std::string RoadmapText(std::string_view measures, std::string_view head = {}) {
  std::string text = "roadmap: plan\ntitle: План\nsource: {document: plan.txt}\n";
  text += head.empty() ? "level: school\nperiod: 2022-09-01..2023-08-31\ncalendar: RU\nweek: 6\n"
                         "nonworking: preceding\ncontrol: none\nladder: standard\n"
                       : std::string(head);
  text += "stages:\n  - id: \"1\"\n    title: Этап\n    measures:\n";
  return text + std::string(measures);
}

inline std::shared_ptr<const roadmap::Roadmap> LoadRoadmapText(const std::string& text) {
  const Source source("plan.yaml", text);
  auto loaded = workflow::LoadCheckedRoadmap(source, *Rules());
  if (!loaded.value) {
    for (const Diagnostic& d : loaded.diagnostics) ADD_FAILURE() << FormatDiagnostic(d, &source);
    return nullptr;
  }
  return *loaded.value;
}

}  // namespace vekha::test
