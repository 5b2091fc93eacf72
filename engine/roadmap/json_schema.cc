#include "engine/roadmap/json_schema.h"

#include <fmt/format.h>

#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/roadmap/keys.h"
#include "engine/roadmap/text_format.h"

namespace vekha::roadmap {
namespace {

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out + "\"";
}

// A JSON object under construction; values are JSON texts.
class Object {
 public:
  Object& Add(std::string_view name, std::string value) {
    members_.emplace_back(name, std::move(value));
    return *this;
  }
  Object& AddText(std::string_view name, std::string_view text) { return Add(name, Quoted(text)); }
  Object& AddNumber(std::string_view name, int value) {
    return Add(name, fmt::format("{}", value));
  }

  std::string OnOneLine() const {
    std::string out;
    for (const auto& [name, value] : members_) {
      out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", Quoted(name), value);
    }
    return "{" + out + "}";
  }

  // One member a line, indented below `indent`.
  std::string OnLines(std::string_view indent) const {
    std::string out;
    for (const auto& [name, value] : members_) {
      out += fmt::format("{}\n{}  {}: {}", out.empty() ? "" : ",", indent, Quoted(name), value);
    }
    return fmt::format("{{{}\n{}}}", out, indent);
  }

 private:
  std::vector<std::pair<std::string, std::string>> members_;
};

std::string List(const std::vector<std::string>& values) {
  return fmt::format("[{}]", fmt::join(values, ", "));
}

std::string Words(std::span<const std::string_view> words) {
  std::vector<std::string> quoted;
  for (const std::string_view word : words) quoted.push_back(Quoted(word));
  return List(quoted);
}

std::string Reference(std::string_view table) {
  return Object().AddText("$ref", fmt::format("#/$defs/{}", table)).OnOneLine();
}

Object TextSchema(Shape shape, int max_length) {
  Object out;
  // The reader takes any scalar as text; editors see an unquoted 3.2 as a number.
  const bool may_look_like_number = shape == Shape::kId || shape == Shape::kCell;
  out.Add("type", may_look_like_number ? "[\"string\", \"number\"]" : "\"string\"");
  if (shape != Shape::kCell) out.AddNumber("minLength", 1);
  if (max_length > 0) out.AddNumber("maxLength", max_length);
  const std::string_view pattern = ShapePattern(shape);
  if (!pattern.empty()) out.AddText("pattern", pattern);
  return out;
}

Object ArraySchema(std::string items, int max_items) {
  Object out;
  out.AddText("type", "array").Add("items", std::move(items));
  if (max_items > 0) out.AddNumber("maxItems", max_items);
  return out;
}

Object OneOf(std::vector<std::string> schemas) { return Object().Add("oneOf", List(schemas)); }

Object TargetsSchema() {
  const std::string years = Object().AddText("pattern", "^[0-9]{4}$").OnOneLine();
  const std::string number = Object().AddText("type", "number").OnOneLine();
  return Object()
      .AddText("type", "object")
      .Add("propertyNames", years)
      .Add("additionalProperties", number);
}

Object Schema(const Key& key) {
  switch (key.shape) {
    case Shape::kText:
    case Shape::kCell:
    case Shape::kId:
    case Shape::kSlug:
    case Shape::kName:
    case Shape::kUse:
    case Shape::kRegion:
    case Shape::kExpression:
    case Shape::kFact:
    case Shape::kDaySpan:
    case Shape::kOffset:
      return TextSchema(key.shape, key.max);
    case Shape::kPeriod:
      return TextSchema(key.shape, 0);
    case Shape::kInteger:
      return Object()
          .AddText("type", "integer")
          .AddNumber("minimum", key.min)
          .AddNumber("maximum", key.max);
    case Shape::kBool:
      return Object().AddText("type", "boolean");
    case Shape::kDate:
      return Object().AddText("type", "string").AddText("format", "date");
    case Shape::kWord:
      return Object().Add("enum", Words(key.words));
    case Shape::kWords:
      return ArraySchema(Object().Add("enum", Words(key.words)).OnOneLine(), key.max);
    case Shape::kIds:
      return ArraySchema(TextSchema(Shape::kId, kMaxId).OnOneLine(), key.max);
    case Shape::kRecord:
      return Object().AddText("$ref", fmt::format("#/$defs/{}", key.table));
    case Shape::kRecords:
      return ArraySchema(Reference(key.table), key.max);
    case Shape::kRows:
      return ArraySchema(
          OneOf({Reference("measure"), Reference("use"), Reference("heading")}).OnOneLine(),
          key.max);
    case Shape::kTerm:
      return OneOf({TextSchema(Shape::kText, key.max).OnOneLine(), Reference(key.table)});
    case Shape::kExecutors:
      return OneOf({TextSchema(Shape::kCell, key.max).OnOneLine(),
                    ArraySchema(Reference(key.table), kMaxListed).OnOneLine()});
    case Shape::kCalendar:
      return OneOf({TextSchema(key.shape, 0).OnOneLine(), Reference(key.table)});
    case Shape::kRoleNames:
      return Object()
          .AddText("type", "object")
          .AddNumber("maxProperties", key.max)
          .Add("additionalProperties", TextSchema(Shape::kName, kMaxId).OnOneLine());
    case Shape::kTargets:
      return TargetsSchema();
  }
  return {};
}

std::string Describe(std::string_view russian, std::string_view english) {
  return fmt::format("{} / {}", russian, english);
}

std::string TableSchema(const KeyTable& table) {
  Object properties;
  std::vector<std::string> required;
  for (const Key& key : table.keys) {
    Object schema = Schema(key);
    schema.AddText("description", Describe(key.russian, key.english));
    properties.Add(key.name, schema.OnOneLine());
    if (key.need == Need::kRequired) required.push_back(Quoted(key.name));
  }
  Object out;
  out.AddText("description", Describe(table.russian, table.english)).AddText("type", "object");
  out.AddNumber("minProperties", 1).Add("additionalProperties", "false");
  if (!required.empty()) out.Add("required", List(required));
  return out.Add("properties", properties.OnLines("      ")).OnLines("    ");
}

}  // namespace

std::string RoadmapJsonSchema() {
  Object definitions;
  for (const KeyTable* table : AllKeyTables()) {
    definitions.Add(table->name, TableSchema(*table));
  }
  return Object()
             .AddText("$schema", "https://json-schema.org/draft/2020-12/schema")
             .AddText("title", "Vekha: дорожная карта / roadmap")
             .Add("oneOf", List({Reference("roadmap"), Reference("library")}))
             .Add("$defs", definitions.OnLines("  "))
             .OnLines("") +
         "\n";
}

}  // namespace vekha::roadmap
