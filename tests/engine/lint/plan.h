// Small rule files for the tests of the linter, and what it finds in them.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <vector>

#include "engine/lint/lint.h"
#include "tests/support/rules.h"

namespace vekha::lint {

inline constexpr const char* kApproved =
    "{document: plan.txt, approved: {on: 2022-09-01, number: '1'}}";

struct Plan {
  std::string level = "school";
  std::string title = "План";
  std::string source = kApproved;
  std::string period = "2022-09-01..2023-08-31";
  std::string roles;
  std::string stage = "Этап";
  std::string rows;  // keys of the rows, one row a line: "id: \"1.1\", title: ..., term: ..."
  std::string tail;
};

// Rows are flow mappings; what a row does not say is harmless.
inline std::string TextOf(const Plan& plan) {
  std::string text = "roadmap: plan\ntitle: " + plan.title + "\nlevel: " + plan.level +
                     "\nsource: " + plan.source + "\nperiod: " + plan.period +
                     "\ncalendar: RU\nweek: 5\nnonworking: preceding\ncontrol: none\n"
                     "ladder: standard\n" +
                     plan.roles + "stages:\n  - id: \"1\"\n    title: " + plan.stage +
                     "\n    measures:\n";
  return text + plan.rows + plan.tail;
}

inline std::string Row(const std::string& keys) {
  std::string row = "      - {" + keys;
  if (keys.starts_with("heading:")) return row + "}\n";
  if (keys.find("responsible:") == std::string::npos) row += ", responsible: Куратор";
  if (keys.find("result:") == std::string::npos) row += ", result: Приказ по школе";
  if (keys.find("evidence:") == std::string::npos) row += ", evidence: document";
  return row + "}\n";
}

inline std::vector<Diagnostic> LintText(const std::string& text) {
  const Source source("plan.yaml", text);
  const auto loaded = workflow::LoadCheckedRoadmap(source, *test::Rules());
  if (!loaded.value) {
    for (const Diagnostic& d : loaded.diagnostics) ADD_FAILURE() << FormatDiagnostic(d, &source);
    return {};
  }
  const auto calendar = test::Rules()->calendars.Get((*loaded.value)->calendar);
  return Lint(**loaded.value, source, **calendar);
}

inline std::string Codes(const std::vector<Diagnostic>& findings) {
  std::string out;
  for (const Diagnostic& one : findings) out += FormatDiagnostic(one) + "\n";
  return out;
}

inline bool Has(const std::vector<Diagnostic>& findings, std::string_view kind) {
  return std::ranges::any_of(findings, [&](const Diagnostic& d) { return d.code == kind; });
}

inline Plan Rows(std::initializer_list<const char*> rows) {
  Plan plan;
  for (const char* row : rows) plan.rows += Row(row);
  return plan;
}

inline Plan With(Plan plan, std::string Plan::*part, std::string value) {
  plan.*part = std::move(value);
  return plan;
}

inline Plan District(Plan plan) {
  plan.level = "municipality";
  return plan;
}

}  // namespace vekha::lint
