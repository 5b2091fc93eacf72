#include "service/cli/rule_test_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "service/cli/diagnostic_text.h"
#include "service/cli/table.h"

namespace vekha::cli {
namespace {

using rule_test::FileResult;
using rule_test::Mismatch;
using rule_test::TestResult;

long CountFailed(const FileResult& result) {
  return std::count_if(result.tests.begin(), result.tests.end(),
                       [](const TestResult& test) { return !test.passed(); });
}

// Every line of `text` behind a sign, as a diff has it.
std::string Signed(std::string_view text, std::string_view sign, Style style,
                   const Session& session) {
  std::string out;
  while (true) {
    const size_t end = text.find('\n');
    out += session.Paint(style, fmt::format("      {} {}", sign, text.substr(0, end))) + "\n";
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

std::string ShowMismatch(const Mismatch& one, const std::string& file, const Session& session) {
  std::string out =
      fmt::format("    {}:{}:{}: {}\n", file, one.place.line, one.place.column, one.what);
  out += Signed(one.expected, "-", Style::kRed, session);
  out += Signed(one.actual, "+", Style::kGreen, session);
  for (const std::string& note : one.notes) {
    out += session.Paint(Style::kDim, "        " + note) + "\n";
  }
  return out;
}

std::string ShowFile(const TestedFile& file, const Session& session) {
  const std::string& name = file.source.name();
  std::vector<Diagnostic> problems = file.result.diagnostics;
  std::erase_if(problems, [](const Diagnostic& d) { return d.severity == Severity::kNote; });
  std::string out = ShowDiagnostics(problems, {file.source}, session);
  for (const TestResult& test : file.result.tests) {
    if (test.passed()) continue;
    out += fmt::format("{} {}:{}: {}\n",
                       session.Paint(Style::kRed, session.Say({"НЕВЕРНО", "FAILED"})), name,
                       test.place.line, test.name);
    for (const Mismatch& one : test.mismatches) out += ShowMismatch(one, name, session);
  }
  const auto all = static_cast<long>(file.result.tests.size());
  const long failed = CountFailed(file.result);
  const std::string count_ru = CountRussian(all, "тест", "теста", "тестов");
  const std::string count_en = CountEnglish(all, "test", "tests");
  if (file.result.passed()) {
    out += session.Say({fmt::format("{}: {}, все сошлись\n", name, count_ru),
                        fmt::format("{}: {}, all passed\n", name, count_en)});
  } else {
    out += session.Say({fmt::format("{}: {}, не сошлось {}\n", name, count_ru, failed),
                        fmt::format("{}: {}, {} failed\n", name, count_en, failed)});
  }
  return out;
}

// A branch that went one way only.
struct Gap {
  const rule_test::MeasureCoverage* measure = nullptr;
  std::string_view condition;
  const condition::BranchCoverage* branch = nullptr;
};

std::vector<Gap> GapsOf(const rule_test::Coverage& coverage) {
  std::vector<Gap> gaps;
  for (const rule_test::MeasureCoverage& measure : coverage.measures()) {
    const auto add = [&](std::string_view name, const rule_test::Branches& branches) {
      for (const condition::BranchCoverage& branch : branches) {
        if (!condition::IsCovered(branch)) gaps.push_back({&measure, name, &branch});
      }
    };
    add("done_when", measure.done_when);
    add("applies_when", measure.applies_when);
  }
  return gaps;
}

std::string NeverSeen(const condition::BranchCoverage& branch) {
  if (branch.seen_true == 0 && branch.seen_false == 0) return "true, false";
  return branch.seen_true == 0 ? "true" : "false";
}

Json JsonProblems(const std::vector<Diagnostic>& diagnostics, Language language) {
  Json list = Json::array();
  for (const Diagnostic& one : diagnostics) {
    list.push_back({{"file", one.file},
                    {"line", one.position.line},
                    {"column", one.position.column},
                    {"severity", SeverityName(one.severity)},
                    {"code", one.code},
                    {"message", one.Message(language)}});
  }
  return list;
}

Json JsonTest(const TestResult& test) {
  Json mismatches = Json::array();
  for (const Mismatch& one : test.mismatches) {
    mismatches.push_back({{"line", one.place.line},
                          {"column", one.place.column},
                          {"what", one.what},
                          {"expected", one.expected},
                          {"actual", one.actual},
                          {"notes", one.notes}});
  }
  return {{"name", test.name},
          {"line", test.place.line},
          {"column", test.place.column},
          {"passed", test.passed()},
          {"mismatches", mismatches}};
}

Json JsonCoverage(const CoverageByRoadmap& coverage) {
  Json list = Json::array();
  for (const auto& [roadmap, one] : coverage) {
    Json missing = Json::array();
    for (const rule_test::MeasureCoverage& measure : one.measures()) {
      if (!measure.named) missing.push_back({{"measure", measure.id.value()}});
    }
    for (const Gap& gap : GapsOf(one)) {
      Json answers = Json::array();
      if (gap.branch->seen_true == 0) answers.push_back(true);
      if (gap.branch->seen_false == 0) answers.push_back(false);
      missing.push_back({{"measure", gap.measure->id.value()},
                         {"condition", gap.condition},
                         {"branch", gap.branch->text},
                         {"missing", answers}});
    }
    list.push_back({{"roadmap", roadmap.value()},
                    {"measures", one.measures_named().all},
                    {"measures_named", one.measures_named().seen},
                    {"answers", one.answers().all},
                    {"answers_seen", one.answers().seen},
                    {"missing", missing}});
  }
  return list;
}

}  // namespace

std::string ShowTests(const std::vector<TestedFile>& files, const Session& session) {
  std::string out;
  for (const TestedFile& file : files) out += ShowFile(file, session);
  return out;
}

std::string ShowCoverage(const CoverageByRoadmap& coverage, const Session& session) {
  std::string out;
  for (const auto& [roadmap, one] : coverage) {
    const auto measures = one.measures_named();
    const auto answers = one.answers();
    out += session.Say(
        {fmt::format("{}: мероприятий {} из {}, исходов условий {} из {}\n", roadmap.value(),
                     measures.seen, measures.all, answers.seen, answers.all),
         fmt::format("{}: {} of {} measures, {} of {} answers of conditions\n", roadmap.value(),
                     measures.seen, measures.all, answers.seen, answers.all)});
    for (const rule_test::MeasureCoverage& measure : one.measures()) {
      if (measure.named) continue;
      out += session.Say({fmt::format("    {}: ни в одном тесте\n", measure.id.value()),
                          fmt::format("    {}: in no test\n", measure.id.value())});
    }
    for (const Gap& gap : GapsOf(one)) {
      out += session.Say({fmt::format("    {} {}: {} - не было {}\n", gap.measure->id.value(),
                                      gap.condition, gap.branch->text, NeverSeen(*gap.branch)),
                          fmt::format("    {} {}: {} - never {}\n", gap.measure->id.value(),
                                      gap.condition, gap.branch->text, NeverSeen(*gap.branch))});
    }
  }
  return out;
}

Json JsonTests(const std::vector<TestedFile>& files, const CoverageByRoadmap* coverage,
               const Session& session) {
  Json list = Json::array();
  long passed = 0;
  long failed = 0;
  for (const TestedFile& file : files) {
    Json tests = Json::array();
    for (const TestResult& test : file.result.tests) tests.push_back(JsonTest(test));
    list.push_back({{"file", file.source.name()},
                    {"diagnostics", JsonProblems(file.result.diagnostics, session.language())},
                    {"tests", tests}});
    failed += CountFailed(file.result);
    passed += static_cast<long>(file.result.tests.size()) - CountFailed(file.result);
  }
  Json out = {{"passed", passed}, {"failed", failed}, {"files", list}};
  if (coverage != nullptr) out["coverage"] = JsonCoverage(*coverage);
  return out;
}

}  // namespace vekha::cli
