// Any bytes as a rule file, held against the project's own rules and read by the linter: read or
// refused, within bounds, and everything said has its place in the text.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/utf8.h"
#include "engine/lint/lint.h"
#include "engine/workflow/rule_book.h"

namespace vekha {
namespace {

void Require(bool holds, const char* claim, std::string_view detail) {
  if (holds) return;
  std::fprintf(stderr, "%s: %.*s\n", claim, static_cast<int>(detail.size()), detail.data());
  std::abort();
}

// The rules of the source tree, which is the working directory.
const workflow::RuleBook& Rules() {
  static const std::shared_ptr<const workflow::RuleBook> kRules = [] {
    std::vector<Source> sources;
    for (const auto& entry : std::filesystem::recursive_directory_iterator("rules")) {
      if (entry.path().extension() != ".yaml") continue;
      std::ifstream in(entry.path(), std::ios::binary);
      sources.emplace_back(std::filesystem::relative(entry.path(), "rules").generic_string(),
                           std::string(std::istreambuf_iterator<char>(in), {}));
    }
    auto loaded = workflow::LoadRuleBook(sources);
    Require(loaded.value.has_value(), "run from the source root", "rules/ is not there or wrong");
    return *loaded.value;
  }();
  return *kRules;
}

void CheckPlaces(const Source& source, const std::vector<Diagnostic>& diagnostics) {
  const Position end = source.PositionAt(source.text().size());
  for (const Diagnostic& one : diagnostics) {
    Require(!one.code.empty() && !one.message.empty(), "nothing said", one.code);
    if (one.file != source.name()) continue;  // a library's own
    const Position& at = one.position;
    Require(at.line >= 1 && at.line <= end.line, "a line outside the text", one.message);
    const size_t letters = CodePointCount(source.Line(at.line));
    Require(at.column >= 1 && static_cast<size_t>(at.column) <= letters + 2,
            "a column outside its line", one.message);
    Require(one.length >= 1, "nothing to underline", one.message);
    Require(!FormatDiagnostic(one, &source, Language::kRussian).empty(), "not shown", one.code);
  }
}

}  // namespace
}  // namespace vekha

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace vekha;
  const workflow::RuleBook& rules = Rules();
  const Source source("fuzz.yaml", std::string(reinterpret_cast<const char*>(data), size));
  const auto loaded = workflow::LoadCheckedRoadmap(source, rules);
  CheckPlaces(source, loaded.diagnostics);
  Require(loaded.value.has_value() != HasErrors(loaded.diagnostics),
          "a file with errors gives no roadmap, one without gives one", source.text());
  if (!loaded.value) return 0;
  const auto calendar = rules.calendars.Get((*loaded.value)->calendar);
  Require(calendar.ok(), "a roadmap without its calendar", source.text());
  const auto findings = lint::Lint(**loaded.value, source, **calendar);
  CheckPlaces(source, findings);
  Require(!HasErrors(findings), "a finding stops a file", source.text());
  return 0;
}
