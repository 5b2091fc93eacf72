#include "service/cli/demo_data.h"

#include <fmt/format.h>

#include "engine/yaml/document.h"
#include "engine/yaml/reader.h"

namespace vekha::cli {
namespace {

using yaml::Node;
using yaml::Reader;

std::string Text(Reader& reader, const Node& mapping, std::string_view key) {
  const Node* node = reader.Require(mapping, key);
  return node == nullptr ? "" : reader.AsText(*node).value_or("");
}

std::string OptionalText(Reader& reader, const Node& mapping, std::string_view key) {
  const Node* node = mapping.Find(key);
  return node == nullptr ? "" : reader.AsText(*node).value_or("");
}

Date Day(Reader& reader, const Node& mapping, std::string_view key) {
  const Node* node = reader.Require(mapping, key);
  return node == nullptr ? Date() : reader.AsDate(*node).value_or(Date());
}

// Calls `read` with every item of the list under `key`.
template <typename Read>
void ForEach(Reader& reader, const Node& root, std::string_view key, Read read) {
  const Node* list = reader.Require(root, key);
  if (list == nullptr || !reader.IsSequence(*list)) return;
  for (const Node& item : list->items) read(item);
}

DemoFacts ReadFacts(Reader& reader, const Node& item) {
  DemoFacts out{.organization = Text(reader, item, "org"),
                .observed = Day(reader, item, "observed"),
                .source = Text(reader, item, "source"),
                .values = {}};
  const Node* values = reader.Require(item, "values");
  if (values == nullptr || !reader.IsMapping(*values)) return out;
  for (const yaml::Entry& entry : values->entries) {
    out.values.push_back(
        fmt::format("{}={}", entry.key.text, reader.AsText(entry.value).value_or("")));
  }
  return out;
}

DemoData ReadAll(Reader& reader, const Node& root) {
  DemoData data;
  reader.OnlyKeys(root, {"organizations", "people", "roles", "roadmaps", "adoptions", "facts"});
  ForEach(reader, root, "organizations", [&](const Node& item) {
    data.organizations.push_back({Text(reader, item, "id"), OptionalText(reader, item, "parent"),
                                  Text(reader, item, "level"), Text(reader, item, "name"),
                                  OptionalText(reader, item, "zone")});
  });
  ForEach(reader, root, "people", [&](const Node& item) {
    data.people.push_back({Text(reader, item, "id"), Text(reader, item, "name"),
                           OptionalText(reader, item, "channel"),
                           OptionalText(reader, item, "address")});
  });
  ForEach(reader, root, "roles", [&](const Node& item) {
    data.roles.push_back({Text(reader, item, "org"), Text(reader, item, "role"),
                          Text(reader, item, "person"), Day(reader, item, "from")});
  });
  ForEach(reader, root, "roadmaps",
          [&](const Node& item) { data.roadmaps.push_back(reader.AsText(item).value_or("")); });
  ForEach(reader, root, "adoptions", [&](const Node& item) {
    data.adoptions.push_back(
        {Text(reader, item, "org"), Text(reader, item, "roadmap"), Day(reader, item, "from")});
  });
  ForEach(reader, root, "facts",
          [&](const Node& item) { data.facts.push_back(ReadFacts(reader, item)); });
  return data;
}

}  // namespace

Parsed<DemoData> ParseDemoData(const Source& source) {
  Parsed<yaml::Document> document = yaml::Parse(source);
  if (HasErrors(document.diagnostics)) return {std::nullopt, document.diagnostics};
  Reader reader(source);
  DemoData data;
  if (reader.IsMapping(document.value->root)) data = ReadAll(reader, document.value->root);
  if (reader.HasErrors()) return {std::nullopt, reader.Take()};
  return {std::move(data), reader.Take()};
}

}  // namespace vekha::cli
