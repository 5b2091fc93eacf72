#include "service/report/content/indicator_sheet.h"

#include <fmt/format.h>

#include <set>
#include <utility>

namespace vekha::service::report {
namespace {

using Kind = ColumnKind;

std::string Pick(Language language, std::string_view ru, std::string_view en) {
  return std::string(language == Language::kRussian ? ru : en);
}

Cell Number(bool has, double value) { return has ? Cell(value) : Cell(); }

bool SeveralRoadmaps(const v1::SummarizeResponse& summary) {
  std::set<std::string> ids;
  for (const v1::IndicatorReport& indicator : summary.indicators()) ids.insert(indicator.roadmap());
  return ids.size() > 1;
}

std::string LacksOf(const v1::IndicatorReport& indicator, Language language) {
  std::string out;
  for (const v1::IndicatorLack& lack : indicator.lacks()) {
    out += (out.empty() ? "" : "; ") + LackText(lack, language);
  }
  return out;
}

void AddBegin(const v1::IndicatorReport& indicator, bool with_roadmap, Row& row) {
  row.cells.emplace_back(indicator.title().empty() ? indicator.id() : indicator.title());
  if (with_roadmap) row.cells.emplace_back(indicator.roadmap());
  row.cells.emplace_back(indicator.unit());
}

Row RowOf(const v1::IndicatorReport& indicator, const v1::IndicatorStanding& target,
          bool with_roadmap, Language language) {
  const bool current = target.year() == indicator.year();
  Row row;
  AddBegin(indicator, with_roadmap, row);
  row.cells.emplace_back(fmt::format("{}", target.year()));
  row.cells.emplace_back(target.target());
  row.cells.push_back(Number(target.has_value(), target.value()));
  row.cells.push_back(Number(current && indicator.has_trend(), indicator.trend().change()));
  row.cells.emplace_back(IndicatorStateWord(target.state(), language));
  row.cells.emplace_back(Pick(language, target.reason(), target.reason_en()));
  row.cells.emplace_back(current ? LacksOf(indicator, language) : std::string());
  return row;
}

Row RowWithoutTarget(const v1::IndicatorReport& indicator, bool with_roadmap, Language language) {
  Row row;
  AddBegin(indicator, with_roadmap, row);
  row.cells.resize(row.cells.size() + 2);
  row.cells.push_back(Number(indicator.has_value(), indicator.value()));
  row.cells.push_back(Number(indicator.has_trend(), indicator.trend().change()));
  row.cells.emplace_back(IndicatorStateWord(indicator.state(), language));
  row.cells.emplace_back(Pick(language, indicator.reason(), indicator.reason_en()));
  row.cells.emplace_back(LacksOf(indicator, language));
  return row;
}

}  // namespace

std::string IndicatorStateWord(v1::IndicatorState state, Language language) {
  switch (state) {
    case v1::INDICATOR_STATE_UNSPECIFIED:
      return Pick(language, "цели нет", "no target");
    case v1::INDICATOR_STATE_MET:
      return Pick(language, "достигнут", "met");
    case v1::INDICATOR_STATE_OPEN:
      return Pick(language, "ещё можно достичь", "can still be met");
    case v1::INDICATOR_STATE_BEHIND:
      return Pick(language, "отстаёт, ещё можно достичь", "behind, can still be met");
    case v1::INDICATOR_STATE_MISSED:
      return Pick(language, "не достигнут", "missed");
    case v1::INDICATOR_STATE_UNKNOWN:
      return Pick(language, "неизвестно", "unknown");
    case v1::INDICATOR_STATE_REFUSED:
      return Pick(language, "числа противоречат", "contradictory numbers");
    default:  // numbers of later versions
      return v1::IndicatorState_Name(state);
  }
}

std::string LackText(const v1::IndicatorLack& lack, Language language) {
  const std::string title = Pick(language, lack.title(), lack.title_en());
  std::string out = title.empty() ? lack.fact() : fmt::format("{} ({})", title, lack.fact());
  std::string between = ": ";
  for (const v1::IndicatorLackAt& at : lack.organizations()) {
    out += std::exchange(between, ", ") + at.organization_name();
  }
  const int more = lack.organizations_count() - lack.organizations().size();
  if (lack.organizations().empty() || more <= 0) return out;
  return out + (language == Language::kRussian ? fmt::format(" и ещё {}", more)
                                               : fmt::format(" and {} more", more));
}

Sheet IndicatorSheet(const v1::SummarizeResponse& summary, Language language) {
  const bool with_roadmap = SeveralRoadmaps(summary);
  const auto say = [&](const char* ru, const char* en) { return Pick(language, ru, en); };
  Sheet sheet;
  sheet.name = say("Показатели", "Indicators");
  const auto add = [&](const char* ru, const char* en, Kind kind) {
    sheet.columns.push_back({say(ru, en), kind});
  };
  add("Показатель", "Indicator", Kind::kText);
  if (with_roadmap) add("Карта", "Roadmap", Kind::kText);
  add("Единица", "Unit", Kind::kText);
  add("Год", "Year", Kind::kText);
  add("Цель", "Target", Kind::kDecimal);
  add("Значение", "Value", Kind::kDecimal);
  add("Изменение", "Change", Kind::kDecimal);
  add("Состояние", "State", Kind::kText);
  add("Почему", "Why", Kind::kText);
  add("Чего не записано", "Not recorded", Kind::kText);
  for (const v1::IndicatorReport& indicator : summary.indicators()) {
    for (const v1::IndicatorStanding& target : indicator.targets()) {
      sheet.rows.push_back(RowOf(indicator, target, with_roadmap, language));
    }
    if (indicator.targets().empty()) {
      sheet.rows.push_back(RowWithoutTarget(indicator, with_roadmap, language));
    }
  }
  return sheet;
}

}  // namespace vekha::service::report
