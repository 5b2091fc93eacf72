#include "engine/workflow/explain_merger.h"

#include <fmt/format.h>

#include "engine/workflow/tree.h"
#include "engine/workflow/wording.h"

namespace vekha::workflow {
namespace {

// "«Школа № 7» (school-7)"
Wording NameOf(const State& state, const OrganizationId& id) {
  const auto found = state.organizations.find(id);
  const std::string& name =
      found == state.organizations.end() ? id.value() : found->second.organization.name;
  return {fmt::format("«{}» ({})", name, id.value()), fmt::format("\"{}\" ({})", name, id.value())};
}

ExplanationLine ClosedLine(const State& state, const Closure& closure) {
  Wording into;
  if (!closure.successor.empty()) {
    const Wording successor = NameOf(state, closure.successor);
    into = {", влита в организацию " + successor.ru, ", merged into " + successor.en};
  }
  return {"status",
          fmt::format("Организация закрыта с {}{}: с этого дня с неё ничего не спрашивают.",
                      FormatRussian(closure.on), into.ru),
          fmt::format("The organization is closed from {}{}: nothing is asked of it from then on.",
                      FormatIso(closure.on), into.en)};
}

ExplanationLine MergedLine(const State& state, const OrganizationId& merged) {
  const Wording name = NameOf(state, merged);
  const Date on = state.organizations.at(merged).closure->on;
  return {
      "status",
      fmt::format("С {} влита организация {}: её задачи, факты и подтверждения остаются при ней "
                  "и доступны для чтения, долги не переходят.",
                  FormatRussian(on), name.ru),
      fmt::format("From {} {} is merged in: its tasks, facts and evidence stay its own and may "
                  "be read; what it owed does not pass on.",
                  FormatIso(on), name.en)};
}

}  // namespace

std::vector<ExplanationLine> MergerLines(const State& state, const OrganizationId& organization,
                                         Date day) {
  std::vector<ExplanationLine> lines;
  const auto found = state.organizations.find(organization);
  if (found != state.organizations.end() && found->second.closure) {
    lines.push_back(ClosedLine(state, *found->second.closure));
  }
  for (const OrganizationId& merged : MergedInto(state, {organization}, day)) {
    lines.push_back(MergedLine(state, merged));
  }
  return lines;
}

}  // namespace vekha::workflow
