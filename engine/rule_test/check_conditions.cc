// Conditions on their own: with these facts it holds, with those it does not. So the conditions of
// work without a deadline, which no run evaluates, are tested too.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "engine/rule_test/context.h"
#include "engine/task/calendar_days.h"

namespace vekha::rule_test {
namespace {

using condition::Value;
using roadmap::Measure;

// The facts of one case, whatever their period.
class CaseFacts : public condition::Activation {
 public:
  CaseFacts(Date today, const condition::DayArithmetic* days) : today_(today), days_(days) {}

  void Set(const std::vector<FactGiven>& facts) {
    for (const FactGiven& fact : facts) {
      if (fact.value.As<condition::Null>() != nullptr) {
        values_.erase(fact.name);
      } else {
        values_[fact.name] = fact.value;
      }
    }
  }

  Value Get(std::string_view name) const override {
    if (name == facts::FactCatalog::kToday) return Value::OfDate(today_);
    const auto found = values_.find(name);
    return found == values_.end() ? Value::OfUnknown({std::string(name)}) : found->second;
  }
  bool Has(std::string_view name) const override {
    const std::string prefix = std::string(name) + ".";
    const auto below = values_.lower_bound(prefix);
    return values_.contains(name) || (below != values_.end() && below->first.starts_with(prefix));
  }
  const condition::DayArithmetic* days() const override { return days_; }

 private:
  Date today_;
  const condition::DayArithmetic* days_;
  std::map<std::string, Value, std::less<>> values_;
};

std::vector<std::string> TraceLines(const condition::Program& program, const CaseFacts& facts) {
  std::vector<condition::TraceStep> steps;
  condition::EvaluateTraced(program, facts, steps);
  std::vector<std::string> lines;
  for (const condition::TraceStep& step : steps) {
    lines.push_back(fmt::format("{:{}}{} = {}", "", 2 * step.depth, step.text,
                                condition::FormatValue(step.value)));
  }
  return lines;
}

// One condition of a measure: which words the test has for it, and when it counts as holding.
struct Question {
  const roadmap::Condition* condition = nullptr;
  std::string_view key;  // "done_when"
  std::string_view holds, fails;
  Coverage::Kind kind = Coverage::Kind::kDone;
};

class RowCheck {
 public:
  RowCheck(const ConditionRow& row, const Measure& measure, const condition::DayArithmetic& days,
           Context& context)
      : row_(row), measure_(measure), days_(days), context_(context) {}

  void Check(const Question& question, const Case& base, const std::vector<Case>& hold,
             const std::vector<Case>& fail) {
    if (question.condition == nullptr) {
      context_.Problem(row_.measure.at, "E0815",
                       {fmt::format("у {} нет {}", measure_.id.value(), question.key),
                        fmt::format("{} has no {}", measure_.id.value(), question.key)});
      return;
    }
    CheckNames(question, base);
    CheckCase(question, base, {}, true);
    for (const Case& one : hold) CheckCase(question, base, one, true);
    for (const Case& one : fail) CheckCase(question, base, one, false);
  }

 private:
  // A fact the condition does not read cannot make the difference: a slip.
  void CheckNames(const Question& question, const Case& base) {
    const auto& read = condition::NamesRead(*question.condition->program);
    for (const FactGiven& fact : base.second) {
      const bool known = std::any_of(read.begin(), read.end(), [&](const std::string& name) {
        return name == fact.name || fact.name.starts_with(name + ".");
      });
      if (known) continue;
      context_.Problem(
          fact.at, "E0804",
          {fmt::format("{} у {} не смотрит на {}", question.key, measure_.id.value(), fact.name),
           fmt::format("{} of {} does not read {}", question.key, measure_.id.value(), fact.name)});
    }
  }

  void CheckCase(const Question& question, const Case& base, const Case& change, bool holds) {
    CaseFacts facts(row_.today.value_or(context_.roadmap().period.first), &days_);
    facts.Set(base.second);
    facts.Set(change.second);
    const condition::Program& program = *question.condition->program;
    const Value value = context_.out.coverage.See(measure_, question.kind, facts);
    // What cannot be answered yet does not close a task, but it does not excuse from it either.
    const bool actual = question.kind == Coverage::Kind::kDone ? value.IsTrue() : !value.IsFalse();
    const SourceRange at = change.second.empty() ? base.first : change.first;
    context_.Expect(at, fmt::format("{}: {}", measure_.id.value(), question.condition->text),
                    std::string(holds ? question.holds : question.fails),
                    value.IsError() ? condition::FormatValue(value)
                                    : std::string(actual ? question.holds : question.fails),
                    TraceLines(program, facts));
  }

  const ConditionRow& row_;
  const Measure& measure_;
  const condition::DayArithmetic& days_;
  Context& context_;
};

const roadmap::Condition* Find(const std::optional<roadmap::Condition>& condition) {
  return condition ? &*condition : nullptr;
}

}  // namespace

void CheckConditions(const Test& test, Context& context) {
  if (test.conditions.empty()) return;
  const auto calendar = context.rules.calendars.Get(context.roadmap().calendar);
  if (!calendar.ok()) return context.Problem(test.at, calendar.status());
  const task::CalendarDays days(**calendar);
  for (const ConditionRow& row : test.conditions) {
    const Measure* measure = context.Measure(row.measure);
    if (measure == nullptr) continue;
    context.Named(*measure);
    RowCheck check(row, *measure, days, context);
    if (row.done) {
      check.Check(
          {Find(measure->done_when), "done_when", "done", "not done", Coverage::Kind::kDone},
          *row.done, row.also_done, row.not_done);
    }
    if (row.applies) {
      check.Check({Find(measure->applies_when), "applies_when", "applies", "does not apply",
                   Coverage::Kind::kApplies},
                  *row.applies, row.also_applies, row.does_not_apply);
    }
  }
}

void CheckIndicators(const Test& test, Context& context) {
  for (const IndicatorRow& row : test.indicators) {
    const auto& all = context.roadmap().indicators;
    const auto found = std::find_if(
        all.begin(), all.end(), [&](const roadmap::Indicator& i) { return i.id == row.id.value; });
    if (found == all.end()) {
      context.Problem(row.id.at, "E0813",
                      {fmt::format("нет показателя «{}»", row.id.value),
                       fmt::format("there is no indicator \"{}\"", row.id.value)});
      continue;
    }
    if (row.value && !found->value) {
      context.Expect(row.value->at, fmt::format("{}: value", row.id.value), row.value->value, "~");
    }
    if (row.value && found->value) {
      CaseFacts facts(context.roadmap().period.first, nullptr);
      facts.Set(row.facts);
      const Value value = condition::Evaluate(*found->value->program, facts);
      context.Expect(row.value->at, fmt::format("{}: value", row.id.value), row.value->value,
                     value.IsAnswer() ? condition::FormatValue(value) : "~",
                     TraceLines(*found->value->program, facts));
    }
    for (const auto& [year, expected] : row.targets) {
      std::string actual = "~";
      for (const roadmap::IndicatorTarget& target : found->targets) {
        if (target.year == year) actual = fmt::format("{}", target.value);
      }
      context.Expect(expected.at, fmt::format("{}: target of {}", row.id.value, year),
                     expected.value, actual);
    }
  }
}

}  // namespace vekha::rule_test
