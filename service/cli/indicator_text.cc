#include "service/cli/indicator_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "service/cli/date_text.h"
#include "service/cli/table.h"
#include "service/report/content/indicator_sheet.h"

namespace vekha::cli {
namespace {

// Of a number somebody computes further, six digits are enough to look at.
std::string Number(double value, Language language) {
  std::string text = fmt::format("{:.6g}", value);
  if (language == Language::kRussian) std::ranges::replace(text, '.', ',');
  return text;
}

std::string Amount(double value, const v1::IndicatorReport& indicator, Language language) {
  const std::string number = Number(value, language);
  return indicator.unit().empty() ? number : number + " " + indicator.unit();
}

std::string ShowChange(const v1::IndicatorReport& indicator, Language language) {
  if (!indicator.has_trend()) return "-";
  const double change = indicator.trend().change();
  return (change > 0 ? "+" : "") + Number(change, language);
}

Style StyleOf(v1::IndicatorState state) {
  switch (state) {
    case v1::INDICATOR_STATE_MET:
      return Style::kGreen;
    case v1::INDICATOR_STATE_MISSED:
    case v1::INDICATOR_STATE_REFUSED:
      return Style::kRed;
    case v1::INDICATOR_STATE_BEHIND:
      return Style::kYellow;
    default:
      return Style::kPlain;
  }
}

Cell ShowState(v1::IndicatorState state, Language language) {
  return {service::report::IndicatorStateWord(state, language), StyleOf(state)};
}

// The name stands last and once: it may fill a line by itself.
void AddRows(const v1::IndicatorReport& indicator, Language language, Table& table) {
  const auto value = [&](bool has, double number) {
    return has ? Amount(number, indicator, language) : std::string("-");
  };
  std::string title = OneLine(indicator.title());
  for (const v1::IndicatorStanding& target : indicator.targets()) {
    const bool current = target.year() == indicator.year();
    table.Add({indicator.id(), value(target.has_value(), target.value()),
               current ? ShowChange(indicator, language) : "-",
               Amount(target.target(), indicator, language), ShowDate(target.last_date(), language),
               ShowState(target.state(), language), std::exchange(title, "")});
  }
  if (!indicator.targets().empty()) return;
  table.Add({indicator.id(), value(indicator.has_value(), indicator.value()),
             ShowChange(indicator, language), "-", "-", ShowState(indicator.state(), language),
             title});
}

// What is not recorded is said once, with names, whatever targets wait for it.
bool IsSaidByLacks(const v1::IndicatorReport& indicator, const v1::IndicatorStanding& target,
                   const v1::Date& on) {
  if (indicator.lacks().empty() || target.state() != v1::INDICATOR_STATE_UNKNOWN) return false;
  return FromProto(on) <= FromProto(target.last_date());
}

std::string ShowReasons(const v1::IndicatorReport& indicator, const v1::Date& on,
                        const Session& session) {
  std::string out;
  const auto add = [&](const std::string& what) {
    out += fmt::format("  {}: {}\n", indicator.id(), what);
  };
  for (const v1::IndicatorStanding& target : indicator.targets()) {
    if (target.reason().empty() || IsSaidByLacks(indicator, target, on)) continue;
    add(fmt::format("{}: {}", target.year(), session.Say({target.reason(), target.reason_en()})));
  }
  if (indicator.targets().empty() && !indicator.reason().empty()) {
    add(session.Say({indicator.reason(), indicator.reason_en()}));
  }
  std::string lacks;
  for (const v1::IndicatorLack& lack : indicator.lacks()) {
    lacks += (lacks.empty() ? "" : "; ") + service::report::LackText(lack, session.language());
  }
  if (!lacks.empty()) add(session.Say({"не записано: ", "not recorded: "}) + lacks);
  return out;
}

}  // namespace

std::string ShowIndicators(const v1::SummarizeResponse& answer, const Session& session) {
  if (answer.indicators().empty()) return "";
  Table table({session.Say({"показатель", "indicator"}), session.Say({"значение", "value"}),
               session.Say({"изменение", "change"}), session.Say({"цель", "target"}),
               session.Say({"до", "by"}), session.Say({"состояние", "state"}), ""});
  std::string reasons;
  for (const v1::IndicatorReport& indicator : answer.indicators()) {
    AddRows(indicator, session.language(), table);
    reasons += ShowReasons(indicator, answer.on_date(), session);
  }
  return "\n" + table.Format(session.terminal) + Printable(reasons);
}

}  // namespace vekha::cli
