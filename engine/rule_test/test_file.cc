#include "engine/rule_test/test_file.h"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "engine/rule_test/file_reader.h"

namespace vekha::rule_test {
namespace {

using yaml::Node;

Subject ReadSubject(FileReader& reader, const Node& root) {
  Subject subject;
  int named = 0;
  const auto take = [&](std::string_view key, Subject::Kind kind) {
    if (const auto name = reader.PlacedAt(root, key)) {
      subject.kind = kind;
      subject.name = *name;
      ++named;
    }
  };
  take("roadmap", Subject::Kind::kRoadmap);
  take("file", Subject::Kind::kFile);
  take("library", Subject::Kind::kLibrary);
  if (named != 1) {
    reader.Error(root, "E0801",
                 {"что проверяется, говорит один из ключей roadmap, file и library",
                  "one of \"roadmap\", \"file\" and \"library\" says what is tested"});
  }
  const bool library = subject.kind == Subject::Kind::kLibrary;
  for (const std::string_view key : {"period", "calendar", "week", "ladder"}) {
    const Node* node = root.Find(key);
    if (node != nullptr && !library) {
      reader.Error(*node, "E0801",
                   {fmt::format("{} есть у самой карты; он нужен только библиотеке", key),
                    fmt::format("\"{}\" is the roadmap's own; only a library needs it", key)});
    }
  }
  if (!library) return subject;
  if (const Node* period = reader.yaml.Require(root, "period")) {
    subject.period = reader.yaml.AsPeriod(*period);
  }
  if (root.Find("calendar") != nullptr) subject.calendar = reader.TextAt(root, "calendar");
  if (root.Find("ladder") != nullptr) subject.ladder = reader.TextAt(root, "ladder");
  if (const Node* week = root.Find("week")) {
    subject.week = reader.yaml.AsInt(*week, 5, 6).value_or(5);
  }
  return subject;
}

PlaceGiven ReadPlace(FileReader& reader, const Node& node) {
  PlaceGiven place;
  place.at = node.range;
  if (!reader.yaml.IsMapping(node)) return place;
  reader.OnlyKeys(node, PlaceKeys());
  place.id = reader.RequiredText(node, "id");
  place.parent = reader.TextAt(node, "parent");
  place.name = reader.TextAt(node, "name");
  if (const Node* level = reader.yaml.Require(node, "level")) {
    const auto index = reader.yaml.AsWord(*level, {"region", "municipality", "school"});
    place.level = static_cast<roadmap::Level>(index.value_or(2));
  }
  return place;
}

Holding ReadHolding(FileReader& reader, const Node& node) {
  Holding holding;
  holding.at = node.range;
  if (!reader.yaml.IsMapping(node)) return holding;
  reader.OnlyKeys(node, HoldingKeys());
  holding.organization = reader.TextAt(node, "org");
  holding.role = reader.RequiredText(node, "role");
  holding.person = reader.RequiredText(node, "person");
  holding.from = reader.DateAt(node, "from");
  holding.to = reader.DateAt(node, "to");
  return holding;
}

Away ReadAway(FileReader& reader, const Node& node) {
  Away away;
  away.at = node.range;
  if (!reader.yaml.IsMapping(node)) return away;
  reader.OnlyKeys(node, AwayKeys());
  away.person = reader.RequiredText(node, "person");
  away.to = reader.DateAt(node, "to");
  const Node* from = reader.yaml.Require(node, "from");
  const auto first = from == nullptr ? std::nullopt : reader.yaml.AsDate(*from);
  if (!first) return away;
  away.from = *first;
  if (away.to && *away.to < away.from) {
    reader.Error(node, "E0805",
                 {"последний день раньше первого", "the last day is before the first"});
  }
  return away;
}

// Nothing when the mapping says nothing of who is there.
std::optional<Directory> ReadDirectory(FileReader& reader, const Node& node) {
  bool said = false;
  for (const std::string_view key : {"organizations", "roles", "vacant"}) {
    said = said || node.Find(key) != nullptr;
  }
  if (!said) return std::nullopt;
  Directory directory;
  reader.Each(node, "organizations", [&](const Node& item) {
    directory.organizations.push_back(ReadPlace(reader, item));
  });
  reader.Each(node, "roles",
              [&](const Node& item) { directory.roles.push_back(ReadHolding(reader, item)); });
  if (const Node* vacant = node.Find("vacant")) directory.vacant = reader.NamesIn(*vacant);
  return directory;
}

void ReadOutages(FileReader& reader, const Node& node, Test& test) {
  const Node* outage = node.Find("outage");
  if (outage == nullptr) return;
  const auto add = [&](const Node& item) {
    if (const auto period = reader.yaml.AsPeriod(item))
      test.outages.push_back({*period, item.range});
  };
  if (outage->IsSequence()) {
    for (const Node& item : outage->items) add(item);
  } else {
    add(*outage);
  }
}

bool SaysNothing(const Test& test) {
  if (test.golden || !test.due.empty() || !test.responsible.empty() || !test.after.empty() ||
      !test.ladders.empty() || !test.heartbeats.empty() || !test.conditions.empty() ||
      !test.indicators.empty()) {
    return false;
  }
  for (const Expectation& one : test.expectations) {
    if (!one.tasks.empty() || one.notifications || !one.includes.empty() || !one.none.empty()) {
      return false;
    }
  }
  for (const Act& act : test.acts) {
    if (!act.refused.empty()) return false;
  }
  return true;
}

Test ReadTest(FileReader& reader, const Node& node) {
  Test test;
  test.at = node.range;
  if (!reader.yaml.IsMapping(node)) return test;
  reader.OnlyKeys(node, TestKeys());
  test.name = reader.RequiredText(node, "name");
  if (const Node* name = node.Find("name")) test.at = name->range;
  if (const Node* adopted = node.Find("adopted")) {
    if (const auto day = reader.yaml.AsDate(*adopted)) test.adopted = {*day, adopted->range};
  }
  test.directory = ReadDirectory(reader, node);
  ReadOutages(reader, node, test);
  reader.Each(node, "absent",
              [&](const Node& item) { test.absences.push_back(ReadAway(reader, item)); });
  reader.Each(node, "when", [&](const Node& item) { test.acts.push_back(ReadAct(reader, item)); });
  reader.Each(node, "expect", [&](const Node& item) {
    test.expectations.push_back(ReadExpectation(reader, item));
  });
  ReadTables(reader, node, test);
  test.golden = reader.PlacedAt(node, "golden");
  if (const Node* span = node.Find("span")) test.span = reader.yaml.AsPeriod(*span);
  if (!reader.yaml.HasErrors() && SaysNothing(test)) {
    reader.Error(node, "E0802",
                 {fmt::format("тест «{}» ничего не ожидает", test.name),
                  fmt::format("the test \"{}\" expects nothing", test.name)});
  }
  return test;
}

void ReadTests(FileReader& reader, const Node& root, TestFile& file) {
  const Node* tests = reader.yaml.Require(root, "tests");
  if (tests == nullptr || !reader.yaml.IsSequence(*tests)) return;
  if (tests->items.empty()) {
    reader.Error(*tests, "E0802", {"в файле нет ни одного теста", "there is no test in the file"});
  }
  if (tests->items.size() > kMaxTests) {
    reader.Error(
        *tests, "E0806",
        {fmt::format("тестов больше {}", kMaxTests), fmt::format("more than {} tests", kMaxTests)});
    return;
  }
  std::set<std::string> names;
  for (const Node& item : tests->items) {
    file.tests.push_back(ReadTest(reader, item));
    const std::string& name = file.tests.back().name;
    if (name.empty() || names.insert(name).second) continue;
    reader.Error(item, "E0803",
                 {fmt::format("второй тест с названием «{}»", name),
                  fmt::format("a second test has the name \"{}\"", name)});
  }
}

}  // namespace

Parsed<TestFile> ParseTestFile(const Source& source, const facts::FactCatalog& catalog) {
  Parsed<yaml::Document> document = yaml::Parse(source);
  if (!document.value || HasErrors(document.diagnostics)) {
    return {std::nullopt, std::move(document.diagnostics)};
  }
  const Node& root = document.value->root;
  FileReader reader(source, catalog);
  TestFile file;
  if (reader.yaml.IsMapping(root)) {
    reader.OnlyKeys(root, FileKeys());
    file.subject = ReadSubject(reader, root);
    file.directory = ReadDirectory(reader, root).value_or(Directory{});
    ReadTests(reader, root, file);
  }
  if (reader.yaml.HasErrors()) return {std::nullopt, reader.yaml.Take()};
  return {std::move(file), reader.yaml.Take()};
}

}  // namespace vekha::rule_test
