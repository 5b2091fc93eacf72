#include "engine/task/indicator.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include <boost/date_time/gregorian/gregorian_types.hpp>

namespace vekha::task {
namespace {

constexpr double kRounding = 1e-9;  // of a value computed and a target written

// "12,5 %" and "12.5 %", "34 чел.".
Bilingual Amount(double value, const std::string& unit) {
  const std::string end = unit.empty() ? unit : " " + unit;
  Bilingual out{fmt::format("{:.6g}", value), fmt::format("{:.6g}", value)};
  std::ranges::replace(out.ru, '.', ',');
  return {out.ru + end, out.en + end};
}

int MonthsOf(facts::FactPer per) {
  switch (per) {
    case facts::FactPer::kOnce:
      return 0;
    case facts::FactPer::kQuarter:
      return 3;
    case facts::FactPer::kHalf:
      return 6;
    case facts::FactPer::kCycle:
    case facts::FactPer::kYear:
      return 12;
  }
  return 0;
}

class Reporter {
 public:
  Reporter(const roadmap::Indicator& indicator, const roadmap::Roadmap& roadmap,
           const calendar::WorkCalendar& calendar, const Situation& situation)
      : indicator_(indicator),
        roadmap_(roadmap),
        calendar_(calendar),
        situation_(situation),
        today_(situation.today) {}

  IndicatorReport Run() {
    out_.indicator = &indicator_;
    out_.now = Read(today_);
    out_.trend = Trend();
    for (const roadmap::IndicatorTarget& target : indicator_.targets) {
      TargetStanding& standing = out_.targets.emplace_back();
      standing.year = target.year;
      standing.target = target.value;
      standing.last = LastDayOf(target, roadmap_);
    }
    std::ranges::stable_sort(out_.targets, {}, &TargetStanding::year);
    if (!out_.targets.empty()) out_.current = Current();
    for (size_t i = 0; i < out_.targets.size(); ++i) Judge(i);
    return std::move(out_);
  }

 private:
  IndicatorReading Read(Date on) const {
    return ReadIndicator(indicator_, calendar_, situation_, on);
  }

  size_t Current() const {
    const int year = today_.year();
    const auto found = std::ranges::find_if(
        out_.targets, [&](const TargetStanding& target) { return target.year >= year; });
    const auto index = static_cast<size_t>(found - out_.targets.begin());
    return std::min(index, out_.targets.size() - 1);
  }

  // Months of the shortest period among the facts it reads; 0 when none has a period.
  int TrendMonths() const {
    int months = 0;
    const auto look = [&](const std::string& name) {
      const facts::FactDeclaration* fact = situation_.catalog.Find(name);
      const int of_fact = fact == nullptr ? 0 : MonthsOf(fact->per);
      if (of_fact > 0 && (months == 0 || of_fact < months)) months = of_fact;
    };
    const condition::Program& program = *indicator_.value->program;
    for (const std::string& name : condition::NamesRead(program)) look(name);
    for (const condition::NameBelow& name : condition::NamesReadBelow(program)) look(name.name);
    return months;
  }

  std::optional<IndicatorTrend> Trend() const {
    if (!out_.now.value) return std::nullopt;
    const int months = TrendMonths();
    if (months == 0) return std::nullopt;
    const Date than = today_ - boost::gregorian::months(months);
    const IndicatorReading before = Read(than);
    if (!before.value) return std::nullopt;
    return IndicatorTrend{than, *before.value, *out_.now.value - *before.value};
  }

  void Judge(size_t index) {
    TargetStanding& target = out_.targets[index];
    const bool over = target.last < today_;
    target.reading = over ? Read(target.last) : out_.now;
    if (target.reading.problem) {
      target.state = target.reading.of_none ? TargetState::kUnknown : TargetState::kRefused;
      target.alert = *target.reading.problem;
    } else if (!target.reading.value) {
      JudgeUnknown(over, target);
    } else if (*target.reading.value >= target.target - kRounding) {
      target.state = TargetState::kReached;
    } else if (over) {
      JudgeMissed(target);
    } else {
      JudgeOpen(index, target);
    }
  }

  Bilingual Goal(const TargetStanding& target) const {
    return Amount(target.target, indicator_.unit);
  }
  Bilingual Value(const TargetStanding& target) const {
    return Amount(*target.reading.value, indicator_.unit);
  }

  // Facts of a past year may still be recorded: nothing is decided.
  void JudgeUnknown(bool over, TargetStanding& target) const {
    target.state = TargetState::kUnknown;
    const std::string missing = fmt::format("{}", fmt::join(target.reading.missing_facts, ", "));
    target.alert = {
        fmt::format("{}цель {} не с чем сравнить: не записано {}",
                    over ? fmt::format("срок {} прошёл, а ", FormatRussian(target.last)) : "",
                    Goal(target).ru, missing),
        fmt::format("{}nothing to hold the target {} against: not recorded: {}",
                    over ? fmt::format("{} is past, but ", FormatIso(target.last)) : "",
                    Goal(target).en, missing)};
  }

  void JudgeMissed(TargetStanding& target) const {
    target.state = TargetState::kMissed;
    target.alert = {
        fmt::format("цель {} уже не достичь: срок {} прошёл, показатель {}", Goal(target).ru,
                    FormatRussian(target.last), Value(target).ru),
        fmt::format("the target {} cannot be met any more: {} is past, the indicator was {}",
                    Goal(target).en, FormatIso(target.last), Value(target).en)};
  }

  void JudgeOpen(size_t index, TargetStanding& target) const {
    target.state = TargetState::kOpen;
    if (index != out_.current || index == 0) return;
    const TargetStanding& before = out_.targets[index - 1];
    const int span = DaysBetween(before.last, target.last);
    if (span <= 0 || today_ <= before.last) return;
    const double share = static_cast<double>(DaysBetween(before.last, today_)) / span;
    target.expected = before.target + (target.target - before.target) * share;
    if (*target.reading.value >= *target.expected - kRounding) return;
    target.state = TargetState::kBehind;
    const Bilingual line = Amount(*target.expected, indicator_.unit);
    target.alert = {
        fmt::format(
            "{} вместо {}: столько было бы сегодня на прямой от {} в {} году к {} в {} году",
            Value(target).ru, line.ru, Goal(before).ru, before.year, Goal(target).ru, target.year),
        fmt::format(
            "{} instead of {}, which today lies on the straight line from {} in {} to {} in "
            "{}",
            Value(target).en, line.en, Goal(before).en, before.year, Goal(target).en, target.year)};
  }

  const roadmap::Indicator& indicator_;
  const roadmap::Roadmap& roadmap_;
  const calendar::WorkCalendar& calendar_;
  const Situation& situation_;
  Date today_;
  IndicatorReport out_;
};

}  // namespace

std::string_view TargetStateName(TargetState state) {
  switch (state) {
    case TargetState::kReached:
      return "reached";
    case TargetState::kOpen:
      return "open";
    case TargetState::kBehind:
      return "behind";
    case TargetState::kMissed:
      return "missed";
    case TargetState::kUnknown:
      return "unknown";
    case TargetState::kRefused:
      return "refused";
  }
  return "";
}

Date LastDayOf(const roadmap::IndicatorTarget& target, const roadmap::Roadmap& roadmap) {
  return std::min(Date(static_cast<unsigned short>(target.year), 12, 31), roadmap.period.last);
}

IndicatorReport ReportIndicator(const roadmap::Indicator& indicator,
                                const roadmap::Roadmap& roadmap,
                                const calendar::WorkCalendar& calendar,
                                const Situation& situation) {
  return Reporter(indicator, roadmap, calendar, situation).Run();
}

}  // namespace vekha::task
