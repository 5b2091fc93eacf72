// A condition read, checked, evaluated: whatever the bytes, it ends within its budget with a value
// or with located problems, and comes to the same plain, by slots, traced and covered.
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "engine/condition/coverage.h"
#include "tests/engine/condition/test_facts.h"

namespace vekha::condition {
namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

void RequirePlaces(const std::vector<Diagnostic>& diagnostics, const Source& source) {
  for (const Diagnostic& diagnostic : diagnostics) {
    Require(diagnostic.position.line >= 1 && diagnostic.position.column >= 1);
    Require(!diagnostic.code.empty() && !diagnostic.message.empty());
    FormatDiagnostic(diagnostic, &source);
  }
}

void RequireSameEveryWay(const Program& program, const TestFacts& facts, bool slots_too) {
  const Value plain = Evaluate(program, facts);
  // Near its limit an evaluation may be stopped one way and not another.
  RunLimits generous;
  generous.cost *= 4;
  const Value unhurried = Evaluate(program, facts, generous);
  const bool stopped = !Identical(plain, unhurried);
  std::vector<TraceStep> trace;
  const Value traced = EvaluateTraced(program, facts, trace);
  std::vector<BranchCoverage> branches = BranchesOf(program);
  const Value covered = EvaluateCovered(program, facts, branches);
  Require(stopped || (Identical(plain, traced) && Identical(plain, covered)));
  Require(FormatValue(plain).size() <= kFormattedMax + 16);
  for (const TraceStep& step : trace) Require(step.range.end <= ExpressionText(program).size());
  if (!slots_too) return;
  std::vector<Value> slots;
  for (const std::string& name : NamesRead(program)) slots.push_back(facts.Get(name));
  Require(stopped || Identical(plain, EvaluateSlots(program, slots, facts)));
}

void Run(std::string_view text) {
  static const TestFacts facts = SchoolFacts();
  const Source source("fuzz", std::string(text));
  for (const bool checked : {true, false}) {
    CompileOptions options;
    if (checked) options.environment = &facts;
    const auto parsed = Compile(source.text(), options, source, 0);
    Require(parsed.value.has_value() != HasErrors(parsed.diagnostics));
    RequirePlaces(parsed.diagnostics, source);
    if (!parsed.value) continue;
    Require(EstimatedCost(**parsed.value) <= options.limits.estimate);
    RequireSameEveryWay(**parsed.value, facts, checked);
  }
}

}  // namespace
}  // namespace vekha::condition

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  vekha::condition::Run({reinterpret_cast<const char*>(data), size});
  return 0;
}
