// Evaluations a second on one core of conditions compiled once. Compare and Filter are what
// peers/run.sh holds against CEL in JavaScript: keep them the same as in peers/peers.mjs.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/condition/condition.h"
#include "engine/condition/type.h"

namespace vekha {
namespace {

using condition::Type;
using condition::TypeKind;
using condition::Value;

constexpr std::string_view kCompare = "pairs < mentees && today > date('2022-10-28')";
constexpr std::string_view kFilter =
    "teachers.filter(t, t.experience < 3 && t.mentor == null).size() == 20";

Date Day(std::string_view text) { return ParseIsoDate(text).value(); }

// Every fifth of a hundred teachers is new and has no mentor.
Value Teachers() {
  condition::List teachers;
  for (int i = 0; i < 100; ++i) {
    const std::string number = std::to_string(i);
    teachers.push_back(Value::OfMap({
        {Value::String("name"), Value::String("Teacher " + number)},
        {Value::String("experience"), Value::Int(i % 5 == 0 ? 1 : 10)},
        {Value::String("mentor"), i % 5 == 0 ? Value() : Value::String("Mentor " + number)},
    }));
  }
  return Value::OfList(std::move(teachers));
}

// Declared names and their values.
class School : public condition::Environment, public condition::Activation {
 public:
  School() {
    Add("pairs", "int", Value::Int(12));
    Add("mentees", "int", Value::Int(34));
    Add("today", "date", Value::OfDate(Day("2022-10-30")));
    Add("teachers", "list<map<string, dyn>>", Teachers());
  }

  std::optional<Type> FindVariable(std::string_view name) const override {
    const auto found = types_.find(name);
    return found == types_.end() ? std::nullopt : std::optional(found->second);
  }
  bool IsPrefix(std::string_view) const override { return false; }
  std::vector<std::string> Suggest(std::string_view) const override { return {}; }
  Value Get(std::string_view name) const override { return values_.find(name)->second; }
  bool Has(std::string_view name) const override { return values_.find(name) != values_.end(); }

 private:
  void Add(const std::string& name, std::string_view type, Value value) {
    types_[name] = condition::ParseType(type).value();
    values_[name] = std::move(value);
  }
  std::map<std::string, Type, std::less<>> types_;
  std::map<std::string, Value, std::less<>> values_;
};

std::shared_ptr<const condition::Program> Compiled(std::string_view text, const School& school) {
  auto parsed = condition::Compile(text, &school);
  if (!parsed.value) std::abort();
  return *parsed.value;
}

// Values lie ready, as a run over many schools has them.
void BySlots(benchmark::State& state, std::string_view text) {
  const School school;
  const auto program = Compiled(text, school);
  std::vector<Value> slots;
  for (const std::string& name : condition::NamesRead(*program)) slots.push_back(school.Get(name));
  if (!condition::EvaluateSlots(*program, slots, school).IsTrue()) std::abort();
  for (auto round : state) {
    (void)round;
    benchmark::DoNotOptimize(condition::EvaluateSlots(*program, slots, school));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(BySlots, Compare, kCompare);
BENCHMARK_CAPTURE(BySlots, Filter, kFilter);

// Values are asked for by name.
void ByName(benchmark::State& state, std::string_view text) {
  const School school;
  const auto program = Compiled(text, school);
  for (auto round : state) {
    (void)round;
    benchmark::DoNotOptimize(condition::Evaluate(*program, school));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(ByName, Compare, kCompare);
BENCHMARK_CAPTURE(ByName, Filter, kFilter);

void CompileCondition(benchmark::State& state) {
  const School school;
  for (auto round : state) {
    (void)round;
    benchmark::DoNotOptimize(condition::Compile(kCompare, &school));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(CompileCondition);

}  // namespace
}  // namespace vekha
