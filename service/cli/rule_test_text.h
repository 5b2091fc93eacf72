// Results of rule tests as people, scripts and CI servers read them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/rule_test/rule_test.h"
#include "service/cli/json_text.h"
#include "service/cli/session.h"

namespace vekha::cli {

struct TestedFile {
  Source source;
  rule_test::FileResult result;
};
// By roadmap: what the tests of all files looked at.
using CoverageByRoadmap = std::map<RoadmapId, rule_test::Coverage>;

// What failed, each with its place and a diff, then a line for every file.
std::string ShowTests(const std::vector<TestedFile>& files, const Session& session);
std::string ShowCoverage(const CoverageByRoadmap& coverage, const Session& session);

// {"passed","failed","files":[{"file","diagnostics":[],"tests":[{"name","line","column","passed",
// "mismatches":[{"line","column","what","expected","actual","notes":[]}]}]}]}, and with coverage
// "coverage":[{"roadmap","measures","measures_named","answers","answers_seen","missing":[{"measure",
// "condition","branch","missing":[true,false]}]}]
Json JsonTests(const std::vector<TestedFile>& files, const CoverageByRoadmap* coverage,
               const Session& session);

// JUnit XML: a testsuite a file, a testcase a test.
std::string FormatJunit(const std::vector<TestedFile>& files);

}  // namespace vekha::cli
