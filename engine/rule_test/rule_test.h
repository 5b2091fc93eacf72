// Rule tests: given facts and reports on dates, on a day these tasks, notifications, dates and
// reasons are expected. The days are lived through by the real decisions (engine/simulation), on a
// world made for the test; pure: texts in, results out.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/rule_test/coverage.h"
#include "engine/rule_test/test_file.h"
#include "engine/workflow/rule_book.h"

namespace vekha::rule_test {

// One thing that is not as expected.
struct Mismatch {
  Position place;    // in the test file
  std::string what;  // "3.5 on 2022-10-24: due"
  std::string expected;
  std::string actual;
  std::vector<std::string> notes;  // how the actual value came about
};

struct TestResult {
  std::string name;
  Position place;
  std::vector<Mismatch> mismatches;
  bool wrong = false;  // the test itself is: its diagnostics are the file's
  bool passed() const { return !wrong && mismatches.empty(); }
};

struct FileResult {
  std::string file;
  std::vector<Diagnostic> diagnostics;  // of the test file and of the rule file under test
  std::vector<TestResult> tests;
  Coverage coverage;
  std::map<std::string, std::string> goldens;  // what each golden would be, by its name
  bool passed() const;
};

struct RunOptions {
  std::string name;  // only tests with this in their name; empty: all
};

// The rule file a test file speaks of: of `sources` the roadmap with that id ("roadmaps/..."), or
// the text that takes all measures of a library. Nothing for a library or id that is not there, and
// for a file beside the test, which the caller reads.
std::optional<Source> FindSubject(const Subject& subject, const std::vector<Source>& sources,
                                  const workflow::RuleBook& rules);

// `goldens` are the texts the test file names, by name; one that is not there yet is a mismatch.
// Diagnostics of whoever reads the files: E0807 a file is not there or cannot be read. Its own:
//   E0810 an unknown measure       E0813 an unknown organization, ladder or indicator
//   E0811 no such occurrence, or which of several is not said
//   E0812 a day outside the period, before the adoption or in an outage
//   E0814 the test cannot be set up or run: the rejection's own words
//   E0815 the measure has no such condition
FileResult RunTestFile(const TestFile& file, const Source& test_source, const Source& rule_file,
                       const workflow::RuleBook& rules,
                       const std::map<std::string, std::string>& goldens,
                       const RunOptions& options = {});

}  // namespace vekha::rule_test
