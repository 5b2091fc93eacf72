#include "engine/rule_test/json_schema.h"

#include <fmt/format.h>

#include "engine/roadmap/json_text.h"
#include "engine/rule_test/keys.h"

namespace vekha::rule_test {
namespace {

using roadmap::List;
using roadmap::Object;
using roadmap::Quoted;

std::string Describe(std::string_view russian, std::string_view english) {
  return Quoted(fmt::format("{} / {}", russian, english));
}

std::string TableSchema(const KeyTable& table) {
  Object properties;
  std::vector<std::string> required;
  for (const Key& key : table.keys) {
    properties.Add(key.name,
                   fmt::format("{{{}, \"description\": {}, \"examples\": [{}]}}", key.schema,
                               Describe(key.russian, key.english), key.example));
    if (key.required) required.push_back(Quoted(key.name));
  }
  Object out;
  out.Add("description", Describe(table.russian, table.english)).AddText("type", "object");
  out.AddNumber("minProperties", 1).Add("additionalProperties", "false");
  if (!required.empty()) out.Add("required", List(required));
  return out.Add("properties", properties.OnLines("      ")).OnLines("    ");
}

}  // namespace

std::string TestFileJsonSchema() {
  Object definitions;
  for (const KeyTable* table : AllKeyTables()) definitions.Add(table->name, TableSchema(*table));
  for (const Form& form : Forms()) definitions.Add(form.name, std::string(form.schema));
  return Object()
             .AddText("$schema", "https://json-schema.org/draft/2020-12/schema")
             .AddText("title", "Vekha: тесты правил / rule tests")
             .AddText("$ref", "#/$defs/file")
             .Add("$defs", definitions.OnLines("  "))
             .OnLines("") +
         "\n";
}

}  // namespace vekha::rule_test
