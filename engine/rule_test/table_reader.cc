// The tables of a test: what holds of measures whatever the day.
#include <fmt/format.h>

#include <utility>

#include "engine/rule_test/due_cell.h"
#include "engine/rule_test/file_reader.h"

namespace vekha::rule_test {
namespace {

using yaml::Entry;
using yaml::Node;

Row<std::vector<DueCell>> ReadDue(FileReader& reader, const Entry& entry) {
  Row<std::vector<DueCell>> row{reader.Measure(entry.key), {}};
  for (const Placed<std::string>& cell : reader.NamesIn(entry.value)) {
    if (auto text = NormalizeDue(cell.value)) {
      row.value.push_back({DueCell::Kind::kDue, *std::move(text), cell.at});
      continue;
    }
    reader.yaml.Add(Severity::kError, cell.at, "E0805",
                    {fmt::format("«{}» - не срок", cell.value),
                     fmt::format("\"{}\" is no due day", cell.value)},
                    {"пишут 2022-10-30, 2022-10-01..2022-10-30, 2022-10-30 -> 2022-10-29, ongoing "
                     "2022-09-01..2023-12-31 или waits ФАКТ",
                     "write 2022-10-30, 2022-10-01..2022-10-30, 2022-10-30 -> 2022-10-29, ongoing "
                     "2022-09-01..2023-12-31 or waits FACT"});
  }
  return row;
}

Group ReadGroup(FileReader& reader, const Entry& entry) {
  Group group;
  group.name = {entry.key.text, entry.key.range};
  group.others = entry.value.IsScalar() && entry.value.text == "others";
  if (!group.others) group.measures = reader.Measures(entry.value);
  return group;
}

Case ReadCase(FileReader& reader, const Node& node) { return {node.range, reader.Facts(node)}; }

// One mapping or a list of them.
std::vector<Case> ReadCases(FileReader& reader, const Node& row, std::string_view key) {
  std::vector<Case> cases;
  const Node* node = row.Find(key);
  if (node == nullptr) return cases;
  if (node->IsMapping()) {
    cases.push_back(ReadCase(reader, *node));
    return cases;
  }
  reader.Each(row, key, [&](const Node& item) { cases.push_back(ReadCase(reader, item)); });
  return cases;
}

std::optional<Case> ReadFirst(FileReader& reader, const Node& row, std::string_view key) {
  const Node* node = row.Find(key);
  if (node == nullptr) return std::nullopt;
  return ReadCase(reader, *node);
}

ConditionRow ReadCondition(FileReader& reader, const Entry& entry) {
  ConditionRow row;
  row.measure = reader.Measure(entry.key);
  const Node& node = entry.value;
  if (!reader.yaml.IsMapping(node)) return row;
  reader.OnlyKeys(node, ConditionKeys());
  row.done = ReadFirst(reader, node, "done");
  row.also_done = ReadCases(reader, node, "also_done");
  row.not_done = ReadCases(reader, node, "not_done");
  row.applies = ReadFirst(reader, node, "applies");
  row.also_applies = ReadCases(reader, node, "also_applies");
  row.does_not_apply = ReadCases(reader, node, "does_not_apply");
  row.today = reader.DateAt(node, "today");
  const auto base = [&](std::string_view first, bool there, bool others) {
    if (there || !others) return;
    reader.Error(
        entry.key, "E0802",
        {fmt::format("нет «{}»: остальные случаи говорят, чем отличаются от него", first),
         fmt::format("\"{}\" is missing: the other cases say what differs from it", first)});
  };
  base("done", row.done.has_value(), !row.also_done.empty() || !row.not_done.empty());
  base("applies", row.applies.has_value(),
       !row.also_applies.empty() || !row.does_not_apply.empty());
  if (!row.done && !row.applies) {
    reader.Error(entry.key, "E0802", {"в строке нет ни одного случая", "the row has no case"});
  }
  return row;
}

IndicatorRow ReadIndicator(FileReader& reader, const Entry& entry) {
  IndicatorRow row;
  row.id = {entry.key.text, entry.key.range};
  if (!reader.yaml.IsMapping(entry.value)) return row;
  reader.OnlyKeys(entry.value, IndicatorKeys());
  if (const Node* facts = entry.value.Find("facts")) row.facts = reader.Facts(*facts);
  if (const Node* value = entry.value.Find("value")) {
    row.value = {value->IsNull() ? "~" : reader.Text(*value), value->range};
  }
  reader.EachEntry(entry.value, "targets", [&](const Entry& target) {
    const auto year = reader.yaml.AsInt(target.key, kFirstYear, kLastYear);
    if (!year || !reader.yaml.AsDouble(target.value)) return;
    row.targets.emplace_back(*year, Placed<std::string>{target.value.text, target.value.range});
  });
  if (!row.value && row.targets.empty()) {
    reader.Error(entry.key, "E0802", {"строка ничего не ожидает", "the row expects nothing"});
  }
  return row;
}

}  // namespace

void ReadTables(FileReader& reader, const Node& test, Test& out) {
  reader.EachEntry(test, "due", [&](const Entry& e) { out.due.push_back(ReadDue(reader, e)); });
  reader.EachEntry(test, "responsible", [&](const Entry& e) {
    out.responsible.push_back({reader.Measure(e.key), reader.NamesIn(e.value)});
  });
  reader.EachEntry(test, "after", [&](const Entry& e) {
    out.after.push_back({reader.Measure(e.key), reader.Measures(e.value)});
  });
  reader.EachEntry(test, "ladders",
                   [&](const Entry& e) { out.ladders.push_back(ReadGroup(reader, e)); });
  reader.EachEntry(test, "heartbeats",
                   [&](const Entry& e) { out.heartbeats.push_back(ReadGroup(reader, e)); });
  reader.EachEntry(test, "conditions",
                   [&](const Entry& e) { out.conditions.push_back(ReadCondition(reader, e)); });
  reader.EachEntry(test, "indicators",
                   [&](const Entry& e) { out.indicators.push_back(ReadIndicator(reader, e)); });
}

}  // namespace vekha::rule_test
