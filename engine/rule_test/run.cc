#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "engine/rule_test/context.h"

namespace vekha::rule_test {
namespace {

// The value of the rule file's own "roadmap:" line; rule files are known to be right, so a look is
// enough.
std::string_view IdOf(const Source& source) {
  constexpr std::string_view kKey = "roadmap:";
  std::string_view text = source.text();
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.starts_with(kKey)) continue;
    line.remove_prefix(kKey.size());
    const auto is_id = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    const auto* first = std::find_if(line.begin(), line.end(), is_id);
    const auto* last = std::find_if_not(first, line.end(), is_id);
    return line.substr(static_cast<size_t>(first - line.begin()),
                       static_cast<size_t>(last - first));
  }
  return {};
}

std::optional<Source> LibrarySource(const Subject& subject, const workflow::RuleBook& rules) {
  const auto library =
      std::find_if(rules.libraries.begin(), rules.libraries.end(),
                   [&](const roadmap::Library& l) { return l.id() == subject.name.value; });
  if (library == rules.libraries.end() || !subject.period) return std::nullopt;
  std::string text = fmt::format(
      "roadmap: library-{0}\ntitle: \"{0}\"\nlevel: school\nperiod: {1}\ncalendar: {2}\nweek: {3}\n"
      "nonworking: preceding\ncontrol: none\nladder: {4}\nstages:\n  - id: \"1\"\n    title: "
      "\"{0}\"\n"
      "    measures:\n",
      library->id(), FormatPeriod(*subject.period), subject.calendar, subject.week, subject.ladder);
  for (const std::string& id : library->measure_ids()) {
    text += fmt::format("      - {{use: {}/{}, id: {}}}\n", library->id(), id, id);
  }
  return Source(fmt::format("library/{}.yaml", library->id()), text);
}

void RunTest(const Test& test, const TestFile& file, const Source& source, const Source& rule_file,
             const std::shared_ptr<const roadmap::Roadmap>& roadmap,
             const workflow::RuleBook& rules, const std::map<std::string, std::string>& goldens,
             FileResult& out) {
  TestResult result{test.name, source.PositionAt(test.at.begin), {}, false};
  const Date adopted = test.adopted ? test.adopted->value : roadmap->period.first;
  const auto world = MakeWorld(test.directory ? *test.directory : file.directory, rule_file,
                               roadmap, adopted, rules);
  if (!world.ok()) {
    World nowhere;
    Context(source, rules, nowhere, goldens, out, result).Problem(test.at, world.status());
  } else {
    Context context(source, rules, *world, goldens, out, result);
    if (!test.adopted || context.IsInPeriod(test.adopted->at, adopted)) {
      CheckTables(test, context);
      CheckConditions(test, context);
      CheckIndicators(test, context);
      RunScenario(test, context);
    }
  }
  out.tests.push_back(std::move(result));
}

}  // namespace

bool FileResult::passed() const {
  return !HasErrors(diagnostics) &&
         std::all_of(tests.begin(), tests.end(), [](const TestResult& t) { return t.passed(); });
}

std::optional<Source> FindSubject(const Subject& subject, const std::vector<Source>& sources,
                                  const workflow::RuleBook& rules) {
  if (subject.kind == Subject::Kind::kLibrary) return LibrarySource(subject, rules);
  if (subject.kind == Subject::Kind::kFile) return std::nullopt;
  for (const Source& source : sources) {
    if (source.name().starts_with("roadmaps/") && IdOf(source) == subject.name.value) return source;
  }
  return std::nullopt;
}

FileResult RunTestFile(const TestFile& file, const Source& test_source, const Source& rule_file,
                       const workflow::RuleBook& rules,
                       const std::map<std::string, std::string>& goldens,
                       const RunOptions& options) {
  FileResult out;
  out.file = test_source.name();
  auto loaded = workflow::LoadCheckedRoadmap(rule_file, rules);
  if (!loaded.value || HasErrors(loaded.diagnostics)) {
    out.diagnostics = std::move(loaded.diagnostics);
    return out;
  }
  out.coverage = Coverage(**loaded.value);
  for (const Test& test : file.tests) {
    if (test.name.find(options.name) == std::string::npos) continue;
    RunTest(test, file, test_source, rule_file, *loaded.value, rules, goldens, out);
  }
  return out;
}

}  // namespace vekha::rule_test
