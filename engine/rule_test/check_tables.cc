#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "engine/rule_test/context.h"
#include "engine/rule_test/due_cell.h"

namespace vekha::rule_test {
namespace {

using roadmap::Measure;

// Tables print a short "what": the row's measure and the column.
std::string What(const TaskName& name, std::string_view column) {
  return fmt::format("{}: {}", name.measure, column);
}

std::vector<std::string> TextsOf(const Names& names) {
  std::vector<std::string> out;
  for (const Placed<std::string>& name : names) out.push_back(name.value);
  return out;
}

void CheckDue(const Row<std::vector<DueCell>>& row, Context& context) {
  const Measure* measure = context.Measure(row.measure);
  if (measure == nullptr) return;
  context.Named(*measure);
  const auto place = context.Place(row.measure.at, "", *measure);
  if (!place) return;
  const auto plan = context.PlanOf(row.measure.at, *place);
  if (plan == nullptr) return;
  std::vector<std::string> expected;
  for (const DueCell& cell : row.value) expected.push_back(cell.text);
  std::vector<std::string> actual;
  std::vector<std::string> notes;
  for (const task::PlannedTask& task : plan->tasks) {
    if (task.measure != measure || task.organization != *place) continue;
    actual.push_back(FormatDue(task));
    if (task.nominal_day) notes.push_back(task.nominal_day->reason);
  }
  notes.insert(notes.begin(), fmt::format("the document says: {}", measure->term_text));
  std::sort(expected.begin(), expected.end());
  std::sort(actual.begin(), actual.end());
  context.Expect(row.measure.at, What(row.measure, "due"), JoinNames(expected), JoinNames(actual),
                 std::move(notes));
}

void CheckResponsible(const Row<Names>& row, Context& context) {
  const Measure* measure = context.Measure(row.measure);
  if (measure == nullptr) return;
  context.Named(*measure);
  const auto place = context.Place(row.measure.at, "", *measure);
  if (!place) return;
  const auto expected = TextsOf(row.value);
  const auto actual = context.Names(
      workflow::AnswerableFor(context.world.state, *place, *measure, context.world.adopted));
  if (expected == std::vector<std::string>{"nobody"} && actual.empty()) return;
  if (SameNames(JoinNames(expected), JoinNames(actual))) return;
  context.Expect(row.measure.at, What(row.measure, "responsible"), JoinNames(expected),
                 JoinNames(actual),
                 {fmt::format("the document says: {}", measure->responsible_text)});
}

void CheckAfter(const Row<std::vector<TaskName>>& row, Context& context) {
  const Measure* measure = context.Measure(row.measure);
  if (measure == nullptr) return;
  context.Named(*measure);
  std::vector<std::string> expected;
  for (const TaskName& name : row.value) {
    if (context.Measure(name) == nullptr) return;
    expected.push_back(name.measure);
  }
  std::vector<std::string> actual;
  for (const MeasureId& id : measure->after) actual.push_back(id.value());
  std::sort(expected.begin(), expected.end());
  std::sort(actual.begin(), actual.end());
  context.Expect(row.measure.at, What(row.measure, "after"), JoinNames(expected),
                 JoinNames(actual));
}

// Every measure belongs to exactly the group that names it, or to the one of the others, or (when
// `otherwise` is given) to none.
template <typename ValueOf>
void CheckGroups(const std::vector<Group>& groups, std::string_view column, Context& context,
                 const std::string* otherwise, ValueOf value_of) {
  if (groups.empty()) return;
  std::map<std::string, std::pair<SourceRange, std::string>> expected;  // by measure
  const Group* others = nullptr;
  for (const Group& group : groups) {
    if (group.others && others != nullptr) {
      context.Problem(
          group.name.at, "E0803",
          {"«others» может стоять один раз", "only one group can be that of the others"});
    }
    if (group.others) others = &group;
    for (const TaskName& name : group.measures) {
      const Measure* measure = context.Measure(name);
      if (measure == nullptr) continue;
      context.Named(*measure);
      if (expected.contains(name.measure)) {
        context.Problem(name.at, "E0803",
                        {fmt::format("{} названо дважды", name.measure),
                         fmt::format("{} is named twice", name.measure)});
      }
      expected[name.measure] = {name.at, group.name.value};
    }
  }
  for (const Measure* measure : roadmap::WorkMeasures(context.roadmap())) {
    const auto found = expected.find(measure->id.value());
    const std::string what = fmt::format("{}: {}", measure->id.value(), column);
    if (found != expected.end()) {
      context.Expect(found->second.first, what, found->second.second, value_of(*measure));
    } else if (others != nullptr) {
      context.Expect(others->name.at, what, others->name.value, value_of(*measure));
    } else if (otherwise != nullptr) {
      context.Expect(groups.front().name.at, what, *otherwise, value_of(*measure));
    }
  }
}

}  // namespace

void CheckTables(const Test& test, Context& context) {
  for (const auto& row : test.due) CheckDue(row, context);
  for (const auto& row : test.responsible) CheckResponsible(row, context);
  for (const auto& row : test.after) CheckAfter(row, context);
  for (const Group& group : test.ladders) {
    if (!context.rules.ladders.contains(group.name.value)) {
      context.Problem(group.name.at, "E0813",
                      {fmt::format("нет лестницы «{}»", group.name.value),
                       fmt::format("there is no ladder \"{}\"", group.name.value)});
    }
  }
  const std::string roadmaps_own = context.roadmap().ladder;
  CheckGroups(test.ladders, "ladder", context, &roadmaps_own,
              [](const Measure& measure) { return measure.ladder; });
  const std::string none = "~";
  CheckGroups(test.heartbeats, "heartbeat", context, &none, [&](const Measure& measure) {
    return measure.heartbeat_days ? std::to_string(*measure.heartbeat_days) : none;
  });
}

}  // namespace vekha::rule_test
