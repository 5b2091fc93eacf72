#include "engine/lint/lint.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "engine/lint/check.h"
#include "engine/lint/kind.h"

namespace vekha::lint {
namespace {

constexpr std::string_view kRepairs[] = {"CELL_SPLIT", "DATE_TYPO", "TERM_TYPO"};

bool IsRepair(const Diagnostic& finding) {
  return std::ranges::find(kRepairs, finding.code) != std::end(kRepairs);
}

}  // namespace

std::vector<Diagnostic> Lint(const roadmap::Roadmap& roadmap, const Source& source,
                             const calendar::WorkCalendar& calendar) {
  const Document document = LayOut(roadmap, calendar);
  Report report(source);
  CheckDates(document, report);
  CheckDependencies(document, report);
  CheckTerms(document, report);
  CheckNumbers(document, report);
  CheckExecutors(document, report);
  CheckResults(document, report);
  CheckRoles(document, report);
  CheckDuplicates(document, report);
  CheckSpelling(document, report);
  CheckTexts(document, report);
  CheckIndicators(document, report);
  return report.Take();
}

std::vector<Diagnostic> Join(std::vector<Diagnostic> loading, std::vector<Diagnostic> findings) {
  std::set<std::tuple<std::string, int, int>> said;
  for (const Diagnostic& one : findings) {
    if (IsRepair(one)) said.emplace(one.file, one.position.line, one.position.column);
  }
  std::erase_if(loading, [&](const Diagnostic& one) {
    return one.severity == Severity::kNote &&
           said.contains({one.file, one.position.line, one.position.column});
  });
  for (Diagnostic& one : findings) loading.push_back(std::move(one));
  SortDiagnostics(loading);
  return loading;
}

void MakeStrict(std::vector<Diagnostic>& findings) {
  for (Diagnostic& one : findings) {
    const Kind* kind = FindKind(one.code);
    if (kind != nullptr && kind->weight == Weight::kContradiction) one.severity = Severity::kError;
  }
}

}  // namespace vekha::lint
