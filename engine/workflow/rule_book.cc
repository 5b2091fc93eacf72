#include "engine/workflow/rule_book.h"

#include <utility>

#include "engine/task/task.h"

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
  return {Severity::kError, "E0401", std::string(name), {}, 1, "this rules file is missing", ""};
}

// Every day a plan needs is asked of the calendar, by making the plans.
absl::Status CheckCoverage(const std::shared_ptr<const roadmap::Roadmap>& roadmap,
                           const std::shared_ptr<const calendar::WorkCalendar>& calendar) {
  const OrganizationId adopter("adopter");
  for (const auto level :
       {roadmap::Level::kRegion, roadmap::Level::kMunicipality, roadmap::Level::kSchool}) {
    const OrganizationId organization = level == roadmap->level ? adopter : OrganizationId("below");
    const auto plan = task::MakePlan({organization, adopter, level}, roadmap, calendar);
    if (!plan.ok()) return plan.status();
  }
  return absl::OkStatus();
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
  auto loaded = roadmap::LoadRoadmap(source, rules.Context());
  if (!loaded.value) return loaded;
  const auto calendar = rules.calendars.Get((*loaded.value)->calendar);
  const absl::Status covered =
      calendar.ok() ? CheckCoverage(*loaded.value, *calendar) : calendar.status();
  if (!covered.ok()) {
    loaded.diagnostics.push_back({Severity::kError,
                                  "E0402",
                                  source.name(),
                                  {},
                                  1,
                                  std::string(covered.message().data(), covered.message().size()),
                                  "name a calendar that covers every due day"});
    loaded.value.reset();
  }
  return loaded;
}

}  // namespace vekha::workflow
