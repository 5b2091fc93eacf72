// One number from facts, or why there is none.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "engine/condition/quotient.h"
#include "engine/task/below.h"
#include "engine/task/calendar_days.h"
#include "engine/task/indicator.h"

namespace vekha::task {
namespace {

using condition::Value;

constexpr double kRounding = 1e-9;

std::optional<double> NumberOf(const Value& value) {
  if (const auto* i = value.As<int64_t>()) return static_cast<double>(*i);
  if (const auto* u = value.As<uint64_t>()) return static_cast<double>(*u);
  if (const auto* d = value.As<double>()) return *d;
  return std::nullopt;
}

std::string PercentOf(double value) { return fmt::format("{:.4g} %", value); }

std::string PercentRussian(double value) {
  std::string text = PercentOf(value);
  std::ranges::replace(text, '.', ',');
  return text;
}

class Reading {
 public:
  Reading(const roadmap::Indicator& indicator, const calendar::WorkCalendar& calendar,
          const Situation& situation, Date on)
      : indicator_(indicator),
        situation_(situation),
        days_(calendar),
        activation_(situation.catalog, situation.facts, on, on, &days_, situation.members.get()) {
    out_.on = on;
  }

  IndicatorReading Run() {
    if (!indicator_.value) {
      Refuse("у показателя нет выражения, по которому его считать",
             "the indicator has no expression to compute it by");
      return std::move(out_);
    }
    ListFacts();
    std::vector<condition::TraceStep> steps;
    const Value value = condition::EvaluateTraced(program(), activation_, steps);
    if (!value.IsUnknown()) {
      Judge(value, steps);
      return std::move(out_);
    }
    out_.missing_facts = value.As<condition::Unknown>()->facts;
    if (activation_.table() == nullptr) return std::move(out_);
    LackedFacts lacked;
    lacked.Add(value);
    out_.missing_below = lacked.Take(*activation_.table());
    for (const LackedBelow& below : out_.missing_below) out_.missing_facts.push_back(below.name);
    return std::move(out_);
  }

 private:
  const condition::Program& program() const { return *indicator_.value->program; }

  void Refuse(std::string ru, std::string en) {
    out_.problem = Bilingual{std::move(ru), std::move(en)};
  }

  void ListFacts() {
    for (const std::string& name : condition::NamesRead(program())) {
      const facts::FactRecord* record = activation_.FindRecord(name);
      if (record == nullptr) continue;
      out_.facts.push_back(
          {record->name, record->scope, condition::FormatValue(record->value), record->source});
    }
    for (const condition::NameBelow& name : condition::NamesReadBelow(program())) {
      ReadBelow read = ReadFactBelow(name, activation_);
      if (read.recorded) out_.facts.push_back(*std::move(read.recorded));
    }
  }

  // The value counts only when none of these has an objection.
  void Judge(const Value& value, const std::vector<condition::TraceStep>& steps) {
    if (FindShareOfNone(steps)) return;
    if (const auto* error = value.As<condition::Error>()) {
      return Refuse("не вычислено: " + error->message, "it failed: " + error->message);
    }
    const std::optional<double> number = NumberOf(value);
    if (!number || !std::isfinite(*number)) {
      return Refuse(fmt::format("получилось не число: {}", condition::FormatValue(value)),
                    fmt::format("it gives no number: {}", condition::FormatValue(value)));
    }
    if (indicator_.unit != "%") {
      out_.value = number;
      return;
    }
    if (RefusePartAboveWhole() || RefuseShare(*number)) return;
    out_.value = std::clamp(*number, 0.0, 100.0);  // but for rounding it is already
  }

  bool FindShareOfNone(const std::vector<condition::TraceStep>& steps) {
    for (const condition::Quotient& quotient : condition::QuotientsOf(program())) {
      const condition::Dividend& whole = quotient.denominator;
      for (const condition::TraceStep& step : steps) {
        const bool same =
            step.range.begin == whole.range.begin && step.range.end == whole.range.end;
        if (!same || NumberOf(step.value) != 0.0) continue;
        const Bilingual of = TitleOf(whole);
        Refuse(fmt::format("нет ни одного, от кого считать долю: {} = 0", of.ru),
               fmt::format("there are none to take a share of: {} = 0", of.en));
        out_.of_none = true;
        return true;
      }
    }
    return false;
  }

  // In the words of the one fact it is about: «Обучающихся в школе»; else as written.
  Bilingual TitleOf(const condition::Dividend& whole) const {
    if (whole.names.size() + whole.names_below.size() == 1) {
      const std::string& name = whole.names.empty() ? whole.names_below[0].name : whole.names[0];
      const facts::FactDeclaration* fact = situation_.catalog.Find(name);
      if (fact != nullptr && !fact->title.empty()) {
        return {fmt::format("«{}»", fact->title),
                fact->title_en.empty() ? name : fmt::format("\"{}\"", fact->title_en)};
      }
    }
    return {whole.text, whole.text};
  }

  bool RefuseShare(double share) {
    if (share >= -kRounding && share <= 100 + kRounding) return false;
    std::string numbers;
    for (const FactUsed& fact : out_.facts) {
      numbers += fmt::format("{}{} = {}", numbers.empty() ? "" : ", ", fact.name, fact.value);
    }
    Refuse(fmt::format("доля {} невозможна: {}", PercentRussian(share), numbers),
           fmt::format("a share of {} cannot be: {}", PercentOf(share), numbers));
    return true;
  }

  // A share of one fact in another, of the organization itself or of each below it: a sum over a
  // district hides the school whose part is more than its whole.
  bool RefusePartAboveWhole() {
    for (const condition::Quotient& quotient : condition::QuotientsOf(program())) {
      const auto& [part, whole] = quotient;
      if (part.names.size() == 1 && whole.names.size() == 1 && part.names_below.empty() &&
          whole.names_below.empty()) {
        const auto contradiction = Contradiction(part.names[0], activation_.Get(part.names[0]),
                                                 whole.names[0], activation_.Get(whole.names[0]));
        if (!contradiction.empty()) return RefuseContradictions(contradiction, 1);
      }
      if (part.names_below.size() == 1 && whole.names_below.size() == 1 &&
          RefusePartsBelow(part.names_below[0], whole.names_below[0])) {
        return true;
      }
    }
    return false;
  }

  static std::string Contradiction(const std::string& part_name, const Value& part,
                                   const std::string& whole_name, const Value& whole) {
    const auto p = NumberOf(part);
    const auto w = NumberOf(whole);
    if (!p || !w || (*p <= *w && *p >= 0)) return {};
    return fmt::format("{} = {}, {} = {}", part_name, condition::FormatValue(part), whole_name,
                       condition::FormatValue(whole));
  }

  bool RefusePartsBelow(const condition::NameBelow& part, const condition::NameBelow& whole) {
    if (activation_.table() == nullptr || part.list != whole.list) return false;
    std::string all;
    size_t count = 0;
    for (const facts::Member* member : activation_.table()->Of(part.list)) {
      const std::string one =
          Contradiction(part.name, activation_.GetBelow(member->id, part.name), whole.name,
                        activation_.GetBelow(member->id, whole.name));
      if (one.empty() || ++count > condition::kShownMembers) continue;
      all += fmt::format("{}{} ({}): {}", all.empty() ? "" : "; ", member->name, member->id, one);
    }
    return count > 0 && RefuseContradictions(all, count);
  }

  bool RefuseContradictions(std::string what, size_t count) {
    if (count > condition::kShownMembers) {
      what += fmt::format("; +{}", count - condition::kShownMembers);
    }
    Refuse("часть не умещается в целом: " + what, "a part does not fit its whole: " + what);
    return true;
  }

  const roadmap::Indicator& indicator_;
  const Situation& situation_;
  CalendarDays days_;
  facts::FactActivation activation_;
  IndicatorReading out_;
};

}  // namespace

bool IsBelow(const roadmap::Indicator& indicator, const roadmap::IndicatorTarget& target, Date last,
             const calendar::WorkCalendar& calendar, const Situation& situation) {
  if (!indicator.value) return false;
  const CalendarDays days(calendar);
  const facts::FactActivation activation(situation.catalog, situation.facts, last, last, &days,
                                         situation.members.get());
  const auto value = NumberOf(condition::Evaluate(*indicator.value->program, activation));
  return value && *value < target.value - kRounding;
}

IndicatorReading ReadIndicator(const roadmap::Indicator& indicator,
                               const calendar::WorkCalendar& calendar, const Situation& situation,
                               Date on) {
  return Reading(indicator, calendar, situation, on).Run();
}

}  // namespace vekha::task
