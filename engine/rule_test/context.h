// One test while it runs: the world it lives in, what names in it mean, and where its outcome goes.
// Inside this room only.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/rule_test/rule_test.h"
#include "engine/rule_test/world.h"
#include "engine/workflow/view.h"

namespace vekha::rule_test {

class Context {
 public:
  Context(const Source& file, const workflow::RuleBook& book, const World& home,
          const std::map<std::string, std::string>& known, FileResult& of_file, TestResult& of_test)
      : rules(book), world(home), goldens(known), out(of_file), result(of_test), file_(file) {}

  const workflow::RuleBook& rules;
  const World& world;
  const std::map<std::string, std::string>& goldens;
  FileResult& out;
  TestResult& result;

  const roadmap::Roadmap& roadmap() const { return *world.roadmap; }

  // A mismatch when the texts differ.
  void Expect(SourceRange at, std::string what, const std::string& expected,
              const std::string& actual, std::vector<std::string> notes = {});
  // The test itself is wrong.
  void Problem(SourceRange at, const char* code, Bilingual message, Bilingual hint = {});
  void Problem(SourceRange at, const absl::Status& status);

  // Something is expected of the measure: it counts as looked at. Being reported or waited for does
  // not.
  void Named(const roadmap::Measure& measure) { out.coverage.Name(measure.id); }

  // The functions below report what they do not find.
  const roadmap::Measure* Measure(const TaskName& name);
  // The organization given, or the one the measure's tasks belong to.
  std::optional<OrganizationId> Place(SourceRange at, const std::string& given,
                                      const roadmap::Measure& measure);
  void UnknownOrganization(SourceRange at, const std::string& id);
  bool IsInPeriod(SourceRange at, Date day);

  // The organization's plan; nullptr when it cannot be made.
  std::shared_ptr<const task::Plan> PlanOf(SourceRange at, const OrganizationId& place);
  // The one occurrence a name means: the named one, the only one, or that of `day`'s school year.
  const task::PlannedTask* Planned(const TaskName& name, const std::string& place,
                                   std::optional<Date> day);

  std::string NameOf(const PersonId& person) const;
  // "Мамедов М. Р.", "curator": the person, else what the document says.
  std::vector<std::string> Names(const std::vector<workflow::Answerable>& answerable) const;

 private:
  const Source& file_;
  std::map<OrganizationId, std::shared_ptr<const task::Plan>> plans_;
};

// What the tables of a test say, against the plan.
void CheckTables(const Test& test, Context& context);
void CheckConditions(const Test& test, Context& context);
void CheckIndicators(const Test& test, Context& context);
// What happens and is expected day by day, and the golden.
void RunScenario(const Test& test, Context& context);

// "a, b", or "~" for none.
std::string JoinNames(const std::vector<std::string>& names);
// The same people in the same order, however their names are spelled.
bool SameNames(std::string_view joined, std::string_view other);

}  // namespace vekha::rule_test
