// Indicators against each other.
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "engine/base/utf8.h"
#include "engine/lint/check.h"
#include "engine/lint/words.h"

namespace vekha::lint {
namespace {

using roadmap::Indicator;
using roadmap::IndicatorTarget;

Place PlaceOf(const Indicator& indicator, const Report& report) {
  return FindWords(report.source(), HeadKey(report.source(), "indicators"),
                   report.source().text().size(), "id: " + indicator.id);
}

// "от общего количества обучающихся": what a share is of.
std::string ShareOf(const Indicator& indicator) {
  static const RE2 kOf("(?i)(от общего (?:количества|числа)[^,;%]*)");
  std::string of;
  RE2::PartialMatch(indicator.title, kOf, &of);
  return NormalizeName(of);
}

bool IsSpecialGroup(const Indicator& indicator) {
  static const RE2 kSpecial(
      "(?i)состоящ|находящ|ограниченн|инвалид|сирот|из малоимущих|трудной жизненной");
  return RE2::PartialMatch(indicator.title, kSpecial);
}

// Everybody who takes part as a mentee.
bool IsAllMentees(const Indicator& indicator) {
  static const RE2 kAll("(?i)в роли наставляем");
  return RE2::PartialMatch(indicator.title, kAll) && !IsSpecialGroup(indicator);
}

const IndicatorTarget* TargetOf(const Indicator& indicator, int year) {
  const auto found = std::ranges::find(indicator.targets, year, &IndicatorTarget::year);
  return found == indicator.targets.end() ? nullptr : &*found;
}

// The part cannot be a larger share of the same than the whole.
void ComparePart(const Indicator& part, const Indicator& whole, Report& report) {
  const std::string of = ShareOf(part);
  if (of.empty() || of != ShareOf(whole)) return;
  for (const IndicatorTarget& target : part.targets) {
    const IndicatorTarget* limit = TargetOf(whole, target.year);
    if (limit == nullptr || target.value <= limit->value) continue;
    report.AddAt("KPI_CONTRADICTION", PlaceOf(part, report),
                 Say("{} %: {} - больше, чем все участники ({} %: {}) в {} году, {}",
                     "{} %: {} is more than all who take part ({} %: {}) in {}, {}", target.value,
                     Quote(part.title), limit->value, Quote(whole.title), target.year, Quote(of)));
    return;
  }
}

void CompareSame(const Indicator& one, const Indicator& other, Report& report) {
  const bool same = NormalizeName(one.title) == NormalizeName(other.title) ||
                    (!one.value_text.empty() && one.value_text == other.value_text);
  if (!same) return;
  for (const IndicatorTarget& target : other.targets) {
    const IndicatorTarget* first = TargetOf(one, target.year);
    if (first == nullptr || first->value == target.value) continue;
    report.AddAt("KPI_CONTRADICTION", PlaceOf(other, report),
                 Say("тот же показатель, что «{}», а на {} год другое значение: {} и {}",
                     "the same indicator as «{}», and for {} another value: {} and {}", one.id,
                     target.year, first->value, target.value));
  }
}

bool SomebodyMeasures(const Document& document) {
  static const RE2 kIndicators("(?i)показател|индикатор");
  return std::ranges::any_of(document.rows, [](const Row& row) {
    return RE2::PartialMatch(row.measure->title, kIndicators) ||
           RE2::PartialMatch(row.measure->outcome, kIndicators) ||
           RE2::PartialMatch(row.measure->result, kIndicators);
  });
}

}  // namespace

void CheckIndicators(const Document& document, Report& report) {
  const auto& indicators = document.roadmap.indicators;
  if (indicators.empty()) return;
  for (const Indicator& one : indicators) {
    for (const Indicator& other : indicators) {
      if (IsSpecialGroup(one) && IsAllMentees(other)) ComparePart(one, other, report);
      if (&one < &other) CompareSame(one, other, report);
    }
  }
  if (SomebodyMeasures(document)) return;
  report.AddHead(
      "KPI_UNOWNED", "indicators", {},
      Say("показатели ({}) ни одна строка не подводит: нет ни ответственного, ни дня, ни "
          "источника",
          "no row sums up the indicators ({}): no owner, no day, no source", indicators.size()));
}

}  // namespace vekha::lint
