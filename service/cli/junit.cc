// JUnit XML as CI servers read it (the schema of the Jenkins xUnit plugin: testsuites, testsuite,
// testcase, failure, error).
#include <fmt/format.h>

#include <algorithm>

#include "service/cli/rule_test_text.h"
#include "service/cli/terminal.h"

namespace vekha::cli {
namespace {

using rule_test::FileResult;
using rule_test::TestResult;

std::string Escaped(std::string_view text) {
  std::string out;
  for (const char c : Printable(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\n':
        out += "&#10;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string CaseOf(const TestResult& test, const std::string& file) {
  const std::string head =
      fmt::format("    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\"",
                  Escaped(file), Escaped(test.name), Escaped(file), test.place.line);
  if (test.passed()) return head + "/>\n";
  std::string out = head + ">\n";
  for (const rule_test::Mismatch& one : test.mismatches) {
    out += fmt::format("      <failure message=\"{}\">{}</failure>\n", Escaped(one.what),
                       Escaped(fmt::format("{}:{}: {}\n- {}\n+ {}", file, one.place.line, one.what,
                                           one.expected, one.actual)));
  }
  if (test.wrong) out += "      <error message=\"the test is wrong\"/>\n";
  return out + "    </testcase>\n";
}

long Count(const FileResult& result, bool (*is)(const TestResult&)) {
  return std::count_if(result.tests.begin(), result.tests.end(), is);
}

// A file that cannot be read as tests is one test that has an error.
std::string UnreadableOf(const TestedFile& file) {
  std::string text;
  for (const Diagnostic& one : file.result.diagnostics) text += FormatDiagnostic(one) + "\n";
  const std::string name = Escaped(file.source.name());
  return fmt::format(
      "    <testcase classname=\"{0}\" name=\"{0}\">\n      <error message=\"the "
      "file is wrong\">{1}</error>\n    </testcase>\n",
      name, Escaped(text));
}

}  // namespace

std::string FormatJunit(const std::vector<TestedFile>& files) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"vekha\">\n";
  for (const TestedFile& file : files) {
    const bool unreadable = HasErrors(file.result.diagnostics) && file.result.tests.empty();
    const long failures =
        Count(file.result, [](const TestResult& t) { return !t.passed() && !t.wrong; });
    const long errors =
        Count(file.result, [](const TestResult& t) { return t.wrong; }) + (unreadable ? 1 : 0);
    out += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n",
                       Escaped(file.source.name()), file.result.tests.size() + (unreadable ? 1 : 0),
                       failures, errors);
    if (unreadable) out += UnreadableOf(file);
    for (const TestResult& test : file.result.tests) out += CaseOf(test, file.source.name());
    out += "  </testsuite>\n";
  }
  return out + "</testsuites>\n";
}

}  // namespace vekha::cli
