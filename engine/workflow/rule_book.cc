#include "engine/workflow/rule_book.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/facts/spelling.h"

namespace vekha::workflow {
namespace {

void Collect(std::vector<Diagnostic>& all, std::vector<Diagnostic> more) {
  for (Diagnostic& d : more) all.push_back(std::move(d));
}

const Source* FindSource(const std::vector<Source>& sources, std::string_view name) {
  for (const Source& source : sources) {
    if (source.name() == name) return &source;
  }
  return nullptr;
}

std::vector<Source> Below(const std::vector<Source>& sources, std::string_view folder) {
  std::vector<Source> out;
  for (const Source& source : sources) {
    if (source.name().starts_with(folder)) out.push_back(source);
  }
  return out;
}

Diagnostic Missing(std::string_view name) {
  return {
      Severity::kError,        "E0401", std::string(name), {}, 1, "this rules file is missing", "",
      "нет этого файла правил"};
}

roadmap::CalendarProblem NoCalendar(const calendar::CalendarSet& calendars,
                                    const std::string& region) {
  const std::vector<std::string> regions = calendars.Regions();
  const std::vector<std::string_view> names(regions.begin(), regions.end());
  return {{fmt::format("нет календаря региона {}", region),
           fmt::format("there is no calendar of region {}", region)},
          facts::DidYouMean(facts::NearestNames(region, names))};
}

// The calendar's own words about each year it was asked for in vain, each once.
void AskDays(const roadmap::Roadmap& roadmap, const calendar::WorkCalendar& calendar,
             std::map<std::string, std::string>& unknown) {
  for (const roadmap::Measure* measure : roadmap::WorkMeasures(roadmap)) {
    for (const schedule::Occurrence& one : measure->expansion.occurrences) {
      if (one.ongoing) continue;
      const absl::Status asked = calendar.Shift(one.window.due, measure->nonworking).status();
      if (asked.ok()) continue;
      const Rejection said = RejectionOf(asked);
      unknown.emplace(said.message, said.message_ru);
    }
  }
}

// Every due day is asked of the calendar.
std::optional<roadmap::CalendarProblem> CheckDays(const roadmap::Roadmap& roadmap,
                                                  const calendar::CalendarSet& calendars) {
  const auto calendar = calendars.Get(roadmap.calendar);
  if (!calendar.ok()) return NoCalendar(calendars, roadmap.calendar.region);
  std::map<std::string, std::string> unknown;
  AskDays(roadmap, **calendar, unknown);
  if (unknown.empty()) return std::nullopt;
  roadmap::CalendarProblem problem;
  for (const auto& [english, russian] : unknown) {
    problem.message.en += (problem.message.en.empty() ? "" : "; ") + english;
    problem.message.ru += (problem.message.ru.empty() ? "" : " ") + russian;
  }
  problem.hint = {"назовите календарь, в котором есть каждый день срока, или исправьте сроки",
                  "name a calendar that covers every due day, or correct the terms"};
  return problem;
}

}  // namespace

roadmap::LoadContext RuleBook::Context() const {
  std::vector<std::string> ladder_ids;
  for (const auto& [id, ladder] : ladders) ladder_ids.push_back(id);
  return {facts, libraries, std::move(ladder_ids)};
}

Parsed<std::shared_ptr<const RuleBook>> LoadRuleBook(const std::vector<Source>& sources) {
  auto rules = std::make_shared<RuleBook>();
  std::vector<Diagnostic> diagnostics;

  Parsed<calendar::CalendarSet> calendars = calendar::LoadCalendars(Below(sources, "calendars/"));
  if (calendars.value) rules->calendars = *std::move(calendars.value);
  Collect(diagnostics, std::move(calendars.diagnostics));

  if (const Source* source = FindSource(sources, "facts.yaml")) {
    Parsed<facts::FactCatalog> loaded = facts::LoadFactCatalog(*source);
    if (loaded.value) rules->facts = *std::move(loaded.value);
    Collect(diagnostics, std::move(loaded.diagnostics));
  } else {
    diagnostics.push_back(Missing("facts.yaml"));
  }

  if (const Source* source = FindSource(sources, "ladders.yaml")) {
    Parsed<reminder::LadderSet> loaded = reminder::LoadLadders(*source);
    if (loaded.value) rules->ladders = *std::move(loaded.value);
    Collect(diagnostics, std::move(loaded.diagnostics));
  } else {
    diagnostics.push_back(Missing("ladders.yaml"));
  }

  for (const Source& source : Below(sources, "library/")) {
    Parsed<roadmap::Library> loaded = roadmap::LoadLibrary(source, rules->Context());
    if (loaded.value) rules->libraries.push_back(*std::move(loaded.value));
    Collect(diagnostics, std::move(loaded.diagnostics));
  }
  if (HasErrors(diagnostics)) return {std::nullopt, std::move(diagnostics)};
  return {std::shared_ptr<const RuleBook>(std::move(rules)), std::move(diagnostics)};
}

Parsed<std::shared_ptr<const roadmap::Roadmap>> LoadCheckedRoadmap(const Source& source,
                                                                   const RuleBook& rules) {
  return roadmap::LoadRoadmap(source, rules.Context(), [&](const roadmap::Roadmap& roadmap) {
    return CheckDays(roadmap, rules.calendars);
  });
}

}  // namespace vekha::workflow
