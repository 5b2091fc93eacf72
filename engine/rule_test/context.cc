#include "engine/rule_test/context.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/facts/spelling.h"

namespace vekha::rule_test {

using roadmap::Measure;
using task::PlannedTask;

namespace {

std::string DayOf(const PlannedTask& task) {
  return task.window ? FormatIso(task.window->due) : "undated";
}

Bilingual HintOf(const Measure& measure, const std::vector<const PlannedTask*>& tasks) {
  std::vector<std::string> names;
  for (const PlannedTask* task : tasks) {
    names.push_back(fmt::format("\"{}@{}\"", measure.id.value(), DayOf(*task)));
  }
  const std::string list = fmt::format("{}", fmt::join(names, ", "));
  return {"есть " + list, "there are " + list};
}

}  // namespace

void Context::Expect(SourceRange at, std::string what, const std::string& expected,
                     const std::string& actual, std::vector<std::string> notes) {
  if (expected == actual) return;
  result.mismatches.push_back(
      {file_.PositionAt(at.begin), std::move(what), expected, actual, std::move(notes)});
}

void Context::Problem(SourceRange at, const char* code, Bilingual message, Bilingual hint) {
  result.wrong = true;
  out.diagnostics.push_back(
      MakeDiagnostic(file_, at, Severity::kError, code, std::move(message), std::move(hint)));
}

void Context::Problem(SourceRange at, const absl::Status& status) {
  const Rejection why = RejectionOf(status);
  Problem(at, "E0814",
          {fmt::format("{}: {}", why.reason, why.message_ru),
           fmt::format("{}: {}", why.reason, why.message)});
}

const Measure* Context::Measure(const TaskName& name) {
  std::vector<std::string_view> ids;
  for (const roadmap::Measure* measure : roadmap::WorkMeasures(roadmap())) {
    if (measure->id.value() == name.measure) return measure;
    ids.push_back(measure->id.value());
  }
  const bool row = roadmap::FindMeasure(roadmap(), MeasureId(name.measure)) != nullptr;
  Bilingual text{
      fmt::format("в карте {} нет мероприятия «{}»", roadmap().id.value(), name.measure),
      fmt::format("there is no measure \"{}\" in {}", name.measure, roadmap().id.value())};
  if (row) {
    text = {fmt::format("у строки «{}» есть части, и задачи - у них", name.measure),
            fmt::format("measure \"{}\" has items; its tasks are theirs", name.measure)};
  }
  Problem(name.at, "E0810", std::move(text),
          facts::DidYouMean(facts::NearestNames(name.measure, ids)));
  return nullptr;
}

std::optional<OrganizationId> Context::Place(SourceRange at, const std::string& given,
                                             const roadmap::Measure& measure) {
  if (!given.empty()) {
    const OrganizationId id(given);
    if (world.state.organizations.contains(id)) return id;
    UnknownOrganization(at, given);
    return std::nullopt;
  }
  if (!measure.for_each) return world.adopter;
  const auto place = world.places.find(*measure.for_each);
  if (place != world.places.end()) return place->second;
  const std::string_view level = LevelName(*measure.for_each);
  Problem(
      at, "E0813",
      {fmt::format("{} - для каждой организации уровня {}, а её нет", measure.id.value(), level),
       fmt::format("{} is for each {}, and there is none", measure.id.value(), level)});
  return std::nullopt;
}

void Context::UnknownOrganization(SourceRange at, const std::string& id) {
  Problem(at, "E0813",
          {fmt::format("нет организации «{}»", id),
           fmt::format("there is no organization \"{}\"", id)});
}

bool Context::IsInPeriod(SourceRange at, Date day) {
  const Period& period = roadmap().period;
  if (period.Contains(day)) return true;
  Problem(
      at, "E0812",
      {fmt::format("{} - вне периода карты {}", FormatIso(day), FormatPeriod(period)),
       fmt::format("{} is outside the roadmap's period {}", FormatIso(day), FormatPeriod(period))});
  return false;
}

std::shared_ptr<const task::Plan> Context::PlanOf(SourceRange at, const OrganizationId& place) {
  if (const auto known = plans_.find(place); known != plans_.end()) return known->second;
  const workflow::AdoptionEntry& entry = world.state.adoptions.at({world.adopter, roadmap().id});
  const auto sheet = workflow::SheetOf(
      world.state, rules, entry, world.state.organizations.at(place).organization, world.adopted);
  if (!sheet.ok()) {
    Problem(at, sheet.status());
    return nullptr;
  }
  return plans_[place] = sheet->plan;
}

const PlannedTask* Context::Planned(const TaskName& name, const std::string& place_given,
                                    std::optional<Date> day) {
  const roadmap::Measure* measure = Measure(name);
  if (measure == nullptr) return nullptr;
  const auto place = Place(name.at, place_given, *measure);
  if (!place) return nullptr;
  const auto plan = PlanOf(name.at, *place);
  if (plan == nullptr) return nullptr;
  std::vector<const PlannedTask*> all;
  for (const PlannedTask& task : plan->tasks) {
    if (task.measure == measure && task.organization == *place) all.push_back(&task);
  }
  std::vector<const PlannedTask*> meant = all;
  if (!name.occurrence.empty()) {
    std::erase_if(meant, [&](const PlannedTask* t) { return DayOf(*t) != name.occurrence; });
  } else if (meant.size() > 1 && day) {
    const std::string cycle = schedule::CycleOf(*day);
    std::erase_if(meant, [&](const PlannedTask* t) { return t->cycle != cycle; });
  }
  if (meant.size() == 1) return meant.front();
  if (all.empty()) {
    Problem(name.at, "E0811",
            {fmt::format("{} не даёт задач организации {}", name.measure, place->value()),
             fmt::format("{} gives {} no task", name.measure, place->value())});
  } else if (meant.empty()) {
    const std::string when = name.occurrence.empty() ? FormatIso(*day) : name.occurrence;
    Problem(name.at, "E0811",
            name.occurrence.empty()
                ? Bilingual{fmt::format("у {} нет срока в учебном году дня {}", name.measure, when),
                            fmt::format("{} has no occurrence in the school year of {}",
                                        name.measure, when)}
                : Bilingual{fmt::format("у {} нет срока {}", name.measure, when),
                            fmt::format("{} is not due on {}", name.measure, when)},
            HintOf(*measure, all));
  } else {
    Problem(name.at, "E0811",
            {fmt::format("у {} несколько сроков; скажите, какой", name.measure),
             fmt::format("{} has several occurrences; say which", name.measure)},
            HintOf(*measure, meant));
  }
  return nullptr;
}

std::string Context::NameOf(const PersonId& person) const {
  const auto found = world.state.people.find(person);
  return found == world.state.people.end() ? person.value() : found->second.person.name;
}

std::vector<std::string> Context::Names(const std::vector<workflow::Answerable>& answerable) const {
  std::vector<std::string> names;
  for (const workflow::Answerable& one : answerable) {
    names.push_back(one.person.empty() ? fmt::format("nobody ({})", one.name) : NameOf(one.person));
  }
  return names;
}

bool SameNames(std::string_view joined, std::string_view other) {
  const auto keys = [](std::string_view names) {
    std::string all;
    while (true) {
      const size_t comma = names.find(", ");
      all += roadmap::ExecutorKey(names.substr(0, comma)) + ";";
      if (comma == std::string_view::npos) return all;
      names.remove_prefix(comma + 2);
    }
  };
  return keys(joined) == keys(other);
}

std::string JoinNames(const std::vector<std::string>& names) {
  return names.empty() ? "~" : fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace vekha::rule_test
