// Indicators: what they compute, and targets that can be met.
#include <fmt/format.h>

#include <set>

#include "engine/roadmap/compiler.h"
#include "engine/roadmap/condition_compiler.h"
#include "engine/roadmap/diagnostic_code.h"
#include "engine/roadmap/level_environment.h"

namespace vekha::roadmap {
namespace {

constexpr double kWhole = 100;

}  // namespace

void Compiler::CheckIndicators(const RawRoadmap& raw) {
  std::set<std::string> ids;
  for (const RawIndicator& indicator : raw.indicators) {
    if (!indicator.id.value.empty() && !ids.insert(indicator.id.value).second) {
      Report(indicator.id.place, Severity::kError, code::kDuplicateId,
             {fmt::format("показатель \"{}\" в файле уже есть", indicator.id.value),
              fmt::format("indicator \"{}\" is already in the file", indicator.id.value)});
    }
    CheckTargets(indicator, raw.period);
  }
}

void Compiler::CheckTargets(const RawIndicator& indicator, const std::optional<Period>& period) {
  const auto report = [&](const Place& place, std::string ru, std::string en, Bilingual hint = {}) {
    Report(place, Severity::kError, code::kImpossibleTarget, {std::move(ru), std::move(en)},
           std::move(hint));
  };
  std::set<int> years;
  for (const auto& [year, value] : indicator.targets) {
    if (!years.insert(year.value).second) {
      report(year.place, fmt::format("цель на {} год уже названа", year.value),
             fmt::format("the target of {} has been given", year.value));
    }
    if (period && (year.value < period->first.year() || year.value > period->last.year())) {
      report(
          year.place, fmt::format("{} год вне периода карты {}", year.value, FormatPeriod(*period)),
          fmt::format("{} is outside the roadmap's period {}", year.value, FormatPeriod(*period)));
    }
    if (indicator.unit == "%" && (value.value < 0 || value.value > kWhole)) {
      report(value.place, fmt::format("доля {} %: доля бывает от 0 до 100 %", value.value),
             fmt::format("a share of {} %: a share is from 0 to 100 %", value.value),
             {"если это не доля, назовите единицу иначе, например \"% к прошлому году\"",
              "if it is no share, give the unit another name, such as \"% of last year\""});
    }
  }
}

Indicator Compiler::CompileIndicator(const RawIndicator& raw, const Surroundings& around) {
  Indicator out{raw.id.value, raw.title, raw.unit, "", std::nullopt, {}};
  for (const RawTarget& target : raw.targets) {
    out.targets.push_back({target.year.value, target.value.value});
  }
  if (!raw.value) return out;
  out.value_text = raw.value->value;
  const LevelEnvironment names(context_.facts, around.level);
  out.value = CompileCondition(*raw.value, Wanted::kNumber, names, diagnostics_);
  return out;
}

}  // namespace vekha::roadmap
